package dev.bellhop.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.localaws.Fault;
import dev.bellhop.words.Count;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators see and do in Slack, through the real handlers. */
class OpsTest {

    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void a_trace_shows_what_each_function_did_about_an_event() {
        SlackEvent event = SlackEvent.message("1764583200.000100", "awsadvent traced");
        rig.deliver(event);
        rig.quiet();

        assertThat(rig.ops("trace " + event.identity()).lines())
                .anySatisfy(line -> assertThat(line).contains(":white_check_mark:", "*bot*"))
                .anySatisfy(line -> assertThat(line).contains(":white_check_mark:", "*multiplier*", " ms"))
                .anySatisfy(line -> assertThat(line).contains(":white_check_mark:", "*logger*"))
                .anySatisfy(line -> assertThat(line).contains("Nothing in the logs of", "`reservation`"))
                .noneSatisfy(line -> assertThat(line).contains("traced"));
        assertThat(rig.ops("trace T1:C1:1764583299.000100")).contains("No function's log says anything");
    }

    @Test
    void the_log_shows_who_said_a_word_where_and_no_other() {
        rig.deliver(SlackEvent.message("1764583200.000100", "awsadvent hello &amp; &lt;b&gt; &amp;lt; <!channel>"));
        rig.deliver(SlackEvent.message("1764583201.000100", "awsadvent helloes"));
        rig.command("U1", "staging");
        rig.quiet();

        assertThat(rig.ops("logs hello"))
                .contains("*1 event* with `hello`", "<@U1>", "<#C1>", "hello &amp; &lt;b&gt; &amp;lt; &lt;!channel&gt;")
                .contains("`T1:C1:1764583200.000100`")
                .doesNotContain("helloes", "staging");
        assertThat(rig.ops("logs")).contains("*3 events*", "`bellhop.reservation.made.v1` staging");
        rig.clock.move(Duration.ofHours(1).plusSeconds(1));
        assertThat(rig.ops("logs")).contains("Nothing");
    }

    @Test
    void a_poisoned_queue_is_listed_and_once_the_cause_is_mended_its_redrive_loses_and_doubles_nothing() {
        rig.dynamoFaults
                .faults()
                .next(
                        Fault.FAIL_BEFORE,
                        call -> call.operation().equals("TransactWriteItems")
                                && call.body().toString().contains("multiplier"),
                        0,
                        1_000);
        SlackEvent poisoned = SlackEvent.message("1764583200.000100", "awsadvent poison");
        rig.deliver(poisoned);
        rig.quiet();

        assertThat(rig.ops("dlq"))
                .contains("*multiplier*: 1 dead letter", "failed 3 times", "`" + poisoned.identity() + "`")
                .contains("*logger*: none");
        assertThat(rig.ops("dlq redrive multiplier")).contains("0 dead letters", "1 failed again and stays");
        assertThat(rig.count("poison")).isEqualTo(new Count(1, 1));

        rig.dynamoFaults.faults().clear();
        rig.clock.move(Duration.ofMinutes(2));
        assertThat(rig.ops("dlq redrive multiplier")).isEqualTo("1 dead letter of `multiplier` was done.");
        assertThat(rig.ops("dlq")).contains("No dead letters");
        assertThat(rig.ops("dlq redrive multiplier")).contains("There are no dead letters of `multiplier`");
        rig.assertCountedOnce(poisoned);
    }

    @Test
    void a_queue_that_does_not_exist_is_refused_with_those_that_do() {
        assertThat(rig.ops("dlq redrive everything")).contains("logger", "multiplier", "reservation");
    }
}
