package dev.bellhop.local.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.bellhop.local.Http;
import dev.bellhop.local.Sighting;
import dev.bellhop.localaws.Happening;
import dev.bellhop.localaws.LocalFunction;
import dev.bellhop.localaws.RetryDelays;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * What came in, and all that came of it: requests, what was written, published, delivered and called. What happens in a
 * thread belongs to what that thread, or the one that started it, is working on; what happens behind the topic is found by the
 * ids of messages and invocations.
 */
public final class Traces {

    private static final int KEPT = 200;

    private static final ExecutionAttribute<Began> BEGAN = new ExecutionAttribute<>("BellhopLocalBegan");

    private record Began(long at, long nanos) {}

    /**
     * What a thread works on.
     *
     * @param part of the trace: itself, or the delivery or invocation that adds to it
     * @param function that works
     * @param given what it was asked, as text
     */
    private record Scope(JsonObject trace, JsonObject part, String function, String given) {}

    private static final InheritableThreadLocal<@Nullable Scope> SCOPE = new InheritableThreadLocal<>();

    /** The function that makes the call that is under way. */
    private static final ThreadLocal<String> CALLER = ThreadLocal.withInitial(() -> "");

    private final Clock clock;
    private final RetryDelays retries;
    private final Details details;
    private final Consumer<String> changed;
    private final Consumer<List<String>> written;

    /** The oldest first. Guarded by this, as is everything below. */
    private final Deque<JsonObject> traces = new ArrayDeque<>();

    private final Map<String, JsonObject> bySubject = new HashMap<>();
    private final Map<String, JsonObject> publications = new HashMap<>();
    private final Map<String, JsonObject> traceOfMessage = new HashMap<>();
    /** Of what is being stored, by bucket and key. */
    private final Map<String, JsonObject> traceOfObject = new HashMap<>();

    private final Map<String, Scope> invocations = new HashMap<>();
    /** The messages of each batch under way, by their ids in the queue. */
    private final Map<String, Map<String, Scope>> batches = new HashMap<>();

    private final List<Scope> running = new ArrayList<>();
    private long last;

    /**
     * @param changed is told which trace is another now, or new
     * @param written is told which tables were written
     */
    Traces(
            Clock clock,
            RetryDelays retries,
            Details details,
            Consumer<String> changed,
            Consumer<List<String>> written) {
        this.clock = clock;
        this.retries = retries;
        this.details = details;
        this.changed = changed;
        this.written = written;
    }

    /**
     * Does {@code work} as what came of a request.
     *
     * @param function that does it; empty where none does
     */
    public Http.Answer request(String function, Http.Request request, Http.Handler work) throws Exception {
        Incoming incoming = Incoming.of(request);
        JsonObject full = new JsonObject();
        full.addProperty("method", request.method());
        full.addProperty("path", request.path());
        JsonObject headers = new JsonObject();
        request.headers().forEach((name, values) -> headers.addProperty(name, String.join(",", values)));
        full.add("headers", headers);
        full.add("body", incoming.body());
        full.add("status", JsonNull.INSTANCE);
        JsonObject entry = new JsonObject();
        entry.addProperty("at", clock.millis());
        entry.add("took", JsonNull.INSTANCE);
        entry.addProperty("path", request.path());
        entry.add("status", JsonNull.INSTANCE);
        entry.addProperty(
                "retry",
                request.header("x-slack-retry-num")
                        .filter(number -> number.matches("[0-9]{1,4}"))
                        .map(Integer::parseInt)
                        .orElse(0));
        entry.addProperty("reason", request.header("x-slack-retry-reason").orElse(null));
        entry.addProperty("detail", details.add(full));
        Scope here;
        synchronized (this) {
            JsonObject trace =
                    Optional.ofNullable(bySubject.get(incoming.subject())).orElseGet(() -> trace(incoming));
            list(trace);
            trace.getAsJsonArray("requests").add(entry);
            here = new Scope(trace, trace, function, request.text());
        }
        return within(here, () -> work.handle(request), (answer, nanos) -> {
            entry.addProperty("took", millis(nanos));
            int status = answer instanceof Http.Response response ? response.status() : answer == null ? 0 : 200;
            entry.addProperty("status", status);
            full.addProperty("status", status);
        });
    }

    /** The trace of the last of these requests; empty where it is not known any more. */
    synchronized Optional<String> find(Http.Request request) {
        return Optional.ofNullable(bySubject.get(Incoming.of(request).subject()))
                .map(Traces::id);
    }

    /** The function, each of whose invocations belongs to what set it off. */
    public LocalFunction followed(String name, LocalFunction function) {
        return (event, requestId) -> {
            Scope here;
            JsonObject attempt = new JsonObject();
            synchronized (this) {
                here = Optional.ofNullable(invocations.get(requestId))
                        .orElseGet(() -> invocation(name, requestId, event));
                JsonArray attempts = here.part().getAsJsonArray("attempts");
                attempt.addProperty("n", attempts.size() + 1);
                attempt.addProperty("at", clock.millis());
                attempt.add("took", JsonNull.INSTANCE);
                attempt.add("error", JsonNull.INSTANCE);
                attempts.add(attempt);
                here.part().addProperty("state", "running");
                here.part().add("again", JsonNull.INSTANCE);
            }
            return within(here, () -> function.invoke(event, requestId), (answer, nanos) -> {
                attempt.addProperty("took", millis(nanos));
                here.part().addProperty("state", answer == null ? "failed" : "delivered");
                if (!traces.contains(here.trace())) {
                    invocations.remove(requestId);
                }
            });
        };
    }

    /** Sees what a function does with AWS. */
    public ExecutionInterceptor interceptor(String function) {
        return new Seen(function);
    }

    /** A line of a function's journal. */
    public void noted(Sighting.Noted noted) {
        Scope here = SCOPE.get();
        if (here == null) {
            return;
        }
        JsonObject note = new JsonObject();
        note.addProperty("function", noted.function());
        note.addProperty("outcome", noted.outcome());
        note.addProperty("subject", noted.subject());
        note.addProperty("text", noted.detail());
        note.addProperty("failed", noted.failed());
        note.addProperty("at", clock.millis());
        synchronized (this) {
            here.part().getAsJsonArray("notes").add(note);
            if (noted.failed()) {
                list(here.trace());
            }
            touch(here.trace());
        }
    }

    /**
     * A call of something outside, which belongs to what its caller has under way: to what was asked about it, or to all of it
     * where that is one thing.
     *
     * @param function that calls; empty where that is not known
     * @param about ids, any of which what was asked may name
     */
    void called(
            String api,
            String function,
            String operation,
            long nanos,
            Optional<String> error,
            List<String> about,
            JsonObject full) {
        synchronized (this) {
            asked(function, about)
                    .ifPresent(by ->
                            add(by.trace(), call(api, by.function(), operation, clock.millis(), nanos, error, full)));
        }
    }

    private Optional<Scope> asked(String function, List<String> about) {
        List<Scope> underWay = running.stream()
                .filter(each -> function.isEmpty() || each.function().equals(function))
                .toList();
        return underWay.stream()
                .filter(each -> about.stream().anyMatch(each.given()::contains))
                .findFirst()
                .or(() -> underWay.stream()
                        .findFirst()
                        .filter(first -> underWay.stream()
                                .allMatch(each -> id(each.trace()).equals(id(first.trace())))));
    }

    private JsonObject call(
            String api,
            String function,
            String operation,
            long at,
            long nanos,
            Optional<String> error,
            JsonElement full) {
        JsonObject call = new JsonObject();
        call.addProperty("api", api);
        call.addProperty("function", function);
        call.addProperty("operation", operation);
        call.addProperty("at", at);
        call.addProperty("took", millis(nanos));
        call.addProperty("ok", error.isEmpty());
        call.addProperty("error", error.orElse(null));
        call.addProperty("detail", details.add(full));
        return call;
    }

    private void add(JsonObject trace, JsonObject call) {
        trace.getAsJsonArray("calls").add(call);
        list(trace);
        touch(trace);
    }

    void saw(Happening happening) {
        switch (happening) {
            case Happening.Published(String topicArn, String messageId, String message) ->
                published(topicArn, messageId, message);
            case Happening.FilteredOut(String subscription, String messageId) ->
                delivery(messageId, subscription, "filtered", "", "");
            case Happening.DeliveryFailed(String subscription, String messageId) ->
                delivery(messageId, subscription, "unreached", "", "");
            case Happening.Sent(String subscription, String messageId, String function, String requestId) ->
                delivery(messageId, subscription, "waiting", function, requestId);
            case Happening.InvocationFailed(
                    var function,
                    String requestId,
                    int attempt,
                    Throwable cause,
                    boolean again) -> failed(requestId, attempt, cause, again);
            case Happening.Queued(String subscription, String messageId, var queue, String queuedId) ->
                delivery(messageId, subscription, "waiting", "", queuedId);
            case Happening.Polled(var queue, String function, String requestId, var queuedIds) ->
                polled(function, requestId, queuedIds);
            case Happening.BatchEnded(var queue, var function, String requestId, var failed, var cause) ->
                batchEnded(requestId, failed, cause);
            case Happening.ObjectTold(String bucket, String key, String function, String requestId) ->
                objectTold(bucket + "/" + key, function, requestId);
            case Happening.GivenUp(var queue, String queuedId, String deadLetters) -> givenUp(queuedId, deadLetters);
            case Happening.DeadLettered(String queue, String body) -> ended(body, "dead-lettered", queue);
            case Happening.Dropped(var from, String body) -> ended(body, "failed", "");
            default -> {
                // It says nothing of where something went.
            }
        }
    }

    /** Those worth showing, the oldest first. */
    synchronized JsonArray all() {
        JsonArray all = new JsonArray();
        traces.forEach(trace -> all.add(trace.deepCopy()));
        return all;
    }

    synchronized Optional<JsonObject> find(String id) {
        return traces.stream().filter(trace -> id(trace).equals(id)).findFirst().map(JsonObject::deepCopy);
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws Exception;
    }

    /** Takes the result, null where there was none, and how long it took in nanoseconds. */
    @FunctionalInterface
    private interface End<T> {
        void ended(@Nullable T result, long nanos);
    }

    private <T> T within(Scope here, Work<T> work, End<T> end) throws Exception {
        synchronized (this) {
            running.add(here);
            touch(here.trace());
        }
        Scope before = SCOPE.get();
        SCOPE.set(here);
        long start = System.nanoTime();
        T result = null;
        try {
            result = work.run();
            return result;
        } finally {
            SCOPE.set(before);
            synchronized (this) {
                running.remove(here);
                end.ended(result, System.nanoTime() - start);
                touch(here.trace());
            }
        }
    }

    private void published(String topicArn, String messageId, String message) {
        JsonElement full = read(message);
        JsonObject publication = publication(topicArn, full, "published");
        publication.addProperty("messageId", messageId);
        Scope here = SCOPE.get();
        synchronized (this) {
            JsonObject trace = here == null
                    ? trace("publish", text(publication, "type"), text(publication, "eventId"))
                    : here.trace();
            trace.getAsJsonArray("publications").add(publication);
            publications.put(messageId, publication);
            traceOfMessage.put(messageId, trace);
            list(trace);
            paid(text(publication, "eventId"));
            touch(trace);
        }
    }

    private JsonObject publication(String topicArn, JsonElement full, String outcome) {
        JsonObject event = full instanceof JsonObject object ? object : new JsonObject();
        JsonObject publication = new JsonObject();
        publication.add("messageId", JsonNull.INSTANCE);
        publication.addProperty("topic", topicArn.substring(topicArn.lastIndexOf(':') + 1));
        publication.addProperty("type", text(event, "type"));
        publication.addProperty("eventId", text(event, "id"));
        publication.addProperty("function", CALLER.get());
        publication.addProperty("at", clock.millis());
        publication.addProperty("outcome", outcome);
        publication.add("error", JsonNull.INSTANCE);
        publication.addProperty("detail", details.add(full));
        publication.add("deliveries", new JsonArray());
        return publication;
    }

    /** What failed before is published by now. */
    private void paid(String eventId) {
        for (JsonObject trace : traces) {
            objects(trace, "publications")
                    .filter(each -> text(each, "eventId").equals(eventId)
                            && text(each, "outcome").equals("failed"))
                    .forEach(each -> {
                        each.addProperty("paid", true);
                        touch(trace);
                    });
        }
    }

    private synchronized void delivery(
            String messageId, String subscription, String state, String function, String requestId) {
        JsonObject publication = publications.get(messageId);
        JsonObject trace = traceOfMessage.get(messageId);
        if (publication == null || trace == null) {
            return;
        }
        JsonObject delivery = part(function, requestId, state);
        delivery.addProperty("subscription", subscription);
        publication.getAsJsonArray("deliveries").add(delivery);
        if (!requestId.isEmpty()) {
            invocations.put(requestId, new Scope(trace, delivery, function, messageId));
        }
        touch(trace);
    }

    /** A function is told of an object, which belongs to whoever stored it. */
    private synchronized void objectTold(String object, String function, String requestId) {
        JsonObject trace = traceOfObject.remove(object);
        if (trace != null) {
            JsonObject part = part(function, requestId, "waiting");
            part.addProperty("detail", details.add(new JsonPrimitive(object)));
            trace.getAsJsonArray("invocations").add(part);
            invocations.put(requestId, new Scope(trace, part, function, object));
            touch(trace);
        }
    }

    /** What a batch does is noted once, and is shown with each of its messages when it ends. */
    private synchronized void polled(String function, String requestId, List<String> queuedIds) {
        Map<String, Scope> messages = new LinkedHashMap<>();
        for (String queuedId : queuedIds) {
            Optional.ofNullable(invocations.get(queuedId)).ifPresent(message -> messages.put(queuedId, message));
        }
        for (Scope message : messages.values()) {
            message.part().addProperty("function", function);
            message.part().addProperty("state", "running");
            touch(message.trace());
        }
        if (!messages.isEmpty()) {
            JsonObject trace = messages.values().iterator().next().trace();
            invocations.put(requestId, new Scope(trace, part(function, requestId, "running"), function, ""));
            batches.put(requestId, messages);
        }
    }

    private synchronized void batchEnded(String requestId, List<String> failed, Optional<Throwable> cause) {
        Map<String, Scope> messages = batches.remove(requestId);
        Scope batch = invocations.remove(requestId);
        if (messages == null || batch == null) {
            return;
        }
        messages.forEach((queuedId, message) -> {
            JsonObject part = message.part();
            boolean again = failed.contains(queuedId);
            JsonObject attempt = attempt(batch, part);
            if (again) {
                attempt.addProperty("error", cause.map(Traces::shown).orElse("The function's answer names it."));
            }
            part.addProperty("state", again ? "retrying" : "delivered");
            part.getAsJsonArray("writes")
                    .addAll(batch.part().getAsJsonArray("writes").deepCopy());
            objects(batch.part(), "notes")
                    .filter(note -> message.trace().toString().contains(text(note, "subject")))
                    .forEach(note -> part.getAsJsonArray("notes").add(note.deepCopy()));
            list(message.trace());
            touch(message.trace());
        });
    }

    private JsonObject attempt(Scope batch, JsonObject part) {
        JsonArray attempts = part.getAsJsonArray("attempts");
        JsonObject attempt = objects(batch.part(), "attempts")
                .findFirst()
                .map(JsonObject::deepCopy)
                .orElseGet(() -> {
                    // It failed before the function was entered.
                    JsonObject missed = new JsonObject();
                    missed.addProperty("at", clock.millis());
                    missed.addProperty("took", 0);
                    missed.add("error", JsonNull.INSTANCE);
                    return missed;
                });
        attempt.addProperty("n", attempts.size() + 1);
        attempts.add(attempt);
        return attempt;
    }

    private synchronized void givenUp(String queuedId, String deadLetters) {
        Scope message = invocations.remove(queuedId);
        if (message != null) {
            message.part().addProperty("state", "dead-lettered");
            message.part().addProperty("queue", deadLetters);
            touch(message.trace());
        }
    }

    private static JsonObject part(String function, String requestId, String state) {
        JsonObject part = new JsonObject();
        part.addProperty("function", function);
        part.addProperty("state", state);
        part.add("queue", JsonNull.INSTANCE);
        part.add("again", JsonNull.INSTANCE);
        part.addProperty("requestId", requestId);
        part.add("attempts", new JsonArray());
        part.add("writes", new JsonArray());
        part.add("notes", new JsonArray());
        return part;
    }

    /** An invocation that no message led to, but another function or nothing. What a schedule does is listed once it does something. */
    private Scope invocation(String function, String requestId, byte[] event) {
        String text = new String(event, StandardCharsets.UTF_8);
        JsonElement full = read(text);
        boolean scheduled = full instanceof JsonObject json && json.has("detail-type");
        Scope invoker = SCOPE.get();
        JsonObject trace =
                invoker == null ? trace(scheduled ? "schedule" : "invocation", function, "") : invoker.trace();
        JsonObject part = part(function, requestId, "waiting");
        part.addProperty("detail", details.add(full));
        trace.getAsJsonArray("invocations").add(part);
        if (!scheduled) {
            list(trace);
        }
        Scope made = new Scope(trace, part, function, text);
        invocations.put(requestId, made);
        return made;
    }

    private synchronized void failed(String requestId, int attempt, Throwable cause, boolean again) {
        Scope found = invocations.get(requestId);
        if (found == null) {
            return;
        }
        JsonArray attempts = found.part().getAsJsonArray("attempts");
        if (attempts.size() < attempt) {
            // It failed before the function was entered.
            JsonObject missed = new JsonObject();
            missed.addProperty("n", attempt);
            missed.addProperty("at", clock.millis());
            missed.addProperty("took", 0);
            attempts.add(missed);
        }
        attempts.get(attempts.size() - 1).getAsJsonObject().addProperty("error", shown(cause));
        found.part().addProperty("state", again ? "retrying" : "failed");
        if (again) {
            var wait = attempt == 1 ? retries.beforeSecond() : retries.beforeThird();
            found.part().addProperty("again", clock.millis() + wait.toMillis());
        }
        list(found.trace());
        touch(found.trace());
    }

    /** Finds whose end it is by the ids that Lambda and SNS write into it. */
    private synchronized void ended(String body, String state, String queue) {
        if (!(read(body) instanceof JsonObject json)) {
            return;
        }
        Optional<Scope> invocation = Optional.ofNullable(json.get("requestContext"))
                .filter(JsonObject.class::isInstance)
                .map(context -> invocations.get(text(context.getAsJsonObject(), "requestId")));
        String messageId = text(json, "MessageId");
        Optional<Scope> delivery = Optional.ofNullable(publications.get(messageId))
                .flatMap(publication -> objects(publication, "deliveries")
                        .filter(each -> text(each, "state").equals("unreached"))
                        .filter(each -> body.contains(text(each, "subscription")))
                        .findFirst()
                        .map(each -> new Scope(traceOfMessage.getOrDefault(messageId, each), each, "", "")));
        invocation.or(() -> delivery).ifPresent(end -> {
            end.part().addProperty("state", state);
            if (!queue.isEmpty()) {
                end.part().addProperty("queue", queue);
            }
            touch(end.trace());
        });
    }

    private JsonObject trace(Incoming incoming) {
        JsonObject trace = trace(incoming.kind(), incoming.title(), incoming.subject());
        trace.addProperty("user", incoming.user().orElse(null));
        trace.addProperty("text", incoming.text());
        trace.addProperty("own", incoming.own());
        return trace;
    }

    private JsonObject trace(String kind, String title, String subject) {
        last++;
        JsonObject trace = new JsonObject();
        trace.addProperty("id", "t" + last);
        trace.addProperty("kind", kind);
        trace.addProperty("title", title);
        trace.addProperty("user", (String) null);
        trace.addProperty("text", "");
        trace.addProperty("subject", subject);
        trace.addProperty("own", false);
        trace.addProperty("at", clock.millis());
        trace.addProperty("state", "running");
        Stream.of("requests", "writes", "publications", "invocations", "calls", "notes")
                .forEach(name -> trace.add(name, new JsonArray()));
        if (!subject.isEmpty()) {
            bySubject.put(subject, trace);
        }
        return trace;
    }

    /** Shows it from now on, in the place of the oldest where there are too many. */
    private void list(JsonObject trace) {
        if (traces.contains(trace)) {
            return;
        }
        traces.add(trace);
        if (traces.size() > KEPT) {
            String oldest = id(traces.remove());
            bySubject.values().removeIf(each -> id(each).equals(oldest));
            traceOfObject.values().removeIf(each -> id(each).equals(oldest));
            traceOfMessage.entrySet().removeIf(entry -> {
                if (id(entry.getValue()).equals(oldest)) {
                    publications.remove(entry.getKey());
                    return true;
                }
                return false;
            });
            invocations.values().removeIf(each -> id(each.trace()).equals(oldest));
        }
    }

    private void touch(JsonObject trace) {
        trace.addProperty("state", state(trace));
        changed.accept(id(trace));
    }

    private static String state(JsonObject trace) {
        List<String> parts = Stream.concat(
                        objects(trace, "publications").flatMap(each -> objects(each, "deliveries")),
                        objects(trace, "invocations"))
                .map(part -> text(part, "state"))
                .toList();
        List<JsonObject> requests = objects(trace, "requests").toList();
        if (requests.stream().anyMatch(request -> request.get("status").isJsonNull())
                || parts.stream().anyMatch(state -> state.equals("running") || state.equals("waiting"))) {
            return "running";
        }
        if (parts.stream()
                .anyMatch(state ->
                        state.equals("failed") || state.equals("dead-lettered") || state.equals("unreached"))) {
            return "failed";
        }
        boolean owes = parts.contains("retrying")
                || objects(trace, "publications")
                        .anyMatch(each -> text(each, "outcome").equals("failed") && !each.has("paid"))
                || objects(trace, "notes")
                        .anyMatch(note -> text(note, "outcome").equals("reply-owed"));
        if (owes) {
            return "owing";
        }
        return requests.isEmpty() || requests.getLast().get("status").getAsInt() / 100 == 2 ? "settled" : "failed";
    }

    /** Sees the calls of one function's clients, in whichever thread makes them. */
    private final class Seen implements ExecutionInterceptor {
        private final String function;

        Seen(String function) {
            this.function = function;
        }

        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            CALLER.set(function);
            attributes.putAttribute(BEGAN, new Began(clock.millis(), System.nanoTime()));
            Scope here = SCOPE.get();
            if (here != null && context.request() instanceof PutObjectRequest put) {
                synchronized (Traces.this) {
                    traceOfObject.put(put.bucket() + "/" + put.key(), here.trace());
                }
            }
        }

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            if (isWrite(attributes)) {
                wrote(context.request(), attributes, "committed", null);
            }
            told(context.request(), attributes, Optional.empty());
        }

        @Override
        public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
            if (isWrite(attributes)) {
                wrote(
                        context.request(),
                        attributes,
                        outcome(context.request(), context.exception()),
                        shown(context.exception()));
            }
            told(context.request(), attributes, Optional.of(shown(context.exception())));
            Scope here = SCOPE.get();
            if (here != null && context.request() instanceof PublishRequest request && request.topicArn() != null) {
                JsonObject publication = publication(request.topicArn(), read(request.message()), "failed");
                publication.addProperty("error", shown(context.exception()));
                synchronized (Traces.this) {
                    here.trace().getAsJsonArray("publications").add(publication);
                    list(here.trace());
                    touch(here.trace());
                }
            }
        }

        /** Somebody was told something at an address of theirs, or should have been. */
        private void told(SdkRequest request, ExecutionAttributes attributes, Optional<String> error) {
            Optional<String> api = api(request);
            Scope here = SCOPE.get();
            if (api.isEmpty() || here == null) {
                return;
            }
            Began began = attributes.getAttribute(BEGAN);
            JsonObject call = call(
                    api.get(),
                    function,
                    attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
                    began.at(),
                    System.nanoTime() - began.nanos(),
                    error,
                    SdkJson.of(request));
            synchronized (Traces.this) {
                add(here.trace(), call);
            }
        }

        private void wrote(SdkRequest request, ExecutionAttributes attributes, String outcome, @Nullable String error) {
            Written items = Written.of(request);
            if (outcome.equals("committed")) {
                written.accept(items.tables());
            }
            Scope here = SCOPE.get();
            if (here == null) {
                return;
            }
            Began began = attributes.getAttribute(BEGAN);
            JsonObject write = new JsonObject();
            write.addProperty("function", function);
            write.addProperty("operation", attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
            JsonArray tables = new JsonArray();
            items.tables().forEach(tables::add);
            write.add("tables", tables);
            write.addProperty("items", items.items().size());
            write.addProperty("at", began.at());
            write.addProperty("took", millis(System.nanoTime() - began.nanos()));
            write.addProperty("outcome", outcome);
            write.addProperty("error", error);
            write.addProperty("mark", items.items().stream().anyMatch(Written.Item::isMark));
            write.addProperty("detail", details.add(SdkJson.of(request)));
            synchronized (Traces.this) {
                here.part().getAsJsonArray("writes").add(write);
                list(here.trace());
                touch(here.trace());
            }
        }
    }

    /** By what a request tells somebody something; empty where it does not. */
    private static Optional<String> api(SdkRequest request) {
        return switch (request) {
            case SendEmailRequest mail -> Optional.of("ses");
            case PublishRequest sms when sms.phoneNumber() != null -> Optional.of("sms");
            case PublishRequest push when push.targetArn() != null -> Optional.of("push");
            default -> Optional.empty();
        };
    }

    private static boolean isWrite(ExecutionAttributes attributes) {
        return switch (attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME)) {
            case "TransactWriteItems", "PutItem", "UpdateItem", "DeleteItem" -> true;
            default -> false;
        };
    }

    private static String outcome(SdkRequest request, Throwable failure) {
        if (failure instanceof ConditionalCheckFailedException) {
            return Written.of(request).items().getFirst().isMark() ? "repeat" : "conflict";
        }
        if (!(failure instanceof TransactionCanceledException canceled)) {
            return "failed";
        }
        List<CancellationReason> reasons = canceled.cancellationReasons();
        List<Written.Item> items = Written.of(request).items();
        for (int i = 0; i < Math.min(reasons.size(), items.size()); i++) {
            if ("ConditionalCheckFailed".equals(reasons.get(i).code())
                    && items.get(i).isMark()) {
                return "repeat";
            }
        }
        return "conflict";
    }

    private static JsonElement read(String text) {
        try {
            return JsonParser.parseString(text);
        } catch (JsonParseException e) {
            return new JsonPrimitive(text);
        }
    }

    private static Stream<JsonObject> objects(JsonObject json, String name) {
        List<JsonObject> objects = new ArrayList<>();
        json.getAsJsonArray(name).forEach(each -> objects.add(each.getAsJsonObject()));
        return objects.stream();
    }

    private static String text(JsonObject json, String name) {
        JsonElement value = json.get(name);
        return value == null || !value.isJsonPrimitive() ? "" : value.getAsString();
    }

    private static String id(JsonObject trace) {
        return text(trace, "id");
    }

    private static String shown(Throwable cause) {
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 10_000.0) / 100.0;
    }
}
