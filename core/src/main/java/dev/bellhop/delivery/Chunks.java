package dev.bellhop.delivery;

/** Goes on with effects of more than one transaction, its own or a dead process's. */
@FunctionalInterface
public interface Chunks {

    /**
     * Commits the next part of {@code mark}'s work and, in the same transaction, advances the mark; with the last part
     * the mark has no work any more.
     */
    Commit next(Mark mark);
}
