package dev.bellhop.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;
import dev.bellhop.words.Chunk;
import dev.bellhop.words.Count;
import dev.bellhop.words.Increment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DynamoSayingsTest extends DynamoTest {

    @Test
    void what_somebody_says_is_written_with_its_mark_and_once() {
        Mark mark = owing(Optional.empty());

        assertThat(sayings.add(mark, chunk("some"), "U1")).isEqualTo(new Commit.Committed(mark));
        assertThat(sayings.add(mark.withLease(OTHER), chunk("some"), "U1")).isEqualTo(new Commit.Repeat(mark));

        assertThat(count("some")).isEqualTo(new Count(1, 1));
    }

    @Test
    void what_somebody_says_who_opted_out_leaves_nothing_behind() {
        optOuts.optOut("T1", "U1");

        assertThat(sayings.add(owing(Optional.empty()), chunk("some"), "U1")).isEqualTo(new Commit.Declined());

        assertThat(count("some")).isEqualTo(Count.ZERO);
        assertThat(ledger.find(IDENTITY)).isEmpty();
    }

    @Test
    void opting_out_is_for_oneself_in_one_workspace_and_can_be_taken_back() {
        optOuts.optOut("T1", "U2");
        optOuts.optOut("T2", "U1");
        optOuts.optOut("T1", "U1");
        optOuts.optOut("T1", "U1");
        optOuts.optIn("T1", "U1");

        assertThat(sayings.add(owing(Optional.empty()), chunk("some"), "U1")).isInstanceOf(Commit.Committed.class);
    }

    @Test
    void what_was_counted_before_somebody_opted_out_is_still_a_repeat() {
        Mark mark = owing(Optional.empty());
        sayings.add(mark, chunk("some"), "U1");
        optOuts.optOut("T1", "U1");

        assertThat(sayings.add(mark.withLease(OTHER), chunk("some"), "U1")).isEqualTo(new Commit.Repeat(mark));
    }

    @Test
    void a_full_chunk_and_its_check_fit_into_one_transaction() {
        List<Increment> increments = IntStream.range(0, Chunk.MOST)
                .mapToObj(i -> new Increment("w" + i, 1, 1))
                .toList();

        Commit commit = sayings.add(owing(Optional.empty()), new Chunk("T1", NOW, increments), "U1");

        assertThat(commit).isInstanceOf(Commit.Committed.class);
    }

    @Test
    void words_of_somebody_who_opted_out_can_still_get_a_bonus() {
        optOuts.optOut("T1", "U1");

        assertThat(words.add(owing(Optional.empty()), chunk("some"))).isInstanceOf(Commit.Committed.class);
        assertThat(words.counts("T1", List.of("some"))).isEqualTo(Map.of("some", new Count(1, 1)));
    }

    private static Chunk chunk(String word) {
        return new Chunk("T1", NOW, List.of(new Increment(word, 1, 1)));
    }

    private Count count(String word) {
        return words.counts("T1", List.of(word)).getOrDefault(word, Count.ZERO);
    }
}
