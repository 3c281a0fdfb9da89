package dev.bellhop.aws;

import dev.bellhop.delivery.Attempt;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The attempt that the calling thread is at, by which calls to DynamoDB are bounded. An attempt belongs to a thread as an
 * invocation does, and a store that were handed one would do nothing with it but hand it on to each of its calls.
 */
public final class CurrentAttempt {

    private record Timed(Attempt attempt, Clock clock) {}

    private static final ThreadLocal<@Nullable Timed> CURRENT = new ThreadLocal<>();

    private CurrentAttempt() {}

    /**
     * Does {@code work}, whose calls to DynamoDB on this thread end when {@code attempt} does.
     *
     * @throws Exception what {@code work} throws
     */
    public static <T> T during(Attempt attempt, Clock clock, Callable<T> work) throws Exception {
        CURRENT.set(new Timed(attempt, clock));
        try {
            return work.call();
        } finally {
            CURRENT.remove();
        }
    }

    /** What it has left, never negative; empty where this thread is at none. */
    static Optional<Duration> left() {
        return Optional.ofNullable(CURRENT.get())
                .map(current -> current.attempt().left(current.clock()));
    }
}
