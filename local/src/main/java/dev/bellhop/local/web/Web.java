package dev.bellhop.local.web;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.bellhop.local.Http;
import dev.bellhop.local.LocalBellhop;
import dev.bellhop.local.Sighting;
import dev.bellhop.local.SlackWorkspace;
import dev.bellhop.localaws.Happening;
import dev.bellhop.localaws.RetryDelays;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the page shows, kept and told as it happens. It sees everything from the start; {@link #serve} lets the page in. */
public final class Web implements Consumer<Sighting>, AutoCloseable {

    /** Where people's files are posted to. */
    public static final String UPLOADS = Page.CALLS + "files";

    private final Clock clock;
    private final Executor executor;
    private final EventStream stream;
    private final Details details = new Details();
    private final Traces traces;
    private final Outbox outbox;
    private final Notes notes;

    /** What was last said of something as a whole, by the event's type. Guarded by the stream. */
    private final Map<String, JsonObject> wholes = new LinkedHashMap<>();

    private volatile Optional<Http.Request> lastOfSlack = Optional.empty();
    private volatile @Nullable Page page;

    /**
     * @param instance a name that no other start of the server has
     * @param executor runs what is told a moment later
     * @param retries when a failed invocation is tried again
     * @param failed is told what could not be told to the page, and why
     */
    public Web(
            String instance,
            Clock clock,
            Executor executor,
            RetryDelays retries,
            BiConsumer<String, RuntimeException> failed) {
        this.clock = clock;
        this.executor = executor;
        this.stream = new EventStream(instance, executor, clock::millis, failed);
        this.outbox = new Outbox(stream, clock);
        this.notes = new Notes(clock);
        this.traces = new Traces(clock, retries, details, this::traced, this::written);
    }

    public Traces traces() {
        return traces;
    }

    /** From now on the page is served. */
    public void serve(LocalBellhop bellhop) {
        page = new Page(this, bellhop, executor);
    }

    /** Whether a path is of the page. */
    public boolean serves(String path) {
        return path.equals("/")
                || path.equals("/favicon.ico")
                || path.startsWith(Page.FILES)
                || path.startsWith(Page.CALLS);
    }

    /** Answers a request of the page's. */
    public Http.Answer answer(Http.Request request) {
        Page open = page;
        return open == null ? Page.problem(503, "It is not ready yet.") : open.answer(request);
    }

    /** Takes in a file that somebody wants to share. */
    public Http.Answer receive(Http.Request request, InputStream body) throws IOException {
        Page open = page;
        return open == null ? Page.problem(503, "It is not ready yet.") : open.receive(request, body);
    }

    /**
     * Has a request of Slack's answered, and shows what comes of it.
     *
     * @param function that answers it; empty where there is none
     */
    public Http.Answer ofSlack(String function, Http.Request request, Http.Handler work) throws Exception {
        if (request.method().equals("POST") && !Incoming.of(request).own()) {
            lastOfSlack = Optional.of(request);
        }
        return traces.request(function, request, work);
    }

    /**
     * Has a call of Slack's Web API answered, and shows it with what made it.
     *
     * @param function that calls
     * @param method such as {@code chat.postMessage}
     */
    public Http.Response toSlack(String function, String method, Http.Request request, Http.Handler work)
            throws Exception {
        return called("slack", function, method, "", request, work);
    }

    /**
     * Has what is posted to a response_url answered, and shows it with what it answers.
     *
     * @param id of the response_url, which what it answers names
     */
    public Http.Response toResponseUrl(String id, Http.Request request, Http.Handler work) throws Exception {
        return called("response_url", "", "POST", id, request, work);
    }

    private Http.Response called(
            String api, String function, String operation, String about, Http.Request request, Http.Handler work)
            throws Exception {
        long start = System.nanoTime();
        Http.Response response = (Http.Response) work.handle(request);
        long took = System.nanoTime() - start;
        JsonObject arguments = arguments(request);
        JsonElement answer = read(response.body().asUtf8String());
        List<String> ids = new ArrayList<>();
        Stream.of("trigger_id", "thread_ts", "ts", "channel")
                .map(arguments::get)
                .filter(JsonPrimitive.class::isInstance)
                .map(JsonElement::getAsString)
                .forEach(ids::add);
        ids.add(about);
        ids.removeIf(String::isEmpty);
        JsonObject full = new JsonObject();
        full.add("arguments", arguments);
        full.addProperty("status", response.status());
        full.add("answer", answer);
        traces.called(api, function, operation, took, error(response.status(), answer), ids, full);
        return response;
    }

    @Override
    public void accept(Sighting sighting) {
        switch (sighting) {
            case Sighting.Said(SlackWorkspace.Message message, var shown) -> {
                Page open = page;
                stream.publish(
                        "message",
                        object("message", open == null ? WorkspaceJson.message(message) : open.message(message)));
            }
            case Sighting.Deleted(SlackWorkspace.Message message) -> {
                JsonObject json = new JsonObject();
                json.addProperty("channel", message.channel().id());
                json.addProperty("ts", message.ts());
                stream.publish("messageDeleted", json);
            }
            case Sighting.Changed(SlackWorkspace.Channel channel) -> {
                Page open = page;
                if (open != null) {
                    stream.publish("channel", object("channel", open.channel(channel)));
                }
            }
            case Sighting.Opened(SlackWorkspace.User user, List<String> views) -> {
                JsonObject json = object("views", WorkspaceJson.views(views));
                json.addProperty("user", user.id());
                stream.publish("views", json);
            }
            case Sighting.Home(SlackWorkspace.User user, String view) -> {
                JsonObject json = object("view", read(view));
                json.addProperty("user", user.id());
                stream.publish("home", json);
            }
            case Sighting.Told(SlackWorkspace.User to, SlackWorkspace.Channel in, String text) -> {
                JsonObject json = new JsonObject();
                json.addProperty("user", to.id());
                json.addProperty("channel", in.id());
                json.addProperty("text", text);
                json.addProperty("at", clock.millis());
                stream.publish("notice", json);
            }
            case Sighting.Noted noted -> {
                traces.noted(noted);
                logged(noted.function(), "journal", notes.add(noted));
            }
            case Sighting.Aws(Happening happening) -> {
                traces.saw(happening);
                shown(happening);
                look();
            }
            case Sighting.Done done -> look();
            case Sighting.Shown shown -> {
                // It is for a terminal.
            }
            case Sighting.Undelivered undelivered -> {
                // The next try is a request of the same trace.
            }
        }
    }

    private void shown(Happening happening) {
        switch (happening) {
            case Happening.Logged(String group, String name, String line) -> logged(group, name, read(line));
            case Happening.Mailed(String from, var to, String subject, String text, String html) ->
                outbox.mailed(from, to, subject, text, html);
            case Happening.Texted(String number, String text) -> outbox.texted(number, text);
            case Happening.Pushed(String endpointArn, String text) -> outbox.pushed(endpointArn, text);
            case Happening.ObjectStored stored -> changedSoon("objects");
            case Happening.ObjectRemoved removed -> changedSoon("objects");
            default -> {
                // It is in the traces.
            }
        }
    }

    Notes notes() {
        return notes;
    }

    Outbox outbox() {
        return outbox;
    }

    Optional<Http.Request> lastOfSlack() {
        return lastOfSlack;
    }

    EventStream stream() {
        return stream;
    }

    Details details() {
        return details;
    }

    /** Adds what is kept here to a snapshot. */
    void addTo(JsonObject snapshot) {
        snapshot.add("traces", traces.all());
        snapshot.add("outbox", outbox.all());
    }

    /** Says a moment later how queues and troubles stand, where that is another way now. */
    void look() {
        Page open = page;
        if (open != null) {
            stream.soon("queues", () -> whole("queues", object("queues", open.queues())));
            stream.soon("trouble", () -> whole("trouble", object("trouble", open.trouble())));
        }
    }

    @Override
    public void close() {
        stream.close();
    }

    private void whole(String type, JsonObject now) {
        synchronized (stream) {
            if (!now.equals(wholes.put(type, now))) {
                stream.publish(type, now);
            }
        }
    }

    private void traced(String id) {
        stream.soon(id, () -> traces.find(id).ifPresent(trace -> stream.publish("trace", object("trace", trace))));
    }

    private void written(List<String> tables) {
        Page open = page;
        if (open != null) {
            open.shown(tables).forEach(this::changedSoon);
        }
    }

    /** Says a moment later that something is to be read again. */
    private void changedSoon(String what) {
        stream.soon("changed " + what, () -> {
            JsonObject json = new JsonObject();
            json.addProperty("what", what);
            stream.publish("changed", json);
        });
    }

    private void logged(String group, String name, JsonElement line) {
        JsonObject json = new JsonObject();
        json.addProperty("at", clock.millis());
        json.addProperty("group", group);
        json.addProperty("stream", name);
        json.add("line", line);
        stream.publish("log", object("line", json));
    }

    private static JsonObject arguments(Http.Request request) {
        JsonObject arguments = new JsonObject();
        try {
            if (read(request.text()) instanceof JsonObject json) {
                arguments = json;
            } else {
                Http.form(request.query()).forEach(arguments::addProperty);
                Http.form(request.text()).forEach(arguments::addProperty);
            }
        } catch (IllegalArgumentException e) {
            // Whoever sent it is told so.
            arguments.addProperty("body", request.text());
        }
        return arguments;
    }

    private static Optional<String> error(int status, JsonElement answer) {
        if (status / 100 != 2) {
            return Optional.of("HTTP " + status);
        }
        return answer instanceof JsonObject json
                        && json.get("error") instanceof JsonPrimitive error
                        && !error.getAsString().isEmpty()
                ? Optional.of(error.getAsString())
                : Optional.empty();
    }

    static JsonElement read(String text) {
        try {
            return JsonParser.parseString(text);
        } catch (JsonParseException e) {
            return new JsonPrimitive(text);
        }
    }

    static JsonObject object(String name, JsonElement value) {
        JsonObject json = new JsonObject();
        json.add(name, value);
        return json;
    }
}
