package dev.bellhop.delivery;

import java.time.Instant;
import java.util.List;

/** The index of what is unfinished or owed. */
public interface OwedMarks {

    /**
     * Some of the marks that were left unfinished or owing since before {@code before}, oldest first. The index follows
     * the marks with a delay, so one may be settled by now.
     *
     * @param limit how many at most
     */
    List<Identity> owed(Instant before, int limit);
}
