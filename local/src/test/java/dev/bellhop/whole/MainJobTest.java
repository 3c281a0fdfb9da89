package dev.bellhop.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.localaws.Fault;
import dev.bellhop.localaws.Happening;
import dev.bellhop.words.Count;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a message leads to when all goes well, and when one of the services that it needs does not. */
final class MainJobTest {

    private static final SlackEvent HELLO = SlackEvent.message("1764583200.000100", "awsadvent some words");

    private final Rig rig = new Rig();

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void a_word_shows_1_then_12_then_23() {
        for (int i = 0; i < 3; i++) {
            rig.deliver(SlackEvent.message("176458320" + i + ".000100", "awsadvent some words"));
            rig.quiet();
        }

        assertThat(rig.slack.posted())
                .extracting(SlackWeb.Posted::text)
                .containsExactly(
                        "awsadvent 1 · some 1 · words 1",
                        "awsadvent 12 · some 12 · words 12",
                        "awsadvent 23 · some 23 · words 23");
        assertThat(rig.count("some")).isEqualTo(new Count(3, 33));
        assertThat(rig.logged()).hasSize(3).allSatisfy(line -> assertThat(line).contains("awsadvent some words"));
    }

    @Test
    void a_message_of_500_distinct_words_is_counted_whole() {
        SlackEvent event = SlackEvent.message(
                "1764583200.000100",
                "awsadvent " + IntStream.range(1, 500).mapToObj(i -> "w" + i).collect(Collectors.joining(" ")));

        assertThat(rig.deliver(event).status()).isEqualTo(200);

        rig.assertCountedOnce(event);
        assertThat(rig.slack.posted().get(0).text()).contains("+490 more");
    }

    @Test
    void long_and_odd_texts_are_counted_by_the_rules() {
        String manyWords = IntStream.range(0x4e00, 0x4e00 + 20_000)
                .mapToObj(Character::toString)
                .collect(Collectors.joining(" "));
        for (String text : new String[] {manyWords, "w".repeat(10_000), "x".repeat(40_000), ":tada: 👍", ""}) {
            rig.clock.move(Duration.ofSeconds(1));
            String ts = rig.clock.instant().getEpochSecond() + ".000100";
            assertThat(rig.deliver(SlackEvent.message(ts, "awsadvent " + text)).status())
                    .isEqualTo(200);
        }
        rig.sweep();

        assertThat(rig.count("awsadvent")).isEqualTo(new Count(5, 55));
        assertThat(rig.count(":tada:")).isEqualTo(new Count(1, 11));
        assertThat(rig.count(Character.toString(0x4e00 + 498))).isEqualTo(new Count(1, 11));
        assertThat(rig.count(Character.toString(0x4e00 + 499))).isEqualTo(Count.ZERO);
        assertThat(rig.slack.posted()).hasSize(5);
    }

    @Test
    void a_webhook_is_answered_in_the_body_and_its_repeat_gets_the_text_again() {
        SlackEvent event = HELLO.as(SlackEvent.Kind.WEBHOOK);

        assertThat(rig.deliver(event).body()).isEqualTo("{\"text\":\"awsadvent 1 · some 1 · words 1\"}");
        rig.quiet();
        assertThat(rig.deliver(event).body()).isEqualTo("{\"text\":\"awsadvent 11 · some 11 · words 11\"}");
        assertThat(rig.deliver(HELLO).status()).isEqualTo(200);

        assertThat(rig.slack.posted()).isEmpty();
        rig.assertCountedOnce(HELLO);
    }

    @Test
    void an_event_delivered_three_times_multiplies_and_logs_once() {
        rig.aws.topics().deliverNext(3);

        rig.deliver(HELLO);
        // Deliveries that meet are repeated after Lambda's minute, which passes for the bot too.
        rig.sweep();

        rig.assertCountedOnce(HELLO);
        assertThat(rig.logged()).hasSize(1);
    }

    @Test
    void without_a_topic_it_counts_and_answers_and_owes_no_event() {
        rig.withoutTopic();

        rig.deliver(HELLO);

        rig.assertCountedOnce(HELLO);
        assertThat(rig.slack.posted()).hasSize(1);
        assertThat(rig.happenings).allMatch(Happening.Logged.class::isInstance);
    }

    @Test
    void with_dynamodb_down_slack_is_to_come_again_and_nothing_is_half_counted() {
        rig.dynamoFaults.faults().down();

        assertThat(rig.deliver(HELLO).status()).isEqualTo(500);
        assertThat(rig.deliver(HELLO.as(SlackEvent.Kind.WEBHOOK)).status()).isEqualTo(500);

        rig.dynamoFaults.faults().clear();
        assertThat(rig.count("some")).isEqualTo(Count.ZERO);
        assertThat(rig.deliver(HELLO.retried(1)).status()).isEqualTo(200);
        rig.assertCountedOnce(HELLO);
    }

    @Test
    void with_dynamodb_throttled_for_a_while_it_is_counted_all_the_same() {
        rig.dynamoFaults.faults().next(Fault.THROTTLE, any -> true, 0, 3);

        assertThat(rig.deliver(HELLO).status()).isEqualTo(200);

        rig.sweep();
        rig.assertCountedOnce(HELLO);
        assertThat(rig.slack.posted()).hasSize(1);
    }

    @Test
    void with_sns_down_it_is_counted_and_answered_and_the_event_goes_out_once_sns_is_back() {
        rig.aws.topics().faults().down();

        assertThat(rig.deliver(HELLO).status()).isEqualTo(200);
        assertThat(rig.slack.posted()).hasSize(1);
        assertThat(rig.mark(HELLO.identity()).orElseThrow()).containsKey("owesEvents");
        rig.sweep();
        assertThat(rig.logged()).isEmpty();

        rig.aws.topics().faults().clear();
        rig.sweep();
        rig.sweep();
        rig.assertCountedOnce(HELLO);
        assertThat(rig.slack.posted()).hasSize(1);
        assertThat(rig.happenings.stream().filter(Happening.Published.class::isInstance))
                .hasSize(1);
    }

    @Test
    void slacks_wait_is_honoured_where_there_is_time() {
        rig.slack.next(SlackWeb.TOO_MANY);

        rig.deliver(HELLO);

        assertThat(rig.slack.posted()).hasSize(1);
        rig.assertCountedOnce(HELLO);
    }

    @Test
    void with_slack_down_it_is_counted_and_published_and_answered_by_the_sweeper() {
        rig.slack.down(true);

        assertThat(rig.deliver(HELLO).status()).isEqualTo(200);
        assertThat(rig.deliver(HELLO.retried(1)).status()).isEqualTo(200);
        rig.sweep();
        assertThat(rig.slack.posted()).isEmpty();
        assertThat(rig.logged()).hasSize(1);

        rig.slack.down(false);
        rig.sweep();
        rig.assertCountedOnce(HELLO);
        assertThat(rig.slack.posted()).hasSize(1);
    }

    @Test
    void a_poison_event_does_not_stop_its_neighbours_and_comes_back_by_redrive_once_the_cause_is_mended() {
        rig.dynamoFaults
                .faults()
                .next(
                        Fault.FAIL_BEFORE,
                        call -> call.operation().equals("TransactWriteItems")
                                && call.body().toString().contains("multiplier:" + HELLO.identity()),
                        0,
                        Integer.MAX_VALUE);
        SlackEvent neighbour = SlackEvent.message("1764583201.000100", "awsadvent other thing");

        rig.deliver(HELLO);
        rig.deliver(neighbour);
        rig.quiet();
        rig.sweep();

        assertThat(rig.count("thing")).isEqualTo(new Count(1, 11));
        assertThat(rig.count("some")).isEqualTo(new Count(1, 1));
        assertThat(rig.aws.queues().bodies("MultiplierDeadLetters")).hasSize(1);
        assertThat(rig.redrive("multiplier")).isEqualTo("{\"redriven\":0,\"failed\":1,\"left\":1}");

        rig.dynamoFaults.faults().clear();
        rig.clock.move(Duration.ofMinutes(5));
        assertThat(rig.redrive("multiplier")).isEqualTo("{\"redriven\":1,\"failed\":0,\"left\":0}");
        assertThat(rig.redrive("multiplier")).isEqualTo("{\"redriven\":0,\"failed\":0,\"left\":0}");
        rig.assertCountedOnce(HELLO.withText("some words"));
        assertThat(rig.logged()).hasSize(2);
    }

    @Test
    void an_undelivered_event_comes_back_by_redrive_too() {
        rig.aws.functions().unregister("MultiplierFunction");
        rig.deliver(HELLO);
        rig.quiet();
        assertThat(rig.aws.queues().bodies("MultiplierDeadLetters"))
                .singleElement()
                .satisfies(body -> assertThat(body).contains("\"Type\":\"Notification\""));

        rig.registerSubscribers();
        rig.redrive("multiplier");

        rig.assertCountedOnce(HELLO);
    }
}
