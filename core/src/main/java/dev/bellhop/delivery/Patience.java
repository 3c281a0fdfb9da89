package dev.bellhop.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Tries a transaction again while it is in conflict with others and there is time left. */
public final class Patience {

    /** Waits in the calling thread. */
    @FunctionalInterface
    public interface Pause {
        void pause(Duration duration);
    }

    /** Of one transaction. Whoever is not among the lucky by then is told so, and Slack or they try again. */
    public static final int MOST_TRIES_WHILE_SLACK_WAITS = 12;

    /** About what one transaction takes: there is no use in coming back sooner. */
    private static final long FIRST_MILLIS = 20;

    /** Where many want one item, doubling makes a fifth more tries, and lets no more of them through. */
    private static final long GROWTH = 3;

    private static final long LONGEST_MILLIS = 640;

    /** What has to be left for a try to come to something. */
    private static final Duration LEAST = Duration.ofMillis(50);

    private final Clock clock;
    private final Pause pause;
    private final RandomGenerator random;
    private final int mostTries;

    /** Patience that ends with the time. */
    public Patience(Clock clock, Pause pause, RandomGenerator random) {
        this(clock, pause, random, Integer.MAX_VALUE);
    }

    /** @param mostTries of one transaction, however much time is left: also one that is cancelled is paid for */
    public Patience(Clock clock, Pause pause, RandomGenerator random, int mostTries) {
        this.clock = clock;
        this.pause = pause;
        this.random = random;
        this.mostTries = mostTries;
    }

    /**
     * Exponential back-off with full jitter, which spreads contenders best
     * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). No wait is longer than the time left, so
     * that none of it is given away.
     *
     * @return what became of it, never a conflict
     * @throws BusyException where it was in conflict until the time, or the number of tries, was over
     */
    Commit insist(Identity identity, Attempt attempt, Supplier<Commit> transaction) {
        return insist(
                identity.value(),
                attempt,
                () -> Optional.of(transaction.get()).filter(commit -> !(commit instanceof Commit.Conflict)));
    }

    /**
     * The same for a write that is no transaction but has an optimistic lock.
     *
     * @param what is written, for who reads the exception
     * @param write reads, decides and writes anew at each try; empty where somebody else has written meanwhile
     * @throws BusyException where that was so until the time, or the number of tries, was over
     */
    public <T> T insist(String what, Attempt attempt, Supplier<Optional<T>> write) {
        long ceiling = FIRST_MILLIS;
        for (int tries = 1; ; tries++) {
            Optional<T> written = write.get();
            if (written.isPresent()) {
                return written.get();
            }
            long spare = attempt.left(clock).minus(LEAST).toMillis();
            if (tries == mostTries || spare <= 0) {
                throw new BusyException(what, tries);
            }
            pause.pause(Duration.ofMillis(1 + random.nextLong(Math.min(ceiling, spare))));
            ceiling = Math.min(LONGEST_MILLIS, ceiling * GROWTH);
        }
    }
}
