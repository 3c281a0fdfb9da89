package dev.bellhop.bot;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.interactive_components.payload.MessageShortcutPayload;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.context.builtin.ActionContext;
import com.slack.api.bolt.context.builtin.MessageShortcutContext;
import com.slack.api.bolt.context.builtin.SlashCommandContext;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.bolt.request.builtin.MessageShortcutRequest;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.response.Response;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Journal;
import dev.bellhop.delivery.Outcome;
import dev.bellhop.delivery.Replies;
import dev.bellhop.delivery.Way;
import dev.bellhop.files.FilesCommand;
import dev.bellhop.files.FilesGrammar;
import dev.bellhop.files.FilesReading;
import dev.bellhop.files.FilesRequest;
import dev.bellhop.files.SharedFile;
import dev.bellhop.files.Sharing;
import dev.bellhop.slack.FileText;
import dev.bellhop.slack.Interactions;
import dev.bellhop.slack.Said;
import dev.bellhop.slack.SlackConversations;
import dev.bellhop.words.Message;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /files}, the button <i>Download</i> and the shortcut <i>Keep files</i>: acknowledged at once, and answered by whoever
 * has the files.
 */
final class FilesListener {

    private static final String COMMAND = "/files";

    /** {@code callback_id} of the shortcut in a message's menu. */
    private static final String KEEP = "keep_files";

    /** What Slack may take to say whether the bot is in a conversation; whoever waits is to be answered in any case. */
    private static final Duration LOOK = Duration.ofMillis(800);

    private final Optional<Sharing> sharing;
    private final FilesDesk desk;
    private final Replies replies;
    private final SlackConversations conversations;
    private final Interactions interactions;
    private final Clock clock;
    private final Journal journal;

    /** @param sharing empty where no files are kept */
    FilesListener(
            Optional<Sharing> sharing,
            FilesDesk desk,
            Replies replies,
            SlackConversations conversations,
            Interactions interactions,
            Clock clock,
            Journal journal) {
        this.sharing = sharing;
        this.desk = desk;
        this.replies = replies;
        this.conversations = conversations;
        this.interactions = interactions;
        this.clock = clock;
        this.journal = journal;
    }

    void register(App app) {
        app.command(COMMAND, this::command);
        app.blockAction(FileText.DOWNLOAD, this::pressed);
        app.messageShortcut(KEEP, this::keep);
    }

    private Response command(SlashCommandRequest slack, SlashCommandContext context) {
        SlashCommandPayload payload = slack.getPayload();
        String team = Heard.id(payload.getTeamId(), "team");
        String id = team + ":" + Heard.part(payload.getTriggerId(), "trigger_id");
        String user = Heard.id(payload.getUserId(), "user");
        String channel = Heard.id(payload.getChannelId(), "channel");
        FilesReading reading = FilesGrammar.read(payload.getText() == null ? "" : payload.getText());
        journal.note("files", id, reading.getClass().getSimpleName());
        Said said = switch (reading) {
            case FilesReading.NotUnderstood problem -> FileText.of(problem);
            case FilesCommand.Help help -> FileText.help();
            case FilesCommand command -> {
                String url = Heard.responseUrl(payload.getResponseUrl());
                yield desk.start(new FilesRequest(id, team, user, channel, url, command), CarriedAttempt.of(context))
                        .orElseGet(() -> FileText.underway(command));
            }
        };
        return context.ack(said.ephemeral());
    }

    /** Whoever presses it is given a link of their own, if they may see the file. */
    private Response pressed(BlockActionRequest slack, ActionContext context) {
        BlockActionPayload payload = slack.getPayload();
        Attempt attempt = CarriedAttempt.of(context);
        BlockActionPayload.Action action = payload.getActions().get(0);
        BlockActionPayload.Container container = payload.getContainer();
        if (container == null) {
            throw new BadRequestException("The container is missing.");
        }
        String team = team(payload.getTeam() == null ? null : payload.getTeam().getId());
        String id = team + ":" + Heard.ts(container.getMessageTs(), "message_ts") + ":"
                + Heard.part(action.getActionTs(), "action_ts");
        String user = user(payload.getUser() == null ? null : payload.getUser().getId());
        String channel = Heard.id(container.getChannelId(), "channel");
        String url = Heard.responseUrl(payload.getResponseUrl());
        journal.note("files", id, "Download");
        FilesGrammar.ofButton(action.getValue() == null ? "" : action.getValue())
                .map(command -> desk.start(new FilesRequest(id, team, user, channel, url, command), attempt))
                .orElseGet(() -> Optional.of(FileText.noSuchFile()))
                .ifPresent(said -> respond(url, id, said, attempt));
        return context.ack();
    }

    private Response keep(MessageShortcutRequest slack, MessageShortcutContext context) {
        MessageShortcutPayload payload = slack.getPayload();
        Attempt attempt = CarriedAttempt.of(context);
        String team = team(payload.getTeam() == null ? null : payload.getTeam().getId());
        String id = team + ":" + Heard.part(payload.getTriggerId(), "trigger_id");
        String user = user(payload.getUser() == null ? null : payload.getUser().getId());
        String url = Heard.responseUrl(payload.getResponseUrl());
        if (payload.getMessage() == null) {
            throw new BadRequestException("The message is missing.");
        }
        Message message = message(payload, team, user);
        List<SharedFile> files = HeardFiles.of(payload.getMessage().getFiles());
        respond(url, id, kept(message, files, id, attempt), attempt);
        return context.ack();
    }

    /** What somebody shared is theirs, whoever asks that it is kept; what nobody did is the asker's. */
    private static Message message(MessageShortcutPayload payload, String team, String asker) {
        var said = payload.getMessage();
        return Heard.message(
                team,
                payload.getChannel() == null ? null : payload.getChannel().getId(),
                null,
                said.getThreadTs(),
                said.getUser() == null ? asker : said.getUser(),
                said.getTs(),
                said.getText(),
                false,
                Way.EVENT);
    }

    private Said kept(Message message, List<SharedFile> files, String id, Attempt attempt) {
        if (sharing.isEmpty()) {
            return FileText.notSetUp();
        }
        if (files.isEmpty()) {
            return FileText.nothingToKeep();
        }
        // Noted is once: whoever then invites the bot and asks again would be told that they had asked before.
        if (!conversations.isOpen(message.channel(), attempt.within(LOOK, clock))) {
            return FileText.notHere();
        }
        try {
            return said(sharing.get().share(message, files, replies, attempt), files);
        } catch (RuntimeException e) {
            journal.failed("files-failed", id, e);
            return FileText.notKept();
        }
    }

    private static Said said(Outcome outcome, List<SharedFile> files) {
        return switch (outcome) {
            case Outcome.Declined() -> FileText.notWanted();
            case Outcome.Settled settled -> FileText.keptBefore();
            case Outcome.Done done -> said(files);
            case Outcome.Underway() -> said(files);
        };
    }

    private static Said said(List<SharedFile> files) {
        int kept = Sharing.kept(files).size();
        return kept == 0 ? FileText.noneKept(Sharing.leftOut(files).orElseThrow()) : FileText.keeping(kept);
    }

    private void respond(String url, String id, Said said, Attempt attempt) {
        interactions.respond(url, id, said, Interactions.Place.BELOW, attempt);
    }

    private static String team(@Nullable String id) {
        return Heard.id(id, "team");
    }

    private static String user(@Nullable String id) {
        return Heard.id(id, "user");
    }
}
