package dev.bellhop.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.Work;
import dev.bellhop.words.Chunk;
import dev.bellhop.words.Count;
import dev.bellhop.words.Increment;
import dev.bellhop.words.Spoken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class DynamoWordStoreTest extends DynamoTest {

    @Test
    void words_and_mark_are_written_together_and_once() {
        Mark mark = owing(Optional.empty());

        assertThat(words.add(mark, chunk("T1", "some", 2))).isEqualTo(new Commit.Committed(mark));
        assertThat(words.add(mark.withLease(OTHER), chunk("T1", "some", 2))).isEqualTo(new Commit.Repeat(mark));

        assertThat(words.counts("T1", List.of("some"))).isEqualTo(Map.of("some", new Count(2, 2)));
    }

    @Test
    void one_workspace_never_sees_anothers_counts() {
        words.add(owing(Optional.empty()), chunk("T1", "some", 1));

        assertThat(words.counts("T2", List.of("some"))).isEqualTo(Map.of("some", Count.ZERO));
    }

    @Test
    void a_bonus_changes_the_count_alone() {
        words.add(owing(Optional.empty()), chunk("T1", "some", 1));
        Identity bonus = Identity.atSubscriber("multiplier", "id").chunk(0);

        words.add(
                Mark.settled(bonus, LEASE, NOW),
                new Chunk("T1", NOW.plusSeconds(9), List.of(new Increment("some", 0, 10))));

        assertThat(words.counts("T1", List.of("some"))).isEqualTo(Map.of("some", new Count(1, 11)));
        assertThat(word("some", 0))
                .containsEntry("first", AttributeValue.fromS(NOW.toString()))
                .containsEntry("last", AttributeValue.fromS(NOW.toString()));
    }

    @Test
    void first_stays_and_last_moves_on() {
        words.add(owing(Optional.empty()), chunk("T1", "some", 1));
        Mark later = Mark.settled(IDENTITY.chunk(1), LEASE, NOW);

        words.add(later, new Chunk("T1", NOW.plusSeconds(9), List.of(new Increment("some", 1, 1))));

        assertThat(word("some", 0))
                .containsEntry("first", AttributeValue.fromS(NOW.toString()))
                .containsEntry("last", AttributeValue.fromS(NOW.plusSeconds(9).toString()));
    }

    @Test
    void a_trigger_words_shards_are_summed() {
        IntStream.range(0, 60)
                .mapToObj(i -> Identity.ofMessage("T1", "C1", "17645832%02d.000100".formatted(i)))
                .forEach(identity -> words.add(Mark.settled(identity, LEASE, NOW), chunk("T1", "awsadvent", 1)));

        assertThat(words.counts("T1", List.of("awsadvent"))).isEqualTo(Map.of("awsadvent", new Count(60, 60)));
        assertThat(word("awsadvent", 0).get("mentions").n()).isNotEqualTo("60");
    }

    @Test
    void more_words_are_read_than_one_batch_of_dynamodb_holds() {
        List<String> many = IntStream.range(0, 250).mapToObj(i -> "w" + i).toList();
        IntStream.range(0, 5)
                .forEach(n -> words.add(
                        Mark.settled(IDENTITY.chunk(n), LEASE, NOW),
                        new Chunk(
                                "T1",
                                NOW,
                                many.subList(n * 50, n * 50 + 50).stream()
                                        .map(word -> new Increment(word, 1, 1))
                                        .toList())));

        assertThat(words.counts("T1", many))
                .hasSize(250)
                .allSatisfy((word, count) -> assertThat(count).isEqualTo(new Count(1, 1)));
        assertThat(words.counts("T1", List.of())).isEmpty();
    }

    @Test
    void what_is_known_of_a_trigger_word_is_what_all_its_shards_say() {
        for (int i = 0; i < 20; i++) {
            Chunk said = new Chunk("T1", NOW.plusSeconds(i), List.of(new Increment("awsadvent", 1, 1)));
            words.add(Mark.settled(IDENTITY.chunk(i), LEASE, NOW), said);
        }
        words.add(
                Mark.settled(Identity.atSubscriber("multiplier", "id"), LEASE, NOW),
                new Chunk("T1", NOW.plusSeconds(99), List.of(new Increment("awsadvent", 0, 10))));

        assertThat(words.spoken("T1", "awsadvent"))
                .isEqualTo(new Spoken(new Count(20, 30), Optional.of(NOW), Optional.of(NOW.plusSeconds(19))));
        assertThat(words.spoken("T2", "awsadvent")).isEqualTo(Spoken.NEVER);
    }

    @Test
    void a_later_chunk_advances_the_mark_and_is_not_written_twice() {
        Mark first = owing(Optional.of(new Work("rest", 1)));
        words.add(first, chunk("T1", "a", 1));
        Mark second = first.withWork(Optional.of(new Work("rest", 2)));
        Mark whole = first.withWork(Optional.empty());

        assertThat(words.addNext(first, second, chunk("T1", "b", 1))).isEqualTo(new Commit.Committed(second));
        assertThat(words.addNext(first, second, chunk("T1", "b", 1))).isEqualTo(new Commit.Repeat(second));
        assertThat(words.addNext(second, whole, chunk("T1", "c", 1))).isEqualTo(new Commit.Committed(whole));
        assertThat(words.addNext(second, whole, chunk("T1", "c", 1))).isEqualTo(new Commit.Repeat(whole));

        assertThat(words.counts("T1", List.of("a", "b", "c")))
                .isEqualTo(Map.of("a", new Count(1, 1), "b", new Count(1, 1), "c", new Count(1, 1)));
    }

    @Test
    void who_does_not_hold_the_mark_any_more_adds_nothing() {
        Mark first = owing(Optional.of(new Work("rest", 1)));
        words.add(first, chunk("T1", "a", 1));
        ledger.take(IDENTITY, OTHER, LEASE.until());

        Commit commit = words.addNext(first, first.withWork(Optional.empty()), chunk("T1", "b", 1));

        assertThat(commit).isEqualTo(new Commit.Repeat(first.withLease(OTHER)));
        assertThat(words.counts("T1", List.of("b"))).isEqualTo(Map.of("b", Count.ZERO));
    }

    @Test
    void a_full_chunk_of_the_longest_words_fits_into_one_transaction() {
        List<Increment> increments = IntStream.range(0, Chunk.MOST)
                .mapToObj(i -> new Increment("%02d".formatted(i) + "\uD83D\uDC4D".repeat(98), 1, 1))
                .toList();

        Commit commit = words.add(owing(Optional.empty()), new Chunk("T1", NOW, increments));

        assertThat(commit).isInstanceOf(Commit.Committed.class);
    }

    private static Chunk chunk(String team, String word, long times) {
        return new Chunk(team, NOW, List.of(new Increment(word, times, times)));
    }

    private Map<String, AttributeValue> word(String word, int shard) {
        return client.getItem(get -> get.tableName("WordsTable")
                        .key(Map.of(
                                "pk",
                                AttributeValue.fromS("T#T1"),
                                "sk",
                                AttributeValue.fromS("W#" + word + "#" + shard)))
                        .consistentRead(true))
                .item();
    }
}
