package dev.bellhop.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Lease;
import dev.bellhop.delivery.Mark;
import dev.bellhop.memory.Faults;
import dev.bellhop.memory.MemoryStore;
import dev.bellhop.words.Board.Standing;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RankingTest {

    private final MemoryStore words = new MemoryStore(new Faults());
    private final Map<String, Board> boards = new HashMap<>();
    private final Set<String> stopped = new HashSet<>();
    private final Ranking ranking = new Ranking(new Boards(), new Stops(), words);
    private int marks;

    @Test
    void the_words_that_stand_highest_come_first_and_equals_by_the_alphabet() {
        said("a", 3);
        said("c", 7);
        said("b", 7);
        heard(Map.of("a", 3L, "b", 7L, "c", 7L));

        assertThat(ranking.top("T1", 10))
                .containsExactly(new Standing("b", 7), new Standing("c", 7), new Standing("a", 3));
        assertThat(ranking.top("T1", 2)).extracting(Standing::word).containsExactly("b", "c");
        assertThat(ranking.top("T2", 10)).isEmpty();
    }

    @Test
    void counts_and_their_order_are_those_of_this_moment_not_of_the_board() {
        for (int i = 0; i < 100; i++) {
            said("w" + i, 200 - i);
        }
        said("w99", 1_000);
        heard(IntStream.range(0, 100)
                .boxed()
                .collect(HashMap::new, (all, i) -> all.put("w" + i, 200L - i), Map::putAll));

        assertThat(ranking.top("T1", 1)).containsExactly(new Standing("w99", 1_101));
        assertThat(ranking.place("T1", "w99")).isEqualTo(new Place.Ranked(1));
        assertThat(ranking.place("T1", "w0")).isEqualTo(new Place.Ranked(2));
    }

    @Test
    void tops_of_every_length_and_ranks_agree() {
        Map<String, Long> counts = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            said("w" + i, 1_000 - i);
            counts.put("w" + i, 1_000L - i);
        }
        heard(counts);
        said("w150", 5_000);

        assertThat(ranking.top("T1", 10)).isEqualTo(ranking.top("T1", 50).subList(0, 10));
        assertThat(ranking.top("T1", 1)).extracting(Standing::word).containsExactly("w150");
        assertThat(ranking.place("T1", "w150")).isEqualTo(new Place.Ranked(1));
    }

    @Test
    void stop_words_have_no_place_and_take_none() {
        said("the", 9);
        said("a", 3);
        heard(Map.of("the", 9L, "a", 3L));
        stopped.add("the");

        assertThat(ranking.top("T1", 10)).containsExactly(new Standing("a", 3));
        assertThat(ranking.place("T1", "the")).isEqualTo(new Place.Stopped());
        assertThat(ranking.place("T1", "a")).isEqualTo(new Place.Ranked(1));
    }

    @Test
    void as_many_are_shown_as_asked_for_however_many_are_stopped() {
        Map<String, Long> counts = new HashMap<>();
        for (int i = 0; i < 700; i++) {
            said("w" + i, 1_000 - i);
            counts.put("w" + i, 1_000L - i);
        }
        heard(counts);
        IntStream.range(0, StopWords.MOST).forEach(i -> stopped.add("w" + i));

        assertThat(ranking.top("T1", 50))
                .extracting(Standing::word)
                .containsExactlyElementsOf(
                        IntStream.range(500, 550).mapToObj(i -> "w" + i).toList());
    }

    @Test
    void ranks_are_exact_down_to_the_thousandth_and_say_so_beyond() {
        Map<String, Long> counts = new HashMap<>();
        for (int i = 1; i <= 1_500; i++) {
            counts.put("w" + i, 10_000L - i);
        }
        heard(counts);

        assertThat(ranking.place("T1", "w201")).isEqualTo(new Place.Ranked(201));
        assertThat(ranking.place("T1", "w1000")).isEqualTo(new Place.Ranked(1_000));
        assertThat(ranking.place("T1", "w1001")).isEqualTo(new Place.Beyond());
        assertThat(ranking.place("T1", "unheard")).isEqualTo(new Place.Beyond());
    }

    @Test
    void a_word_that_a_short_board_has_not_heard_of_has_no_rank() {
        heard(Map.of("a", 3L));

        assertThat(ranking.place("T1", "unheard")).isEqualTo(new Place.NotOnBoard());
    }

    private void said(String word, long times) {
        Mark mark = Mark.settled(new Identity("m" + marks++), new Lease("a", Instant.EPOCH), Instant.EPOCH);
        words.add(mark, new Chunk("T1", Instant.EPOCH, List.of(new Increment(word, times, times))));
    }

    private void heard(Map<String, Long> counts) {
        boards.merge("T1", Board.EMPTY.raised(counts), (before, after) -> before.raised(counts));
    }

    private final class Boards implements BoardStore {
        @Override
        public Board read(String team) {
            return boards.getOrDefault(team, Board.EMPTY);
        }

        @Override
        public boolean replace(String team, Board board) {
            throw new UnsupportedOperationException("Who ranks writes nothing");
        }
    }

    private final class Stops implements StopWords {
        @Override
        public Set<String> of(String team) {
            return Set.copyOf(stopped);
        }

        @Override
        public boolean add(String team, String word) {
            throw new UnsupportedOperationException("Who ranks writes nothing");
        }

        @Override
        public void remove(String team, String word) {
            throw new UnsupportedOperationException("Who ranks writes nothing");
        }
    }
}
