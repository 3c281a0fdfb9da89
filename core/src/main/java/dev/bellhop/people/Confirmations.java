package dev.bellhop.people;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;
import java.util.List;

/** The codes that were sent to addresses, at most one for each person and channel. */
public interface Confirmations {

    /** All of {@code user}'s that are stored, those that are over included; commits that returned before included. */
    List<Confirmation> of(String team, String user);

    /**
     * Writes the mark and {@code changed}, each with a version one higher. It is a conflict if one is not stored at its
     * version; version 0 must not be stored at all.
     */
    Commit write(Mark mark, List<Confirmation> changed);

    /**
     * Writes the mark, that its address is chosen, and that it is {@linkplain Confirmation#used() used}, with a version one
     * higher; a conflict if it is not stored at its version.
     */
    Commit choose(Mark mark, Confirmation confirmed);
}
