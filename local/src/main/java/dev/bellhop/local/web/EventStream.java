package dev.bellhop.local.web;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What happens, numbered, for any number of listeners. Each of them reads at its own pace from what is kept, so none holds up the
 * system or another; who is too far behind starts anew with a snapshot.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
final class EventStream implements AutoCloseable {

    private static final int KEPT = 2_000;

    /** How often a listener hears something even where nothing happens. */
    private static final Duration ALIVE = Duration.ofSeconds(5);

    /** What is said {@link #soon} waits so long for more of the same. */
    private static final Duration SOON = Duration.ofMillis(50);

    private record Event(long number, String text) {}

    private final String instance;
    private final Executor executor;
    private final LongSupplier now;
    private final BiConsumer<String, RuntimeException> failed;

    /** The last ones, their numbers without gaps. Guarded by this, as is everything below. */
    private final Deque<Event> kept = new ArrayDeque<>();

    private final Map<String, Runnable> soon = new LinkedHashMap<>();

    /** Whether somebody is there who says it. There is never a second one, who could say an older state after a newer. */
    private boolean soonIsDue;

    private long last;
    private boolean closed;

    /**
     * @param instance tells this stream from one of another start of the server
     * @param executor runs what is said {@link #soon}
     * @param now the system's time, in milliseconds since 1970
     * @param failed is told what could not be said, by its name, and why
     */
    EventStream(String instance, Executor executor, LongSupplier now, BiConsumer<String, RuntimeException> failed) {
        this.instance = instance;
        this.executor = executor;
        this.now = now;
        this.failed = failed;
    }

    String instance() {
        return instance;
    }

    /** The id of the last event so far. */
    synchronized String position() {
        return instance + "-" + last;
    }

    synchronized void publish(String type, JsonObject data) {
        last++;
        kept.add(new Event(last, text(type, Optional.of(last), data)));
        if (kept.size() > KEPT) {
            kept.remove();
        }
        notifyAll();
    }

    /** Runs {@code say} a moment later, once for all that were given under the same name till then; the last one counts. */
    void soon(String name, Runnable say) {
        synchronized (this) {
            soon.put(name, say);
            if (soonIsDue || closed) {
                return;
            }
            soonIsDue = true;
        }
        executor.execute(this::saySoon);
    }

    private void saySoon() {
        Map<String, Runnable> due = due();
        while (!due.isEmpty()) {
            due.forEach(this::say);
            due = due();
        }
    }

    /** What is to be said a moment from now; empty where that is nothing, and then nobody is there any more to say it. */
    private Map<String, Runnable> due() {
        try {
            Thread.sleep(SOON);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
        synchronized (this) {
            Map<String, Runnable> due = new LinkedHashMap<>(soon);
            soon.clear();
            soonIsDue = !due.isEmpty();
            return due;
        }
    }

    private void say(String name, Runnable say) {
        try {
            say.run();
        } catch (RuntimeException e) {
            failed.accept(name, e);
        }
    }

    /**
     * Writes events until the listener has gone or the stream is closed.
     *
     * @param after the id of the last event that the listener has; a snapshot comes first where what follows is not known
     */
    void write(Optional<String> after, Supplier<JsonObject> snapshot, OutputStream out)
            throws IOException, InterruptedException {
        out.write("retry: 1000\n\n".getBytes(StandardCharsets.UTF_8));
        Optional<Long> position = after.flatMap(this::number);
        while (!isClosed()) {
            Optional<List<Event>> next = position.isEmpty() ? Optional.empty() : after(position.get());
            if (next.isEmpty()) {
                // What happens while it is made is told after it, once more.
                long before = last();
                out.write(bytes(text("snapshot", Optional.of(before), snapshot.get())));
                position = Optional.of(before);
            } else if (next.get().isEmpty()) {
                JsonObject alive = new JsonObject();
                alive.addProperty("now", now.getAsLong());
                out.write(bytes(text("alive", Optional.empty(), alive)));
            } else {
                StringBuilder text = new StringBuilder();
                next.get().forEach(event -> text.append(event.text()));
                out.write(bytes(text.toString()));
                position = Optional.of(next.get().getLast().number());
            }
            out.flush();
        }
    }

    /** Ends all listeners' connections. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized long last() {
        return last;
    }

    /** The number in an id of this stream's; empty where it is another's or no id. */
    private synchronized Optional<Long> number(String id) {
        String prefix = instance + "-";
        if (!id.startsWith(prefix) || !id.substring(prefix.length()).matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(id.substring(prefix.length()))).filter(number -> number <= last);
    }

    /** Waits for events after {@code position}: none where there is none for a while, empty where some are gone already. */
    private synchronized Optional<List<Event>> after(long position) throws InterruptedException {
        long end = System.nanoTime() + ALIVE.toNanos();
        while (last == position && !closed) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return Optional.of(List.of());
            }
            wait(left);
        }
        if (position < last - kept.size()) {
            return Optional.empty();
        }
        List<Event> events = new ArrayList<>();
        kept.descendingIterator().forEachRemaining(event -> {
            if (event.number() > position) {
                events.add(event);
            }
        });
        return Optional.of(events.reversed());
    }

    private String text(String type, Optional<Long> number, JsonObject data) {
        return "event: " + type + "\n"
                + number.map(n -> "id: " + instance + "-" + n + "\n").orElse("") + "data: " + data + "\n\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
