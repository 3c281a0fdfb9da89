package dev.bellhop.localaws;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/** What is still under way behind the answers already given. */
final class Activity {

    private final Executor executor;

    /** Guarded by this. */
    private final Map<Object, String> underway = new LinkedHashMap<>();

    Activity(Executor executor) {
        this.executor = executor;
    }

    /** Runs {@code task} on the executor; {@code what} names it to whoever waits for it in vain. */
    void start(String what, Runnable task) {
        Object token = new Object();
        synchronized (this) {
            underway.put(token, what);
        }
        try {
            executor.execute(() -> {
                try {
                    task.run();
                } finally {
                    end(token);
                }
            });
        } catch (RuntimeException e) {
            end(token);
            throw e;
        }
    }

    private synchronized void end(Object token) {
        underway.remove(token);
        notifyAll();
    }

    synchronized void awaitQuiet(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (!underway.isEmpty()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new IllegalStateException("Still under way after " + longest + ": " + underway.values());
            }
            wait(left / 1_000_000 + 1);
        }
    }
}
