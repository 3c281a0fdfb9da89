package dev.bellhop.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellhop.localaws.Fault;
import dev.bellhop.slack.SlackStandIn;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** What the bot does while Lambda starts it. */
final class PrimingTest {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    @Test
    void the_calls_of_a_message_are_made() {
        try (BotRig rig = new BotRig()) {
            rig.prime();

            assertThat(rig.dynamoCalls).contains("TransactWriteItems", "BatchGetItem", "UpdateItem");
            assertThat(rig.published).hasSize(1);
            assertThat(rig.log()).isEmpty();
        }
    }

    @Test
    void nothing_is_written_published_or_said() {
        try (BotRig rig = new BotRig()) {
            rig.prime();
            // A start waits a second for Slack, and a busy machine may need longer.
            until(() -> !rig.slack.calls().isEmpty());

            assertThat(rig.stored()).isZero();
            // SNS refuses what is empty.
            assertThat(rig.published).extracting(PublishRequest::message).containsOnly("");
            assertThat(rig.slack.calls())
                    .extracting(SlackStandIn.Call::method, SlackStandIn.Call::authorization, SlackStandIn.Call::body)
                    .containsExactly(tuple("api.test", "", ""));
        }
    }

    @Test
    void a_start_goes_on_without_slack() {
        try (BotRig rig = new BotRig()) {
            rig.slack.close();

            rig.prime();
            until(() -> !rig.lines().isEmpty());

            assertThat(rig.dynamoCalls).contains("TransactWriteItems", "BatchGetItem", "UpdateItem");
            assertThat(rig.lines()).hasSize(1);
            assertThat(rig.lines().get(0).get("outcome").getAsString()).isEqualTo("not-connected");
        }
    }

    @Test
    @Timeout(60) // Slack would never answer.
    void a_start_goes_on_while_slack_is_silent() {
        try (BotRig rig = new BotRig()) {
            rig.slack.answerNothing();

            rig.prime();

            assertThat(rig.dynamoCalls).contains("TransactWriteItems", "BatchGetItem", "UpdateItem");
        }
    }

    @Test
    void the_first_request_after_it_is_the_first_in_metrics() {
        try (BotRig rig = new BotRig()) {
            rig.prime();

            rig.signed(Requests.callback(Requests.message("awsadvent hello")));

            assertThat(rig.closing().get("cold").getAsBoolean()).isTrue();
            assertThat(rig.slack.calls("chat.postMessage")).hasSize(1);
        }
    }

    @Test
    void a_start_goes_on_without_it_and_says_so_once() {
        try (BotRig rig = new BotRig()) {
            rig.dynamoFaults.faults().next(Fault.FAIL_BEFORE, call -> true, 0, 100);

            rig.prime();

            assertThat(rig.lines()).hasSize(1);
            assertThat(rig.lines().get(0).get("outcome").getAsString()).isEqualTo("not-primed");
            assertThat(rig.log()).doesNotContain(BotRig.SECRET);
        }
    }

    @Test
    void without_a_topic_nothing_is_published() {
        try (BotRig rig = new BotRig(variables -> variables.remove("SNS_TOPIC_ARN"))) {
            rig.prime();

            assertThat(rig.published).isEqualTo(List.of());
            assertThat(rig.dynamoCalls).contains("TransactWriteItems");
            assertThat(rig.log()).isEmpty();
        }
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("nothing within " + LONGEST).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
