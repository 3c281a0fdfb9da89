package dev.bellhop.subscribers.leaderboard;

import static dev.bellhop.subscribers.Deliveries.counted;
import static dev.bellhop.subscribers.Deliveries.event;
import static dev.bellhop.subscribers.Deliveries.invoke;
import static dev.bellhop.subscribers.Deliveries.queued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Lease;
import dev.bellhop.delivery.Mark;
import dev.bellhop.events.WordTimes;
import dev.bellhop.subscribers.Lines;
import dev.bellhop.subscribers.Tables;
import dev.bellhop.subscribers.Time;
import dev.bellhop.words.Board;
import dev.bellhop.words.Board.Standing;
import dev.bellhop.words.Chunk;
import dev.bellhop.words.Increment;
import dev.bellhop.words.Tally;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class LeaderboardHandlerTest {

    private static final String NO_FAILURES = "{\"batchItemFailures\":[]}";
    private static final String TS_1 = "1796119200.000100";
    private static final String TS_2 = "1796119200.000200";
    private static final String TS_3 = "1796119200.000300";
    private static final int BONUS = 10;
    private static final int BATCH = 1_000;

    @RegisterExtension
    final Tables tables = new Tables();

    private final Lines lines = new Lines();
    private final Time time = new Time();
    private LeaderboardHandler leaderboard;
    private int marks;

    @BeforeEach
    void start() {
        leaderboard = handler(tables.dynamo());
    }

    private LeaderboardHandler handler(DynamoDbClient dynamo) {
        return new LeaderboardHandler(
                new LeaderboardConfig(BONUS, Tables.SHARDS, Tables.WORDS),
                dynamo,
                lines.log("leaderboard", time),
                time,
                () -> UUID.randomUUID().toString(),
                time,
                new Random(1));
    }

    @Test
    void a_batch_is_on_the_board_of_its_workspace() {
        JsonObject batch = event(
                queued("m-1", said("T1", TS_1, "awsadvent", "ho", "ho")),
                queued("m-2", said("T2", TS_2, "hi")),
                queued("m-3", said("T1", TS_3, "awsadvent")));

        assertThat(invoke(leaderboard, batch)).isEqualTo(NO_FAILURES);

        assertThat(tables.board("T1").standings())
                .containsExactly(new Standing("awsadvent", 22), new Standing("ho", 22));
        assertThat(tables.board("T2").standings()).containsExactly(new Standing("hi", 11));
        assertThat(lines.all())
                .containsExactly(
                        "done T1:C1:1796119200.000100", "done T1:C1:1796119200.000300", "done T2:C1:1796119200.000200");
        assertThat(lines.closings())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.get("type").getAsString()).isEqualTo("bellhop.message.counted.v1"));
        assertThat(lines.metrics().toString()).contains("\"Lag\":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"group", "im", "mpim", "unknown"})
    void what_was_not_said_in_a_public_channel_is_on_no_board(String channelType) {
        said("T1", TS_1, "secret");
        String event = counted("T1", channelType, TS_1, List.of(new WordTimes("secret", 1)));

        assertThat(invoke(leaderboard, event(queued("m-1", event)))).isEqualTo(NO_FAILURES);

        assertThat(tables.board("T1")).isEqualTo(Board.EMPTY);
        assertThat(lines.all()).containsExactly("ignored T1:C1:1796119200.000100");
    }

    @Test
    void a_poisoned_record_fails_alone_and_the_log_says_why() {
        JsonObject without = queued("m-4", "");
        without.remove("body");
        JsonObject batch = event(
                queued("m-1", said("T1", TS_1, "one")),
                queued("m-2", "a secret that is no event"),
                queued("m-3", said("T1", TS_3, "three")),
                without);

        assertThat(invoke(leaderboard, batch))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-2\"},{\"itemIdentifier\":\"m-4\"}]}");

        assertThat(tables.board("T1").standings()).containsExactly(new Standing("one", 11), new Standing("three", 11));
        assertThat(lines.all())
                .contains(
                        "failed m-2 MalformedEventException: Not an event: it is not JSON.",
                        "failed m-4 IllegalArgumentException: Not an SQS record: it has no body.")
                .noneMatch(line -> line.contains("secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"batchGetItem", "getItem", "putItem"})
    void where_a_call_fails_the_workspaces_records_come_again_and_the_others_do_not(String call) {
        JsonObject batch = event(
                queued("m-1", said("T1", TS_1, "one")),
                queued("m-2", said("T2", TS_2, "two")),
                queued("m-3", said("T1", TS_3, "three")));
        tables.faults().failing(call, 1);

        assertThat(invoke(leaderboard, batch))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-1\"},{\"itemIdentifier\":\"m-3\"}]}");
        assertThat(tables.board("T1")).isEqualTo(Board.EMPTY);
        assertThat(tables.board("T2").standings()).containsExactly(new Standing("two", 11));
        assertThat(lines.all())
                .anyMatch(
                        line -> line.startsWith("failed T1:C1:1796119200.000300 ") && line.endsWith("lost on purpose"));

        assertThat(invoke(leaderboard, batch)).isEqualTo(NO_FAILURES);
        assertThat(tables.board("T1").standings()).containsExactly(new Standing("one", 11), new Standing("three", 11));
    }

    @Test
    void batches_at_the_same_time_lose_nothing_of_each_other() {
        List<JsonObject> batches = IntStream.range(0, 8)
                .mapToObj(n -> event(queued("m-" + n, said("T1", "1796119200.00010" + n, "word" + n))))
                .toList();

        CompletableFuture<?>[] running = batches.stream()
                .map(batch -> CompletableFuture.runAsync(
                        () -> assertThat(invoke(leaderboard, batch)).isEqualTo(NO_FAILURES)))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(running).join();

        assertThat(tables.board("T1").standings()).hasSize(8);
        assertThat(tables.board("T1").version()).isEqualTo(8);
    }

    @Test
    void what_there_is_no_time_for_comes_again_and_the_rest_stays_done() {
        List<JsonObject> records = new ArrayList<>();
        for (int m = 0; m < 24; m++) {
            int message = m;
            String[] words = IntStream.range(0, 490)
                    .mapToObj(i -> "w" + message + "x" + i)
                    .toArray(String[]::new);
            records.add(queued("m-" + m, said("T1", "1796119200.%06d".formatted(m), words)));
        }

        String answer = invoke(handler(slowly(tables.dynamo())), event(records.toArray(JsonObject[]::new)));

        // Ten messages are 4,900 words, read in 49 calls: 24 s of the 45.
        assertThat(answer).contains("\"m-20\"", "\"m-23\"").doesNotContain("\"m-0\"", "\"m-19\"");
        assertThat(tables.board("T1").standings()).hasSize(Board.MOST);
        assertThat(lines.all())
                .contains("done T1:C1:1796119200.000019")
                .anyMatch(line -> line.contains("no time left"));
        time.pause(Duration.ofMinutes(5));
        assertThat(invoke(
                        handler(tables.dynamo()), event(records.subList(20, 24).toArray(JsonObject[]::new))))
                .isEqualTo(NO_FAILURES);
    }

    /** Each read takes half a second. */
    private DynamoDbClient slowly(DynamoDbClient dynamo) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("batchGetItem")) {
                        time.pause(Duration.ofMillis(500));
                    }
                    return method.invoke(dynamo, arguments);
                });
    }

    @Test
    void what_is_no_delivery_of_sqs_is_refused() {
        assertThatThrownBy(() -> invoke(leaderboard, new JsonObject()))
                .hasMessage("Not an SQS event: it has no Records.");
    }

    /**
     * The counts are written for a thousand messages at once, for a transaction each would take a minute here; what the board
     * is made of goes message by message through the handler.
     */
    @Test
    void after_ten_thousand_messages_the_board_is_what_an_independent_count_says() {
        Random random = new Random(20261201);
        Map<String, Long> independent = new HashMap<>();
        List<JsonObject> told = new ArrayList<>();
        for (int part = 0; part < 10; part++) {
            List<String> all = new ArrayList<>();
            for (int m = 0; m < 1_000; m++) {
                List<String> words = zipfian(random);
                words.forEach(word -> independent.merge(word, 1L + BONUS, Long::sum));
                all.addAll(words);
                String ts = (1_796_119_200 + part) + ".%06d".formatted(m);
                told.add(queued(
                        "m-" + told.size(),
                        counted("T1", "channel", ts, Tally.of(words).words())));
            }
            count("T1", all, part % 2 == 0);
            if (part % 2 == 1) {
                // What was told since, in any order, with what was told before and is not taken yet.
                Collections.shuffle(told, random);
                deliver(told.subList(0, told.size() / 2));
                told.subList(0, told.size() / 3).clear();
            }
        }
        Collections.shuffle(told, random);
        deliver(told);

        List<Standing> right = independent.entrySet().stream()
                .map(entry -> new Standing(entry.getKey(), entry.getValue()))
                .sorted((a, b) ->
                        a.count() == b.count() ? a.word().compareTo(b.word()) : Long.compare(b.count(), a.count()))
                .toList();
        Board board = tables.board("T1");
        assertThat(right).hasSizeGreaterThan(Board.MOST);
        assertThat(board.standings()).isEqualTo(right.subList(0, Board.MOST));

        deliver(told);
        assertThat(tables.board("T1")).as("after a replay of it all").isEqualTo(board);
    }

    private void deliver(List<JsonObject> records) {
        for (int from = 0; from < records.size(); from += BATCH) {
            List<JsonObject> batch = records.subList(from, Math.min(records.size(), from + BATCH));
            assertThat(invoke(leaderboard, event(batch.toArray(JsonObject[]::new))))
                    .isEqualTo(NO_FAILURES);
        }
    }

    /** Of 20,000 words, the first being said most; four of them and the trigger. */
    private static List<String> zipfian(Random random) {
        List<String> words = new ArrayList<>(List.of("awsadvent"));
        for (int i = 0; i < 4; i++) {
            words.add("w" + (int) Math.exp(random.nextDouble() * Math.log(20_000)));
        }
        return words;
    }

    /** Counted, and told. */
    private String said(String team, String ts, String... words) {
        count(team, List.of(words), false);
        return counted(team, "channel", ts, Tally.of(List.of(words)).words());
    }

    private void count(String team, List<String> words, boolean withBonus) {
        Map<String, Integer> times = new HashMap<>();
        words.forEach(word -> times.merge(word, 1, Integer::sum));
        List<Increment> all = times.entrySet().stream()
                .map(word -> new Increment(
                        word.getKey(), word.getValue(), (long) word.getValue() * (withBonus ? 1 + BONUS : 1)))
                .toList();
        for (int from = 0; from < all.size(); from += Chunk.MOST) {
            List<Increment> increments = all.subList(from, Math.min(all.size(), from + Chunk.MOST));
            marks++;
            Mark mark = Mark.settled(new Identity("mark" + marks), new Lease("a", Instant.EPOCH), Instant.EPOCH);
            tables.add(mark, new Chunk(team, Instant.EPOCH, increments));
        }
    }
}
