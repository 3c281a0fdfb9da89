package dev.bellhop.local.web;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Asks for what the page asks for. */
final class Browser implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI url;

    Browser(URI url) {
        this.url = url;
    }

    /** Calls by GET. */
    HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(url.resolve(path)).build(), BodyHandlers.ofString());
    }

    JsonObject json(String path) throws Exception {
        return JsonParser.parseString(get(path).body()).getAsJsonObject();
    }

    /** Calls by POST. */
    HttpResponse<String> post(String path, String json) throws Exception {
        return client.send(
                HttpRequest.newBuilder(url.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    /** The answer to a call that goes well. */
    JsonObject done(String path, String json) throws Exception {
        HttpResponse<String> response = post(path, json);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " is answered " + response.statusCode() + ": " + response.body());
        }
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    /** Listens to what happens. */
    Stream listen(Optional<String> lastEventId) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve("/local/stream"));
        lastEventId.ifPresent(id -> request.header("Last-Event-ID", id));
        HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
        return new Stream(response);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    /** One event of a stream. */
    record Event(String type, String id, JsonObject data) {}

    /** A stream of events, read one after the other. */
    static final class Stream implements AutoCloseable {

        /** No event keeps anybody waiting so long. */
        private static final Duration LONGEST = Duration.ofMinutes(2);

        final HttpResponse<InputStream> response;
        private final BufferedReader lines;

        Stream(HttpResponse<InputStream> response) {
            this.response = response;
            this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        /** The next event but {@code alive}. */
        Event next() throws IOException {
            return next(event -> !event.type().equals("alive"));
        }

        /** The next event that is meant. */
        Event next(Predicate<Event> meant) throws IOException {
            List<String> seen = new ArrayList<>();
            long end = System.nanoTime() + LONGEST.toNanos();
            while (System.nanoTime() < end) {
                Event event = read();
                if (meant.test(event)) {
                    return event;
                }
                seen.add(event.type() + " " + event.data());
            }
            throw new AssertionError("What was waited for does not come; seen: " + String.join("\n", seen));
        }

        Event next(String type) throws IOException {
            return next(event -> event.type().equals(type));
        }

        private Event read() throws IOException {
            String type = "";
            String id = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    type = line.substring("event: ".length());
                } else if (line.startsWith("id: ")) {
                    id = line.substring("id: ".length());
                } else if (line.startsWith("data: ")) {
                    return new Event(
                            type,
                            id,
                            JsonParser.parseString(line.substring("data: ".length()))
                                    .getAsJsonObject());
                }
            }
            throw new AssertionError("The stream is over.");
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
