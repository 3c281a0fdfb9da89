package dev.bellhop.subscribers;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.Optional;

/** Reads JSON that anybody may have written. */
public final class Json {

    private Json() {}

    /**
     * @param otherwise what to say where {@code text} is no JSON object; the parser's own message would quote it
     * @throws IllegalArgumentException in that case
     */
    public static JsonObject object(String text, String otherwise) {
        try {
            if (JsonParser.parseString(text) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonParseException e) {
            // Told below.
        }
        throw new IllegalArgumentException(otherwise);
    }

    /** Empty where there is none of that name, or it is something else than a string. */
    public static Optional<String> string(JsonObject object, String name) {
        return object.get(name) instanceof JsonPrimitive value && value.isString()
                ? Optional.of(value.getAsString())
                : Optional.empty();
    }

    /** A string, a number or a truth as text; empty where there is none of that name, or it is something else. */
    public static String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonPrimitive value ? value.getAsString() : "";
    }
}
