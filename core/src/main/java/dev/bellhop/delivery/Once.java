package dev.bellhop.delivery;

import java.time.Clock;
import java.util.Optional;

/**
 * What a subscriber does about an event, once however often the event is delivered. What goes into a transaction is
 * {@linkplain #commit committed} with its mark. What does not, such as writing a log line, is {@linkplain #begin begun}
 * and {@linkplain #done done}: at most one attempt does it at a time, and it is done again only where its end could not be
 * noted. A subscriber's next delivery goes on where a dead one stopped.
 */
public final class Once {

    private final Ledger ledger;
    private final Patience patience;
    private final Journal journal;
    private final Clock clock;

    public Once(Ledger ledger, Patience patience, Journal journal, Clock clock) {
        this.ledger = ledger;
        this.patience = patience;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Commits an effect that is whole with its one transaction.
     *
     * @return false where it was committed before, or the effect declined
     * @throws BusyException where it could not be committed in time
     */
    public boolean commit(Identity identity, Attempt attempt, Effect effect) {
        Mark mark = Mark.settled(identity, attempt.lease(), clock.instant());
        return switch (patience.insist(identity, attempt, () -> effect.commit(mark))) {
            case Commit.Committed committed -> true;
            case Commit.Repeat(Mark existing) -> existing.lease().isOf(attempt.lease());
            case Commit.Declined() -> false;
            case Commit.Conflict() -> throw new AssertionError("insist() returns no conflict");
        };
    }

    /**
     * Claims the work.
     *
     * @return the mark to give back with {@link #done} or {@link #failed}, or empty where the work was done before
     * @throws UnderwayException where another attempt is at it; the delivery has to come again
     */
    public Optional<Mark> begin(Identity identity, Attempt attempt) {
        Commit commit = ledger.open(Mark.held(identity, attempt.lease(), clock.instant()));
        return switch (commit) {
            case Commit.Committed(Mark mark) -> Optional.of(mark);
            case Commit.Repeat(Mark existing) when existing.isSettled() -> Optional.empty();
            case Commit.Repeat(Mark existing) ->
                Optional.of(ledger.take(identity, attempt.lease(), clock.instant())
                        .orElseThrow(() -> new UnderwayException(identity)));
            case Commit.Conflict() -> throw new UnderwayException(identity);
            case Commit.Declined() -> throw new AssertionError("a mark without an effect declines nothing");
        };
    }

    /**
     * Does the work, if it was not done before.
     *
     * @return whether it was done now or before
     * @throws UnderwayException where another attempt is at it; the delivery has to come again
     * @throws RuntimeException that {@code work} throws; then it is undone
     */
    public Handled perform(Identity identity, Attempt attempt, Runnable work) {
        Optional<Mark> begun = begin(identity, attempt);
        if (begun.isEmpty()) {
            return Handled.DUPLICATE;
        }
        try {
            work.run();
        } catch (RuntimeException e) {
            failed(begun.get());
            throw e;
        }
        done(begun.get());
        return Handled.DONE;
    }

    /** Notes that the work is done. Where that can't be noted it is done again if it comes again, but nobody has it come. */
    public void done(Mark mark) {
        try {
            ledger.settle(mark.paid(Debts.NONE, Optional.empty()));
        } catch (RuntimeException e) {
            // The mark that stays held expires by itself.
            journal.failed("done-not-noted", mark.identity().value(), e);
        }
    }

    /** Lets go of the work undone, so that the next delivery need not wait for the lease to end. */
    public void failed(Mark mark) {
        try {
            ledger.settle(mark);
        } catch (RuntimeException e) {
            journal.failed("release-failed", mark.identity().value(), e);
        }
    }

    /** Another attempt is at the same work; whether it will succeed is not known yet. */
    public static final class UnderwayException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnderwayException(Identity identity) {
            super(identity + ": another attempt is at work on it; deliver it again later.");
        }
    }
}
