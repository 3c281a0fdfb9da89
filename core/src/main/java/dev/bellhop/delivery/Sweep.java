package dev.bellhop.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finishes what was committed but left unfinished, unpublished or unanswered by a process that is gone. */
public final class Sweep {

    /** More than one run can do; the next one follows within a minute. */
    private static final int MOST_A_RUN = 2_000;

    /** One that Slack is slow about, or asks to wait for, must not keep the others waiting: it has its turn every run. */
    private static final Duration MOST_A_MARK = Duration.ofSeconds(10);

    /** Where the one before could not be finished, the cause may be the same for all. */
    private static final Duration MOST_AFTER_A_FAILURE = Duration.ofSeconds(1);

    /**
     * What a run did.
     *
     * @param finished marks that owe nothing any more
     * @param left marks that are unfinished or still owe something, or could not be reached
     * @param underway marks that someone else is at work on
     */
    public record Report(int finished, int left, int underway) {}

    private final OwedMarks owed;
    private final Delivery delivery;
    private final Replies replies;
    private final Journal journal;
    private final Clock clock;

    public Sweep(OwedMarks owed, Delivery delivery, Replies replies, Journal journal, Clock clock) {
        this.owed = owed;
        this.delivery = delivery;
        this.replies = replies;
        this.journal = journal;
        this.clock = clock;
    }

    /** One run; ends when all was tried once or the attempt's time is over. */
    public Report run(Attempt attempt) {
        int finished = 0;
        int left = 0;
        int underway = 0;
        Duration most = MOST_A_MARK;
        List<Identity> identities = owed.owed(clock.instant(), MOST_A_RUN);
        for (Identity identity : identities) {
            if (attempt.left(clock).isZero()) {
                left += identities.size() - finished - left - underway;
                break;
            }
            Attempt inTime = attempt.within(most, clock);
            Optional<Outcome> outcome = journal.about(identity.value(), () -> resume(identity, inTime));
            switch (outcome.orElse(null)) {
                case null -> {
                    left++;
                    most = MOST_AFTER_A_FAILURE;
                }
                case Outcome.Done(Mark mark)
                when mark.isSettled() -> {
                    finished++;
                    most = MOST_A_MARK;
                }
                case Outcome.Done done -> {
                    left++;
                    most = MOST_AFTER_A_FAILURE;
                }
                case Outcome.Settled settled -> finished++;
                case Outcome.Underway() -> underway++;
                case Outcome.Declined() -> throw new AssertionError("a mark that exists was not declined");
            }
        }
        journal.add(Metric.LEFT_OWING, left);
        return new Report(finished, left, underway);
    }

    /** Empty where it could not be finished or reached. */
    private Optional<Outcome> resume(Identity identity, Attempt attempt) {
        try {
            return Optional.of(delivery.resume(identity, replies, attempt));
        } catch (RuntimeException e) {
            journal.failed("sweep-failed", identity.value(), e);
            putOff(identity, attempt);
            return Optional.empty();
        }
    }

    private void putOff(Identity identity, Attempt attempt) {
        try {
            delivery.putOff(identity, attempt);
        } catch (RuntimeException e) {
            journal.failed("put-off-failed", identity.value(), e);
        }
    }
}
