package dev.bellhop.slack;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** Reads what Slack says, which may be anything. */
final class SlackJson {

    private SlackJson() {}

    /** A string, a number or a truth as text; empty where there is none of that name, or it is something else. */
    static String text(JsonObject json, String name) {
        return json.get(name) instanceof JsonPrimitive value ? value.getAsString() : "";
    }
}
