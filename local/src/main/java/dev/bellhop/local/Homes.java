package dev.bellhop.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The bot's Home, of which each person sees their own.
 *
 * @see <a href="https://docs.slack.dev/surfaces/app-home">App Home</a>
 */
final class Homes {

    private static final int MOST_BLOCKS = 100;
    private static final int MOST_BYTES = 250_000;

    private final Supplier<String> ids;
    private final Consumer<SlackWorkspace.User> changed;

    /** Guarded by this. */
    private final Map<SlackWorkspace.User, JsonObject> views = new HashMap<>();

    /** @param changed is told whose Home is another now */
    Homes(Supplier<String> ids, Consumer<SlackWorkspace.User> changed) {
        this.ids = ids;
        this.changed = changed;
    }

    /**
     * Slack's {@code views.publish}; returns the view as it is now.
     *
     * @param hash of the view that it was decided on, against a race with another
     */
    JsonObject publish(SlackWorkspace.User user, Optional<String> hash, String json)
            throws SlackWebApi.RefusedException {
        if (json.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new SlackWebApi.RefusedException("view_too_large");
        }
        JsonObject view = Json.parsed(json)
                .filter(Homes::isWellFormed)
                .orElseThrow(() -> new SlackWebApi.RefusedException("invalid_arguments"));
        synchronized (this) {
            Optional<JsonObject> old = Optional.ofNullable(views.get(user));
            boolean raced = hash.isPresent() && !hash.equals(old.map(before -> Json.text(before, "hash")));
            if (raced) {
                throw new SlackWebApi.RefusedException("hash_conflict");
            }
            String id = old.map(before -> Json.text(before, "id")).orElseGet(() -> "V" + ids.get());
            view.addProperty("id", id);
            view.addProperty("team_id", SlackWorkspace.TEAM);
            view.addProperty("app_id", SlackWorkspace.APP);
            view.addProperty("bot_id", SlackWorkspace.BOT);
            view.addProperty("hash", ids.get());
            view.addProperty("root_view_id", id);
            view.add("previous_view_id", JsonNull.INSTANCE);
            Blocks.complete(view.getAsJsonArray("blocks"));
            views.put(user, view);
        }
        changed.accept(user);
        return view;
    }

    /** What the person sees; empty until the bot has published something for them. */
    synchronized Optional<JsonObject> view(SlackWorkspace.User user) {
        return Optional.ofNullable(views.get(user)).map(JsonObject::deepCopy);
    }

    private static boolean isWellFormed(JsonObject view) {
        return Json.text(view, "type").equals("home")
                && view.get("blocks") instanceof JsonArray blocks
                && BlockRules.take(blocks, MOST_BLOCKS);
    }
}
