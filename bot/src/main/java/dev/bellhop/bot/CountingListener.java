package dev.bellhop.bot;

import com.slack.api.bolt.App;
import com.slack.api.bolt.context.builtin.EventContext;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.event.AppMentionEvent;
import com.slack.api.model.event.Event;
import com.slack.api.model.event.MessageEvent;
import com.slack.api.model.event.MessageFileShareEvent;
import com.slack.api.model.event.MessageThreadBroadcastEvent;
import dev.bellhop.delivery.Replies;
import dev.bellhop.delivery.Way;
import dev.bellhop.words.Counting;
import dev.bellhop.words.Message;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts what people say. Slack tells of one message as {@code message}, as {@code app_mention} or as both; {@link
 * Counting} takes them for the same.
 */
final class CountingListener {

    private final Counting counting;
    private final Replies replies;

    CountingListener(Counting counting, Replies replies) {
        this.counting = counting;
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
                        false));
        on(
                app,
                MessageThreadBroadcastEvent.class,
                event -> new Told(
                        event.getChannel(),
                        event.getChannelType(),
                        event.getThreadTs(),
                        event.getUser(),
                        event.getTs(),
                        event.getText(),
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
        app.event(kind, (payload, context) -> hear(context, payload.getTeamId(), told.apply(payload.getEvent())));
    }

    private Response hear(EventContext context, String team, Told told) {
        if (told.user() == null) {
            // What Slack itself says in a channel is nobody's.
            Heard.id(told.channel(), "channel");
            Heard.ts(told.ts(), "ts");
            return context.ack();
        }
        return hear(context, told.message(team, context));
    }

    private Response hear(EventContext context, Message message) {
        counting.hear(message, replies, CarriedAttempt.of(context));
        return context.ack();
    }

    private static boolean mentionsBot(@Nullable String text, EventContext context) {
        String bot = context.getBotUserId();
        return text != null && bot != null && (text.contains("<@" + bot + ">") || text.contains("<@" + bot + "|"));
    }
}
