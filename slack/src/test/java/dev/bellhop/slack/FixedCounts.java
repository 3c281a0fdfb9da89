package dev.bellhop.slack;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;
import dev.bellhop.words.Chunk;
import dev.bellhop.words.Count;
import dev.bellhop.words.Spoken;
import dev.bellhop.words.WordStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts that never change. */
record FixedCounts(Map<String, Long> counts) implements WordStore {

    @Override
    public Commit add(Mark mark, Chunk chunk) {
        throw new UnsupportedOperationException("These counts stand as they are");
    }

    @Override
    public Commit addNext(Mark from, Mark to, Chunk chunk) {
        throw new UnsupportedOperationException("These counts stand as they are");
    }

    @Override
    public Map<String, Count> counts(String team, Collection<String> words) {
        Map<String, Count> found = new HashMap<>();
        words.forEach(word -> found.put(word, new Count(0, counts.getOrDefault(word, 0L))));
        return found;
    }

    @Override
    public Spoken spoken(String team, String word) {
        return new Spoken(new Count(0, counts.getOrDefault(word, 0L)), Optional.empty(), Optional.empty());
    }
}
