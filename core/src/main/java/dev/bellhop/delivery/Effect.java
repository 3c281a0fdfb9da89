package dev.bellhop.delivery;

/**
 * What happens in the same transaction as its mark. Called again after a conflict, so that an effect that depends on what
 * it reads has to read it in here. It may add to the mark what it {@linkplain Mark#withOwes owes} and {@linkplain
 * Mark#withResult came to}.
 */
@FunctionalInterface
public interface Effect {

    Commit commit(Mark mark);
}
