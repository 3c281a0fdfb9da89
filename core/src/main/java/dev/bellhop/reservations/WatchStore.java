package dev.bellhop.reservations;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;
import java.util.List;

/** Who wants to be told about a resource. */
public interface WatchStore {

    /** Writes the mark and that {@code user} watches; it doesn't matter whether they did already. */
    Commit watch(Mark mark, String team, String resource, String user);

    /** Writes the mark and that {@code user} does not watch; it doesn't matter whether they did. */
    Commit unwatch(Mark mark, String team, String resource, String user);

    /** The ids of all who watch, in no order. */
    List<String> watchers(String team, String resource);

    /** All that {@code user} watches, in alphabetical order. */
    List<String> watched(String team, String user);
}
