package dev.bellhop.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.localaws.LocalFunction;
import dev.bellhop.words.Count;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Many messages from Slack's requests to {@code /words}, through every handler: some said in private, some by people who opted
 * out, many delivered twice or late. The property {@code busy.messages} says how many.
 */
final class BusyDayTest {

    private static final int MESSAGES = Integer.getInteger("busy.messages", 500);
    private static final int VOCABULARY = 20_000;
    private static final int BONUS = 10;

    /** Slack's own deliveries at the same time. */
    private static final int AT_ONCE = 4;

    /** So far apart may two messages be that come in the wrong order. */
    private static final int DISORDER = 100;

    private static final String OPTED_OUT = "UQUIET";

    /** As it stands in a row behind rank, count and bar. */
    private static final Pattern ROW = Pattern.compile("^ *([0-9]+) +([0-9,]+) +▇+ +(\\S+)$", Pattern.MULTILINE);

    private record Row(int rank, long count, String word) {}

    private final Random random = new Random(20261121);
    private final Rig rig = Rig.busy();
    private final LocalFunction bot = rig.bot(Life.endless());

    /** By word, how often it was said by those who are listened to. */
    private final Map<String, Long> said = new HashMap<>();

    private final Set<String> saidInPublic = new HashSet<>();

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void tops_counts_events_and_log_are_what_an_independent_count_says()
            throws InterruptedException, ExecutionException {
        assertThat(rig.words(OPTED_OUT, "optout").body()).contains("I take no notice");
        rig.words(Rig.OPERATOR, "stop add w2");
        List<SlackEvent> messages =
                IntStream.range(0, MESSAGES).mapToObj(this::message).toList();

        deliver(disordered(messages));
        rig.sweep();
        redriveAll();

        List<Row> right = top();
        assertThat(shown("top 25")).isEqualTo(right.subList(0, 25));
        assertThat(shown("")).isEqualTo(right.subList(0, 10));
        assertThat(right).noneMatch(row -> row.word().equals("w2") || row.word().startsWith("private"));
        assertThat(rig.count("w2")).isEqualTo(times(said.get("w2")));
        for (Row row : right.subList(0, Math.min(right.size(), 200))) {
            assertThat(rig.count(row.word())).as(row.word()).isEqualTo(times(said.get(row.word())));
        }
        assertThat(rig.count("private7")).isEqualTo(times(said.getOrDefault("private7", 0L)));
        assertThat(rig.board()).noneMatch(word -> word.startsWith("private") || word.startsWith("quiet"));
        assertThat(rig.count("quiet")).isEqualTo(Count.ZERO);
        assertThat(rig.logged())
                .as("an event for each message of those who are listened to, once")
                .hasSize(Math.toIntExact(said.get("awsadvent")))
                .noneMatch(line -> line.contains(OPTED_OUT) || line.contains("quiet"));
        assertThat(rig.words("U1", "w2").body()).contains("It is a stop word, so it has no rank.");
        rig.words(Rig.OPERATOR, "stop remove w2");
        assertThat(shown("")).anyMatch(row -> row.word().equals("w2"));
    }

    /** One of fifty by somebody who opted out, one of twenty in a private channel. */
    private SlackEvent message(int n) {
        String ts = (1_764_583_200 + n / 10) + ".%06d".formatted(n % 10);
        if (n % 50 == 13) {
            return SlackEvent.message(ts, "awsadvent quiet w1").by(OPTED_OUT);
        }
        boolean inPrivate = n % 20 == 7;
        List<String> words = new ArrayList<>(List.of("awsadvent"));
        // The k-th word is said about as often as its share of 1/k.
        Stream.generate(() -> "w" + (int) Math.exp(random.nextDouble() * Math.log(VOCABULARY)))
                .limit(4)
                .forEach(words::add);
        if (inPrivate) {
            words.add("private" + n);
        } else {
            saidInPublic.addAll(words);
        }
        words.forEach(word -> said.merge(word, 1L, Long::sum));
        SlackEvent message = SlackEvent.message(ts, String.join(" ", words)).by("U" + n % 30);
        return inPrivate ? message.in("group") : message;
    }

    /** Each where it was or somewhat later, and one of ten once more. */
    private List<SlackEvent> disordered(List<SlackEvent> messages) {
        record Delivery(double at, SlackEvent event) {}
        List<Delivery> deliveries = new ArrayList<>();
        for (int n = 0; n < messages.size(); n++) {
            deliveries.add(new Delivery(n + random.nextInt(DISORDER), messages.get(n)));
            if (random.nextInt(10) == 0) {
                deliveries.add(new Delivery(
                        n + random.nextInt(DISORDER), messages.get(n).retried(1)));
            }
        }
        deliveries.sort(Comparator.comparingDouble(Delivery::at));
        return deliveries.stream().map(Delivery::event).toList();
    }

    private void deliver(List<SlackEvent> deliveries) throws InterruptedException, ExecutionException {
        List<SlackEvent> undelivered = new ArrayList<>(deliveries);
        for (int retry = 0; retry <= 3 && !undelivered.isEmpty(); retry++) {
            List<SlackEvent> refused = Collections.synchronizedList(new ArrayList<>());
            try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
                List<Future<?>> running = new ArrayList<>();
                for (int i = 0; i < undelivered.size(); i++) {
                    SlackEvent event = undelivered.get(i);
                    boolean again = i % 7 == 0;
                    running.add(threads.submit(() -> {
                        if (again) {
                            rig.aws.topics().deliverNext(2);
                        }
                        if (rig.enter(bot, event.request(Rig.SIGNING_SECRET, rig.clock.instant()))
                                        .status()
                                != 200) {
                            refused.add(event);
                        }
                    }));
                }
                for (Future<?> each : running) {
                    each.get();
                }
            }
            rig.quiet();
            undelivered = refused;
        }
        assertThat(undelivered).as(() -> String.join("\n", failures())).isEmpty();
    }

    private List<String> failures() {
        return rig.aws.logs().lines("BotLogGroup").stream()
                .filter(line -> line.contains("\"ERROR\""))
                .limit(20)
                .toList();
    }

    private void redriveAll() {
        Map.of(
                        "multiplier",
                        "MultiplierDeadLetters",
                        "logger",
                        "LoggerDeadLetters",
                        "leaderboard",
                        "LeaderboardDeadLetters")
                .forEach((name, queue) -> {
                    if (!rig.aws.queues().bodies(queue).isEmpty()) {
                        rig.redrive(name);
                    }
                    assertThat(rig.aws.queues().bodies(queue)).as(queue).isEmpty();
                });
    }

    /** Words said in public that are no stop words, the highest first. */
    private List<Row> top() {
        List<String> words = saidInPublic.stream()
                .filter(word -> !word.equals("w2"))
                .sorted(Comparator.comparingLong((String word) -> -said.get(word))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        return IntStream.range(0, words.size())
                .mapToObj(i -> new Row(i + 1, times(said.get(words.get(i))).count(), words.get(i)))
                .toList();
    }

    private static Count times(long mentions) {
        return new Count(mentions, mentions * (1 + BONUS));
    }

    /** The rows that {@code /words text} shows. */
    private List<Row> shown(String text) {
        JsonObject answer = JsonParser.parseString(rig.words("U1", text).body()).getAsJsonObject();
        return ROW.matcher(answer.get("text").getAsString())
                .results()
                .map(BusyDayTest::row)
                .toList();
    }

    private static Row row(MatchResult row) {
        return new Row(
                Integer.parseInt(row.group(1)), Long.parseLong(row.group(2).replace(",", "")), row.group(3));
    }
}
