package dev.bellhop.words;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;

/** Where what people say is counted, unless they don't want that. */
public interface Sayings {

    /**
     * Adds what {@code user} said under a new mark, both or neither; declined where they opted out. What was counted before
     * they did is still a repeat.
     *
     * @throws RuntimeException where the store can't be reached; it may have been added then
     */
    Commit add(Mark mark, Chunk chunk, String user);
}
