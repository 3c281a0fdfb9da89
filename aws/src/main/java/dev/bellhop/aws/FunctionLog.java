package dev.bellhop.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.google.gson.stream.JsonWriter;
import dev.bellhop.delivery.Handled;
import dev.bellhop.delivery.Journal;
import dev.bellhop.delivery.Metric;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a function prints, which Lambda sends to CloudWatch Logs: a line of JSON for each outcome, one that closes each event,
 * request or run, and at the end of an invocation its {@linkplain EmfMetrics metrics}. {@code docs/operations.md} lists the
 * fields and the metrics.
 */
public final class FunctionLog implements Journal {

    /** A detail is a sentence; what an exception says may be much more. */
    private static final int MOST_DETAIL = 1_000;

    private static final int SERVER_ERROR = 500;
    private static final int CLIENT_ERROR = 400;

    private enum Level {
        INFO,
        WARN,
        ERROR
    }

    /** What one invocation is about, and what it counts. */
    private static final class Invocation {
        final String requestId;
        final boolean cold;
        final Instant since;
        final EmfMetrics metrics;
        String type = "";

        /** What it is about now; empty where that is nothing or not known. */
        String event = "";

        /** What it was about last. */
        String last = "";

        Invocation(String requestId, boolean cold, Instant since, EmfMetrics metrics) {
            this.requestId = requestId;
            this.cold = cold;
            this.since = since;
            this.metrics = metrics;
        }
    }

    private final String function;
    private final String namespace;
    private final Clock clock;
    private final Consumer<String> out;
    private final AtomicBoolean isWarm = new AtomicBoolean();

    @SuppressWarnings("ThreadLocalUsage") // Where functions share a JVM, one may invoke another on its own thread.
    private final ThreadLocal<@Nullable Invocation> current = new ThreadLocal<>();

    /**
     * @param function which deployable it is, such as {@code bot}
     * @param environment has {@code METRICS_NAMESPACE}
     * @param out takes lines without their ends
     * @throws Environment.ConfigurationException where the namespace is malformed
     */
    public FunctionLog(String function, Environment environment, Clock clock, Consumer<String> out) {
        this.function = function;
        this.namespace = MetricsSettings.namespace(environment);
        this.clock = clock;
        this.out = out;
    }

    /** As Lambda wants it: to the standard output. */
    @SuppressWarnings("SystemOut") // which is where Lambda takes a function's log from
    public static FunctionLog ofProcess(String function) {
        return new FunctionLog(function, Environment.ofProcess(), Clock.systemUTC(), line -> System.out.println(line));
    }

    /**
     * What an invocation does.
     *
     * @param <E> what it may throw
     */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object, E extends Exception> {
        T run() throws E;
    }

    /** Does the work of an invocation, all on this thread; its metrics are printed at its end. */
    public <T extends @Nullable Object, E extends Exception> T during(Context context, Work<T, E> work) throws E {
        Invocation before = current.get();
        Invocation invocation = new Invocation(
                context.getAwsRequestId(),
                !isWarm.getAndSet(true),
                clock.instant(),
                new EmfMetrics(namespace, function));
        if (invocation.cold) {
            invocation.metrics.add(Metric.COLD_STARTS, 1);
        }
        current.set(invocation);
        try {
            return work.run();
        } finally {
            current.set(before);
            invocation.metrics.lines(clock.instant()).forEach(out);
        }
    }

    @Override
    public void note(String outcome, String subject, String detail) {
        print(Level.INFO, outcome, subject, detail, rest -> {});
    }

    @Override
    public void warn(String outcome, String subject, String detail) {
        print(Level.WARN, outcome, subject, detail, rest -> {});
    }

    @Override
    public void failed(String outcome, String subject, Throwable cause) {
        print(Level.WARN, outcome, subject, said(cause), rest -> {});
    }

    @Override
    public <T> T about(String event, Supplier<T> work) {
        Invocation invocation = current.get();
        if (invocation == null) {
            return work.get();
        }
        String before = invocation.event;
        invocation.event = event;
        invocation.last = event;
        try {
            return work.get();
        } finally {
            invocation.event = before;
        }
    }

    @Override
    public void forget() {
        Invocation invocation = current.get();
        if (invocation != null) {
            invocation.event = "";
            invocation.last = "";
        }
    }

    @Override
    public void add(Metric metric, long value, String... dimensions) {
        Invocation invocation = current.get();
        if (invocation != null) {
            invocation.metrics.add(metric, value, dimensions);
        }
    }

    /**
     * An event from when it reached the function.
     *
     * @param id of the event, or of the message that it came in
     * @param type empty where it has none
     * @param time when it happened
     */
    public record Arrival(String id, String type, Optional<Instant> time, Instant at) {}

    /** Takes up an event; it is to be {@code closed} once. */
    public Arrival arrived(String messageId, String message) {
        Instant now = clock.instant();
        return EventHead.of(message)
                .map(head -> new Arrival(head.id(), head.type(), head.time(), now))
                .orElseGet(() -> new Arrival(messageId, "", Optional.empty(), now));
    }

    /** Says what became of an event. */
    public void closed(Arrival arrival, Handled handled) {
        switch (handled) {
            case DONE -> arrival.time().ifPresent(time -> add(Metric.LAG, since(time)));
            case DUPLICATE -> add(Metric.DUPLICATES, 1);
            case IGNORED -> add(Metric.IGNORED, 1);
        }
        close(Level.INFO, handled.name().toLowerCase(Locale.ROOT), arrival, "");
    }

    /** Says that nothing, or not all, was done about an event, which has to come again. */
    public void closed(Arrival arrival, Throwable cause) {
        close(Level.ERROR, "failed", arrival, said(cause));
    }

    private void close(Level level, String outcome, Arrival arrival, String detail) {
        about(arrival.id(), () -> {
            print(level, outcome, arrival.id(), detail, json -> {
                json.name("type").value(arrival.type());
                ended(json, arrival.at());
            });
            return outcome;
        });
    }

    /** What kind of request this invocation is about, for {@link #answered}. */
    public void type(String type) {
        invocation().type = type;
    }

    /**
     * Says how the request was answered, and which event it was about if it was about one.
     *
     * @param path of a route, never one that somebody made up
     * @param why it was not answered as asked; empty where it was
     */
    public void answered(String path, int status, String why) {
        boolean refused = status >= CLIENT_ERROR && status < SERVER_ERROR;
        add(Metric.INVALID, refused ? 1 : 0);
        answered(refused ? Level.WARN : Level.INFO, refused ? "refused" : "answered", path, status, why);
    }

    /** Says that the request could not be answered as asked. */
    public void answered(String path, int status, Throwable why) {
        answered(Level.ERROR, "failed", path, status, said(why));
    }

    private void answered(Level level, String outcome, String path, int status, String detail) {
        Invocation invocation = invocation();
        about(invocation.last, () -> {
            print(level, outcome, path, detail, json -> {
                json.name("type").value(invocation.type);
                json.name("status").value(status);
                ended(json, invocation.since);
            });
            return outcome;
        });
    }

    /** Says what came of a run that no request led to. */
    public void ran(String outcome, String subject, String detail) {
        Instant since = invocation().since;
        print(Level.INFO, outcome, subject, detail, json -> ended(json, since));
    }

    private Invocation invocation() {
        Invocation invocation = current.get();
        if (invocation == null) {
            throw new IllegalStateException("Nothing is under way; see during().");
        }
        return invocation;
    }

    private void ended(JsonWriter json, Instant since) throws IOException {
        json.name("durationMs").value(since(since));
        json.name("cold").value(invocation().cold);
    }

    /** Never negative, for clocks of two machines may differ. */
    private long since(Instant time) {
        return Math.max(0, Duration.between(time, clock.instant()).toMillis());
    }

    private static String said(Throwable cause) {
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    @FunctionalInterface
    private interface Fields {
        void write(JsonWriter json) throws IOException;
    }

    private void print(Level level, String outcome, String subject, String detail, Fields fields) {
        Invocation invocation = current.get();
        String event = invocation == null ? "" : invocation.event;
        StringWriter line = new StringWriter();
        try (JsonWriter json = new JsonWriter(line)) {
            json.beginObject();
            json.name("level").value(level.name());
            json.name("function").value(function);
            if (invocation != null) {
                json.name("requestId").value(invocation.requestId);
            }
            if (!event.isEmpty()) {
                json.name("event").value(event);
            }
            json.name("outcome").value(outcome);
            if (!subject.equals(event)) {
                json.name("subject").value(subject);
            }
            if (!detail.isEmpty()) {
                json.name("detail").value(detail.substring(0, Math.min(detail.length(), MOST_DETAIL)));
            }
            fields.write(json);
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException("A StringWriter can't fail", e);
        }
        out.accept(line.toString());
    }
}
