package dev.bellhop.files;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** Finds files whose original is here, newest first. What was shared or forgotten a moment ago may be missing, but what is found is there. */
public interface FileSearch {

    /** @param visible what may be found */
    List<KeptFile> recent(String team, Predicate<KeptFile> visible, int most);

    /**
     * Those that are found by each of {@code words}.
     *
     * @param words at least one
     * @param visible what may be found
     */
    List<KeptFile> withAll(String team, Collection<String> words, Predicate<KeptFile> visible, int most);
}
