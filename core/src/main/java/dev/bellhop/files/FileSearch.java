package dev.bellhop.files;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** Finds files whose original is here, newest first. What was shared or forgotten a moment ago may be missing, but what is found is there. */
public interface FileSearch {

    /** How many of a workspace, or of those with a word, are looked at, the newest first. */
    int MOST_LOOKED_AT = 2_000;

    /**
     * What came of a search.
     *
     * @param all whether there was no other file to look at: where it is false and there are fewer than were asked for,
     *     older ones were not looked at
     */
    record Looked(List<KeptFile> files, boolean all) {
        public Looked {
            files = List.copyOf(files);
        }
    }

    /** @param visible what may be found */
    Looked recent(String team, Predicate<KeptFile> visible, int most);

    /**
     * Those that are found by each of {@code words}.
     *
     * @param words at least one
     * @param visible what may be found
     */
    Looked withAll(String team, Collection<String> words, Predicate<KeptFile> visible, int most);
}
