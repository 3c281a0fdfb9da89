package dev.bellhop.people;

/**
 * Who wants nothing of what they say to be counted.
 *
 * <p>Both methods throw an unchecked exception where the store can't be reached; a change may then have been made, and may
 * be made again: each says how it is to be, so that a second time changes nothing.
 */
public interface OptOuts {

    void optOut(String team, String user);

    void optIn(String team, String user);
}
