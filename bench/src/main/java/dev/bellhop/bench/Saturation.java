package dev.bellhop.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How many messages' calls a store takes a second when nobody waits between them. */
final class Saturation {

    /** From one to more than any laptop's store gains from. */
    private static final List<Integer> CLIENTS = List.of(1, 2, 4, 8, 16);

    /** As often as on a laptop, see {@code LocalBellhop}. */
    private static final Duration BATCH = Duration.ofSeconds(1);

    /**
     * What so many clients came to.
     *
     * @param took of each message, in ms
     */
    record Reached(int clients, double perSecond, Sample took) {}

    private final StoreCalls calls;
    private final Supplier<Messages.Said> messages;

    Saturation(StoreCalls calls, Supplier<Messages.Said> messages) {
        this.calls = calls;
        this.messages = messages;
    }

    /** @param each how long each number of clients has, after twice as long for the first uses of everything */
    List<Reached> measure(Duration each) throws InterruptedException {
        try (ScheduledExecutorService boards = Executors.newSingleThreadScheduledExecutor()) {
            var unused = boards.scheduleWithFixedDelay(
                    calls::board, BATCH.toMillis(), BATCH.toMillis(), TimeUnit.MILLISECONDS);
            with(CLIENTS.getFirst(), each.multipliedBy(2));
            List<Reached> reached = new ArrayList<>();
            for (int clients : CLIENTS) {
                reached.add(with(clients, each));
            }
            boards.shutdownNow();
            return reached;
        }
    }

    private Reached with(int clients, Duration span) throws InterruptedException {
        long start = System.nanoTime();
        List<Double> took = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Double>>> all = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                all.add(threads.submit(() -> until(start + span.toNanos())));
            }
            for (Future<List<Double>> one : all) {
                took.addAll(one.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A message's calls failed", e);
        }
        // The last ones end a little later than the time.
        return new Reached(clients, took.size() * 1e9 / (System.nanoTime() - start), new Sample(took));
    }

    private List<Double> until(long end) {
        List<Double> took = new ArrayList<>();
        do {
            long start = System.nanoTime();
            calls.message(messages.get());
            took.add((System.nanoTime() - start) / 1e6);
        } while (System.nanoTime() < end);
        return took;
    }
}
