package dev.bellhop.local.replay;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Lines of a log group, whichever of AWS's tools wrote them to a file:
 *
 * <ul>
 *   <li>{@code filter-log-events} and {@code get-log-events}: a document with {@code events}, or what {@code --query} took of it, as
 *       JSON or as text.
 *   <li>An export task to S3: gzip, a line each, with its time before it.
 *   <li>The lines themselves.
 * </ul>
 */
final class Export {

    /** What an export task puts before each line. */
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z ");

    private static final int GZIP = 0x1f8b;

    private final Path file;

    Export(Path file) {
        this.file = file;
    }

    /**
     * A line of the log.
     *
     * @param where it was found, as people say it
     */
    record Line(String where, String text) {}

    /** Gives each line to {@code to}, those among them that can't be read. Lines without anything are none. */
    void read(Consumer<Line> to) throws IOException {
        Optional<List<Line>> document = document();
        if (document.isPresent()) {
            document.get().forEach(to);
            return;
        }
        try (BufferedReader lines = new BufferedReader(open())) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String where = file.getFileName() + " line " + number;
                // As text, the tools of AWS put tabs between the members of a list; in JSON they would be escaped.
                for (String part : line.split("\t", -1)) {
                    String text = TIME.matcher(part).lookingAt() ? part.substring(part.indexOf(' ') + 1) : part;
                    if (!text.isBlank()) {
                        each(where, text, to);
                    }
                }
            }
        }
    }

    /**
     * What the tools print over many lines, once or several times; empty where the file is something else, be it by a line that ends
     * too soon.
     */
    private Optional<List<Line>> document() throws IOException {
        try (BufferedReader reader = new BufferedReader(open())) {
            String first = reader.readLine();
            while (first != null && first.isBlank()) {
                first = reader.readLine();
            }
            if (first == null
                    || !(first.startsWith("{") || first.startsWith("["))
                    || strictly(first).isPresent()) {
                return Optional.empty();
            }
        }
        List<Line> lines = new ArrayList<>();
        try (JsonReader json = new JsonReader(new BufferedReader(open()))) {
            // Pages follow one another without a comma.
            json.setStrictness(Strictness.LENIENT);
            while (json.peek() != JsonToken.END_DOCUMENT) {
                JsonElement each = JsonParser.parseReader(json);
                if (isLine(each)) {
                    return Optional.empty();
                }
                messages(each)
                        .forEach(
                                text -> lines.add(new Line(file.getFileName() + " event " + (lines.size() + 1), text)));
            }
            return Optional.of(lines);
        } catch (JsonParseException | IOException e) {
            return Optional.empty();
        }
    }

    private static void each(String where, String text, Consumer<Line> to) {
        Optional<JsonElement> json = strictly(text);
        if (json.isEmpty() || isLine(json.get())) {
            to.accept(new Line(where, text));
            return;
        }
        List<String> messages = messages(json.get());
        for (int i = 0; i < messages.size(); i++) {
            to.accept(new Line(messages.size() == 1 ? where : where + " event " + (i + 1), messages.get(i)));
        }
    }

    /** And not what the tools say of one, or of many. */
    private static boolean isLine(JsonElement json) {
        return !(json instanceof JsonArray)
                && !(json instanceof JsonObject object
                        && (object.get("events") instanceof JsonArray
                                || (object.has("message") && object.has("timestamp"))));
    }

    private static List<String> messages(JsonElement json) {
        if (json instanceof JsonArray array) {
            return array.asList().stream().map(Export::message).toList();
        }
        return json instanceof JsonObject object && object.get("events") instanceof JsonArray events
                ? messages(events)
                : List.of(message(json));
    }

    private static String message(JsonElement json) {
        JsonElement message = json instanceof JsonObject object && object.has("message") ? object.get("message") : json;
        return message.isJsonPrimitive() && message.getAsJsonPrimitive().isString()
                ? message.getAsString()
                : message.toString();
    }

    /** By itself Gson takes nearly any text for JSON. */
    static Optional<JsonElement> strictly(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            JsonElement json = JsonParser.parseReader(reader);
            return reader.peek() == JsonToken.END_DOCUMENT ? Optional.of(json) : Optional.empty();
        } catch (JsonParseException | IOException e) {
            return Optional.empty();
        }
    }

    private Reader open() throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        bytes.mark(2);
        int magic = (bytes.read() << 8) | bytes.read();
        bytes.reset();
        return new InputStreamReader(magic == GZIP ? new GZIPInputStream(bytes) : bytes, StandardCharsets.UTF_8);
    }
}
