package dev.bellhop.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.words.Board;
import dev.bellhop.words.Board.Standing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class DynamoBoardStoreTest extends DynamoTest {

    /** DynamoDB's own; names of attributes count too. */
    private static final int MOST_BYTES = 400 * 1024;

    private final DynamoBoardStore boards = new DynamoBoardStore(client, "WordsTable");

    @Test
    void a_workspace_without_a_board_has_an_empty_one() {
        assertThat(boards.read("T1")).isEqualTo(Board.EMPTY);
    }

    @Test
    void a_board_is_read_as_it_was_written_with_a_version_of_its_own() {
        Map<String, Long> counts = Map.of("c++", 7L, "größe", 1L, "👍", Long.MAX_VALUE);

        assertThat(boards.replace("T1", Board.EMPTY.raised(counts))).isTrue();

        Board read = boards.read("T1");
        assertThat(read.standings())
                .containsExactly(new Standing("👍", Long.MAX_VALUE), new Standing("c++", 7), new Standing("größe", 1));
        assertThat(read.version()).isNotZero();
        assertThat(boards.read("T2")).isEqualTo(Board.EMPTY);
    }

    @Test
    void of_two_made_of_the_same_board_one_is_written() {
        Board first = Board.EMPTY.raised(Map.of("a", 1L));
        boards.replace("T1", first);
        Board read = boards.read("T1");

        assertThat(boards.replace("T1", Board.EMPTY.raised(Map.of("lost", 1L)))).isFalse();
        assertThat(boards.replace("T1", read.raised(Map.of("b", 2L)))).isTrue();
        assertThat(boards.replace("T1", read.raised(Map.of("lost", 1L)))).isFalse();

        assertThat(boards.read("T1").standings()).containsExactly(new Standing("b", 2), new Standing("a", 1));
    }

    @Test
    void a_board_of_the_longest_and_most_random_words_fits_into_an_item_and_keeps_the_exact_ranks() {
        Random random = new Random(7);
        Map<String, Long> counts = new HashMap<>();
        while (counts.size() < Board.MOST) {
            counts.put(randomWord(random), Long.MAX_VALUE - random.nextInt(Integer.MAX_VALUE));
        }
        Board board = Board.EMPTY.raised(counts);

        assertThat(boards.replace("T1", board)).isTrue();

        List<Standing> kept = boards.read("T1").standings();
        assertThat(kept).hasSizeBetween(Board.EXACT, Board.MOST - 1);
        assertThat(kept).isEqualTo(board.standings().subList(0, kept.size()));
        assertThat(itemBytes()).isBetween(MOST_BYTES * 9 / 10, MOST_BYTES);
    }

    @Test
    void a_board_of_200_000_words_is_what_an_independent_count_says() {
        Random random = new Random(8);
        List<Map.Entry<String, Long>> all = IntStream.range(0, 200_000)
                .mapToObj(i -> Map.entry(letters(random) + i, (long) (1e7 / (1 + i)) + random.nextInt(50)))
                .collect(Collectors.toCollection(ArrayList::new));
        List<Standing> right = all.stream()
                .map(entry -> new Standing(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong((Standing standing) -> -standing.count())
                        .thenComparing(Standing::word))
                .toList();
        Collections.shuffle(all, random);
        // What a word stood at before is told late for some.
        List.copyOf(all.subList(0, 20_000)).forEach(entry -> all.add(Map.entry(entry.getKey(), entry.getValue() / 2)));

        for (int from = 0; from < all.size(); from += 5_000) {
            Map<String, Long> batch = all.subList(from, from + 5_000).stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Math::max));
            assertThat(boards.replace("T1", boards.read("T1").raised(batch))).isTrue();
        }

        List<Standing> kept = boards.read("T1").standings();
        assertThat(kept).hasSizeGreaterThanOrEqualTo(Board.EXACT).isEqualTo(right.subList(0, kept.size()));
        assertThat(itemBytes()).isLessThan(MOST_BYTES / 10);
    }

    /** A word of 3 to 12 letters, as many as there are in most languages. */
    private static String letters(Random random) {
        return random.ints(random.nextInt(3, 13), 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Of code points that need four bytes each. */
    private static String randomWord(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            word.appendCodePoint(random.nextInt(Character.MIN_SUPPLEMENTARY_CODE_POINT, Character.MAX_CODE_POINT));
        }
        return word.toString();
    }

    private int itemBytes() {
        return client
                .getItem(get -> get.tableName("WordsTable")
                        .key(Map.of("pk", AttributeValue.fromS("T#T1"), "sk", AttributeValue.fromS("BOARD"))))
                .item()
                .entrySet()
                .stream()
                .mapToInt(attribute -> bytes(attribute.getKey()) + bytes(attribute.getValue()))
                .sum();
    }

    private static int bytes(AttributeValue value) {
        return value.b() == null
                ? bytes(value.s() == null ? value.n() : value.s())
                : value.b().asByteArrayUnsafe().length;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
