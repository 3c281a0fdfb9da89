package dev.bellhop.localaws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads from untyped maps and lists with errors that say where something else was expected. */
final class Tree {

    private Tree() {}

    static Map<String, Object> asMap(@Nullable Object node, String where) {
        if (!(node instanceof Map<?, ?> map)) {
            throw new TemplateException(where + " is not a map");
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }

    /** The map under {@code key}, empty where there is none. */
    static Map<String, Object> map(Map<String, Object> parent, String key) {
        return parent.get(key) == null ? Map.of() : asMap(parent.get(key), key);
    }

    /** A list, or the one value that stands for a list of one; none where there is none. */
    static List<Object> list(@Nullable Object node) {
        if (node == null) {
            return List.of();
        }
        return node instanceof List<?> list ? new ArrayList<>(list) : List.of(node);
    }

    static List<String> strings(@Nullable Object node) {
        return list(node).stream().map(String::valueOf).toList();
    }

    static List<Map<String, Object>> maps(@Nullable Object node, String where) {
        return list(node).stream().map(each -> asMap(each, where)).toList();
    }

    static String string(Map<String, Object> parent, String key, String where) {
        return optional(parent, key).orElseThrow(() -> new TemplateException(where + " has no " + key));
    }

    static Optional<String> optional(Map<String, Object> parent, String key) {
        return Optional.ofNullable(parent.get(key)).map(String::valueOf);
    }

    static int number(Map<String, Object> parent, String key, int byDefault) {
        return optional(parent, key).map(Integer::parseInt).orElse(byDefault);
    }
}
