package dev.bellhop.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * One invocation's try at some work.
 *
 * @param lease what it holds its marks by
 * @param answerBy when whoever asked stops waiting; retries and waits end before that, the lease only after it
 */
public record Attempt(Lease lease, Instant answerBy) {

    /** Slack waits 3 s for an answer; the rest is for the way back. */
    public static final Duration WHILE_SLACK_WAITS = Duration.ofMillis(2_600);

    /** What clocks on two machines may differ by, and a frozen sandbox may need to be ended. */
    private static final Duration LEASE_MARGIN = Duration.ofSeconds(2);

    /**
     * @param id unique to this invocation
     * @param invocationEnd when the platform ends the invocation
     * @param answerBy when whoever asked stops waiting; never later than {@code invocationEnd}
     */
    public static Attempt of(String id, Instant invocationEnd, Instant answerBy) {
        Instant end = answerBy.isBefore(invocationEnd) ? answerBy : invocationEnd;
        return new Attempt(new Lease(id, invocationEnd.plus(LEASE_MARGIN)), end);
    }

    /** The same attempt where one of the things that it does may take {@code most}, so that there is time for the others. */
    public Attempt within(Duration most, Clock clock) {
        Instant end = clock.instant().plus(most);
        return end.isBefore(answerBy) ? new Attempt(lease, end) : this;
    }

    /** The time left, never negative. */
    public Duration left(Clock clock) {
        Duration left = Duration.between(clock.instant(), answerBy);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
