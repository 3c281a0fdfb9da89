package dev.bellhop.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Tries a transaction again while it is in conflict with others and there is time left. */
public final class Patience {

    /** Waits in the calling thread. */
    @FunctionalInterface
    public interface Pause {
        void pause(Duration duration);
    }

    /** About what one transaction takes: there is no use in coming back sooner. */
    private static final long FIRST_MILLIS = 20;

    private static final long LONGEST_MILLIS = 640;

    private final Clock clock;
    private final Pause pause;
    private final RandomGenerator random;

    public Patience(Clock clock, Pause pause, RandomGenerator random) {
        this.clock = clock;
        this.pause = pause;
        this.random = random;
    }

    /**
     * Exponential back-off with full jitter, which spreads contenders best
     * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
     *
     * @return what became of it, never a conflict
     * @throws BusyException where it was in conflict until the time was over
     */
    Commit insist(Identity identity, Attempt attempt, Supplier<Commit> transaction) {
        long ceiling = FIRST_MILLIS;
        for (int tries = 1; ; tries++) {
            Commit commit = transaction.get();
            if (!(commit instanceof Commit.Conflict)) {
                return commit;
            }
            Duration wait = Duration.ofMillis(1 + random.nextLong(ceiling));
            if (wait.compareTo(attempt.left(clock)) >= 0) {
                throw new BusyException(identity, tries);
            }
            pause.pause(wait);
            ceiling = Math.min(LONGEST_MILLIS, ceiling * 2);
        }
    }
}
