package dev.bellhop.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of crashes in {@code docs/decisions.md}: a process dies at each of its calls, and somebody finishes. */
final class CrashTest {

    /** Three transactions: the calls of counting it are these, in this order. */
    private static final List<String> CALLS = List.of(
            "TransactWriteItems",
            "TransactWriteItems",
            "TransactWriteItems",
            "BatchGetItem",
            "Publish",
            "chat.postMessage",
            "UpdateItem");

    private static final SlackEvent EVENT = SlackEvent.message(
            "1764583200.000100",
            "awsadvent " + IntStream.range(1, 250).mapToObj(i -> "w" + i).collect(Collectors.joining(" ")));

    /** Counted and answered first; then its files are told to the topic, under a mark of their own. */
    private static final List<String> CALLS_WITH_FILES = List.of(
            "TransactWriteItems",
            "BatchGetItem",
            "Publish",
            "chat.postMessage",
            "UpdateItem",
            "TransactWriteItems",
            "Publish",
            "Publish",
            "UpdateItem");

    private static final SlackEvent WITH_FILES =
            SlackEvent.message("1764583200.000200", "awsadvent look").with("F1", "F2");

    private final Rig rig = new Rig();

    /** A JVM's first message may take longer than Slack waits; that is no crash. */
    @BeforeAll
    static void warm() {
        try (Rig rig = new Rig()) {
            rig.deliver(EVENT);
            rig.quiet();
        }
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    static Stream<Arguments> deaths() {
        return IntStream.rangeClosed(1, CALLS.size())
                .boxed()
                .flatMap(call -> Stream.of(
                        Arguments.of(call, "before", "sweeper"),
                        Arguments.of(call, "before", "retry"),
                        Arguments.of(call, "after", "sweeper"),
                        Arguments.of(call, "after", "retry")));
    }

    @Test
    void a_process_that_lives_makes_these_calls() {
        Life life = Life.endless();

        assertThat(rig.deliver(life, EVENT).status()).isEqualTo(200);

        assertThat(life.calls()).isEqualTo(CALLS);
        rig.assertCountedOnce(EVENT);
        assertThat(rig.slack.posted()).hasSize(1);
        assertThat(rig.logged()).hasSize(1);
    }

    @ParameterizedTest(name = "the bot dies {1} call {0}, and the {2} finishes")
    @MethodSource("deaths")
    void a_bot_that_dies_at_any_call_is_made_up_for(int call, String when, String finisher) {
        Life life = when.equals("before") ? Life.endingBefore(call) : Life.endingAfter(call);

        assertThat(rig.deliver(life, EVENT).status()).isZero();
        boolean committed = call > 1 || when.equals("after");
        if (!committed || finisher.equals("retry")) {
            assertThat(rig.deliver(EVENT.retried(1)).status()).isEqualTo(200);
        }
        if (committed && finisher.equals("retry")) {
            rig.quiet();
            rig.clock.move(Duration.ofMinutes(1));
            assertThat(rig.deliver(EVENT.retried(2)).status()).isEqualTo(200);
        }
        rig.sweep();

        rig.assertCountedOnce(EVENT);
        boolean repliedTwice = (call == 6 && when.equals("after")) || (call == 7 && when.equals("before"));
        assertThat(rig.slack.posted()).hasSize(repliedTwice ? 2 : 1);
        assertThat(rig.logged()).hasSize(1);
    }

    static Stream<Arguments> deathsWithFiles() {
        return IntStream.rangeClosed(1, CALLS_WITH_FILES.size())
                .boxed()
                .flatMap(call -> Stream.of(Arguments.of(call, "before"), Arguments.of(call, "after")));
    }

    @Test
    void a_process_that_lives_tells_the_topic_of_files_after_it_has_answered() {
        Life life = Life.endless();

        assertThat(rig.deliver(life, WITH_FILES).status()).isEqualTo(200);

        assertThat(life.calls()).isEqualTo(CALLS_WITH_FILES);
        assertFilesAreToldOfOnce();
    }

    /**
     * Until their mark is committed Slack's retry alone knows of the files, and Slack was not answered; from then on the sweeper
     * does too.
     */
    @ParameterizedTest(name = "the bot dies {1} call {0}")
    @MethodSource("deathsWithFiles")
    void a_bot_that_dies_at_any_call_of_a_message_with_files_is_made_up_for(int call, String when) {
        Life life = when.equals("before") ? Life.endingBefore(call) : Life.endingAfter(call);

        assertThat(rig.deliver(life, WITH_FILES).status()).isZero();
        boolean marked = call > 6 || (call == 6 && when.equals("after"));
        if (!marked) {
            rig.quiet();
            rig.clock.move(Duration.ofMinutes(1));
            assertThat(rig.deliver(WITH_FILES.retried(1)).status()).isEqualTo(200);
        }
        rig.sweep();

        rig.assertCountedOnce(WITH_FILES);
        assertFilesAreToldOfOnce();
    }

    private void assertFilesAreToldOfOnce() {
        rig.quiet();
        assertThat(rig.logged())
                .filteredOn(line -> line.contains("bellhop.file.shared.v1"))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("\"" + WITH_FILES.identity() + ":F1\""),
                        line -> assertThat(line).contains("\"" + WITH_FILES.identity() + ":F2\""));
        assertThat(rig.mark(WITH_FILES.identity() + ":files"))
                .hasValueSatisfying(mark -> assertThat(mark)
                        .containsKey("expires")
                        .doesNotContainKeys("owesEvents", "owesReply", "owedSince", "owedShard"));
    }

    static Stream<Arguments> deathsOfSweeper() {
        return IntStream.rangeClosed(1, 15)
                .boxed()
                .flatMap(call -> Stream.of(Arguments.of(call, "before"), Arguments.of(call, "after")));
    }

    @ParameterizedTest(name = "the sweeper dies {1} call {0}")
    @MethodSource("deathsOfSweeper")
    void a_sweeper_that_dies_at_any_call_is_made_up_for_by_the_next(int call, String when) {
        rig.deliver(Life.endingAfter(1), EVENT);
        rig.clock.move(Duration.ofMinutes(1));
        Life life = when.equals("before") ? Life.endingBefore(call) : Life.endingAfter(call);

        rig.sweeper(life, "{}");
        assertThat(life.isOver()).isTrue();
        rig.sweep();

        rig.assertCountedOnce(EVENT);
        assertThat(rig.slack.posted()).hasSizeBetween(1, 2);
        assertThat(rig.logged()).hasSize(1);
    }

    static Stream<Arguments> deathsOfMultiplier() {
        return IntStream.rangeClosed(1, 3)
                .boxed()
                .flatMap(call -> Stream.of(Arguments.of(call, "before"), Arguments.of(call, "after")));
    }

    @ParameterizedTest(name = "the multiplier dies {1} call {0}")
    @MethodSource("deathsOfMultiplier")
    void a_multiplier_that_dies_at_any_call_adds_its_bonus_once(int call, String when) {
        Life life = when.equals("before") ? Life.endingBefore(call) : Life.endingAfter(call);
        rig.multiplierLives.add(life);

        rig.deliver(EVENT);
        // The minute that Lambda waits passes for everybody: the bot may have been left without time to reply.
        rig.sweep();

        assertThat(life.isOver()).isTrue();
        rig.assertCountedOnce(EVENT);
    }

    /** A mark, the line without its stream, the stream, the line, the mark. */
    static Stream<Arguments> deathsOfLogger() {
        return IntStream.rangeClosed(1, 5)
                .boxed()
                .flatMap(call -> Stream.of(Arguments.of(call, "before"), Arguments.of(call, "after")));
    }

    @ParameterizedTest(name = "the logger dies {1} call {0}")
    @MethodSource("deathsOfLogger")
    void a_logger_that_dies_at_any_call_logs_at_least_once(int call, String when) {
        Life life = when.equals("before") ? Life.endingBefore(call) : Life.endingAfter(call);
        rig.loggerLives.add(life);

        rig.deliver(EVENT);
        // The minute that Lambda waits passes for everybody: the bot may have been left without time to reply.
        rig.sweep();

        assertThat(life.isOver()).isTrue();
        rig.assertCountedOnce(EVENT);
        boolean loggedTwice = (call == 4 && when.equals("after")) || (call == 5 && when.equals("before"));
        assertThat(rig.logged()).hasSize(loggedTwice ? 2 : 1);
    }
}
