package dev.bellhop.delivery;

import java.util.Optional;

/** Looks a mark up without touching it. */
@FunctionalInterface
public interface Marks {

    /** The mark as it stands now, commits that returned before this call included. */
    Optional<Mark> find(Identity identity);
}
