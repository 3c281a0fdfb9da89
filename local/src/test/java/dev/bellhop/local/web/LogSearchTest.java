package dev.bellhop.local.web;

import static dev.bellhop.local.web.RunningPage.objects;
import static dev.bellhop.local.web.RunningPage.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.local.LocalBellhop;
import dev.bellhop.local.Unhurried;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page finds in the logs. */
final class LogSearchTest {

    @RegisterExtension
    final RunningPage page = new RunningPage();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parsnip",
                "PARSNIP",
                "turnip parsnip",
                "\"parsnip and turnip\"",
                "type=bellhop.message.counted.v1 parsnip",
                "{ $.data.text = \"*parsnip*\" }",
                "%[Pp]arsnip%",
            })
    void a_line_is_found_by_all_the_words_in_it_or_by_a_pattern(String search) throws Exception {
        page.say("awsadvent parsnip and Turnip");
        page.say("awsadvent turnip");
        quiet();

        assertThat(find("search=" + encoded(search)))
                .singleElement()
                .satisfies(line -> assertThat(text(line, "group")).isEqualTo("EventLogGroup"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parsnip carrot",
                "\"turnip and parsnip\"",
                "type=nothing parsnip",
                "{ $.data.text = \"parsnip\" }",
                "%PARSNIP%",
            })
    void a_line_that_lacks_one_is_not_found(String search) throws Exception {
        page.say("awsadvent parsnip and turnip");
        quiet();

        assertThat(find("search=" + encoded(search))).isEmpty();
    }

    @Test
    void an_events_id_finds_its_whole_way_in_the_order_of_time() throws Exception {
        page.say("awsadvent first");
        page.say("awsadvent second");
        quiet();
        JsonObject said = find("group=EventLogGroup&search=second").getFirst().getAsJsonObject("line");

        List<JsonObject> way = find("search=" + encoded("\"" + text(said, "id") + "\""));

        assertThat(way)
                .extracting(line -> text(line, "group"))
                .contains(
                        "BotLogGroup", "MultiplierLogGroup", "LoggerLogGroup", "LeaderboardLogGroup", "EventLogGroup");
        assertThat(way).extracting(line -> line.get("at").getAsLong()).isSorted();
        assertThat(way).noneMatch(line -> line.toString().contains("awsadvent first"));
    }

    @Test
    void the_latest_lines_come_and_it_is_said_how_many_more_there_are() throws Exception {
        page.say("awsadvent older");
        page.say("awsadvent newer");
        quiet();

        JsonObject found = page.browser().json("/local/logs?group=EventLogGroup&most=1");

        assertThat(objects(found, "lines"))
                .singleElement()
                .satisfies(line -> assertThat(line.toString()).contains("awsadvent newer"));
        assertThat(found.get("more").getAsInt()).isEqualTo(1);
    }

    @Test
    void what_is_older_than_is_asked_for_is_left_out() throws Exception {
        page.say("awsadvent early");
        quiet();
        page.bellhop().advance(Duration.ofMinutes(20));
        page.say("awsadvent late");
        quiet();

        assertThat(find("group=EventLogGroup&since=15m"))
                .singleElement()
                .satisfies(line -> assertThat(line.toString()).contains("awsadvent late"));
        assertThat(find("group=EventLogGroup&since=1h")).hasSize(2);
        assertThat(find("group=EventLogGroup")).hasSize(2);
    }

    @Test
    void metrics_are_shown_to_whoever_asks_for_them() throws Exception {
        page.say("awsadvent \\\"_aws\\\" measured");
        quiet();

        assertThat(find(""))
                .isNotEmpty()
                .noneMatch(line -> line.getAsJsonObject("line").has("_aws"));
        assertThat(find("metrics=true"))
                .anyMatch(line -> line.getAsJsonObject("line").has("_aws"));
        assertThat(find("search=measured")).hasSize(1);
    }

    @Test
    void groups_are_named_by_who_prints_there() throws Exception {
        page.say("awsadvent names");
        quiet();

        assertThat(objects(page.browser().json("/local/logs"), "groups"))
                .extracting(group -> text(group, "name") + ": " + text(group, "label"))
                .contains("BotLogGroup: BotFunction", "EventLogGroup: Event log", "journal: Journal of this laptop");
    }

    @Test
    void what_the_laptop_noted_itself_is_found_too(@TempDir Path data) throws Exception {
        Files.writeString(data.resolve("workspace.jsonl"), "no JSON\n");
        try (LocalBellhop bellhop = Unhurried.bellhop().data(data).start();
                Browser browser = new Browser(bellhop.url())) {
            List<JsonObject> lines =
                    objects(browser.json("/local/logs?search=" + encoded("outcome=lines-skipped error")), "lines");

            assertThat(lines)
                    .singleElement()
                    .satisfies(line -> assertThat(text(line, "group")).isEqualTo("journal"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "400 | most=0             | \"most\" is a number from 1 to 1,000.",
                "400 | most=1001          | \"most\" is a number from 1 to 1,000.",
                "400 | since=yesterday    | \"since\" is a length of time such as 15m or 1h.",
                "400 | search=%7B $.a     | Invalid filter pattern { $.a: what begins with { ends with }.",
                "400 | search=%7B $.a %7D | Invalid filter pattern { $.a }: it ends too early.",
                "400 | search=%25open     | Invalid filter pattern %open: what begins with % ends with %.",
                "404 | group=Nowhere      | There is no log group Nowhere.",
            })
    void what_is_malformed_is_refused_with_a_sentence(int status, String query, String sentence) throws Exception {
        HttpResponse<String> response = page.browser().get("/local/logs?" + query.replace(" ", "%20"));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(text(JsonParser.parseString(response.body()).getAsJsonObject(), "error"))
                .isEqualTo(sentence);
    }

    @Test
    void a_search_is_no_longer_than_a_pattern_may_be() throws Exception {
        assertThat(page.browser().get("/local/logs?search=" + "a".repeat(1_024)).statusCode())
                .isEqualTo(200);
        assertThat(page.browser().get("/local/logs?search=" + "a".repeat(1_025)).body())
                .contains("A search has 1,024 characters at most.");
    }

    private List<JsonObject> find(String query) throws Exception {
        return objects(page.browser().json("/local/logs?" + query), "lines");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void quiet() {
        page.bellhop().awaitQuiet(RunningPage.SOON);
    }
}
