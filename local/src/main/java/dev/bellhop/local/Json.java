package dev.bellhop.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Reads of JSON that others wrote: what is missing is empty. */
final class Json {

    private Json() {}

    static Optional<JsonObject> parsed(String text) {
        try {
            return JsonParser.parseString(text) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    static boolean isArray(String text) {
        try {
            return JsonParser.parseString(text) instanceof JsonArray;
        } catch (JsonParseException e) {
            return false;
        }
    }

    static Optional<JsonObject> object(JsonObject json, String name) {
        return json.get(name) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    }

    /** The objects of an array. */
    static List<JsonObject> objects(JsonObject json, String name) {
        return json.get(name) instanceof JsonArray array ? objects(array) : List.of();
    }

    static List<JsonObject> objects(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false)
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
    }

    /** A value as text; a text object's text. */
    static String text(JsonObject json, String name) {
        JsonElement value = json.get(name);
        if (value instanceof JsonObject object) {
            return text(object, "text");
        }
        return value == null || !value.isJsonPrimitive() ? "" : value.getAsString();
    }

    static boolean flag(JsonObject json, String name) {
        return text(json, name).equals("true");
    }
}
