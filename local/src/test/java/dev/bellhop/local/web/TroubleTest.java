package dev.bellhop.local.web;

import static dev.bellhop.local.web.RunningPage.SOON;
import static dev.bellhop.local.web.RunningPage.objects;
import static dev.bellhop.local.web.RunningPage.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.bellhop.local.SlackWorkspace;
import dev.bellhop.localaws.Fault;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Trouble is made from the page, and what the system does about it is seen there. */
final class TroubleTest {

    /** A wait may begin only after a step, on a machine with much to do after several. */
    private static final int MOST_STEPS = 60;

    @RegisterExtension
    private final RunningPage page = new RunningPage();

    @Test
    void an_event_is_followed_from_the_request_to_every_subscriber() throws Exception {
        page.say("awsadvent followed");
        page.bellhop().awaitQuiet(SOON);

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
            assertThat(page.browser()
                            .json("/local/details/" + text(write, "detail"))
                            .has("TransactItems"))
                    .isTrue();
        });
        assertThat(objects(trace, "calls"))
                .extracting(call -> text(call, "operation"))
                .containsExactly("chat.postMessage");
        assertThat(text(publication, "eventId")).isEqualTo(text(trace, "subject"));
        assertThat(objects(publication, "deliveries"))
                .filteredOn(delivery -> text(delivery, "state").equals("delivered"))
                .extracting(delivery -> text(delivery, "function"))
                .contains("MultiplierFunction", "LoggerFunction", "LeaderboardFunction");
        assertThat(objects(publication, "deliveries"))
                .filteredOn(delivery -> text(delivery, "function").equals("LeaderboardFunction"))
                .singleElement()
                .satisfies(delivery -> assertThat(objects(delivery, "writes"))
                        .extracting(write -> text(write, "operation"))
                        .containsExactly("PutItem"));
        assertThat(objects(publication, "deliveries"))
                .filteredOn(delivery -> text(delivery, "function").equals("MultiplierFunction"))
                .singleElement()
                .satisfies(delivery -> assertThat(objects(delivery, "writes")).isNotEmpty());
    }

    @Test
    void a_message_delivered_twice_counts_once() throws Exception {
        page.browser().done("/local/trouble/duplicate", "{\"times\":2}");

        page.say("awsadvent twice");
        settle();

        assertThat(objects(objects(trace("event", "message"), "publications").getFirst(), "deliveries"))
                .filteredOn(delivery -> text(delivery, "function").equals("MultiplierFunction"))
                .hasSize(2);
        assertThat(count("twice")).isEqualTo(11);
    }

    @Test
    void what_the_leaderboard_fails_at_is_retried_and_then_a_dead_letter() throws Exception {
        page.bellhop()
                .aws()
                .functions()
                .faults()
                .next(Fault.FAIL_BEFORE, call -> call.function().equals("LeaderboardFunction"), 0, 3);

        page.say("awsadvent unranked");
        settle(Duration.ofMinutes(5));

        assertThat(objects(objects(trace("event", "message"), "publications").getFirst(), "deliveries"))
                .filteredOn(delivery -> text(delivery, "function").equals("LeaderboardFunction"))
                .singleElement()
                .satisfies(delivery -> {
                    assertThat(text(delivery, "state")).isEqualTo("dead-lettered");
                    assertThat(text(delivery, "queue")).isEqualTo("LeaderboardDeadLetters");
                    assertThat(objects(delivery, "attempts"))
                            .hasSize(3)
                            .allSatisfy(attempt ->
                                    assertThat(text(attempt, "error")).contains("Told to FAIL_BEFORE"));
                });
    }

    @Test
    void an_event_that_sns_does_not_take_is_owed_and_sent_by_the_sweeper() throws Exception {
        page.browser().done("/local/trouble/fail", "{\"what\":\"sns\",\"how\":\"fail\",\"times\":1}");

        page.say("awsadvent owed");
        page.bellhop().awaitQuiet(SOON);
        JsonObject owing = trace("event", "message");
        long before = count("owed");
        page.browser().done("/local/clock/advance", "{\"seconds\":60}");
        page.bellhop().awaitQuiet(SOON);

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
        page.say("awsadvent replayed");
        page.bellhop().awaitQuiet(SOON);

        JsonObject replayed = page.browser().done("/local/trouble/replay", "{}");
        page.bellhop().awaitQuiet(SOON);

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
        page.browser().done("/local/trouble/fail", "{\"what\":\"function:MultiplierFunction\",\"times\":3}");

        page.say("awsadvent redriven");
        try (Browser.Stream stream = page.browser().listen(Optional.empty())) {
            stream.next(event -> event.data().toString().contains("\"retrying\""));
            settle();
            stream.next(event -> event.data().toString().contains("\"n\":2")
                    && event.data().toString().contains("\"retrying\""));
            stream.next(event -> event.data().toString().contains("\"dead-lettered\""));
        }
        long before = count("redriven");
        JsonObject letters = page.browser().json("/local/queues/MultiplierDeadLetters");
        page.browser().done("/local/trouble/redrive", "{\"queue\":\"MultiplierDeadLetters\"}");
        page.bellhop().awaitQuiet(SOON);

        assertThat(before).isEqualTo(1);
        assertThat(letters.getAsJsonArray("messages")).hasSize(1);
        assertThat(count("redriven")).isEqualTo(11);
        assertThat(page.browser().json("/local/queues/MultiplierDeadLetters").getAsJsonArray("messages"))
                .isEmpty();
    }

    @Test
    void slack_that_is_down_is_answered_later() throws Exception {
        page.browser().done("/local/trouble/fail", "{\"what\":\"slack\",\"times\":20}");

        page.say("awsadvent late");
        page.bellhop().awaitQuiet(SOON);
        long replies = replies();
        page.browser().done("/local/trouble/calm", "{}");
        page.browser().done("/local/clock/advance", "{\"seconds\":60}");
        page.bellhop().awaitQuiet(SOON);

        assertThat(replies).isZero();
        assertThat(replies()).isEqualTo(1);
    }

    @Test
    void planned_trouble_is_shown_until_it_happened_or_is_called_off() throws Exception {
        page.browser().done("/local/trouble/fail", "{\"what\":\"sns\",\"times\":2}");
        int planned = pending("sns");
        page.say("awsadvent trouble");
        int afterOne = pending("sns");
        page.browser().done("/local/trouble/calm", "{}");

        assertThat(planned).isEqualTo(2);
        assertThat(afterOne).isEqualTo(1);
        assertThat(pending("sns")).isZero();
    }

    @Test
    void a_database_that_refuses_is_tried_again_by_slack() throws Exception {
        page.browser().done("/local/trouble/fail", "{\"what\":\"dynamodb\",\"how\":\"refuse\",\"times\":1}");

        page.say("awsadvent again");

        try (Browser.Stream stream = page.browser().listen(Optional.empty())) {
            stream.next(event -> event.data().toString().contains("\"status\":200,\"retry\":1"));
        }
        assertThat(objects(trace("event", "message"), "requests"))
                .extracting(request -> request.get("status").getAsInt())
                .containsExactly(500, 200);
    }

    /** Waits until all is over, retries too: who meets the first delivery at work is told to come again in a minute. */
    private void settle() throws Exception {
        settle(Duration.ofMinutes(1));
    }

    /** @param step how far the clock goes forward each time that something still waits for it */
    private void settle(Duration step) throws Exception {
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            try {
                page.bellhop().awaitQuiet(Duration.ofSeconds(1));
                return;
            } catch (IllegalStateException e) {
                page.browser().done("/local/clock/advance", "{\"seconds\":" + step.toSeconds() + "}");
            }
        }
        page.bellhop().awaitQuiet(SOON);
    }

    private long count(String word) throws Exception {
        return objects(page.browser().json("/local/counts"), "words").stream()
                .filter(each -> text(each, "word").equals(word))
                .mapToLong(each -> each.get("count").getAsLong())
                .sum();
    }

    private long replies() {
        return page.bellhop().workspace().messages().stream()
                .filter(SlackWorkspace.Message::isOfBot)
                .count();
    }

    private int pending(String service) throws Exception {
        return page.services().stream()
                .filter(each -> text(each, "id").equals(service))
                .mapToInt(each -> each.get("pending").getAsInt())
                .sum();
    }

    /** The first of this kind that is not about the bot's own messages. */
    private JsonObject trace(String kind, String title) throws Exception {
        return page.trace(trace -> text(trace, "kind").equals(kind)
                && text(trace, "title").equals(title)
                && !trace.get("own").getAsBoolean());
    }
}
