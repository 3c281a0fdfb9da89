package dev.bellhop.local.web;

import static dev.bellhop.local.web.RunningPage.objects;
import static dev.bellhop.local.web.RunningPage.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.local.SlackWorkspace;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The board as the page asks for it. */
final class StandingsTest {

    @RegisterExtension
    final RunningPage page = new RunningPage();

    @Test
    void the_board_has_what_is_said_in_public_channels_the_most_said_first() throws Exception {
        page.say("awsadvent tea tea coffee");
        page.say("awsadvent tea");
        quiet();

        assertThat(board("most=50")).containsExactly("tea 3 33", "awsadvent 2 22", "coffee 1 11");
    }

    @Test
    void what_is_said_to_the_bot_alone_is_on_no_board() throws Exception {
        var talk = page.bellhop().workspace().directMessages(SlackWorkspace.ADA);
        page.bellhop().say(SlackWorkspace.ADA, talk, "awsadvent confidential").join();
        page.say("awsadvent open");
        quiet();

        assertThat(objects(page.browser().json("/local/counts"), "words"))
                .anyMatch(word -> text(word, "word").equals("confidential"));
        assertThat(board("")).hasSize(2).noneMatch(line -> line.contains("confidential"));
    }

    @Test
    void a_stop_word_leaves_the_board_and_is_named() throws Exception {
        page.say("awsadvent the the door");
        quiet();
        assertThat(board("")).contains("the 2 22");

        words("stop add the");

        JsonObject board = page.browser().json("/local/board");
        assertThat(lines(board)).containsExactly("awsadvent 1 11", "door 1 11");
        assertThat(board.getAsJsonArray("stopWords"))
                .extracting(JsonElement::getAsString)
                .containsExactly("the");
    }

    @Test
    void of_more_words_than_are_asked_for_the_highest_come_and_it_is_said_that_there_are_more() throws Exception {
        page.say("awsadvent one one two");
        quiet();

        JsonObject board = page.browser().json("/local/board?most=2");

        assertThat(lines(board)).containsExactly("one 2 22", "awsadvent 1 11");
        assertThat(board.get("more").getAsBoolean()).isTrue();
        assertThat(page.browser().json("/local/board?most=3").get("more").getAsBoolean())
                .isFalse();
    }

    @Test
    void a_word_is_told_as_slack_tells_it() throws Exception {
        page.say("awsadvent R&D R&D tea");
        quiet();

        assertThat(told("%20R%26d%20"))
                .startsWith(
                        "`r&amp;d` was said 2 times and stands at 22. Its rank is 1, by what is said in public channels");
        assertThat(told("nothing")).isEqualTo("Nobody has said `nothing` yet.");
        words("stop add tea");
        assertThat(told("tea")).contains("It is a stop word, so it has no rank.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "board?most=0          | \"most\" is a number from 1 to 1,000.",
                "board?most=1001       | \"most\" is a number from 1 to 1,000.",
                "board?most=ten        | \"most\" is a number from 1 to 1,000.",
                "board/word            | \"word\" is missing.",
                "board/word?word=%20   | \"word\" is missing.",
                "board/word?word=!!    | There is no word in that.",
                "board/word?word=a%20b | One word at a time, please.",
            })
    void what_is_malformed_is_refused_with_a_sentence(String call, String sentence) throws Exception {
        HttpResponse<String> response = page.browser().get("/local/" + call.strip());

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(text(JsonParser.parseString(response.body()).getAsJsonObject(), "error"))
                .isEqualTo(sentence);
    }

    @Test
    void whoever_looks_on_meets_no_fault_and_uses_none_up() throws Exception {
        page.browser().done("/local/trouble/fail", "{\"what\":\"dynamodb\",\"how\":\"fail\",\"times\":3}");
        page.browser().done("/local/trouble/fail", "{\"what\":\"logs\",\"how\":\"fail\",\"times\":3}");

        for (String call : List.of("board", "board/word?word=tea", "counts", "reservations", "logs")) {
            assertThat(page.browser().get("/local/" + call).statusCode())
                    .as(call)
                    .isEqualTo(200);
        }

        assertThat(page.services())
                .filteredOn(service -> List.of("dynamodb", "logs").contains(text(service, "id")))
                .extracting(service -> service.get("pending").getAsInt())
                .containsExactlyInAnyOrder(3, 3);
    }

    private List<String> board(String query) throws Exception {
        return lines(page.browser().json("/local/board?" + query));
    }

    private static List<String> lines(JsonObject board) {
        return objects(board, "standings").stream()
                .map(each -> text(each, "word") + " " + text(each, "mentions") + " " + text(each, "count"))
                .toList();
    }

    private String told(String word) throws Exception {
        return text(page.browser().json("/local/board/word?word=" + word), "text");
    }

    private void words(String text) throws Exception {
        page.browser()
                .done(
                        "/local/commands",
                        "{\"user\":\"U0ADA0001\",\"channel\":\"C0GENERAL\",\"command\":\"/words\",\"text\":\"" + text
                                + "\"}");
    }

    private void quiet() {
        page.bellhop().awaitQuiet(RunningPage.SOON);
    }
}
