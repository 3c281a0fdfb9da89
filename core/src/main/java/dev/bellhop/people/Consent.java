package dev.bellhop.people;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;

/** Marks of what people said, unless they want no notice taken of it. */
@FunctionalInterface
public interface Consent {

    /**
     * Writes a new mark with no effect beside it; declined where {@code user} opted out. What was marked before they did is
     * still a repeat.
     *
     * @throws RuntimeException where the store can't be reached; it may have been written then
     */
    Commit open(Mark mark, String team, String user);
}
