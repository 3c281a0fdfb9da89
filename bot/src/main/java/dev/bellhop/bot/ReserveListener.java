package dev.bellhop.bot;

import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.context.builtin.SlashCommandContext;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.response.Response;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Journal;
import dev.bellhop.delivery.Replies;
import dev.bellhop.delivery.Way;
import dev.bellhop.reservations.Reading;
import dev.bellhop.reservations.Refusal;
import dev.bellhop.reservations.Request;
import dev.bellhop.reservations.Reservations;
import dev.bellhop.reservations.ReserveCommand;
import dev.bellhop.reservations.ReserveGrammar;
import dev.bellhop.reservations.Result;
import dev.bellhop.slack.ReservationText;
import dev.bellhop.slack.Said;
import dev.bellhop.slack.UserZones;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /reserve}: whoever asks is answered in the response, so that they are even while Slack's API is down. */
final class ReserveListener {

    private static final String COMMAND = "/reserve";
    private static final Pattern TRIGGER = Pattern.compile("[A-Za-z0-9_.:-]{1,200}");

    private final Reservations reservations;
    private final ReserveGrammar grammar;
    private final Replies replies;
    private final UserZones zones;
    private final Journal journal;
    private final Clock clock;

    ReserveListener(
            Reservations reservations,
            ReserveGrammar grammar,
            Replies replies,
            UserZones zones,
            Journal journal,
            Clock clock) {
        this.reservations = reservations;
        this.grammar = grammar;
        this.replies = replies;
        this.zones = zones;
        this.journal = journal;
        this.clock = clock;
    }

    void register(App app) {
        app.command(COMMAND, this::command);
    }

    private Response command(SlashCommandRequest slack, SlashCommandContext context) {
        SlashCommandPayload payload = slack.getPayload();
        Attempt attempt = CarriedAttempt.of(context);
        String team = Heard.id(payload.getTeamId(), "team");
        Request request = new Request(
                new Identity(team + ":" + part(payload.getTriggerId(), "trigger_id")),
                Way.INTERACTION,
                team,
                Heard.id(payload.getChannelId(), "channel"),
                Optional.empty(),
                Heard.id(payload.getUserId(), "user"));
        ZoneId zone = zones.of(request.user(), attempt);
        String text = payload.getText() == null ? "" : payload.getText();
        Reading reading = grammar.read(text, zone, clock.instant());
        return context.ack(answer(request, reading, zone, attempt).ephemeral());
    }

    private Said answer(Request request, Reading reading, ZoneId zone, Attempt attempt) {
        ReservationText texts = new ReservationText(request.user(), zone);
        return switch (reading) {
            case Refusal refusal -> texts.of(refusal);
            case ReserveCommand.Help() -> ReservationText.help();
            case ReserveCommand.Open() -> ReservationText.help();
            case ReserveCommand.Notify notify -> ReservationText.noNotifications();
            case ReserveCommand.Confirm confirm -> ReservationText.noNotifications();
            case ReserveCommand command -> done(request, command, texts, attempt);
        };
    }

    private Said done(Request request, ReserveCommand command, ReservationText texts, Attempt attempt) {
        Optional<ReserveCommand.Book> asked =
                command instanceof ReserveCommand.Book book ? Optional.of(book) : Optional.empty();
        return perform(request, command, attempt)
                .map(result -> texts.of(result, asked))
                .orElseGet(ReservationText::noRecords);
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
            case ReserveCommand.Notify notify -> throw new AssertionError("answered before");
            case ReserveCommand.Confirm confirm -> throw new AssertionError("answered before");
        };
    }

    /** A part of an identity, of Slack's making. */
    private static String part(@Nullable String part, String name) {
        if (part == null || !TRIGGER.matcher(part).matches()) {
            throw new BadRequestException("The " + name + " is missing or malformed.");
        }
        return part;
    }
}
