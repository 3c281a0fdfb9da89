package dev.bellhop.local.web;

import com.google.gson.JsonElement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The full JSON behind what is shown in short, for as long as there is room. */
final class Details {

    private static final int KEPT = 3_000;

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
        return Optional.ofNullable(kept.get(id)).map(JsonElement::toString);
    }
}
