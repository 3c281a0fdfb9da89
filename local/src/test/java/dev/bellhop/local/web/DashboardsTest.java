package dev.bellhop.local.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.bellhop.local.LocalBellhop;
import dev.bellhop.local.SlackWorkspace;
import dev.bellhop.local.Unhurried;
import dev.bellhop.localaws.RetryDelays;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard's figures over real HTTP, of what really went on; one system for all, so each test looks at what it adds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DashboardsTest {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final LocalBellhop bellhop = start(Unhurried.bellhop().retries(RetryDelays.NONE));
    private final Browser browser = new Browser(bellhop.url());

    private static LocalBellhop start(LocalBellhop.Builder builder) {
        try {
            return builder.environment(Map.of()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeAll
    void warm() {
        say("good morning");
    }

    @AfterAll
    void close() {
        browser.close();
        bellhop.close();
    }

    @Test
    void every_widget_of_the_template_is_drawn() throws Exception {
        List<JsonObject> widgets = RunningPage.objects(browser.json("/local/dashboard"), "widgets");

        assertThat(widgets).hasSize(12).noneMatch(widget -> kind(widget).equals("foreign"));
        assertThat(widgets)
                .filteredOn(widget -> kind(widget).equals("graph"))
                .hasSize(9)
                .allSatisfy(
                        graph -> assertThat(graph.getAsJsonArray("notDrawn")).isEmpty());
    }

    @Test
    void what_is_said_is_counted_and_how_long_it_took_is_measured() throws Exception {
        double messages = sum("What is said", "Messages");
        double words = sum("What is said", "Words");
        double replies = sum("What is said", "Replies");

        say("awsadvent one two");
        say("awsadvent three");
        say("nothing of it counts");

        assertThat(sum("What is said", "Messages") - messages).isEqualTo(2);
        assertThat(sum("What is said", "Words") - words).isEqualTo(5);
        assertThat(sum("What is said", "Replies") - replies).isEqualTo(2);
        assertThat(sum("Cold starts", "multiplier")).isEqualTo(1);
        assertThat(values("Errors", "BotFunction")).isNotEmpty().containsOnly(0.0);
        assertThat(values("How long Slack waits for an answer", "all but one in a hundred"))
                .isNotEmpty()
                .allSatisfy(latency -> assertThat(latency).isBetween(0.0, 60_000.0));
        assertThat(values("How far behind each subscriber is", "multiplier")).isNotEmpty();
        assertThat(values("How far behind each subscriber is", "leaderboard")).isNotEmpty();
    }

    @Test
    void what_fails_for_good_is_seen_in_errors_in_dead_letters_and_in_the_alarm() throws Exception {
        double errors = sum("Errors", "MultiplierFunction");
        assertThat(latest("Dead letters", "MultiplierDeadLetters")).isZero();
        trouble("function:MultiplierFunction", "fail", 3);

        say("awsadvent failing");

        assertThat(latest("Dead letters", "MultiplierDeadLetters")).isEqualTo(1);
        assertThat(sum("Errors", "MultiplierFunction") - errors).isEqualTo(3);
        assertThat(alarm("MultiplierDeadLettersWaiting")).isEqualTo("ALARM");
        assertThat(alarm("LoggerDeadLettersWaiting")).isEqualTo("OK");

        browser.done("/local/trouble/redrive", "{\"queue\":\"MultiplierDeadLetters\"}");
        bellhop.awaitQuiet(LONGEST);
        bellhop.advance(Duration.ofMinutes(6));

        assertThat(latest("Dead letters", "MultiplierDeadLetters")).isZero();
        assertThat(alarm("MultiplierDeadLettersWaiting")).isEqualTo("OK");
    }

    @Test
    void a_throttle_is_counted_at_its_table() throws Exception {
        double writes = sum("Throttled by DynamoDB", "WordsTable, writes");
        trouble("dynamodb", "throttle", 1);

        say("awsadvent throttled");

        assertThat(sum("Throttled by DynamoDB", "WordsTable, writes") - writes).isEqualTo(1);
    }

    @Test
    void what_is_not_asked_rightly_is_answered_with_an_error() throws Exception {
        double failed = sum("Errors", "somebody was answered 4xx");

        assertThat(browser.post("/slack/events", "{}").statusCode()).isEqualTo(401);

        assertThat(sum("Errors", "somebody was answered 4xx") - failed).isEqualTo(1);
    }

    @Test
    void what_was_said_is_looked_up_as_the_query_says() throws Exception {
        say("awsadvent queried queried");

        assertThat(rows("What is talked about")).contains(List.of("queried", "2"));
        List<String> last = rows("What happened last").getFirst();
        assertThat(last.subList(1, 5))
                .containsExactly(
                        "bellhop.message.counted.v1",
                        SlackWorkspace.GENERAL.id(),
                        SlackWorkspace.ADA.id(),
                        "awsadvent queried queried");
    }

    @Test
    void it_is_told_that_there_are_other_figures() throws Exception {
        try (Browser.Stream stream = browser.listen(Optional.empty())) {
            stream.next("snapshot");

            say("awsadvent told");

            stream.next(event ->
                    event.type().equals("changed") && text(event.data(), "what").equals("dashboard"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"15m", "1h", "12h"})
    void a_span_ends_with_the_period_that_goes_on(String span) throws Exception {
        JsonObject answer = browser.json("/local/dashboard?span=" + span);

        long from = answer.get("from").getAsLong();
        long period = answer.get("period").getAsLong();
        int periods = answer.get("periods").getAsInt();
        assertThat(text(answer, "span")).isEqualTo(span);
        assertThat(from % period).isZero();
        assertThat(from + period * periods - bellhop.clock().millis()).isBetween(-period, period);
        assertThat(sum(answer, "What is said", "Messages")).isNotNegative();
    }

    @ParameterizedTest
    @ValueSource(strings = {"span=2h", "span=15", "span=15m&span=1h"})
    void another_span_is_answered_with_a_sentence(String query) throws Exception {
        assertThat(browser.get("/local/dashboard?" + query)).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("\\\"span\\\" is one of 15m, 1h, 12h.");
        });
    }

    @Test
    void what_cloudwatch_alone_can_draw_says_so_in_its_place() throws Exception {
        Path template = folder.resolve("template.yaml");
        Files.writeString(
                template,
                Files.readString(Path.of("../template.yaml"))
                        .replace("'Sum', 300)\"", "'Sum', 300) + 1\"")
                        .replace("| limit 20\"", "| dedup times\"")
                        .replace("\"type\": \"alarm\"", "\"type\": \"explorer\""));
        try (LocalBellhop other = start(Unhurried.bellhop().template(template));
                Browser there = new Browser(other.url())) {
            JsonObject answer = there.json("/local/dashboard");

            assertThat(RunningPage.objects(answer, "widgets")).hasSize(12);
            assertThat(widget(answer, "Cold starts").getAsJsonArray("notDrawn").toString())
                    .contains("worked out by CloudWatch alone");
            assertThat(text(widget(answer, "What is talked about"), "why"))
                    .isEqualTo("\"dedup times\" is run by CloudWatch alone. The Log tab has the lines.");
            assertThat(RunningPage.objects(answer, "widgets")
                            .getFirst()
                            .get("why")
                            .getAsString())
                    .isEqualTo("A widget of the type \"explorer\" is drawn by CloudWatch alone.");
        }
    }

    /** What comes of it is over then. */
    private void say(String text) {
        bellhop.say(SlackWorkspace.ADA, SlackWorkspace.GENERAL, text).join();
        bellhop.awaitQuiet(LONGEST);
    }

    private void trouble(String what, String how, int times) throws Exception {
        browser.done(
                "/local/trouble/fail", "{\"what\":\"" + what + "\",\"how\":\"" + how + "\",\"times\":" + times + "}");
    }

    private double sum(String title, String label) throws Exception {
        return sum(browser.json("/local/dashboard"), title, label);
    }

    private static double sum(JsonObject answer, String title, String label) {
        return values(answer, title, label).stream().mapToDouble(each -> each).sum();
    }

    private double latest(String title, String label) throws Exception {
        return values(title, label).getLast();
    }

    private List<Double> values(String title, String label) throws Exception {
        return values(browser.json("/local/dashboard"), title, label);
    }

    /** None where there is no such line. */
    private static List<Double> values(JsonObject answer, String title, String label) {
        return RunningPage.objects(widget(answer, title), "lines").stream()
                .filter(line -> text(line, "label").equals(label))
                .flatMap(line ->
                        StreamSupport.stream(line.getAsJsonArray("values").spliterator(), false))
                .filter(value -> !value.isJsonNull())
                .map(JsonElement::getAsDouble)
                .toList();
    }

    private List<List<String>> rows(String title) throws Exception {
        return StreamSupport.stream(
                        widget(browser.json("/local/dashboard"), title)
                                .getAsJsonArray("rows")
                                .spliterator(),
                        false)
                .map(row -> StreamSupport.stream(row.getAsJsonArray().spliterator(), false)
                        .map(JsonElement::getAsString)
                        .toList())
                .toList();
    }

    private String alarm(String name) throws Exception {
        return RunningPage.objects(
                        RunningPage.objects(browser.json("/local/dashboard"), "widgets")
                                .getFirst(),
                        "alarms")
                .stream()
                .filter(alarm -> text(alarm, "name").equals(name))
                .map(alarm -> text(alarm, "state"))
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject widget(JsonObject answer, String title) {
        return RunningPage.objects(answer, "widgets").stream()
                .filter(widget -> text(widget, "title").equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static String kind(JsonObject widget) {
        return text(widget, "kind");
    }

    private static String text(JsonObject json, String name) {
        return RunningPage.text(json, name);
    }
}
