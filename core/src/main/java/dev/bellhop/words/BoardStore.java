package dev.bellhop.words;

/**
 * The board of each workspace.
 *
 * <p>Both methods throw an unchecked exception where the store can't be reached; a write may then have happened, which does
 * no harm.
 */
public interface BoardStore {

    /** As it stands, writes that returned before this call included; {@link Board#EMPTY} where there is none. */
    Board read(String team);

    /**
     * Writes a board that was made of the one read with its {@linkplain Board#version version}.
     *
     * @return false where that one was replaced meanwhile, and nothing was written
     */
    boolean replace(String team, Board board);
}
