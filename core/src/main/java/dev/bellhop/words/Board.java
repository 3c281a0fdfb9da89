package dev.bellhop.words;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words of a workspace that stand highest, each as it was known to stand when it was last said in a public channel.
 * Counts only ever rise, so of two that are known of a word the higher is the later: in whatever order, and however often,
 * what is known is {@linkplain #raised taken in}, the board comes out the same.
 *
 * @param standings the highest first, of equals the one that comes first in the alphabet; no word twice
 * @param version that the store gave it, 0 for one that was never written; see {@link BoardStore#replace}
 */
public record Board(List<Standing> standings, long version) {

    /** As far down as ranks are exact. */
    public static final int EXACT = 1_000;

    /** How many words are kept: the exact ones, whatever was taken off the board by hand, and some to spare. */
    public static final int MOST = 2_000;

    public static final Board EMPTY = new Board(List.of(), 0);

    static final Comparator<Standing> ORDER =
            Comparator.comparingLong(Standing::count).reversed().thenComparing(Standing::word);

    /**
     * Where one word stands.
     *
     * @param count as replies show it
     */
    public record Standing(String word, long count) {}

    public Board {
        standings = List.copyOf(standings);
    }

    /** This board after {@code counts}, by word, became known. */
    public Board raised(Map<String, Long> counts) {
        Map<String, Long> highest = new HashMap<>(counts);
        standings.forEach(standing -> highest.merge(standing.word(), standing.count(), Math::max));
        List<Standing> raised = highest.entrySet().stream()
                .map(entry -> new Standing(entry.getKey(), entry.getValue()))
                .sorted(ORDER)
                .limit(MOST)
                .toList();
        return new Board(raised, version);
    }
}
