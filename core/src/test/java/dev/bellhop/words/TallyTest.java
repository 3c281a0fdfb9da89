package dev.bellhop.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.events.WordTimes;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TallyTest {

    @Test
    void words_stand_in_order_of_first_appearance_with_their_times() {
        Tally tally = Tally.of(List.of("b", "a", "b", "c", "b"));

        assertThat(tally.words()).containsExactly(new WordTimes("b", 3), new WordTimes("a", 1), new WordTimes("c", 1));
        assertThat(tally.leftOut()).isZero();
    }

    @Test
    void the_first_five_hundred_distinct_words_count_however_often_they_are_repeated_later() {
        List<String> words =
                IntStream.range(0, 1_010).mapToObj(i -> "w" + (i % 505)).toList();

        Tally tally = Tally.of(words);

        assertThat(tally.words()).hasSize(500).allMatch(word -> word.times() == 2);
        assertThat(tally.leftOut()).isEqualTo(5);
    }

    @Test
    void all_words_together_have_at_most_slacks_own_limit_of_code_points() {
        List<String> words = IntStream.range(0, 450)
                .mapToObj(i -> "%03d".formatted(i) + "x".repeat(97))
                .toList();

        Tally tally = Tally.of(words);

        assertThat(tally.words()).hasSize(400);
        assertThat(tally.leftOut()).isEqualTo(50);
    }
}
