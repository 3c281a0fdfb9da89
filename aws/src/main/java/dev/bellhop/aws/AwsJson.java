package dev.bellhop.aws;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** Reads what AWS invokes a function with. */
public final class AwsJson {

    private AwsJson() {}

    /** A string, a number or a truth as text; empty where there is none of that name, or it is something else. */
    public static String text(JsonObject json, String name) {
        return json.get(name) instanceof JsonPrimitive value ? value.getAsString() : "";
    }
}
