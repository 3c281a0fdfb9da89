package dev.bellhop.bot;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.context.builtin.ActionContext;
import com.slack.api.bolt.context.builtin.SlashCommandContext;
import com.slack.api.bolt.context.builtin.ViewSubmissionContext;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.request.builtin.ViewSubmissionRequest;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.view.View;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Journal;
import dev.bellhop.delivery.Replies;
import dev.bellhop.delivery.Request;
import dev.bellhop.delivery.Way;
import dev.bellhop.people.Address;
import dev.bellhop.reservations.Reading;
import dev.bellhop.reservations.Refusal;
import dev.bellhop.reservations.Reservations;
import dev.bellhop.reservations.ReserveCommand;
import dev.bellhop.reservations.ReserveGrammar;
import dev.bellhop.reservations.Result;
import dev.bellhop.slack.Interactions;
import dev.bellhop.slack.Interactions.Place;
import dev.bellhop.slack.ReminderButtons;
import dev.bellhop.slack.ReservationText;
import dev.bellhop.slack.ReserveForm;
import dev.bellhop.slack.ReserveMetadata;
import dev.bellhop.slack.Said;
import dev.bellhop.slack.SlackUsers;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** {@code /reserve}: whoever asks is answered in the response, so that they are even while Slack's API is down. */
final class ReserveListener {

    private static final String COMMAND = "/reserve";

    private final Reservations reservations;
    private final NotifyCommands notify;
    private final ReserveGrammar grammar;
    private final Replies replies;
    private final SlackUsers users;
    private final Interactions interactions;
    private final Journal journal;
    private final Clock clock;

    ReserveListener(
            Reservations reservations,
            NotifyCommands notify,
            ReserveGrammar grammar,
            Replies replies,
            SlackUsers users,
            Interactions interactions,
            Journal journal,
            Clock clock) {
        this.reservations = reservations;
        this.notify = notify;
        this.grammar = grammar;
        this.replies = replies;
        this.users = users;
        this.interactions = interactions;
        this.journal = journal;
        this.clock = clock;
    }

    void register(App app) {
        app.command(COMMAND, this::command);
        app.blockAction(ReservationText.BOOK, (slack, context) -> pressed(slack.getPayload(), context));
        app.blockAction(ReservationText.WATCH, (slack, context) -> pressed(slack.getPayload(), context));
        app.blockAction(ReminderButtons.EXTEND, (slack, context) -> pressed(slack.getPayload(), context));
        app.blockAction(ReminderButtons.RELEASE, (slack, context) -> pressed(slack.getPayload(), context));
        app.viewSubmission(ReserveForm.CALLBACK, this::submitted);
    }

    private Response command(SlashCommandRequest slack, SlashCommandContext context) {
        SlashCommandPayload payload = slack.getPayload();
        Attempt attempt = CarriedAttempt.of(context);
        String team = Heard.id(payload.getTeamId(), "team");
        Request request = new Request(
                new Identity(team + ":" + Heard.part(payload.getTriggerId(), "trigger_id")),
                Way.INTERACTION,
                team,
                Heard.id(payload.getChannelId(), "channel"),
                Optional.empty(),
                Heard.id(payload.getUserId(), "user"));
        return journal.about(request.identity().value(), () -> command(payload, request, context, attempt));
    }

    private Response command(
            SlashCommandPayload payload, Request request, SlashCommandContext context, Attempt attempt) {
        ZoneId zone = users.zone(request.user(), attempt);
        String text = payload.getText() == null ? "" : payload.getText();
        Reading reading = grammar.read(text, zone, clock.instant());
        if (reading instanceof ReserveCommand.Open) {
            ReserveMetadata metadata = new ReserveMetadata(request.channel(), zone);
            return interactions.open(payload.getTriggerId(), metadata, attempt)
                    ? context.ack()
                    : context.ack(ReservationText.noForm().ephemeral());
        }
        return context.ack(answer(request, reading, zone, attempt).ephemeral());
    }

    /** A button, in a message or in a view; neither takes the answer from the response. */
    private Response pressed(BlockActionPayload payload, ActionContext context) {
        Attempt attempt = CarriedAttempt.of(context);
        Pressed pressed = Pressed.of(payload, clock.instant());
        return journal.about(pressed.request().identity().value(), () -> pressed(payload, pressed, context, attempt));
    }

    private Response pressed(BlockActionPayload payload, Pressed pressed, ActionContext context, Attempt attempt) {
        ZoneId zone = users.zone(pressed.request().user(), attempt);
        Optional<Result> result = pressed.command().flatMap(command -> perform(pressed.request(), command, attempt));
        ReservationText texts = new ReservationText(pressed.request().user(), zone);
        Said said =
                pressed.command().map(command -> said(result, command, texts)).orElseGet(ReservationText::staleButton);
        boolean stay = buttonsStay(pressed, result);
        if (pressed.view().isPresent()) {
            ReserveMetadata metadata = new ReserveMetadata(pressed.request().channel(), zone);
            View view =
                    stay ? ReserveForm.saying(payload.getView(), said, metadata) : ReserveForm.saying(said, metadata);
            interactions.update(pressed.view().get(), view, attempt);
        } else {
            interactions.respond(
                    payload.getResponseUrl() == null ? "" : payload.getResponseUrl(),
                    pressed.request().identity().value(),
                    said,
                    stay ? Place.BELOW : pressed.ephemeral() ? Place.INSTEAD_OF_EPHEMERAL : Place.INSTEAD,
                    attempt);
        }
        return context.ack();
    }

    /** While one of them may still be wanted. */
    private static boolean buttonsStay(Pressed pressed, Optional<Result> result) {
        return switch (pressed.command().orElse(null)) {
            // Who watches may still want to book.
            case ReserveCommand.Watch watch -> true;
            // Who can't keep it for an hour may for half of one.
            case ReserveCommand.Extend extend -> !isChangedOrOver(result);
            case ReserveCommand.Cancel cancel -> !isChangedOrOver(result);
            case ReserveCommand.Book book -> result.isEmpty() || result.get() instanceof Result.Refused;
            case null, default -> false;
        };
    }

    private static boolean isChangedOrOver(Optional<Result> result) {
        return result.filter(found -> found instanceof Result.Done || found instanceof Result.Over)
                .isPresent();
    }

    private Response submitted(ViewSubmissionRequest slack, ViewSubmissionContext context) {
        ViewSubmissionPayload payload = slack.getPayload();
        Attempt attempt = CarriedAttempt.of(context);
        String team =
                Heard.id(payload.getTeam() == null ? null : payload.getTeam().getId(), "team");
        View view = payload.getView();
        ReserveMetadata metadata = ReserveMetadata.read(view.getPrivateMetadata())
                .orElseThrow(() -> new BadRequestException("The form's private_metadata is not ours."));
        Request request = new Request(
                new Identity(
                        team + ":" + Heard.part(view.getId(), "view id") + ":" + Heard.part(view.getHash(), "hash")),
                Way.INTERACTION,
                team,
                Heard.id(metadata.channel(), "channel"),
                Optional.empty(),
                Heard.id(payload.getUser() == null ? null : payload.getUser().getId(), "user"));
        return journal.about(request.identity().value(), () -> submitted(view, metadata, request, context, attempt));
    }

    private Response submitted(
            View view, ReserveMetadata metadata, Request request, ViewSubmissionContext context, Attempt attempt) {
        ReserveGrammar.Form form = ReserveForm.read(view.getState());
        ReservationText texts = new ReservationText(request.user(), metadata.zone());
        return switch (grammar.read(form, metadata.zone(), clock.instant())) {
            case Refusal refusal -> context.ackWithErrors(errors(refusal, form, metadata));
            case ReserveCommand command -> {
                Optional<Result> result = perform(request, command, attempt);
                yield result.orElse(null) instanceof Result.Refused(Refusal refusal)
                        ? context.ackWithErrors(errors(refusal, form, metadata))
                        : shown(said(result, command, texts), result, metadata, context);
            }
        };
    }

    private Map<String, String> errors(Refusal refusal, ReserveGrammar.Form form, ReserveMetadata metadata) {
        return ReserveForm.errors(refusal, form, metadata.zone(), clock.instant());
    }

    /** What is done takes the form's place; anything else is laid over it, so that closing it is going back. */
    private static Response shown(
            Said said, Optional<Result> result, ReserveMetadata metadata, ViewSubmissionContext context) {
        View view = ReserveForm.saying(said, metadata);
        return result.orElse(null) instanceof Result.Done ? context.ackWithUpdate(view) : context.ackWithPush(view);
    }

    private Said answer(Request request, Reading reading, ZoneId zone, Attempt attempt) {
        ReservationText texts = new ReservationText(request.user(), zone);
        return switch (reading) {
            case Refusal refusal -> texts.of(refusal);
            case ReserveCommand.Help() -> ReservationText.help();
            case ReserveCommand.Open() -> throw new AssertionError("the form was opened before");
            case ReserveCommand.Notify(Address address) -> notify.choose(request, address, zone, attempt);
            case ReserveCommand.Confirm(String code) -> notify.confirm(request, code, zone, attempt);
            case ReserveCommand command -> done(request, command, texts, attempt);
        };
    }

    private Said done(Request request, ReserveCommand command, ReservationText texts, Attempt attempt) {
        return said(perform(request, command, attempt), command, texts);
    }

    private static Said said(Optional<Result> result, ReserveCommand command, ReservationText texts) {
        Optional<ReserveCommand.Book> asked =
                command instanceof ReserveCommand.Book book ? Optional.of(book) : Optional.empty();
        return result.map(found -> texts.of(found, asked)).orElseGet(ReservationText::noRecords);
    }

    /** Empty where what is stored can't be reached. */
    private Optional<Result> perform(Request request, ReserveCommand command, Attempt attempt) {
        try {
            Result result = result(request, command, attempt);
            journal.note(
                    "reserve", request.identity().value(), result.getClass().getSimpleName());
            return Optional.of(result);
        } catch (RuntimeException e) {
            journal.failed("reserve-failed", request.identity().value(), e);
            return Optional.empty();
        }
    }

    private Result result(Request request, ReserveCommand command, Attempt attempt) {
        return switch (command) {
            case ReserveCommand.Book book -> reservations.book(request, book, replies, attempt);
            case ReserveCommand.Show(ReserveCommand.Scope scope) ->
                reservations.list(request.team(), request.user(), scope);
            case ReserveCommand.Cancel(String target) -> reservations.cancel(request, target, replies, attempt);
            case ReserveCommand.Extend extend ->
                reservations.extend(request, extend.target(), extend.by(), replies, attempt);
            case ReserveCommand.Release(String target) -> reservations.release(request, target, replies, attempt);
            case ReserveCommand.Watch(String resource) -> reservations.watch(request, resource, replies, attempt);
            case ReserveCommand.Unwatch(String resource) -> reservations.unwatch(request, resource, replies, attempt);
            case ReserveCommand.Open open -> throw new AssertionError("the form changes nothing by itself");
            case ReserveCommand.Help help -> throw new AssertionError("help changes nothing");
            case ReserveCommand.Notify asked -> throw new AssertionError("it changes no booking");
            case ReserveCommand.Confirm asked -> throw new AssertionError("it changes no booking");
        };
    }
}
