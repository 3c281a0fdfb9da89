package dev.bellhop.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.words.Board.Standing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class BoardTest {

    @Test
    void the_highest_stands_first_and_of_equals_the_first_in_the_alphabet() {
        Board board = Board.EMPTY.raised(
                Map.of("two", 2L, "one", 1L, "eleven", 11L, "uno", 1L, "alone", 1L, "once", 1L, "first", 1L));

        assertThat(board.standings())
                .extracting(Standing::word)
                .containsExactly("eleven", "two", "alone", "first", "once", "one", "uno");
    }

    @Test
    void an_older_count_lowers_nothing() {
        Board board = Board.EMPTY.raised(Map.of("a", 5L)).raised(Map.of("a", 3L, "b", 4L));

        assertThat(board.standings()).containsExactly(new Standing("a", 5), new Standing("b", 4));
    }

    @Test
    void the_version_stays_the_one_that_was_read() {
        assertThat(new Board(List.of(), 7).raised(Map.of("a", 1L)).version()).isEqualTo(7);
    }

    /** Counts of 3,000 words rise, and are told in any order, in batches of any size, some of them twice. */
    @Property(tries = 40)
    void whatever_the_order_and_the_repeats_the_board_is_the_same(
            @ForAll long seed, @ForAll @IntRange(min = 40, max = 700) int batch) {
        Random random = new Random(seed);
        Map<String, Long> last = new HashMap<>();
        List<Standing> told = new ArrayList<>();
        for (int i = 0; i < 9_000; i++) {
            // Squared, so that some are said often and many seldom or never.
            String word = "w" + (int) (3_000 * Math.pow(random.nextDouble(), 2));
            told.add(new Standing(word, last.merge(word, 1L + random.nextInt(3), Long::sum)));
        }
        told.addAll(told.subList(0, random.nextInt(told.size())));
        Collections.shuffle(told, random);

        Board board = Board.EMPTY;
        for (int from = 0; from < told.size(); from += batch) {
            board = board.raised(told.subList(from, Math.min(told.size(), from + batch)).stream()
                    .collect(Collectors.toMap(Standing::word, Standing::count, Math::max)));
        }

        assertThat(board.standings()).hasSize(Board.MOST).isEqualTo(highest(last));
    }

    @Test
    void one_who_fell_off_comes_back_once_it_stands_higher() {
        Board full = Board.EMPTY.raised(
                IntStream.range(0, Board.MOST).boxed().collect(Collectors.toMap(i -> "w" + i, i -> 10L)));

        Board without = full.raised(Map.of("late", 9L));
        Board with = without.raised(Map.of("late", 11L));

        assertThat(without).isEqualTo(full);
        assertThat(with.standings()).hasSize(Board.MOST).startsWith(new Standing("late", 11));
    }

    private static List<Standing> highest(Map<String, Long> counts) {
        List<String> words = new ArrayList<>(counts.keySet());
        words.sort((a, b) -> {
            int byCount = Long.compare(counts.get(b), counts.get(a));
            return byCount == 0 ? a.compareTo(b) : byCount;
        });
        return words.subList(0, Board.MOST).stream()
                .map(word -> new Standing(word, counts.get(word)))
                .toList();
    }
}
