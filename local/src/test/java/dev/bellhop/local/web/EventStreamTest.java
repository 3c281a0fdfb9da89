package dev.bellhop.local.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EventStreamTest {

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, RuntimeException> failures = new ConcurrentHashMap<>();
    private final EventStream stream = new EventStream("one", executor, () -> 1_000L, failures::put);
    private final AtomicInteger snapshots = new AtomicInteger();

    @AfterEach
    void close() {
        stream.close();
        executor.close();
    }

    @Test
    void a_new_listener_gets_a_snapshot_and_then_what_happens() throws Exception {
        publish(1);

        List<String> heard = hear(Optional.empty(), 2, () -> publish(2));

        assertThat(heard).containsExactly("snapshot one-1", "event one-2 {\"n\":2}");
    }

    @Test
    void who_comes_back_gets_what_happened_meanwhile_once_each() throws Exception {
        for (int n = 1; n <= 5; n++) {
            publish(n);
        }

        List<String> heard = hear(Optional.of("one-3"), 3, () -> publish(6));

        assertThat(heard).containsExactly("event one-4 {\"n\":4}", "event one-5 {\"n\":5}", "event one-6 {\"n\":6}");
        assertThat(snapshots).hasValue(0);
    }

    @Test
    void who_was_away_too_long_gets_a_snapshot() throws Exception {
        for (int n = 1; n <= 3_000; n++) {
            publish(n);
        }

        assertThat(hear(Optional.of("one-999"), 1, () -> {})).containsExactly("snapshot one-3000");
        assertThat(hear(Optional.of("one-1000"), 1, () -> {})).containsExactly("event one-1001 {\"n\":1001}");
    }

    @Test
    void an_id_of_another_start_or_of_nothing_gets_a_snapshot() throws Exception {
        publish(1);

        for (String id : List.of("two-1", "one-", "one-x", "one-9", "nonsense")) {
            assertThat(hear(Optional.of(id), 1, () -> {})).as(id).containsExactly("snapshot one-1");
        }
    }

    @Test
    void a_listener_that_does_not_read_holds_up_nobody_and_starts_anew_later() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        List<String> heard = new ArrayList<>();
        Consumer<String> slow = event -> {
            synchronized (heard) {
                heard.add(event);
                heard.notifyAll();
            }
            if (event.startsWith("snapshot one-0")) {
                stuck.countDown();
                await(goesOn);
            }
        };
        var unused = executor.submit(() -> {
            stream.write(Optional.empty(), this::snapshot, new Events(slow));
            return null;
        });
        await(stuck);

        for (int n = 1; n <= 10_000; n++) {
            publish(n);
        }
        List<String> other = hear(Optional.of("one-9999"), 1, () -> {});
        goesOn.countDown();
        synchronized (heard) {
            while (heard.size() < 2) {
                heard.wait();
            }
        }

        assertThat(other).containsExactly("event one-10000 {\"n\":10000}");
        assertThat(heard).startsWith("snapshot one-0", "snapshot one-10000");
    }

    @Test
    void what_is_said_soon_is_said_once() throws Exception {
        CountDownLatch said = new CountDownLatch(1);
        AtomicInteger times = new AtomicInteger();

        stream.soon("a", times::incrementAndGet);
        stream.soon("a", () -> {
            times.addAndGet(10);
            said.countDown();
        });
        await(said);

        assertThat(times).hasValue(10);
    }

    @Test
    void what_is_said_soon_while_the_same_is_being_said_is_said_after_it() {
        Queue<Runnable> given = new ArrayDeque<>();
        EventStream inOrder = new EventStream("one", given::add, () -> 1_000L, failures::put);
        List<String> said = new ArrayList<>();

        inOrder.soon("a", () -> {
            inOrder.soon("a", () -> said.add("newer"));
            // Another thread would do it before this one goes on.
            runAll(given);
            said.add("older");
        });
        runAll(given);

        assertThat(said).containsExactly("older", "newer");
    }

    @Test
    void what_can_not_be_said_keeps_nothing_else_back() throws Exception {
        CountDownLatch said = new CountDownLatch(1);
        IllegalStateException broken = new IllegalStateException("broken");

        stream.soon("a", () -> {
            throw broken;
        });
        stream.soon("b", said::countDown);
        await(said);

        assertThat(failures).containsExactly(Map.entry("a", broken));
    }

    @Test
    void a_closed_stream_ends_its_listeners() throws Exception {
        PipedOutputStream out = new PipedOutputStream();
        try (PipedInputStream in = new PipedInputStream(out)) {
            var over = executor.submit(() -> {
                stream.write(Optional.empty(), this::snapshot, out);
                return null;
            });
            assertThat(in.read()).isPositive();

            stream.close();

            assertThat(over.get(2, TimeUnit.MINUTES)).isNull();
        }
    }

    private static void runAll(Queue<Runnable> tasks) {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private JsonObject snapshot() {
        snapshots.incrementAndGet();
        return new JsonObject();
    }

    private void publish(int n) {
        JsonObject data = new JsonObject();
        data.addProperty("n", n);
        stream.publish("event", data);
    }

    /** The first events that a listener hears, {@code meanwhile} done after its first or, where it may have none, before. */
    private List<String> hear(Optional<String> after, int events, Runnable meanwhile) throws Exception {
        List<String> heard = new ArrayList<>();
        CountDownLatch enough = new CountDownLatch(events);
        Runnable once = new Runnable() {
            private boolean done;

            @Override
            public void run() {
                if (!done) {
                    done = true;
                    meanwhile.run();
                }
            }
        };
        OutputStream out = new Events(event -> {
            if (enough.getCount() == 0) {
                throw new UncheckedIOException(new IOException("The listener has gone."));
            }
            heard.add(event);
            once.run();
            enough.countDown();
        });
        var unused = executor.submit(() -> {
            stream.write(after, this::snapshot, out);
            return null;
        });
        await(enough);
        return List.copyOf(heard.subList(0, events));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Takes what is written apart into events, as type, id and, but for snapshots, data. */
    private static final class Events extends OutputStream {
        private final Consumer<String> heard;

        Events(Consumer<String> heard) {
            this.heard = heard;
        }

        @Override
        public void write(int one) {
            throw new UnsupportedOperationException("Nobody writes bytes one by one here.");
        }

        @Override
        public void write(byte[] bytes) {
            for (String event : new String(bytes, StandardCharsets.UTF_8).split("\n\n", -1)) {
                if (event.startsWith("event: ")) {
                    String[] lines = event.split("\n", -1);
                    String type = lines[0].substring("event: ".length());
                    String id = lines[1].substring("id: ".length());
                    heard.accept(
                            type.equals("snapshot")
                                    ? type + " " + id
                                    : type + " " + id + " " + lines[2].substring("data: ".length()));
                }
            }
        }
    }
}
