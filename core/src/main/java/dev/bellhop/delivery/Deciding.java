package dev.bellhop.delivery;

import org.jspecify.annotations.Nullable;

/**
 * An effect that decides on what it reads whether there is something to be done.
 *
 * @param <R> why there is nothing
 */
public abstract class Deciding<R> implements Effect {

    private final Marks marks;
    private @Nullable R why;

    protected Deciding(Marks marks) {
        this.marks = marks;
    }

    /** To be returned where there is nothing to do. That may be for the very reason that it was done before: then it is a repeat. */
    protected final Commit decline(Mark mark, R reason) {
        return marks.find(mark.identity()).<Commit>map(Commit.Repeat::new).orElseGet(() -> {
            why = reason;
            return new Commit.Declined();
        });
    }

    /** Why it was declined. */
    public final R why() {
        if (why == null) {
            throw new IllegalStateException("It was not declined.");
        }
        return why;
    }
}
