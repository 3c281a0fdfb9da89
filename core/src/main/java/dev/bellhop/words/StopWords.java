package dev.bellhop.words;

import java.util.Set;

/**
 * The words that a workspace doesn't want to see in its tops. They are counted all the same.
 *
 * <p>Every method throws an unchecked exception where the store can't be reached; a change may then have been made, and may
 * be made again: each says how it is to be, so that a second time changes nothing.
 */
public interface StopWords {

    /** So many that a board is left with more than its exact ranks without them, and few enough for one item. */
    int MOST = 500;

    /** Changes that returned before this call included. */
    Set<String> of(String team);

    /** @return false where there are {@value #MOST} others already, and nothing was changed */
    boolean add(String team, String word);

    void remove(String team, String word);
}
