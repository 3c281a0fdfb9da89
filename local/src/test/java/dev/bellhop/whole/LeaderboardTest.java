package dev.bellhop.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.localaws.Fault;
import dev.bellhop.localaws.Happening;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From what somebody says to the board, by the topic and the queue. */
final class LeaderboardTest {

    private static final String TS = "1764583200.000100";
    private static final SlackEvent HELLO = SlackEvent.message(TS, "awsadvent hello hello");

    private final Rig rig = new Rig();

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void what_is_said_in_a_public_channel_is_on_the_board() {
        rig.deliver(HELLO);
        rig.deliver(HELLO.retried(1));
        rig.quiet();

        assertThat(rig.board()).containsExactly("hello", "awsadvent");
        assertThat(rig.printed)
                .anyMatch(line -> line.contains("\"function\":\"leaderboard\"")
                        && line.contains("\"event\":\"" + HELLO.identity() + "\",\"outcome\":\"done\""));
        assertThat(rig.aws.queues().bodies("LeaderboardQueue")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"group", "im", "mpim"})
    void what_is_said_elsewhere_is_on_no_board(String channelType) {
        rig.deliver(SlackEvent.message(TS, "awsadvent secret").in(channelType));
        rig.quiet();

        assertThat(rig.count("secret").mentions()).isEqualTo(1);
        assertThat(rig.happenings).noneMatch(Happening.Queued.class::isInstance);
        assertThat(rig.board()).isEmpty();
    }

    @Test
    void a_mention_of_which_slack_does_not_say_where_it_was_is_on_no_board() {
        rig.deliver(SlackEvent.message(TS, "<@UBOT> secret").as(SlackEvent.Kind.APP_MENTION));
        rig.quiet();

        assertThat(rig.count("secret").mentions()).isEqualTo(1);
        assertThat(rig.happenings).noneMatch(Happening.Queued.class::isInstance);
        assertThat(rig.board()).isEmpty();
    }

    @Test
    void a_poisoned_message_ends_among_the_dead_letters_and_holds_nobody_up() {
        rig.publish("{\"type\":\"bellhop.message.counted.v1\",\"data\":{\"channelType\":\"channel\"}}", null);
        rig.deliver(HELLO);
        rig.quiet();

        assertThat(rig.board()).containsExactly("hello", "awsadvent");
        assertThat(rig.aws.queues().bodies("LeaderboardDeadLetters")).hasSize(1);
        assertThat(rig.ops("dlq")).contains("*leaderboard*: 1 dead letter", "received too often");
        assertThat(rig.redrive("leaderboard")).isEqualTo("{\"redriven\":0,\"failed\":1,\"left\":1}");
        assertThat(rig.notes).anyMatch(note -> note.contains("data.words is not an array"));
    }

    @Test
    void what_the_store_did_not_take_is_on_the_board_after_a_redrive() {
        rig.dynamoFaults
                .faults()
                .next(
                        Fault.FAIL_BEFORE,
                        call -> call.operation().equals("PutItem")
                                && call.body().toString().contains("BOARD"),
                        0,
                        Integer.MAX_VALUE);
        rig.deliver(HELLO);
        rig.quiet();
        assertThat(rig.board()).isEmpty();
        assertThat(rig.aws.queues().bodies("LeaderboardDeadLetters")).hasSize(1);

        rig.dynamoFaults.faults().clear();
        rig.clock.move(Duration.ofMinutes(5));

        assertThat(rig.redrive("leaderboard")).isEqualTo("{\"redriven\":1,\"failed\":0,\"left\":0}");
        assertThat(rig.board()).containsExactly("hello", "awsadvent");
    }

    /** Reading the counts, reading the board, writing it. */
    static IntStream calls() {
        return IntStream.rangeClosed(1, 3);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void a_process_that_dies_after_a_call_leaves_it_to_the_next(int call) {
        rig.leaderboardLives.add(Life.endingAfter(call));

        rig.deliver(HELLO);
        rig.quiet();

        assertThat(rig.board()).containsExactly("hello", "awsadvent");
        assertThat(rig.aws.queues().bodies("LeaderboardQueue")).isEmpty();
        assertThat(rig.aws.queues().bodies("LeaderboardDeadLetters")).isEmpty();
    }
}
