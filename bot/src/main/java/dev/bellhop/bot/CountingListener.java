package dev.bellhop.bot;

import com.slack.api.bolt.App;
import com.slack.api.bolt.context.builtin.EventContext;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.File;
import com.slack.api.model.event.AppMentionEvent;
import com.slack.api.model.event.Event;
import com.slack.api.model.event.MessageEvent;
import com.slack.api.model.event.MessageFileShareEvent;
import com.slack.api.model.event.MessageThreadBroadcastEvent;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.OwedReply;
import dev.bellhop.delivery.Replies;
import dev.bellhop.delivery.Reply;
import dev.bellhop.delivery.Way;
import dev.bellhop.files.SharedFile;
import dev.bellhop.files.Sharing;
import dev.bellhop.words.Counting;
import dev.bellhop.words.Message;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts what people say, and has kept what they share with it. Slack tells of one message as {@code message}, as {@code app_mention} or as both; {@link
 * Counting} takes them for the same.
 */
final class CountingListener {

    private final Counting counting;
    private final Optional<Sharing> sharing;
    private final Replies replies;

    /** @param sharing empty where no files are kept */
    CountingListener(Counting counting, Optional<Sharing> sharing, Replies replies) {
        this.counting = counting;
        this.sharing = sharing;
        this.replies = replies;
    }

    void register(App app) {
        on(
                app,
                MessageEvent.class,
                event -> new Told(
                        event.getChannel(),
                        event.getChannelType(),
                        event.getThreadTs(),
                        event.getUser(),
                        event.getTs(),
                        event.getText(),
                        event.getFiles(),
                        false));
        on(
                app,
                MessageFileShareEvent.class,
                event -> new Told(
                        event.getChannel(),
                        event.getChannelType(),
                        event.getThreadTs(),
                        event.getUser(),
                        event.getTs(),
                        event.getText(),
                        event.getFiles(),
                        false));
        on(
                app,
                MessageThreadBroadcastEvent.class,
                (event, context) -> new Told(
                        event.getChannel(),
                        event.getChannelType(),
                        event.getThreadTs(),
                        event.getUser(),
                        event.getTs(),
                        event.getText(),
                        CarriedFiles.of(context),
                        false));
        on(
                app,
                AppMentionEvent.class,
                event -> new Told(
                        event.getChannel(),
                        null,
                        event.getThreadTs(),
                        event.getUser(),
                        event.getTs(),
                        event.getText(),
                        event.getFiles(),
                        true));
    }

    /** What the kinds of events have in common, which Slack's classes don't. */
    private record Told(
            @Nullable String channel,
            @Nullable String channelType,
            @Nullable String thread,
            @Nullable String user,
            @Nullable String ts,
            @Nullable String text,
            @Nullable List<File> files,
            boolean mention) {

        Message message(String team, EventContext context) {
            return Heard.message(
                    team,
                    channel,
                    channelType,
                    thread,
                    user,
                    ts,
                    text,
                    mention || mentionsBot(text, context),
                    Way.EVENT);
        }
    }

    private <E extends Event> void on(App app, Class<E> kind, Function<E, Told> told) {
        on(app, kind, (event, context) -> told.apply(event));
    }

    private <E extends Event> void on(App app, Class<E> kind, BiFunction<E, EventContext, Told> told) {
        app.event(
                kind,
                (payload, context) -> hear(context, payload.getTeamId(), told.apply(payload.getEvent(), context)));
    }

    private Response hear(EventContext context, String team, Told told) {
        if (told.user() == null) {
            // What Slack itself says in a channel is nobody's.
            Heard.id(told.channel(), "channel");
            Heard.ts(told.ts(), "ts");
            return context.ack();
        }
        return hear(context, told.message(team, context), told.files());
    }

    private Response hear(EventContext context, Message message, @Nullable List<File> files) {
        if (sharing.isEmpty() || files == null || files.isEmpty()) {
            counting.hear(message, replies, CarriedAttempt.of(context));
        } else {
            hear(message, HeardFiles.of(files), sharing.get(), CarriedAttempt.of(context));
        }
        return context.ack();
    }

    /**
     * Under a mark of their own, so that files are told of by whichever event has them. A mention and nothing else but files
     * asks for these to be kept, and not for help.
     */
    private void hear(Message message, List<SharedFile> files, Sharing keeping, Attempt attempt) {
        Optional<Reply> answer = counting.replyTo(message).map(OwedReply::reply);
        boolean asksForFiles = message.mentionsBot()
                && answer.map(Reply.Help.class::isInstance).orElse(true);
        if (!asksForFiles || files.isEmpty()) {
            counting.hear(message, replies, attempt);
        }
        if (!files.isEmpty() && (asksForFiles || answer.isPresent())) {
            keeping.share(message, files, replies, attempt);
        }
    }

    private static boolean mentionsBot(@Nullable String text, EventContext context) {
        String bot = context.getBotUserId();
        return text != null && bot != null && (text.contains("<@" + bot + ">") || text.contains("<@" + bot + "|"));
    }
}
