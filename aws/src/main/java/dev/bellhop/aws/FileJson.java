package dev.bellhop.aws;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import dev.bellhop.aws.EventJson.MalformedEventException;
import dev.bellhop.events.Event;
import dev.bellhop.events.FileEvent;
import dev.bellhop.events.FileFacts;
import dev.bellhop.events.FileKind;
import dev.bellhop.events.FileProblem;
import dev.bellhop.events.FileProcessed;
import dev.bellhop.events.FileShared;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The {@code data} of events about files. */
final class FileJson {

    private FileJson() {}

    static void write(JsonWriter json, FileEvent event) throws IOException {
        json.beginObject();
        json.name("team").value(event.team());
        json.name("channel").value(event.channel());
        json.name("channelType").value(event.channelType());
        if (event.thread().isPresent()) {
            json.name("thread").value(event.thread().get());
        }
        json.name("user").value(event.user());
        json.name("ts").value(event.ts());
        json.name("file").value(event.file());
        json.name("name").value(event.name());
        json.name("mimetype").value(event.mimetype());
        json.name("size").value(event.size());
        if (event instanceof FileProcessed processed) {
            if (processed.problem().isPresent()) {
                json.name("problem").value(lowerCase(processed.problem().get()));
            }
            write(json, processed.facts());
        }
        json.endObject();
    }

    private static void write(JsonWriter json, FileFacts facts) throws IOException {
        json.name("kind").value(lowerCase(facts.kind()));
        number(json, "width", facts.width());
        number(json, "height", facts.height());
        number(json, "pages", facts.pages());
        string(json, "title", facts.title());
        string(json, "author", facts.author());
        string(json, "language", facts.language());
        number(json, "characters", facts.characters());
    }

    private static void number(JsonWriter json, String name, Optional<Integer> value) throws IOException {
        if (value.isPresent()) {
            json.name(name).value(value.get());
        }
    }

    private static void string(JsonWriter json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.name(name).value(value.get());
        }
    }

    static Event read(String type, JsonObject data) {
        FileShared shared = new FileShared(
                EventJson.string(data, "team"),
                EventJson.string(data, "channel"),
                EventJson.string(data, "channelType"),
                optional(data, "thread"),
                EventJson.string(data, "user"),
                EventJson.ts(data),
                EventJson.string(data, "file"),
                EventJson.string(data, "name"),
                EventJson.string(data, "mimetype"),
                number(data, "size", JsonElement::getAsLong));
        return switch (type) {
            case FileShared.TYPE -> shared;
            case FileProcessed.TYPE -> FileProcessed.of(shared, problem(data), facts(data));
            default -> throw new MalformedEventException("its type \"" + type + "\" is none of a file");
        };
    }

    private static Optional<FileProblem> problem(JsonObject data) {
        return optional(data, "problem").map(problem -> constant("problem", problem, FileProblem::valueOf));
    }

    private static FileFacts facts(JsonObject data) {
        return new FileFacts(
                constant("kind", EventJson.string(data, "kind"), FileKind::valueOf),
                count(data, "width"),
                count(data, "height"),
                count(data, "pages"),
                optional(data, "title"),
                optional(data, "author"),
                optional(data, "language"),
                count(data, "characters"));
    }

    private static Optional<String> optional(JsonObject data, String name) {
        return data.has(name) ? Optional.of(EventJson.string(data, name)) : Optional.empty();
    }

    private static Optional<Integer> count(JsonObject data, String name) {
        return data.has(name) ? Optional.of(number(data, name, JsonElement::getAsInt)) : Optional.empty();
    }

    private static <N extends Number> N number(JsonObject data, String name, Function<JsonElement, N> as) {
        try {
            N number = as.apply(data.get(name));
            if (number.longValue() >= 0) {
                return number;
            }
        } catch (RuntimeException e) {
            // Gson has a different exception for each way in which a value is no number; all mean the same here.
        }
        throw new MalformedEventException("data." + name + " is not a whole number from 0");
    }

    private static <E extends Enum<E>> E constant(String name, String value, Function<String, E> of) {
        try {
            return of.apply(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException("data." + name + " is none that is known here");
        }
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
