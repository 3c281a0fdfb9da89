package dev.bellhop.local.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.bellhop.bot.Version;
import dev.bellhop.local.Http;
import dev.bellhop.local.LocalBellhop;
import dev.bellhop.local.SlackManifest;
import dev.bellhop.local.SlackWorkspace;
import dev.bellhop.local.Submission;
import dev.bellhop.localaws.StoredObject;
import dev.bellhop.localaws.Template;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What the page asks for and what people do there. */
final class Page {

    static final String FILES = "/web/";
    static final String CALLS = "/local/";

    private static final String PICTURES = "pictures/";
    private static final String SHARED = "files/";

    private static final int MOST_MESSAGES = 2_000;
    private static final Duration FARTHEST = Duration.ofDays(30);

    /** Nothing of another origin, nothing inline: what somebody types can't become a program. */
    private static final Map<String, List<String>> SAFE = Map.of(
            "content-security-policy",
            List.of("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
            "x-content-type-options",
            List.of("nosniff"),
            "referrer-policy",
            List.of("no-referrer"),
            "cross-origin-opener-policy",
            List.of("same-origin"),
            "cross-origin-resource-policy",
            List.of("same-origin"),
            "cache-control",
            List.of("no-store"));

    /** Reads. */
    @FunctionalInterface
    private interface Read {
        JsonObject json(Query query);
    }

    /** Does something, and answers once that is done. */
    @FunctionalInterface
    private interface Act {
        JsonObject on(Body body);
    }

    private final Web web;
    private final LocalBellhop bellhop;
    private final SlackWorkspace workspace;
    private final Stored stored;
    private final Standings standings;
    private final LogSearch logs;
    private final Trouble trouble;
    private final String version = Version.read();
    private final Map<String, Read> reads = new HashMap<>();
    private final Map<String, Act> acts = new HashMap<>();

    /** @param executor runs what is told later */
    Page(Web web, LocalBellhop bellhop, Executor executor) {
        this.web = web;
        this.bellhop = bellhop;
        this.workspace = bellhop.workspace();
        this.stored = new Stored(bellhop.dynamo(), bellhop.clock());
        this.standings = new Standings(SlackWorkspace.TEAM, bellhop);
        this.logs = new LogSearch(
                bellhop.aws().logs(),
                bellhop.template(),
                web.notes(),
                bellhop.setting("EVENT_LOG_GROUP"),
                bellhop.clock());
        this.trouble = new Trouble(bellhop.aws(), bellhop.template());
        bellhop.dynamoFaults().ifPresent(faults -> trouble.add("dynamodb", "DynamoDB", faults, call -> true));
        trouble.add("s3", "S3", bellhop.buckets().faults(), call -> true);
        bellhop.slackFaults().ifPresent(faults -> trouble.add("slack", "Slack's Web API", faults, method -> true));
        people().forEach(workspace::directMessages);
        reads.put("snapshot", query -> {
            String id = web.stream().position();
            JsonObject snapshot = snapshot();
            snapshot.addProperty("id", id);
            return snapshot;
        });
        reads.put("dashboard", new Dashboards(bellhop, web.stream(), executor)::json);
        reads.put("counts", query -> stored.counts(bellhop.setting("WORDS_TABLE")));
        reads.put("board", standings::board);
        reads.put("board/word", standings::word);
        reads.put("logs", logs::find);
        reads.put("reservations", query -> stored.reservations(bellhop.setting("RESERVATIONS_TABLE")));
        reads.put("objects", query -> objects());
        acts.put("messages", this::say);
        acts.put("shortcuts", this::shortcut);
        acts.put("commands", this::command);
        acts.put("actions", this::act);
        acts.put("views/submit", this::submit);
        acts.put("views/close", this::close);
        acts.put("home/open", body -> status(bellhop.openHome(user(body)).join()));
        acts.put("channels", this::addChannel);
        acts.put("channels/invite", this::invite);
        acts.put("trouble/duplicate", this::duplicate);
        acts.put("trouble/fail", this::fail);
        acts.put("trouble/calm", this::calm);
        acts.put("trouble/replay", this::replay);
        acts.put("trouble/redrive", this::redrive);
        acts.put("trouble/schedule", this::schedule);
        acts.put("clock/advance", this::advance);
    }

    Http.Answer answer(Http.Request request) {
        return switch (found(request)) {
            case Http.Response(int status, var headers, SdkBytes body) ->
                new Http.Response(status, safe(headers), body);
            case Http.Streamed(var headers, Http.Body body) -> new Http.Streamed(safe(headers), body);
        };
    }

    /** Takes in a file of somebody's, whose name and type stand in the query. */
    Http.Answer receive(Http.Request request, InputStream body) throws IOException {
        Http.Response answer;
        if (!request.mediaType().equals("application/octet-stream")) {
            // A page of another site could send some other types without being asked first.
            answer = problem(415, "The body is to be application/octet-stream.");
        } else {
            try {
                Query query = Query.of(request);
                SlackWorkspace.User user = user(query.required("user"));
                answer = Http.Response.json(
                        200,
                        WorkspaceJson.file(bellhop.upload(
                                user,
                                query.required("name"),
                                query.optional("type").orElse(""),
                                body)));
            } catch (NoSuchElementException e) {
                answer = problem(404, e.getMessage());
            } catch (IllegalArgumentException e) {
                answer = problem(400, e.getMessage());
            }
        }
        return new Http.Response(answer.status(), safe(answer.headers()), answer.body());
    }

    /** A message as the page reads it: its pictures are got from here, wherever they are. */
    JsonObject message(SlackWorkspace.Message message) {
        JsonObject json = WorkspaceJson.message(message);
        withPictures(json.get("blocks"));
        return json;
    }

    private void withPictures(@Nullable JsonElement json) {
        switch (json) {
            case JsonArray array -> array.forEach(this::withPictures);
            case JsonObject object -> {
                bellhop.picture(object).ifPresent(name -> object.addProperty("image_url", CALLS + PICTURES + name));
                object.asMap().values().forEach(this::withPictures);
            }
            case null, default -> {
                // Nothing is in it.
            }
        }
    }

    static Http.Response problem(int status, @Nullable String sentence) {
        JsonObject problem = new JsonObject();
        problem.addProperty("error", sentence);
        return Http.Response.json(status, problem);
    }

    JsonObject channel(SlackWorkspace.Channel channel) {
        return WorkspaceJson.channel(workspace, channel);
    }

    /** Which of the things that the page fetches is kept in one of the tables. */
    List<String> shown(List<String> tables) {
        return Stream.of("WORDS_TABLE", "RESERVATIONS_TABLE")
                .filter(variable -> tables.contains(bellhop.setting(variable)))
                .map(variable -> variable.equals("WORDS_TABLE") ? "counts" : "reservations")
                .toList();
    }

    JsonArray queues() {
        JsonArray queues = new JsonArray();
        for (Template.Queue queue : bellhop.template().queues()) {
            Map<QueueAttributeName, String> attributes = bellhop.aws().queues().attributes(queue.url());
            JsonObject json = new JsonObject();
            json.addProperty("name", queue.name());
            json.addProperty("function", bellhop.deadLettersOf(queue.url()).orElse(null));
            json.addProperty(
                    "waiting",
                    Integer.parseInt(attributes.getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0")));
            json.addProperty(
                    "inFlight",
                    Integer.parseInt(attributes.getOrDefault(
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, "0")));
            queues.add(json);
        }
        return queues;
    }

    JsonObject trouble() {
        return trouble.json(schedules(), web.lastOfSlack().isPresent());
    }

    private Http.Answer found(Http.Request request) {
        String path = request.path();
        if (!path.startsWith(CALLS)) {
            return file(request);
        }
        String call = path.substring(CALLS.length());
        if (acts.containsKey(call)) {
            return acted(acts.get(call), request);
        }
        if (!request.method().equals("GET")) {
            return reads.containsKey(call)
                    ? problem(405, "This is read by GET.")
                    : problem(404, "There is no such call.");
        }
        if (call.equals("stream")) {
            try {
                return stream(request);
            } catch (IllegalArgumentException e) {
                return problem(400, "\"after\" is the id of an event.");
            }
        }
        if (reads.containsKey(call)) {
            return read(reads.get(call), request);
        }
        if (call.startsWith("details/")) {
            return web.details()
                    .find(call.substring("details/".length()))
                    .map(json -> Http.Response.json(200, JsonParser.parseString(json)))
                    .orElseGet(() -> problem(404, "It is too old to be known still."));
        }
        if (call.startsWith("outbox/") && call.endsWith("/html")) {
            return web.outbox()
                    .html(call.substring("outbox/".length(), call.length() - "/html".length()))
                    .map(Page::mail)
                    .orElseGet(() -> problem(404, "There is no such mail."));
        }
        if (call.startsWith(SHARED)) {
            return bellhop.file(call.substring(SHARED.length()))
                    .map(this::shared)
                    .orElseGet(() -> problem(404, "There is no such file."));
        }
        if (call.startsWith(PICTURES)) {
            return bellhop.picture(call.substring(PICTURES.length()))
                    .orElseGet(() -> problem(404, "There is no such picture."));
        }
        return call.startsWith("queues/")
                ? queue(call.substring("queues/".length()))
                : problem(404, "There is no such call.");
    }

    /** A mail keeps its own styles, in a frame where nothing of it runs or loads. */
    private static Http.Response mail(String html) {
        return new Http.Response(
                200,
                Map.of(
                        "content-type",
                        List.of("text/html; charset=utf-8"),
                        "content-security-policy",
                        List.of("sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
                                + " frame-ancestors 'self'")),
                SdkBytes.fromUtf8String(html));
    }

    /** What somebody shared is saved, or shown as a picture; as a document of its own it could run what is in it. */
    private Http.Answer shared(SlackWorkspace.File file) {
        return new Http.Streamed(
                Map.of(
                        "content-type", List.of(file.mimetype()),
                        "content-length", List.of(Long.toString(file.size())),
                        "content-disposition", List.of("attachment"),
                        "content-security-policy", List.of("sandbox; default-src 'none'")),
                bellhop.content(file));
    }

    private static Http.Response file(Http.Request request) {
        if (!request.method().equals("GET")) {
            return problem(405, "Files are read by GET.");
        }
        String path = request.path().startsWith(FILES)
                ? request.path().substring(FILES.length())
                : request.path().equals("/") ? "index.html" : "favicon.ico";
        return Assets.find(path, request).orElseGet(() -> problem(404, "There is no such file."));
    }

    private static Http.Response read(Read read, Http.Request request) {
        try {
            return Http.Response.json(200, read.json(Query.of(request)));
        } catch (NoSuchElementException e) {
            return problem(404, e.getMessage());
        } catch (IllegalArgumentException e) {
            return problem(400, e.getMessage());
        }
    }

    private static Http.Response acted(Act act, Http.Request request) {
        if (!request.method().equals("POST")) {
            return problem(405, "This is done by POST.");
        }
        if (!request.mediaType().equals("application/json")) {
            // A page of another site could send any other type without being asked first.
            return problem(415, "The body is to be application/json.");
        }
        try {
            return JsonParser.parseString(request.text()) instanceof JsonObject json
                    ? Http.Response.json(200, act.on(new Body(json)))
                    : problem(400, "The body is to be a JSON object.");
        } catch (JsonParseException e) {
            return problem(400, "The body is not JSON.");
        } catch (NoSuchElementException e) {
            return problem(404, e.getMessage());
        } catch (IllegalArgumentException e) {
            return problem(400, e.getMessage());
        }
    }

    private Http.Answer stream(Http.Request request) {
        Optional<String> after = request.header("last-event-id")
                .or(() -> Optional.ofNullable(Http.fields(request.query()).get("after")));
        return new Http.Streamed(
                Map.of("content-type", List.of("text/event-stream; charset=utf-8")),
                out -> web.stream().write(after, this::snapshot, out));
    }

    private Http.Response queue(String name) {
        if (bellhop.template().queues().stream().noneMatch(queue -> queue.name().equals(name))) {
            return problem(404, "There is no queue of this name.");
        }
        JsonArray messages = new JsonArray();
        bellhop.aws().queues().bodies(name).forEach(body -> messages.add(Web.object("body", Web.read(body))));
        JsonObject json = Web.object("messages", messages);
        json.addProperty("name", name);
        return Http.Response.json(200, json);
    }

    private JsonObject snapshot() {
        JsonObject team = new JsonObject();
        team.addProperty("id", SlackWorkspace.TEAM);
        team.addProperty("name", "Bellhop");
        JsonArray users = new JsonArray();
        workspace.users().stream()
                .filter(user -> !user.equals(SlackWorkspace.BELLHOP))
                .forEach(user -> users.add(WorkspaceJson.user(user)));
        users.add(WorkspaceJson.user(SlackWorkspace.BELLHOP));
        JsonArray channels = new JsonArray();
        workspace.channels().forEach(channel -> channels.add(channel(channel)));
        JsonArray commands = new JsonArray();
        for (SlackManifest.Command command : bellhop.commands()) {
            JsonObject json = new JsonObject();
            json.addProperty("command", command.command());
            json.addProperty("description", command.description());
            json.addProperty("usageHint", command.usageHint());
            commands.add(json);
        }
        JsonArray shortcuts = new JsonArray();
        for (SlackManifest.MessageShortcut shortcut : bellhop.messageShortcuts()) {
            JsonObject json = new JsonObject();
            json.addProperty("name", shortcut.name());
            json.addProperty("callbackId", shortcut.callbackId());
            shortcuts.add(json);
        }
        JsonArray triggers = new JsonArray();
        Stream.of(bellhop.setting("TRIGGER_WORDS").split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .forEach(triggers::add);
        JsonArray messages = new JsonArray();
        List<SlackWorkspace.Message> said = workspace.messages();
        said.subList(Math.max(0, said.size() - MOST_MESSAGES), said.size())
                .forEach(message -> messages.add(message(message)));
        JsonObject views = new JsonObject();
        people().forEach(user -> {
            List<String> open = bellhop.views(user);
            if (!open.isEmpty()) {
                views.add(user.id(), WorkspaceJson.views(open));
            }
        });
        JsonObject homes = new JsonObject();
        people().forEach(user ->
                bellhop.home(user).ifPresent(view -> homes.add(user.id(), JsonParser.parseString(view))));
        JsonObject links = new JsonObject();
        links.addProperty("slackApi", bellhop.url().resolve("/api/").toString());
        JsonObject snapshot = new JsonObject();
        snapshot.addProperty("instance", web.stream().instance());
        snapshot.add("team", team);
        snapshot.addProperty("version", version);
        snapshot.add("clock", clock());
        snapshot.add("users", users);
        snapshot.add("channels", channels);
        snapshot.add("commands", commands);
        snapshot.add("shortcuts", shortcuts);
        snapshot.add("triggers", triggers);
        snapshot.add("messages", messages);
        snapshot.add("views", views);
        snapshot.add("homes", homes);
        web.addTo(snapshot);
        snapshot.add("queues", queues());
        snapshot.add("trouble", trouble());
        snapshot.add("links", links);
        return snapshot;
    }

    private List<SlackWorkspace.User> people() {
        return workspace.users().stream()
                .filter(user -> !user.equals(SlackWorkspace.BELLHOP))
                .toList();
    }

    private JsonObject clock() {
        JsonObject clock = new JsonObject();
        clock.addProperty("now", bellhop.clock().millis());
        clock.addProperty("ahead", bellhop.ahead().toMillis());
        return clock;
    }

    private List<String> schedules() {
        return bellhop.template().functions().stream()
                .filter(function -> !function.schedules().isEmpty())
                .map(Template.Function::name)
                .toList();
    }

    private JsonObject say(Body body) {
        SlackWorkspace.Channel channel = channel(body);
        String text = body.required("text");
        List<String> files = body.texts("files");
        if (text.isBlank() && files.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to say.");
        }
        notTooLong(text);
        LocalBellhop.Said said = bellhop.say(user(body), channel, body.optional("thread"), text, files);
        JsonObject answer = status(said.status().join());
        answer.addProperty("ts", said.ts());
        return answer;
    }

    private JsonObject shortcut(Body body) {
        return status(bellhop.shortcut(user(body), channel(body), body.required("ts"), body.required("callback_id"))
                .join());
    }

    /** What is in the buckets, and nothing of what is in that. */
    private JsonObject objects() {
        JsonArray objects = new JsonArray();
        for (StoredObject object : bellhop.buckets().objects()) {
            JsonObject json = new JsonObject();
            json.addProperty("bucket", object.bucket());
            json.addProperty("key", object.key());
            json.addProperty("size", object.size());
            json.addProperty("type", object.contentType());
            json.addProperty("at", object.modified().toEpochMilli());
            objects.add(json);
        }
        return Web.object("objects", objects);
    }

    private JsonObject command(Body body) {
        String command = body.required("command");
        if (bellhop.commands().stream().noneMatch(each -> each.command().equals(command))) {
            throw new IllegalArgumentException(command + " is not a command of this app.");
        }
        String text = body.optional("text").orElse("");
        notTooLong(text);
        return status(bellhop.command(user(body), channel(body), command, text).join());
    }

    private static void notTooLong(String text) {
        if (text.length() > SlackWorkspace.MOST_TEXT) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "Slack takes %,d characters; these are %,d.",
                    SlackWorkspace.MOST_TEXT,
                    text.length()));
        }
    }

    private JsonObject act(Body body) {
        String blockId = body.required("block_id");
        String actionId = body.required("action_id");
        JsonElement value = body.element("value");
        return status(
                body.optional("view").isPresent()
                        ? bellhop.act(user(body), body.required("view"), blockId, actionId, value, body.values())
                                .join()
                        : bellhop.act(
                                        user(body),
                                        channel(body),
                                        body.required("ts"),
                                        blockId,
                                        actionId,
                                        value,
                                        body.values())
                                .join());
    }

    private JsonObject submit(Body body) {
        Submission submission =
                bellhop.submit(user(body), body.required("view"), body.values()).join();
        JsonObject answer = new JsonObject();
        answer.addProperty("outcome", submission.outcome());
        if (submission.outcome().equals("errors")) {
            JsonObject errors = new JsonObject();
            submission.errors().forEach(errors::addProperty);
            answer.add("errors", errors);
        }
        if (submission.outcome().equals("failed")) {
            answer.addProperty("error", Submission.TROUBLE);
        }
        return answer;
    }

    private JsonObject close(Body body) {
        bellhop.close(user(body), body.required("view"), body.flag("all"));
        return new JsonObject();
    }

    private JsonObject addChannel(Body body) {
        String name = body.required("name");
        SlackWorkspace.Channel channel = (body.flag("private")
                        ? workspace.addPrivateChannel(name, Set.of(user(body).id()))
                        : workspace.addChannel(name))
                .orElseThrow(() ->
                        new IllegalArgumentException("There is a channel #" + body.required("name") + " already."));
        return Web.object("channel", channel(channel));
    }

    private JsonObject invite(Body body) {
        SlackWorkspace.Channel channel = channel(body);
        if (workspace.isBotIn(channel)) {
            throw new IllegalArgumentException("Bellhop is in #" + channel.name() + " already.");
        }
        return status(bellhop.events().invite(channel, user(body)).join());
    }

    private JsonObject duplicate(Body body) {
        bellhop.aws().topics().deliverNext(body.number("times", 2, 10));
        return done();
    }

    private JsonObject fail(Body body) {
        trouble.fail(body.required("what"), body.optional("how").orElse("fail"), body.number("times", 1, 100));
        return done();
    }

    private JsonObject calm(Body body) {
        trouble.calm();
        return done();
    }

    private JsonObject replay(Body body) {
        Http.Request last = web.lastOfSlack()
                .orElseThrow(() -> new IllegalArgumentException("Slack has not asked for anything yet."));
        JsonObject answer = status(bellhop.replay(last).join());
        web.traces().find(last).ifPresent(trace -> answer.addProperty("trace", trace));
        return answer;
    }

    private JsonObject redrive(Body body) {
        String queue = body.required("queue");
        bellhop.redrive(bellhop.template().queues().stream()
                .filter(each -> each.name().equals(queue))
                .map(Template.Queue::url)
                .filter(url -> bellhop.deadLettersOf(url).isPresent())
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("There is no queue of dead letters " + queue + ".")));
        return done();
    }

    private JsonObject schedule(Body body) {
        String function = body.required("function");
        if (!schedules().contains(function)) {
            throw new NoSuchElementException(function + " has no schedule.");
        }
        bellhop.runSchedule(function);
        return done();
    }

    private JsonObject advance(Body body) {
        bellhop.advance(Duration.ofSeconds(body.number("seconds", 1, (int) FARTHEST.toSeconds())));
        web.stream().publish("clock", Web.object("clock", clock()));
        return clock();
    }

    private JsonObject done() {
        web.look();
        return new JsonObject();
    }

    private static JsonObject status(int status) {
        JsonObject answer = new JsonObject();
        answer.addProperty("status", status);
        return answer;
    }

    private SlackWorkspace.User user(Body body) {
        return user(body.required("user"));
    }

    private SlackWorkspace.User user(String id) {
        bellhop.realWorkspace().ifPresent(slack -> {
            throw new IllegalArgumentException(
                    "Slack is " + slack + ": talk to the bot there; nothing is sent from here.");
        });
        return workspace
                .user(id)
                .filter(user -> !user.equals(SlackWorkspace.BELLHOP))
                .orElseThrow(() -> new NoSuchElementException("There is nobody " + id + " here."));
    }

    /** A channel that this person can see. */
    private SlackWorkspace.Channel channel(Body body) {
        SlackWorkspace.User user = user(body);
        return workspace
                .channel(body.required("channel"))
                .filter(channel -> channel.has(user))
                .orElseThrow(() -> new NoSuchElementException("There is no channel " + body.required("channel") + "."));
    }

    private static Map<String, List<String>> safe(Map<String, List<String>> headers) {
        Map<String, List<String>> all = new LinkedHashMap<>(SAFE);
        all.putAll(headers);
        return all;
    }

    /** What a call was given. */
    private record Body(JsonObject json) {

        Optional<String> optional(String name) {
            return json.get(name) instanceof JsonPrimitive value ? Optional.of(value.getAsString()) : Optional.empty();
        }

        String required(String name) {
            return optional(name).orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is missing."));
        }

        JsonElement element(String name) {
            return Optional.ofNullable(json.get(name)).orElse(JsonNull.INSTANCE);
        }

        boolean flag(String name) {
            return optional(name).filter("true"::equals).isPresent();
        }

        List<String> texts(String name) {
            return json.get(name) instanceof JsonArray array
                    ? array.asList().stream()
                            .filter(JsonPrimitive.class::isInstance)
                            .map(JsonElement::getAsString)
                            .toList()
                    : List.of();
        }

        int number(String name, int least, int most) {
            String text = required(name);
            if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most) {
                return Integer.parseInt(text);
            }
            throw new IllegalArgumentException("\"" + name + "\" is a number from " + least + " to " + most + ".");
        }

        /** By {@code block_id} and {@code action_id}. */
        Map<String, Map<String, JsonElement>> values() {
            Map<String, Map<String, JsonElement>> values = new HashMap<>();
            if (json.get("values") instanceof JsonObject blocks) {
                blocks.entrySet().forEach(block -> {
                    if (block.getValue() instanceof JsonObject actions) {
                        values.put(block.getKey(), actions.asMap());
                    }
                });
            }
            return values;
        }
    }
}
