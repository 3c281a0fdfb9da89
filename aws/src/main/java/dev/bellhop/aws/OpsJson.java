package dev.bellhop.aws;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.bellhop.operations.OpsCommand;
import dev.bellhop.operations.OpsRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;

/** An operator's request as the payload of an invocation: {@code {"function":"logs","since":"PT1H",…}}. */
public final class OpsJson {

    private OpsJson() {}

    /** @throws IllegalArgumentException where it asks for help, which needs no function */
    public static JsonObject write(OpsRequest request) {
        JsonObject json = new JsonObject();
        switch (request.command()) {
            case OpsCommand.Logs(Optional<String> word, Duration since) -> {
                json.addProperty("function", "logs");
                word.ifPresent(said -> json.addProperty("word", said));
                json.addProperty("since", since.toString());
            }
            case OpsCommand.Trace(String event) -> {
                json.addProperty("function", "trace");
                json.addProperty("event", event);
            }
            case OpsCommand.DeadLetters() -> json.addProperty("function", "deadLetters");
            case OpsCommand.Redrive(String queue) -> {
                json.addProperty("function", "redrive");
                json.addProperty("queue", queue);
            }
            case OpsCommand.Help() -> throw new IllegalArgumentException("Help needs no function.");
        }
        json.addProperty("id", request.id());
        json.addProperty("user", request.user());
        json.addProperty("responseUrl", request.responseUrl());
        return json;
    }

    /** @throws IllegalArgumentException where something is missing or malformed; the message says what, without quoting it */
    public static OpsRequest read(JsonObject json) {
        return new OpsRequest(
                required(json, "id"), required(json, "user"), required(json, "responseUrl"), command(json));
    }

    private static OpsCommand command(JsonObject json) {
        return switch (required(json, "function")) {
            case "logs" -> new OpsCommand.Logs(string(json, "word"), since(json));
            case "trace" -> new OpsCommand.Trace(required(json, "event"));
            case "deadLetters" -> new OpsCommand.DeadLetters();
            case "redrive" -> new OpsCommand.Redrive(required(json, "queue"));
            default ->
                throw new IllegalArgumentException(
                        "There is no such function here; there are: logs, trace, deadLetters, redrive.");
        };
    }

    private static Duration since(JsonObject json) {
        try {
            Duration since = Duration.parse(required(json, "since"));
            if (!since.isNegative() && since.compareTo(OpsCommand.LONGEST_SEARCH) <= 0) {
                return since;
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw new IllegalArgumentException("\"since\" has to be a duration such as PT1H, of "
                + OpsCommand.LONGEST_SEARCH.toDays() + " days at most.");
    }

    private static String required(JsonObject json, String name) {
        return string(json, name)
                .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is missing or empty."));
    }

    private static Optional<String> string(JsonObject json, String name) {
        return json.get(name) instanceof JsonPrimitive value
                        && !value.getAsString().isBlank()
                ? Optional.of(value.getAsString())
                : Optional.empty();
    }
}
