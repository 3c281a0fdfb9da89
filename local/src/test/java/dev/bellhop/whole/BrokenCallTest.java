package dev.bellhop.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.localaws.Fault;
import dev.bellhop.localaws.Happening;
import dev.bellhop.whole.BrokenCalls.Story;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Whichever {@linkplain BrokenCalls call of a handler breaks}, it is made up for. What the functions of files do is in {@link BrokenFileCallTest}. */
final class BrokenCallTest {

    private static final String SCHEDULED = "{\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\"}";
    private static final String REDRIVE = "{\"function\":\"redrive\",\"queue\":\"%s\"}";

    private static final SlackEvent HELLO = SlackEvent.message("1764583200.000100", "awsadvent hello");

    /** Two transactions. */
    private static final SlackEvent LONG = SlackEvent.message(
            "1764583201.000100",
            "awsadvent " + IntStream.range(1, 120).mapToObj(i -> "w" + i).collect(Collectors.joining(" ")));

    private static final SlackEvent OTHER =
            SlackEvent.message("1764583202.000100", "<@UBOT> other thing").as(SlackEvent.Kind.APP_MENTION);

    /** A JVM's first message may take longer than Slack waits; that is no broken call. */
    @BeforeAll
    static void warm() {
        try (Rig rig = new Rig()) {
            rig.deliver(LONG);
            rig.command("UADA", "staging for 2h");
            rig.quiet();
        }
    }

    @TestFactory
    Stream<DynamicNode> whichever_call_of_a_handler_breaks_is_made_up_for() {
        return Stream.of(
                        new Story(
                                "the bot counts a message",
                                rig -> {},
                                (rig, life) -> rig.deliver(life, LONG),
                                BrokenCallTest::isCounted),
                        new Story(
                                "the bot books",
                                rig -> rig.command("UGRACE", "watch staging"),
                                (rig, life) -> rig.command(life, "UADA", "staging for 2h", "trigger-1"),
                                BrokenCallTest::isBooked),
                        new Story(
                                "the bot extends a booking",
                                rig -> rig.command(Life.endless(), "UADA", "staging for 2h", "trigger-1"),
                                (rig, life) -> rig.command(life, "UADA", "extend staging 30m", "trigger-2"),
                                BrokenCallTest::isExtended),
                        new Story(
                                "the bot gives a booking up",
                                BrokenCallTest::bookWatched,
                                (rig, life) -> rig.command(life, "UADA", "cancel staging", "trigger-2"),
                                BrokenCallTest::isCancelled),
                        new Story(
                                "the multiplier adds its bonus",
                                rig -> {},
                                (rig, life) -> {
                                    rig.multiplierLives.add(life);
                                    rig.deliver(LONG);
                                    rig.quiet();
                                },
                                BrokenCallTest::isCounted),
                        new Story(
                                "the logger writes an event down",
                                rig -> {},
                                (rig, life) -> {
                                    rig.loggerLives.add(life);
                                    rig.deliver(HELLO);
                                    rig.quiet();
                                },
                                BrokenCallTest::isLogged),
                        new Story(
                                "the reservation function tells watchers, each in their way",
                                BrokenCallTest::watch,
                                (rig, life) -> {
                                    rig.reservationLives.add(life);
                                    rig.command("UADA", "staging for 2h");
                                    rig.quiet();
                                },
                                BrokenCallTest::watchersAreTold),
                        new Story(
                                "the reservation function sends a code",
                                rig -> {},
                                (rig, life) -> {
                                    rig.reservationLives.add(life);
                                    rig.command("UGRACE", "notify email grace@example.org");
                                    rig.quiet();
                                },
                                (rig, doubled) -> assertThat(rig.mails()).hasSizeBetween(1, 1 + doubled)),
                        new Story(
                                "the leaderboard takes a message in",
                                rig -> {},
                                (rig, life) -> {
                                    rig.leaderboardLives.add(life);
                                    rig.deliver(HELLO);
                                    rig.quiet();
                                },
                                BrokenCallTest::isOnTheBoard),
                        new Story(
                                "ops finds who said what",
                                BrokenCallTest::say,
                                asked("logs hello"),
                                BrokenCallTest::isAnswered),
                        new Story(
                                "ops traces an event",
                                BrokenCallTest::say,
                                asked("trace " + HELLO.identity()),
                                BrokenCallTest::isAnswered),
                        new Story(
                                "ops lists dead letters",
                                BrokenCallTest::poison,
                                asked("dlq"),
                                BrokenCallTest::isAnswered),
                        new Story(
                                "ops redrives",
                                BrokenCallTest::poison,
                                asked("dlq redrive multiplier"),
                                (rig, doubled) -> {
                                    isAnswered(rig, doubled);
                                    isRedriven(rig, doubled);
                                }),
                        new Story(
                                "the sweeper redrives",
                                BrokenCallTest::poison,
                                (rig, life) -> rig.sweeper(life, REDRIVE.formatted("multiplier")),
                                BrokenCallTest::isRedriven),
                        new Story(
                                "the sweeper redrives what was polled",
                                BrokenCallTest::poisonTheBoard,
                                (rig, life) -> rig.sweeper(life, REDRIVE.formatted("leaderboard")),
                                BrokenCallTest::theBoardIsRedriven),
                        new Story(
                                "the sweeper finishes what was left",
                                rig -> {
                                    rig.deliver(Life.endingAfter(1), LONG);
                                    rig.clock.move(Duration.ofMinutes(1));
                                },
                                (rig, life) -> rig.sweeper(life, SCHEDULED),
                                BrokenCallTest::isCounted),
                        new Story(
                                "the sweeper reminds",
                                BrokenCallTest::bookSoonOver,
                                (rig, life) -> rig.sweeper(life, SCHEDULED),
                                BrokenCallTest::isReminded))
                .map(BrokenCalls::each);
    }

    private static BiConsumer<Rig, Life> asked(String text) {
        return (rig, life) -> {
            rig.opsLives.add(life);
            rig.ask(text);
            rig.quiet();
        };
    }

    private static void say(Rig rig) {
        rig.deliver(HELLO);
        rig.quiet();
    }

    private static void bookWatched(Rig rig) {
        rig.command(Life.endless(), "UADA", "staging for 2h", "trigger-1");
        rig.quiet();
        rig.command("UGRACE", "watch staging");
    }

    private static void bookSoonOver(Rig rig) {
        rig.command("UADA", "staging for 1h");
        rig.quiet();
        rig.clock.move(Duration.ofMinutes(51));
    }

    private static void watch(Rig rig) {
        rig.confirm("UBOB", "notify email bob@example.org");
        rig.confirm("USUE", "notify sms +4930123456");
        for (String watcher : List.of("UGRACE", "UBOB", "USUE")) {
            rig.command(watcher, "watch staging");
        }
    }

    /** Dead letters of both forms: an invocation that failed, and a delivery that SNS could not make. */
    private static void poison(Rig rig) {
        rig.dynamoFaults
                .faults()
                .next(
                        Fault.FAIL_BEFORE,
                        call -> call.operation().equals("TransactWriteItems")
                                && call.body().toString().contains("multiplier"),
                        0,
                        Integer.MAX_VALUE);
        rig.deliver(HELLO);
        rig.quiet();
        rig.aws.functions().unregister("MultiplierFunction");
        rig.deliver(OTHER);
        rig.quiet();
        rig.registerSubscribers();
        rig.dynamoFaults.faults().clear();
        assertThat(rig.aws.queues().bodies("MultiplierDeadLetters")).hasSize(2);
    }

    private static void poisonTheBoard(Rig rig) {
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
        rig.dynamoFaults.faults().clear();
        assertThat(rig.aws.queues().bodies("LeaderboardDeadLetters")).hasSize(1);
    }

    private static void isCounted(Rig rig, int doubled) {
        assertThat(rig.deliver(LONG.retried(1)).status()).isEqualTo(200);
        rig.quiet();
        rig.clock.move(Duration.ofMinutes(1));
        assertThat(rig.deliver(LONG.retried(2)).status()).isEqualTo(200);
        rig.sweep();
        rig.assertCountedOnce(LONG);
        assertThat(rig.slack.posted()).hasSizeBetween(1, 1 + doubled);
        assertThat(rig.logged()).hasSize(1);
    }

    /** Whoever hears nothing sends it again, when nobody is at it any more. */
    private static Rig.Answer again(Rig rig, String text, String trigger) {
        rig.quiet();
        rig.clock.move(Duration.ofMinutes(1));
        return rig.command(Life.endless(), "UADA", text, trigger);
    }

    private static void isBooked(Rig rig, int doubled) {
        assertThat(again(rig, "staging for 2h", "trigger-1").body()).contains("is yours");
        rig.sweep();
        rig.sweep();
        assertThat(rig.holds("staging", "2026-12-01")).isEqualTo(1);
        assertThat(rig.directMessages("UGRACE")).hasSize(1);
        assertThat(toldInChannel(rig)).hasSizeBetween(1, 1 + doubled);
    }

    private static List<String> toldInChannel(Rig rig) {
        return rig.directMessages("C1");
    }

    private static void isExtended(Rig rig, int doubled) {
        assertThat(again(rig, "extend staging 30m", "trigger-2").body()).contains("12:30");
        rig.sweep();
        rig.sweep();
        assertThat(rig.command("UADA", "list staging").body()).contains("12:30").doesNotContain("13:00");
        assertThat(toldInChannel(rig)).hasSizeBetween(2, 2 + doubled);
    }

    private static void isCancelled(Rig rig, int doubled) {
        again(rig, "cancel staging", "trigger-2");
        rig.sweep();
        rig.sweep();
        assertThat(rig.holds("staging", "2026-12-01")).isZero();
        assertThat(rig.directMessages("UGRACE")).hasSize(1);
        assertThat(toldInChannel(rig)).hasSizeBetween(2, 2 + doubled);
    }

    private static void isLogged(Rig rig, int doubled) {
        rig.sweep();
        rig.assertCountedOnce(HELLO);
        assertThat(rig.logged()).hasSizeBetween(1, 1 + doubled);
    }

    private static void watchersAreTold(Rig rig, int doubled) {
        List<String> told = Stream.concat(
                        rig.directMessages("UGRACE").stream().map(text -> "UGRACE"),
                        rig.happenings.stream().flatMap(happening -> switch (happening) {
                            case Happening.Mailed mail when mail.text().contains("staging") -> mail.to().stream();
                            case Happening.Texted sms when sms.text().contains("staging") -> Stream.of(sms.number());
                            default -> Stream.empty();
                        }))
                .toList();
        assertThat(told).contains("UGRACE", "bob@example.org", "+4930123456").hasSizeBetween(3, 3 + doubled);
        assertThat(rig.aws.queues().bodies("ReservationDeadLetters")).isEmpty();
    }

    private static void isOnTheBoard(Rig rig, int doubled) {
        assertThat(rig.board()).containsExactly("awsadvent", "hello");
        assertThat(rig.aws.queues().bodies("LeaderboardQueue")).isEmpty();
        assertThat(rig.aws.queues().bodies("LeaderboardDeadLetters")).isEmpty();
    }

    private static void isAnswered(Rig rig, int doubled) {
        assertThat(rig.slack.said("ops")).isPresent();
    }

    /** An operator asks once more. */
    private static void isRedriven(Rig rig, int doubled) {
        rig.clock.move(Duration.ofMinutes(2));
        rig.redrive("multiplier");
        rig.sweep();
        rig.assertCountedOnce(HELLO);
        rig.assertCountedOnce(OTHER);
    }

    private static void theBoardIsRedriven(Rig rig, int doubled) {
        rig.clock.move(Duration.ofMinutes(2));
        rig.redrive("leaderboard");
        isOnTheBoard(rig, doubled);
    }

    private static void isReminded(Rig rig, int doubled) {
        rig.sweep();
        rig.sweep();
        assertThat(rig.directMessages("UADA")).hasSize(1);
    }
}
