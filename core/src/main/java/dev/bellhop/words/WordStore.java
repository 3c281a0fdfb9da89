package dev.bellhop.words;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;
import java.util.Collection;
import java.util.Map;

/**
 * Counts by workspace and word.
 *
 * <p>Every method throws an unchecked exception where the store can't be reached; a write may then have happened.
 */
public interface WordStore {

    /** Adds under a new mark, both or neither. */
    Commit add(Mark mark, Chunk chunk);

    /**
     * Adds a later part of the same effect.
     *
     * @param from the mark as it has to stand: its holder, and how many chunks are done
     * @param to the mark as it is to stand afterwards
     */
    Commit addNext(Mark from, Mark to, Chunk chunk);

    /** What {@code words} stand at now, commits that returned before this call included; zero for one never counted. */
    Map<String, Count> counts(String team, Collection<String> words);
}
