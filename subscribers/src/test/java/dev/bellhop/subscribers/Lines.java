package dev.bellhop.subscribers;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.aws.Environment;
import dev.bellhop.aws.FunctionLog;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a function prints, to read. */
public final class Lines {

    private final List<JsonObject> lines = new ArrayList<>();

    /** The log of a function, whose lines are kept here. */
    public FunctionLog log(String function, Clock clock) {
        return new FunctionLog(function, new Environment(Map.of()), clock, this::print);
    }

    private synchronized void print(String line) {
        lines.add(JsonParser.parseString(line).getAsJsonObject());
    }

    /** The outcomes, as {@code outcome subject detail}; the subject is the event's id where there is no other. */
    public List<String> all() {
        return outcomes()
                .map(line -> text(line, "outcome") + " " + text(line, line.has("subject") ? "subject" : "event") + " "
                        + text(line, "detail"))
                .map(String::strip)
                .toList();
    }

    /** The lines that say what came of an event. */
    public List<JsonObject> closings() {
        return outcomes().filter(line -> line.has("durationMs")).toList();
    }

    /** The outcomes' lines as they are. */
    public synchronized Stream<JsonObject> outcomes() {
        return List.copyOf(lines).stream().filter(line -> line.has("outcome"));
    }

    /** The lines that metrics are made of. */
    public synchronized List<JsonObject> metrics() {
        return lines.stream().filter(line -> line.has("_aws")).toList();
    }

    private static String text(JsonObject line, String name) {
        return line.has(name) ? line.get(name).getAsString() : "";
    }
}
