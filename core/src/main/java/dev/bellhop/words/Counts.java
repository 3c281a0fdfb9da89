package dev.bellhop.words;

import java.util.Collection;
import java.util.Map;

/** Where words stand. */
@FunctionalInterface
public interface Counts {

    /**
     * What {@code words} stand at now, commits that returned before this call included; zero for one never counted.
     *
     * <p>Throws an unchecked exception where the store can't be reached.
     */
    Map<String, Count> counts(String team, Collection<String> words);
}
