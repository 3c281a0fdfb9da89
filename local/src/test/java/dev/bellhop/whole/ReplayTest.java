package dev.bellhop.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.bellhop.localaws.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@code bin/replay} as an operator starts it: what people said, exported from the event log, is counted in other tables. */
final class ReplayTest {

    private static final String WORDS = "FreshWords";
    private static final String LEDGER = "FreshLedger";

    @TempDir
    private Path folder;

    private final Rig rig = new Rig();
    private final DynamoDbClient dynamo = rig.dynamo.direct();
    private String printed = "";

    @BeforeEach
    void makeTables() {
        make("WordsTable", WORDS);
        make("LedgerTable", LEDGER);
    }

    @AfterEach
    void stop() {
        dynamo.close();
        rig.close();
    }

    @Test
    void an_export_is_counted_as_the_bot_and_the_multiplier_did_whatever_was_said_and_however_often_it_is_replayed()
            throws Exception {
        sayAllKinds();
        Path export = write("export.json", page(rig.logged()));

        assertThat(replay("--words", WORDS, "--ledger", LEDGER, export.toString()))
                .as(printed)
                .isZero();

        assertThat(words(WORDS)).isEqualTo(words("WordsTable")).hasSizeGreaterThan(600);
        assertThat(printed)
                .contains("counted  9 messages", "bonus    9 messages", "other    3 lines", "broken   0 lines");

        // The lines once more, some of them twice in one file.
        Path lines = write("lines.log", rig.logged());
        assertThat(replay("--words", WORDS, "--ledger", LEDGER, export.toString(), lines.toString()))
                .isEqualTo(2);
        assertThat(printed).contains("are not empty", "--continue").doesNotContain("counted  ");
        assertThat(replay("--continue", "--words", WORDS, "--ledger", LEDGER, export.toString(), lines.toString()))
                .as(printed)
                .isZero();
        assertThat(printed).contains("counted  0 messages", "known    9 messages", "repeated 9 lines");
        assertThat(words(WORDS)).isEqualTo(words("WordsTable"));
    }

    @Test
    void what_was_said_outside_of_the_time_asked_for_is_left_out_and_what_can_not_be_read_is_named() throws Exception {
        say("1764583200.000000", "awsadvent early one");
        say("1764583260.000000", "awsadvent first one");
        say("1764583319.999999", "awsadvent last one");
        say("1764583320.000000", "awsadvent late one");
        List<String> lines = new ArrayList<>(rig.logged());
        lines.add(1, lines.get(1).substring(0, 100));
        lines.add(lines.get(0).replace("\"times\":1", "\"times\":0"));
        lines.add(lines.get(0).replace("bellhop/bot", "elsewhere").replace("early", "forged"));
        Path export = write("event.log", lines);

        assertThat(replay(
                        "--words",
                        WORDS,
                        "--ledger",
                        LEDGER,
                        "--from",
                        "2025-12-01T10:01:00Z",
                        "--to",
                        "2025-12-01T10:02:00Z",
                        export.toString()))
                .as(printed)
                .isEqualTo(1);

        assertThat(words(WORDS).keySet().stream().map(key -> key.replaceAll(".*W#|#[0-9]$", "")))
                .containsOnly("awsadvent", "first", "last", "one");
        assertThat(words(WORDS).get("T#T1 W#one#0"))
                .containsEntry("mentions", AttributeValue.fromN("2"))
                .containsEntry("count", AttributeValue.fromN("22"));
        assertThat(printed)
                .contains("event.log line 2: it is no JSON object", "event.log line 6: Not an event: a word's times")
                .contains("event.log line 7: it was published by elsewhere", "outside  2 messages")
                .doesNotContain("forged");
    }

    @Test
    void tables_restored_to_one_moment_are_brought_up_to_date_with_nothing_counted_twice() throws Exception {
        say("1764583200.000000", "awsadvent before");
        SlackEvent unfinished = SlackEvent.message("1764583201.000000", "awsadvent " + distinct("u", 150));
        rig.deliver(Life.endingAfter(1), unfinished);
        copy("WordsTable", WORDS);
        copy("LedgerTable", LEDGER);
        rig.clock.move(Duration.ofMinutes(1));
        rig.sweep();
        say("1764583202.000000", "awsadvent after " + distinct("v", 150));
        Path export = write("event.log", rig.logged());

        assertThat(replay("--words", WORDS, "--ledger", LEDGER, "--continue", export.toString()))
                .as(printed)
                .isZero();

        assertThat(words(WORDS)).isEqualTo(words("WordsTable"));
        assertThat(printed).contains("counted  2 messages", "known    1 messages");
        assertThat(items(LEDGER).filter(item -> item.get("pk").s().equals(unfinished.identity())))
                .singleElement()
                .satisfies(mark -> assertThat(mark).containsKeys("owesEvents", "owesReply", "owedShard"));

        List<Map<String, AttributeValue>> marks = items(LEDGER).toList();
        assertThat(replay("--words", WORDS, "--ledger", LEDGER, "--continue", export.toString()))
                .as(printed)
                .isZero();
        assertThat(printed).contains("counted  0 messages", "known    3 messages");
        assertThat(items(LEDGER)).as("what is owed is owed since then").containsExactlyInAnyOrderElementsOf(marks);
    }

    @Test
    void counts_without_their_marks_and_marks_without_their_counts_are_refused() throws Exception {
        say("1764583200.000000", "awsadvent hello");
        Path export = write("event.log", rig.logged());

        assertThat(replay("--continue", "--words", "WordsTable", "--ledger", LEDGER, export.toString()))
                .isEqualTo(2);
        assertThat(printed).contains("would be counted twice");
        assertThat(replay("--continue", "--words", WORDS, "--ledger", "LedgerTable", export.toString()))
                .isEqualTo(2);
        assertThat(printed).contains("would not be counted");
        assertThat(replay("--words", "Nowhere", "--ledger", LEDGER, export.toString()))
                .isEqualTo(2);
        assertThat(printed).contains("there is no table Nowhere");
        assertThat(items(WORDS)).isEmpty();
    }

    /** In the order of their times, so that first and last are too. */
    private void sayAllKinds() {
        say("1764583200.000100", "awsadvent hello hello world");
        rig.deliver(SlackEvent.message("1764583200.000100", "awsadvent hello hello world")
                .retried(1));
        rig.deliver(SlackEvent.message("1764583201.000100", "<@UBOT> hello C++ R&amp;D")
                .as(SlackEvent.Kind.APP_MENTION));
        rig.deliver(
                SlackEvent.message("1764583202.000100", "awsadvent by webhook").as(SlackEvent.Kind.WEBHOOK));
        say("1764583203.000100", "awsadvent " + distinct("w", 150));
        say("1764583204.000100", "awsadvent " + distinct("x", 499));
        // More text than an event has, and words that only the end of it says.
        say("1764583205.000100", "awsadvent " + "hello ".repeat(3_000) + "end");
        rig.words("U2", "optout");
        rig.deliver(SlackEvent.message("1764583206.000100", "awsadvent secret").by("U2"));
        rig.command("UADA", "staging for 2h");
        rig.publish("{\"event\":\"Lunch\",\"body\":\"Ready.\"}", null);
        rig.publish("no JSON", null);
        say("1764583210.000100", "awsadvent hello");
        say("1764583211.000100", "awsadvent :tada:");
        say("1764583212.000100", "awsadvent awsadvent hello");
        rig.sweep();
    }

    private void say(String ts, String text) {
        assertThat(rig.deliver(SlackEvent.message(ts, text)).status()).isEqualTo(200);
        rig.quiet();
    }

    private static String distinct(String prefix, int words) {
        return IntStream.range(0, words).mapToObj(i -> prefix + i).collect(Collectors.joining(" "));
    }

    /** As {@code aws logs filter-log-events} prints it. */
    private static List<String> page(List<String> lines) {
        JsonArray events = new JsonArray();
        for (String line : lines) {
            JsonObject event = new JsonObject();
            event.addProperty("message", line);
            event.addProperty("timestamp", 1);
            events.add(event);
        }
        JsonObject page = new JsonObject();
        page.add("events", events);
        return List.of(page.toString());
    }

    private Path write(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines);
    }

    /** By key; what a board or stop words are is not counted again. */
    private Map<String, Map<String, AttributeValue>> words(String table) {
        return items(table)
                .filter(item -> item.get("sk").s().startsWith("W#"))
                .collect(Collectors.toMap(
                        item -> item.get("pk").s() + " " + item.get("sk").s(), item -> item));
    }

    private Stream<Map<String, AttributeValue>> items(String table) {
        return dynamo.scanPaginator(scan -> scan.tableName(table)).items().stream();
    }

    private void make(String like, String name) {
        Template.Table table = Template.ofProject().tables().stream()
                .filter(each -> each.name().equals(like))
                .findFirst()
                .orElseThrow();
        dynamo.createTable(table.request().toBuilder().tableName(name).build());
    }

    /** As point-in-time recovery leaves it: by the time that it is there, nobody is at anything in it any more. */
    private void copy(String from, String to) {
        items(from).forEach(item -> {
            Map<String, AttributeValue> copied = new HashMap<>(item);
            copied.computeIfPresent("leaseUntil", (name, until) -> AttributeValue.fromN("0"));
            dynamo.putItem(put -> put.tableName(to).item(copied));
        });
    }

    private int replay(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of("../bin/replay").toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL_DYNAMODB", rig.dynamo.endpoint().toString(),
                        "AWS_REGION", "us-east-1",
                        "AWS_ACCESS_KEY_ID", "local",
                        "AWS_SECRET_ACCESS_KEY", "none"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        printed = Files.readString(out);
        return process.exitValue();
    }
}
