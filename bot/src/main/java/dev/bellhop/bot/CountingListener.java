package dev.bellhop.bot;

import com.slack.api.app_backend.events.payload.EventsApiPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.context.builtin.EventContext;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.event.AppMentionEvent;
import com.slack.api.model.event.MessageEvent;
import com.slack.api.model.event.MessageFileShareEvent;
import com.slack.api.model.event.MessageThreadBroadcastEvent;
import dev.bellhop.delivery.Journal;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.Outcome;
import dev.bellhop.delivery.Replies;
import dev.bellhop.delivery.Way;
import dev.bellhop.words.Counting;
import dev.bellhop.words.Message;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts what people say. Slack tells of one message as {@code message}, as {@code app_mention} or as both; {@link
 * Counting} takes them for the same.
 */
final class CountingListener {

    private final Counting counting;
    private final Replies replies;
    private final Journal journal;

    CountingListener(Counting counting, Replies replies, Journal journal) {
        this.counting = counting;
        this.replies = replies;
        this.journal = journal;
    }

    void register(App app) {
        app.event(MessageEvent.class, this::message);
        app.event(MessageFileShareEvent.class, this::fileShare);
        app.event(MessageThreadBroadcastEvent.class, this::threadBroadcast);
        app.event(AppMentionEvent.class, this::mention);
    }

    private Response message(EventsApiPayload<MessageEvent> payload, EventContext context) {
        MessageEvent event = payload.getEvent();
        return hear(
                context,
                Heard.message(
                        payload.getTeamId(),
                        event.getChannel(),
                        event.getChannelType(),
                        event.getThreadTs(),
                        event.getUser(),
                        event.getTs(),
                        event.getText(),
                        mentionsBot(event.getText(), context),
                        Way.EVENT));
    }

    private Response fileShare(EventsApiPayload<MessageFileShareEvent> payload, EventContext context) {
        MessageFileShareEvent event = payload.getEvent();
        return hear(
                context,
                Heard.message(
                        payload.getTeamId(),
                        event.getChannel(),
                        event.getChannelType(),
                        event.getThreadTs(),
                        event.getUser(),
                        event.getTs(),
                        event.getText(),
                        mentionsBot(event.getText(), context),
                        Way.EVENT));
    }

    private Response threadBroadcast(EventsApiPayload<MessageThreadBroadcastEvent> payload, EventContext context) {
        MessageThreadBroadcastEvent event = payload.getEvent();
        return hear(
                context,
                Heard.message(
                        payload.getTeamId(),
                        event.getChannel(),
                        event.getChannelType(),
                        event.getThreadTs(),
                        event.getUser(),
                        event.getTs(),
                        event.getText(),
                        mentionsBot(event.getText(), context),
                        Way.EVENT));
    }

    private Response mention(EventsApiPayload<AppMentionEvent> payload, EventContext context) {
        AppMentionEvent event = payload.getEvent();
        return hear(
                context,
                Heard.message(
                        payload.getTeamId(),
                        event.getChannel(),
                        null,
                        event.getThreadTs(),
                        event.getUser(),
                        event.getTs(),
                        event.getText(),
                        true,
                        Way.EVENT));
    }

    private Response hear(EventContext context, Message message) {
        Optional<Outcome> outcome = counting.hear(message, replies, CarriedAttempt.of(context));
        if (outcome.isPresent() && outcome.get() instanceof Outcome.Done(Mark mark)) {
            journal.note("heard", message.identity().value(), mark.isSettled() ? "settled" : "owing");
        }
        return context.ack();
    }

    private static boolean mentionsBot(@Nullable String text, EventContext context) {
        String bot = context.getBotUserId();
        return text != null && bot != null && (text.contains("<@" + bot + ">") || text.contains("<@" + bot + "|"));
    }
}
