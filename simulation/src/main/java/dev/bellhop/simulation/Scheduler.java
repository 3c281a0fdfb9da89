package dev.bellhop.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Time, and whose turn it is. What is to happen happens in the order of its time, and of equals in the order of asking. */
public final class Scheduler {

    static final Instant START = Instant.parse("2026-12-01T10:00:00Z");

    /** @param waitedFor whether there is no rest before it */
    private record Event(long at, long order, boolean waitedFor, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Semaphore turn = new Semaphore(0);
    private long nanos;
    private long asked;
    private int waitedFor;

    public Instant now() {
        return START.plusNanos(nanos);
    }

    public void after(Duration wait, Runnable what) {
        add(wait, true, what);
    }

    /** The same for what never ends, such as a schedule's next run: the system is at rest although it is to come. */
    void inBackground(Duration wait, Runnable what) {
        add(wait, false, what);
    }

    private void add(Duration wait, boolean isWaitedFor, Runnable what) {
        events.add(new Event(nanos + Math.max(0, wait.toNanos()), asked++, isWaitedFor, what));
        waitedFor += isWaitedFor ? 1 : 0;
    }

    boolean isAtRest() {
        return waitedFor == 0;
    }

    /** Lets the next thing happen; false where nothing is left. */
    public boolean step() {
        Event event = events.poll();
        if (event == null) {
            return false;
        }
        nanos = event.at();
        waitedFor -= event.waitedFor() ? 1 : 0;
        event.what().run();
        return true;
    }

    /** Lets everything happen that does before {@code end}. */
    void runUntil(Instant end) {
        long last = Duration.between(START, end).toNanos();
        while (!events.isEmpty() && events.element().at() <= last) {
            step();
        }
        nanos = Math.max(nanos, last);
    }

    /** A thread of the system. It runs from {@link #resume} until it {@linkplain #park parks} or ends, and nothing else does. */
    public final class Task {

        private final Semaphore mine = new Semaphore(0);
        private final Thread thread;
        private boolean ended;
        private @Nullable Throwable broken;

        public Task(Runnable work) {
            thread = Thread.ofVirtual().unstarted(() -> {
                mine.acquireUninterruptibly();
                try {
                    work.run();
                } catch (Throwable e) {
                    // Whoever resumed it is to hear it.
                    broken = e;
                } finally {
                    ended = true;
                    turn.release();
                }
            });
            thread.start();
        }

        boolean hasEnded() {
            return ended;
        }

        /** To be called by whatever happens, never by a task. */
        public void resume() {
            if (ended) {
                return;
            }
            mine.release();
            turn.acquireUninterruptibly();
            if (broken != null) {
                throw new IllegalStateException("A task failed", broken);
            }
        }

        /** To be called by the task itself: returns when it is resumed. */
        public void park() {
            turn.release();
            mine.acquireUninterruptibly();
        }
    }
}
