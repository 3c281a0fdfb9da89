package dev.bellhop.delivery;

import java.time.Instant;

/**
 * Who works on a mark, and until when nobody else does.
 *
 * @param attempt names one invocation's work; finding one's own on a mark means "my answer was lost", not "someone else"
 * @param until the end of the invocation plus a margin; from then on anyone may take the mark over
 */
public record Lease(String attempt, Instant until) {

    public boolean isOver(Instant now) {
        return !now.isBefore(until);
    }

    public boolean isOf(Lease other) {
        return attempt.equals(other.attempt);
    }
}
