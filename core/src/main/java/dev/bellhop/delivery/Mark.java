package dev.bellhop.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * The record that something happened, written in the same transaction as its effect. The transaction's condition that no
 * such mark exists decides between the first delivery and its repeats.
 *
 * @param since when the effect was first committed
 * @param work what is still to be committed; while it is there, nothing is due to be paid yet
 * @param owes what is still to be published or said
 * @param answered the way by which the reply was given, once it was
 * @param finisher who goes on when the lease is over
 * @param result the id of what the effect made or changed, from which a repeat is answered; kept when the mark is settled
 */
public record Mark(
        Identity identity,
        Lease lease,
        Instant since,
        Optional<Work> work,
        Debts owes,
        Optional<Way> answered,
        Finisher finisher,
        Optional<String> result) {

    /** A mark whose effect is whole with its one transaction: settled from the start. */
    public static Mark settled(Identity identity, Lease lease, Instant now) {
        return new Mark(
                identity,
                lease,
                now,
                Optional.empty(),
                Debts.NONE,
                Optional.empty(),
                Finisher.REDELIVERY,
                Optional.empty());
    }

    /** A mark for work that no transaction can hold: unfinished until its holder says that it is done. */
    public static Mark held(Identity identity, Lease lease, Instant now) {
        return new Mark(
                identity,
                lease,
                now,
                Optional.of(new Work("", 0)),
                Debts.NONE,
                Optional.empty(),
                Finisher.REDELIVERY,
                Optional.empty());
    }

    /** A mark that owes something once its work, if there is more than the first transaction, is committed. */
    public static Mark owing(Identity identity, Lease lease, Instant now, Optional<Work> work, Debts owes) {
        return new Mark(identity, lease, now, work, owes, Optional.empty(), Finisher.SWEEPER, Optional.empty());
    }

    public boolean isSettled() {
        return work.isEmpty() && owes.isPaid();
    }

    public boolean isParked() {
        return isSettled() && !owes.parked().isEmpty();
    }

    public Mark withWork(Optional<Work> next) {
        return new Mark(identity, lease, since, next, owes, answered, finisher, result);
    }

    public Mark withLease(Lease next) {
        return new Mark(identity, next, since, work, owes, answered, finisher, result);
    }

    public Mark withOwes(Debts debts) {
        return new Mark(identity, lease, since, work, debts, answered, finisher, result);
    }

    public Mark withResult(String id) {
        return new Mark(identity, lease, since, work, owes, answered, finisher, Optional.of(id));
    }

    /** This mark after its work is done and {@code left} is all that is still owed. */
    public Mark paid(Debts left, Optional<Way> answeredBy) {
        return new Mark(
                identity, lease, since, Optional.empty(), left, answeredBy.or(() -> answered), finisher, result);
    }
}
