package dev.bellhop.local.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The full JSON behind what is shown in short, for as long as there is room; without what proves who somebody is. */
final class Details {

    private static final int KEPT = 3_000;

    private static final Set<String> SECRET = Set.of("authorization", "token", "x-slack-signature");

    /** A token in a body that is neither JSON nor a form, and so stands there as it came. */
    private static final Pattern TOKEN = Pattern.compile("(\\btoken\\b[\"']?\\s*[=:]\\s*[\"']?)[^&\"'\\s]+");

    private static final String HIDDEN = "(hidden)";

    private final Map<String, JsonElement> kept = new LinkedHashMap<>();
    private long last;

    /** @return the name under which it is found */
    synchronized String add(JsonElement json) {
        last++;
        String id = "d" + last;
        kept.put(id, json);
        if (kept.size() > KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        return id;
    }

    synchronized Optional<String> find(String id) {
        return Optional.ofNullable(kept.get(id)).map(json -> hidden(json).toString());
    }

    private static JsonElement hidden(JsonElement json) {
        return switch (json) {
            case JsonObject object -> {
                JsonObject shown = new JsonObject();
                object.asMap().forEach((name, value) -> shown.add(name, hidden(name, value)));
                yield shown;
            }
            case JsonArray array -> {
                JsonArray shown = new JsonArray();
                array.forEach(each -> shown.add(hidden(each)));
                yield shown;
            }
            default -> json;
        };
    }

    private static JsonElement hidden(String name, JsonElement value) {
        if (SECRET.contains(name)) {
            return new JsonPrimitive(HIDDEN);
        }
        return name.equals("body") && value instanceof JsonPrimitive text
                ? new JsonPrimitive(TOKEN.matcher(text.getAsString()).replaceAll("$1" + HIDDEN))
                : hidden(value);
    }
}
