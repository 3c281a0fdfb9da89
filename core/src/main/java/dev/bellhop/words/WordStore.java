package dev.bellhop.words;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;

/**
 * Counts by workspace and word.
 *
 * <p>Every method throws an unchecked exception where the store can't be reached; a write may then have happened.
 */
public interface WordStore extends Counts {

    /** Adds under a new mark, both or neither. */
    Commit add(Mark mark, Chunk chunk);

    /**
     * Adds a later part of the same effect.
     *
     * @param from the mark as it has to stand: its holder, and how many chunks are done
     * @param to the mark as it is to stand afterwards
     */
    Commit addNext(Mark from, Mark to, Chunk chunk);

    /** All that is known of {@code word} now, commits that returned before this call included. */
    Spoken spoken(String team, String word);
}
