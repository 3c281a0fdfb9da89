package dev.bellhop.bot;

import com.slack.api.app_backend.events.payload.EventsApiPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.context.builtin.EventContext;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.event.MemberJoinedChannelEvent;
import dev.bellhop.delivery.Replies;
import dev.bellhop.words.Counting;

/** Says what the bot can do to a channel that it was just added to. */
final class JoiningListener {

    private final Counting counting;
    private final Replies replies;

    JoiningListener(Counting counting, Replies replies) {
        this.counting = counting;
        this.replies = replies;
    }

    void register(App app) {
        app.event(MemberJoinedChannelEvent.class, this::joined);
    }

    private Response joined(EventsApiPayload<MemberJoinedChannelEvent> payload, EventContext context) {
        MemberJoinedChannelEvent event = payload.getEvent();
        if (event.getUser() != null && event.getUser().equals(context.getBotUserId())) {
            String inviter = event.getInviter() == null ? event.getUser() : event.getInviter();
            counting.greet(
                    Heard.id(payload.getTeamId(), "team"),
                    Heard.id(event.getChannel(), "channel"),
                    Heard.id(inviter, "inviter"),
                    Heard.ts(event.getEventTs(), "event_ts"),
                    replies,
                    CarriedAttempt.of(context));
        }
        return context.ack();
    }
}
