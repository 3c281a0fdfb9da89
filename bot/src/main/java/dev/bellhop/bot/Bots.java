package dev.bellhop.bot;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells what bots say, this one included: two bots must not talk to each other for ever. */
final class Bots {

    private static final String SLACKBOT = "USLACKBOT";

    private Bots() {}

    /**
     * Read from the event as Slack sends it, for not every event class of Bolt's has a {@code bot_id}.
     *
     * @param bot this bot's user id, where the request tells
     */
    static boolean said(JsonObject event, Optional<String> bot) {
        String type = text(event.get("type"));
        if (!"message".equals(type) && !"app_mention".equals(type)) {
            return false;
        }
        String user = text(event.get("user"));
        return text(event.get("bot_id")) != null
                || SLACKBOT.equals(user)
                || (user != null && bot.filter(user::equals).isPresent());
    }

    /** The same of an outgoing webhook's form. */
    static boolean said(Form webhook) {
        return webhook.get("bot_id").isPresent() || webhook.get("user_id").equals(Optional.of(SLACKBOT));
    }

    private static @Nullable String text(@Nullable JsonElement value) {
        return value != null && value.isJsonPrimitive() ? value.getAsString() : null;
    }
}
