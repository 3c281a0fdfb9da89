package dev.bellhop.aws;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.bellhop.files.FilesCommand;
import dev.bellhop.files.FilesRequest;
import dev.bellhop.words.Words;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What somebody asks about files as the payload of an invocation: {@code {"function":"get","file":"F0123",…}}. */
public final class FilesJson {

    private FilesJson() {}

    /** @throws IllegalArgumentException where it asks for help, which needs no function */
    public static JsonObject write(FilesRequest request) {
        JsonObject json = new JsonObject();
        switch (request.command()) {
            case FilesCommand.Recent() -> json.addProperty("function", "list");
            case FilesCommand.Find(List<String> words) -> {
                json.addProperty("function", "find");
                json.addProperty("query", query(words));
            }
            case FilesCommand.Get(String file) -> {
                json.addProperty("function", "get");
                json.addProperty("file", file);
            }
            case FilesCommand.Forget(String file) -> {
                json.addProperty("function", "forget");
                json.addProperty("file", file);
            }
            case FilesCommand.Export(Optional<Instant> since) -> {
                json.addProperty("function", "export");
                since.ifPresent(instant -> json.addProperty("since", instant.toString()));
            }
            case FilesCommand.Help() -> throw new IllegalArgumentException("Help needs no function.");
        }
        json.addProperty("id", request.id());
        json.addProperty("team", request.team());
        json.addProperty("user", request.user());
        json.addProperty("channel", request.channel());
        json.addProperty("responseUrl", request.responseUrl());
        return json;
    }

    /** @throws IllegalArgumentException where something is missing or malformed; the message says what, without quoting it */
    public static FilesRequest read(JsonObject json) {
        return new FilesRequest(
                required(json, "id"),
                required(json, "team"),
                required(json, "user"),
                required(json, "channel"),
                required(json, "responseUrl"),
                command(json));
    }

    private static FilesCommand command(JsonObject json) {
        return switch (required(json, "function")) {
            case "list" -> new FilesCommand.Recent();
            case "find" -> new FilesCommand.Find(words(json));
            case "get" -> new FilesCommand.Get(required(json, "file"));
            case "forget" -> new FilesCommand.Forget(required(json, "file"));
            case "export" -> new FilesCommand.Export(string(json, "since").map(FilesJson::instant));
            default ->
                throw new IllegalArgumentException(
                        "There is no such function here; there are: list, find, get, forget, export.");
        };
    }

    /** As Slack would have them: what is a word with a bracket in it is no markup, and is read as that word again. */
    private static String query(List<String> words) {
        return String.join(" ", words)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    private static List<String> words(JsonObject json) {
        List<String> words =
                Words.in(required(json, "query")).stream().distinct().toList();
        if (words.isEmpty()) {
            throw new IllegalArgumentException("\"query\" has no word in it.");
        }
        return words;
    }

    private static Instant instant(String since) {
        try {
            return Instant.parse(since);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"since\" has to be an instant such as 2026-12-01T00:00:00Z.", e);
        }
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
