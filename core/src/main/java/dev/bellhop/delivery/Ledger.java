package dev.bellhop.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * The marks on their own. An effect's store writes its mark itself, in its own transaction.
 *
 * <p>Every method throws an unchecked exception where the store can't be reached; then it is not known whether it acted,
 * and it may be called again with the same arguments.
 */
public interface Ledger {

    /** Writes a new mark with no effect beside it. */
    Commit open(Mark mark);

    /**
     * Takes over a mark that is not settled and whose lease is over, or is ours already.
     *
     * @return the mark as it is now held, or empty where someone else holds it or it is settled
     */
    Optional<Mark> take(Identity identity, Lease lease, Instant now);

    /**
     * Notes what {@code mark} still owes, as one small write, and lets go of the lease. A mark that owes nothing any more
     * loses its text and will expire; one that still does goes to the end of the line of owed marks.
     *
     * @param mark as it should be from now on; its lease is the one that it is held by
     * @return false where someone else holds the mark by now, and nothing was written
     */
    boolean settle(Mark mark);
}
