package dev.bellhop.bot;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.slack.api.bolt.middleware.Middleware;
import com.slack.api.bolt.middleware.MiddlewareChain;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.builtin.EventRequest;
import com.slack.api.bolt.response.Response;
import org.jspecify.annotations.Nullable;

/**
 * Ends what bots say, this one included, before a listener hears it: two bots must not talk to each other for ever. Read
 * from the body, for not every event class of Bolt's has a {@code bot_id}.
 */
final class IgnoringBots implements Middleware {

    static final String SLACKBOT = "USLACKBOT";

    @Override
    @SuppressWarnings("rawtypes") // as Bolt declares it
    public Response apply(Request request, Response response, MiddlewareChain chain) throws Exception {
        return request instanceof EventRequest event && isSaidByBot(event) ? Response.ok() : chain.next(request);
    }

    private static boolean isSaidByBot(EventRequest request) {
        boolean said = request.getEventType().equals("message")
                || request.getEventType().equals("app_mention");
        if (!said) {
            return false;
        }
        JsonObject event = JsonParser.parseString(request.getRequestBodyAsString())
                .getAsJsonObject()
                .getAsJsonObject("event");
        String user = text(event.get("user"));
        return text(event.get("bot_id")) != null
                || SLACKBOT.equals(user)
                || (user != null && user.equals(request.getContext().getBotUserId()));
    }

    private static @Nullable String text(@Nullable JsonElement value) {
        return value != null && value.isJsonPrimitive() ? value.getAsString() : null;
    }
}
