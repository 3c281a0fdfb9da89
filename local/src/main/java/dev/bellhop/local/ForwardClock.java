package dev.bellhop.local;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Another clock that can be put forward, and the timer that goes by it: what becomes due by that is done at once. A task is done
 * when it returns; what it only started, as a schedule starts a function, goes on by itself.
 */
final class ForwardClock extends Clock implements Timer, AutoCloseable {

    /** A long way is gone in so many steps, or what is done every minute would be done thousands of times. */
    private static final int MOST_STEPS = 60;

    private static final Duration LEAST_STEP = Duration.ofMinutes(1);

    /** What a step sets off has so long to end before the next one. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(5);

    private record Due(Instant at, long number, Runnable task) {}

    private final Clock base;
    private final Executor executor;
    private final ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform()
            .name("timer")
            .daemon()
            .inheritInheritableThreadLocals(false)
            .factory());
    private final PriorityQueue<Due> waiting =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::number));
    /** Held by who puts it forward; what is due takes the other lock. */
    private final Object advancing = new Object();

    private volatile Duration ahead = Duration.ZERO;
    private long scheduled;

    /** @param executor runs what is due */
    ForwardClock(Clock base, Executor executor) {
        this.base = base;
        this.executor = executor;
    }

    @Override
    public Instant instant() {
        return base.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("The zone is the base's: " + getZone());
    }

    /** How far it was put forward in all. */
    Duration ahead() {
        return ahead;
    }

    @Override
    public void after(Duration wait, Runnable task) {
        Due due;
        synchronized (this) {
            due = new Due(instant().plus(wait), scheduled++, task);
            waiting.add(due);
        }
        ring(due, wait);
    }

    /** The base may go slower than the alarm's own time, so what is not due yet rings again. */
    private void ring(Due due, Duration wait) {
        var unused = alarm.schedule(
                () -> {
                    runDue();
                    if (isWaiting(due)) {
                        ring(due, Duration.between(instant(), due.at()));
                    }
                },
                wait.toMillis() + 1,
                TimeUnit.MILLISECONDS);
    }

    private synchronized boolean isWaiting(Due due) {
        return waiting.contains(due);
    }

    /** Waits in the calling thread. */
    void pause(Duration wait) throws InterruptedException {
        if (wait.isPositive()) {
            CountDownLatch over = new CountDownLatch(1);
            after(wait, over::countDown);
            over.await();
        }
    }

    /**
     * Puts it forward, in up to 60 steps of a minute or longer. The tasks that become due in a step have returned before the
     * next, or have had 5 s for it.
     */
    void advance(Duration by) {
        Duration step = by.dividedBy(MOST_STEPS);
        if (step.compareTo(LEAST_STEP) < 0) {
            step = LEAST_STEP;
        }
        synchronized (advancing) {
            for (Duration left = by; left.isPositive(); left = left.minus(step)) {
                ahead = ahead.plus(left.compareTo(step) < 0 ? left : step);
                await(runDue());
            }
        }
    }

    private List<CompletableFuture<Void>> runDue() {
        List<Due> due = new ArrayList<>();
        synchronized (this) {
            Instant now = instant();
            for (Due first = waiting.peek(); first != null && !first.at().isAfter(now); first = waiting.peek()) {
                due.add(waiting.remove());
            }
        }
        return due.stream()
                .map(each -> CompletableFuture.runAsync(each.task(), executor))
                .toList();
    }

    private static void await(List<CompletableFuture<Void>> running) {
        CompletableFuture.allOf(running.toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, LONGEST_STEP.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> null)
                .join();
    }

    @Override
    public void close() {
        alarm.shutdownNow();
    }
}
