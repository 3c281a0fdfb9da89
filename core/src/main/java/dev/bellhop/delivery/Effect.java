package dev.bellhop.delivery;

/** What happens in the same transaction as its mark. Called again after a conflict. */
@FunctionalInterface
public interface Effect {

    Commit commit(Mark mark);
}
