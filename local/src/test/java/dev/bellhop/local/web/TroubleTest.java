package dev.bellhop.local.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.bellhop.local.LocalBellhop;
import dev.bellhop.local.SlackWorkspace;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trouble is made from the page, and what the system does about it is seen there. */
final class TroubleTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private LocalBellhop bellhop;
    private Browser browser;

    @BeforeEach
    void start() throws IOException {
        bellhop = LocalBellhop.builder().environment(Map.of()).start();
        browser = new Browser(bellhop.url());
    }

    @AfterEach
    void close() {
        browser.close();
        bellhop.close();
    }

    @Test
    void an_event_is_followed_from_the_request_to_every_subscriber() throws Exception {
        say("awsadvent followed");
        bellhop.awaitQuiet(SOON);

        JsonObject trace = trace("event", "message");
        JsonObject publication = objects(trace, "publications").getFirst();

        assertThat(text(trace, "state")).isEqualTo("settled");
        assertThat(objects(trace, "requests"))
                .singleElement()
                .satisfies(
                        request -> assertThat(request.get("status").getAsInt()).isEqualTo(200));
        assertThat(objects(trace, "writes").getFirst()).satisfies(write -> {
            assertThat(text(write, "operation")).isEqualTo("TransactWriteItems");
            assertThat(text(write, "outcome")).isEqualTo("committed");
            assertThat(write.get("mark").getAsBoolean()).isTrue();
            assertThat(browser.json("/local/details/" + text(write, "detail")).has("TransactItems"))
                    .isTrue();
        });
        assertThat(objects(trace, "calls"))
                .extracting(call -> text(call, "operation"))
                .containsExactly("chat.postMessage");
        assertThat(text(publication, "eventId")).isEqualTo(text(trace, "subject"));
        assertThat(objects(publication, "deliveries"))
                .filteredOn(delivery -> text(delivery, "state").equals("delivered"))
                .extracting(delivery -> text(delivery, "function"))
                .contains("MultiplierFunction", "LoggerFunction");
        assertThat(objects(publication, "deliveries"))
                .filteredOn(delivery -> text(delivery, "function").equals("MultiplierFunction"))
                .singleElement()
                .satisfies(delivery -> assertThat(objects(delivery, "writes")).isNotEmpty());
    }

    @Test
    void a_message_delivered_twice_counts_once() throws Exception {
        browser.done("/local/trouble/duplicate", "{\"times\":2}");

        say("awsadvent twice");
        settle();

        assertThat(objects(objects(trace("event", "message"), "publications").getFirst(), "deliveries"))
                .filteredOn(delivery -> text(delivery, "function").equals("MultiplierFunction"))
                .hasSize(2);
        assertThat(count("twice")).isEqualTo(11);
    }

    @Test
    void an_event_that_sns_does_not_take_is_owed_and_sent_by_the_sweeper() throws Exception {
        browser.done("/local/trouble/fail", "{\"what\":\"sns\",\"how\":\"fail\",\"times\":1}");

        say("awsadvent owed");
        bellhop.awaitQuiet(SOON);
        JsonObject owing = trace("event", "message");
        long before = count("owed");
        browser.done("/local/clock/advance", "{\"seconds\":60}");
        bellhop.awaitQuiet(SOON);

        assertThat(text(owing, "state")).isEqualTo("owing");
        assertThat(text(objects(owing, "publications").getFirst(), "outcome")).isEqualTo("failed");
        assertThat(before).isEqualTo(1);
        assertThat(count("owed")).isEqualTo(11);
        assertThat(text(trace("event", "message"), "state")).isEqualTo("settled");
        assertThat(objects(trace("schedule", "SweeperFunction"), "publications"))
                .singleElement()
                .satisfies(
                        publication -> assertThat(text(publication, "eventId")).isEqualTo(text(owing, "subject")));
    }

    @Test
    void a_request_that_is_replayed_changes_nothing_and_joins_its_trace() throws Exception {
        say("awsadvent replayed");
        bellhop.awaitQuiet(SOON);

        JsonObject replayed = browser.done("/local/trouble/replay", "{}");
        bellhop.awaitQuiet(SOON);

        JsonObject trace = trace("event", "message");
        assertThat(replayed.get("status").getAsInt()).isEqualTo(200);
        assertThat(text(replayed, "trace")).isEqualTo(text(trace, "id"));
        assertThat(objects(trace, "requests"))
                .extracting(request -> request.get("retry").getAsInt())
                .containsExactly(0, 1);
        assertThat(count("replayed")).isEqualTo(11);
    }

    @Test
    void a_subscriber_that_fails_for_good_is_redriven_from_its_dead_letters() throws Exception {
        browser.done("/local/trouble/fail", "{\"what\":\"function:MultiplierFunction\",\"times\":3}");

        say("awsadvent redriven");
        try (Browser.Stream stream = browser.listen(Optional.empty())) {
            stream.next(event -> event.data().toString().contains("\"retrying\""));
            browser.done("/local/clock/advance", "{\"seconds\":60}");
            stream.next(event -> event.data().toString().contains("\"n\":2")
                    && event.data().toString().contains("\"retrying\""));
            browser.done("/local/clock/advance", "{\"seconds\":120}");
            stream.next(event -> event.data().toString().contains("\"dead-lettered\""));
        }
        long before = count("redriven");
        JsonObject letters = browser.json("/local/queues/MultiplierDeadLetters");
        browser.done("/local/trouble/redrive", "{\"queue\":\"MultiplierDeadLetters\"}");
        bellhop.awaitQuiet(SOON);

        assertThat(before).isEqualTo(1);
        assertThat(letters.getAsJsonArray("messages")).hasSize(1);
        assertThat(count("redriven")).isEqualTo(11);
        assertThat(browser.json("/local/queues/MultiplierDeadLetters").getAsJsonArray("messages"))
                .isEmpty();
    }

    @Test
    void slack_that_is_down_is_answered_later() throws Exception {
        browser.done("/local/trouble/fail", "{\"what\":\"slack\",\"times\":20}");

        say("awsadvent late");
        bellhop.awaitQuiet(SOON);
        long replies = replies();
        browser.done("/local/trouble/calm", "{}");
        browser.done("/local/clock/advance", "{\"seconds\":60}");
        bellhop.awaitQuiet(SOON);

        assertThat(replies).isZero();
        assertThat(replies()).isEqualTo(1);
    }

    @Test
    void planned_trouble_is_shown_until_it_happened_or_is_called_off() throws Exception {
        browser.done("/local/trouble/fail", "{\"what\":\"sns\",\"times\":2}");
        int planned = pending("sns");
        say("awsadvent trouble");
        int afterOne = pending("sns");
        browser.done("/local/trouble/calm", "{}");

        assertThat(planned).isEqualTo(2);
        assertThat(afterOne).isEqualTo(1);
        assertThat(pending("sns")).isZero();
    }

    @Test
    void a_database_that_refuses_is_tried_again_by_slack() throws Exception {
        browser.done("/local/trouble/fail", "{\"what\":\"dynamodb\",\"how\":\"refuse\",\"times\":1}");

        say("awsadvent again");

        try (Browser.Stream stream = browser.listen(Optional.empty())) {
            stream.next(event -> event.data().toString().contains("\"status\":200,\"retry\":1"));
        }
        assertThat(objects(trace("event", "message"), "requests"))
                .extracting(request -> request.get("status").getAsInt())
                .containsExactly(500, 200);
    }

    /** Waits until all is over, retries too: who meets the first delivery at work is told to come again in a minute. */
    private void settle() throws Exception {
        for (int minutes = 0; minutes < 5; minutes++) {
            try {
                bellhop.awaitQuiet(Duration.ofSeconds(3));
                return;
            } catch (IllegalStateException e) {
                browser.done("/local/clock/advance", "{\"seconds\":60}");
            }
        }
        bellhop.awaitQuiet(SOON);
    }

    private void say(String text) throws Exception {
        browser.done("/local/messages", "{\"user\":\"U0ADA0001\",\"channel\":\"C0GENERAL\",\"text\":\"" + text + "\"}");
    }

    private long count(String word) throws Exception {
        return objects(browser.json("/local/counts"), "words").stream()
                .filter(each -> text(each, "word").equals(word))
                .mapToLong(each -> each.get("count").getAsLong())
                .sum();
    }

    private long replies() {
        return bellhop.workspace().messages().stream()
                .filter(SlackWorkspace.Message::isOfBot)
                .count();
    }

    private int pending(String service) throws Exception {
        return objects(browser.json("/local/snapshot").getAsJsonObject("trouble"), "services").stream()
                .filter(each -> text(each, "id").equals(service))
                .mapToInt(each -> each.get("pending").getAsInt())
                .sum();
    }

    /** The first of this kind that is not about the bot's own messages. */
    private JsonObject trace(String kind, String title) throws Exception {
        return objects(browser.json("/local/snapshot"), "traces").stream()
                .filter(trace ->
                        text(trace, "kind").equals(kind) && text(trace, "title").equals(title))
                .filter(trace -> !trace.get("own").getAsBoolean())
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonObject> objects(JsonObject json, String name) {
        JsonArray array = json.getAsJsonArray(name);
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private static String text(JsonObject json, String name) {
        JsonElement value = json.get(name);
        return value == null || value.isJsonNull() ? "" : value.getAsString();
    }
}
