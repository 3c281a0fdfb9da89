package dev.bellhop.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.localaws.Fault;
import dev.bellhop.localaws.Happening;
import dev.bellhop.localaws.StoredObject;
import dev.bellhop.whole.BrokenCalls.Story;
import dev.bellhop.words.Count;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
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
                                6,
                                rig -> {},
                                (rig, life) -> rig.deliver(life, LONG),
                                BrokenCallTest::isCounted),
                        new Story(
                                "the bot books",
                                7,
                                rig -> rig.command("UGRACE", "watch staging"),
                                (rig, life) -> rig.command(life, "UADA", "staging for 2h", "trigger-1"),
                                BrokenCallTest::isBooked),
                        new Story(
                                "the bot extends a booking",
                                9,
                                rig -> rig.command(Life.endless(), "UADA", "staging for 2h", "trigger-1"),
                                (rig, life) -> rig.command(life, "UADA", "extend staging 30m", "trigger-2"),
                                BrokenCallTest::isExtended),
                        new Story(
                                "the bot gives a booking up",
                                9,
                                BrokenCallTest::bookWatched,
                                (rig, life) -> rig.command(life, "UADA", "cancel staging", "trigger-2"),
                                BrokenCallTest::isCancelled),
                        new Story(
                                "the bot shows what is said most",
                                3,
                                BrokenCallTest::say,
                                words("U1", "top"),
                                (rig, doubled) -> assertThat(
                                                rig.words("U1", "top").body())
                                        .contains("hello")),
                        new Story(
                                "the bot shows how often a word was said",
                                4,
                                BrokenCallTest::say,
                                words("U1", "hello"),
                                (rig, doubled) -> assertThat(
                                                rig.words("U1", "hello").body())
                                        .contains("was said once and stands at 11")),
                        new Story(
                                "the bot adds a stop word",
                                1,
                                BrokenCallTest::say,
                                words(Rig.OPERATOR, "stop add hello"),
                                (rig, doubled) -> {
                                    rig.words(Rig.OPERATOR, "stop add hello");
                                    assertThat(rig.words("U1", "stop list").body())
                                            .contains("hello");
                                    assertThat(rig.words("U1", "top").body()).doesNotContain("hello");
                                }),
                        new Story(
                                "the bot takes a stop word out",
                                1,
                                rig -> {
                                    say(rig);
                                    rig.words(Rig.OPERATOR, "stop add hello");
                                },
                                words(Rig.OPERATOR, "stop remove hello"),
                                (rig, doubled) -> {
                                    rig.words(Rig.OPERATOR, "stop remove hello");
                                    assertThat(rig.words("U1", "top").body()).contains("hello");
                                }),
                        new Story(
                                "the bot takes no notice of somebody any more",
                                1,
                                rig -> {},
                                words("U1", "optout"),
                                (rig, doubled) -> {
                                    rig.words("U1", "optout");
                                    isPassedOver(rig);
                                }),
                        new Story(
                                "the bot takes notice of somebody again",
                                1,
                                rig -> rig.words("U1", "optout"),
                                words("U1", "optin"),
                                (rig, doubled) -> {
                                    rig.words("U1", "optin");
                                    say(rig);
                                    rig.sweep();
                                    rig.assertCountedOnce(HELLO);
                                }),
                        new Story(
                                "the bot forgets somebody",
                                6,
                                rig -> {
                                    rig.confirm("U1", "notify email u1@example.org");
                                    rig.command("U1", "watch staging");
                                },
                                words("U1", "forget me"),
                                (rig, doubled) -> {
                                    rig.words("U1", "forget me");
                                    isForgotten(rig);
                                }),
                        new Story(
                                "the bot has words written into a table",
                                1,
                                BrokenCallTest::say,
                                (rig, life) ->
                                        isHeard(life, send(rig, life, later(rig, Rig.OPERATOR, "/words", "export"))),
                                (rig, doubled) -> assertThat(rig.files(Rig.OPERATOR, "/words", "export"))
                                        .contains("Download")),
                        new Story(
                                "the bot hands an operator's question over",
                                1,
                                rig -> {},
                                (rig, life) -> isHeard(life, send(rig, life, later(rig, Rig.OPERATOR, "/ops", "dlq"))),
                                (rig, doubled) -> assertThat(rig.ops("dlq")).contains("No dead letters")),
                        new Story(
                                "the bot hands a question about files over",
                                1,
                                rig -> {},
                                (rig, life) -> isHeard(life, send(rig, life, later(rig, "U1", "/files", ""))),
                                (rig, doubled) -> assertThat(rig.files("U1", "/files", ""))
                                        .contains("no file")),
                        new Story(
                                "the bot keeps files that somebody asks it to",
                                5,
                                rig -> rig.slack.holds("F1", "text/plain", "words".getBytes(StandardCharsets.UTF_8)),
                                (rig, life) -> send(rig, life, keepFiles(rig)),
                                BrokenCallTest::areKept),
                        new Story(
                                "the bot shows its Home",
                                6,
                                rig -> rig.command("UADA", "staging for 2h"),
                                (rig, life) -> isHeard(life, send(rig, life, home(rig))),
                                (rig, doubled) -> {
                                    send(rig, Life.endless(), home(rig));
                                    assertThat(rig.slack.views().getLast()).contains("Your bookings", "*staging*");
                                }),
                        new Story(
                                "the bot opens the form",
                                2,
                                rig -> {},
                                (rig, life) -> isHeard(life, rig.command(life, "UADA", "", "trigger-1")),
                                (rig, doubled) -> {
                                    rig.command("UADA", "");
                                    assertThat(rig.slack.views())
                                            .isNotEmpty()
                                            .allMatch(view -> view.contains("\"reserve_form\""));
                                }),
                        new Story(
                                "the bot books what a form says",
                                6,
                                rig -> rig.command("UGRACE", "watch staging"),
                                (rig, life) -> isHeard(life, send(rig, life, submission(rig))),
                                (rig, doubled) -> {
                                    rig.quiet();
                                    rig.clock.move(Duration.ofMinutes(1));
                                    assertThat(send(rig, Life.endless(), submission(rig))
                                                    .body())
                                            .contains("is yours");
                                    rig.sweep();
                                    rig.sweep();
                                    isBookedAndTold(rig, doubled);
                                }),
                        pressing(
                                "the bot books the next time at a press",
                                8,
                                rig -> rig.command("UADA", "staging for 2h"),
                                rig -> button(
                                        rig.command("UGRACE", "staging for 2h").body(), "reserve_book"),
                                "UGRACE",
                                (rig, doubled) -> {
                                    assertThat(rig.slack.said("pressed").orElseThrow())
                                            .containsAnyOf("is yours", "You have *staging* already");
                                    assertThat(rig.holds("staging", "2026-12-01"))
                                            .isEqualTo(2);
                                    assertThat(toldInChannel(rig)).hasSizeBetween(2, 2 + doubled);
                                }),
                        pressing(
                                "the bot watches at a press",
                                4,
                                rig -> rig.command("UADA", "staging for 2h"),
                                rig -> button(
                                        rig.command("UGRACE", "staging for 2h").body(), "reserve_watch"),
                                "UGRACE",
                                (rig, doubled) -> {
                                    assertThat(rig.slack.said("pressed").orElseThrow())
                                            .contains("You are told");
                                    rig.command("UADA", "cancel staging");
                                    rig.quiet();
                                    assertThat(rig.directMessages("UGRACE"))
                                            .filteredOn(text -> text.contains("cancelled"))
                                            .hasSize(1);
                                }),
                        pressing(
                                "the bot extends at a press of a reminder's button",
                                9,
                                BrokenCallTest::remind,
                                rig -> button(reminder(rig), "reserve_extend_30"),
                                "UADA",
                                (rig, doubled) -> {
                                    assertThat(rig.slack.said("pressed").orElseThrow())
                                            .contains("is yours until", "11:30");
                                    assertThat(rig.command("UADA", "list staging")
                                                    .body())
                                            .contains("11:30")
                                            .doesNotContain("12:00");
                                    assertThat(toldInChannel(rig)).hasSizeBetween(2, 2 + doubled);
                                }),
                        pressing(
                                "the bot gives up at a press of a reminder's button",
                                9,
                                rig -> {
                                    rig.command("UGRACE", "watch staging");
                                    remind(rig);
                                },
                                rig -> button(reminder(rig), "reserve_release"),
                                "UADA",
                                (rig, doubled) -> {
                                    assertThat(rig.slack.said("pressed")).isPresent();
                                    assertThat(rig.holds("staging", "2026-12-01"))
                                            .isZero();
                                    assertThat(rig.directMessages("UGRACE"))
                                            .hasSize(2)
                                            .last()
                                            .asString()
                                            .contains("cancelled");
                                    assertThat(toldInChannel(rig)).hasSizeBetween(2, 2 + doubled);
                                }),
                        confirming(),
                        new Story(
                                "the multiplier adds its bonus",
                                2,
                                rig -> {},
                                (rig, life) -> {
                                    rig.multiplierLives.add(life);
                                    rig.deliver(LONG);
                                    rig.quiet();
                                },
                                BrokenCallTest::isCounted),
                        new Story(
                                "the logger writes an event down",
                                5,
                                rig -> {},
                                (rig, life) -> {
                                    rig.loggerLives.add(life);
                                    rig.deliver(HELLO);
                                    rig.quiet();
                                },
                                BrokenCallTest::isLogged),
                        new Story(
                                "the reservation function tells watchers, each in their way",
                                16,
                                BrokenCallTest::watch,
                                (rig, life) -> {
                                    rig.reservationLives.add(life);
                                    rig.command("UADA", "staging for 2h");
                                    rig.quiet();
                                },
                                BrokenCallTest::watchersAreTold),
                        new Story(
                                "the reservation function sends a code",
                                4,
                                rig -> {},
                                (rig, life) -> {
                                    rig.reservationLives.add(life);
                                    rig.command("UGRACE", "notify email grace@example.org");
                                    rig.quiet();
                                },
                                (rig, doubled) -> assertThat(rig.mails()).hasSizeBetween(1, 1 + doubled)),
                        new Story(
                                "the leaderboard takes a message in",
                                3,
                                rig -> {},
                                (rig, life) -> {
                                    rig.leaderboardLives.add(life);
                                    rig.deliver(HELLO);
                                    rig.quiet();
                                },
                                BrokenCallTest::isOnTheBoard),
                        new Story(
                                "ops finds who said what",
                                2,
                                BrokenCallTest::say,
                                asked("logs hello"),
                                BrokenCallTest::isAnswered),
                        new Story(
                                "ops traces an event",
                                9,
                                BrokenCallTest::say,
                                asked("trace " + HELLO.identity()),
                                BrokenCallTest::isAnswered),
                        new Story(
                                "ops lists dead letters",
                                13,
                                BrokenCallTest::poison,
                                asked("dlq"),
                                BrokenCallTest::isAnswered),
                        new Story(
                                "ops redrives",
                                2,
                                BrokenCallTest::poison,
                                asked("dlq redrive multiplier"),
                                (rig, doubled) -> {
                                    isAnswered(rig, doubled);
                                    isRedriven(rig, doubled);
                                }),
                        new Story(
                                "the sweeper redrives",
                                7,
                                BrokenCallTest::poison,
                                (rig, life) -> rig.sweeper(life, REDRIVE.formatted("multiplier")),
                                BrokenCallTest::isRedriven),
                        new Story(
                                "the sweeper redrives what was polled",
                                5,
                                BrokenCallTest::poisonTheBoard,
                                (rig, life) -> rig.sweeper(life, REDRIVE.formatted("leaderboard")),
                                BrokenCallTest::theBoardIsRedriven),
                        new Story(
                                "the sweeper finishes what was left",
                                18,
                                rig -> {
                                    rig.deliver(Life.endingAfter(1), LONG);
                                    rig.clock.move(Duration.ofMinutes(1));
                                },
                                (rig, life) -> rig.sweeper(life, SCHEDULED),
                                BrokenCallTest::isCounted),
                        new Story(
                                "the sweeper reminds",
                                17,
                                BrokenCallTest::bookSoonOver,
                                (rig, life) -> rig.sweeper(life, SCHEDULED),
                                BrokenCallTest::isReminded))
                .map(BrokenCalls::each);
    }

    private static Story pressing(
            String name,
            int calls,
            Consumer<Rig> before,
            Function<Rig, JsonObject> button,
            String user,
            BiConsumer<Rig, Integer> check) {
        AtomicReference<JsonObject> shown = new AtomicReference<>();
        return new Story(
                name,
                calls,
                before,
                (rig, life) -> {
                    shown.set(button.apply(rig));
                    send(rig, life, press(rig, user, shown.get()));
                },
                (rig, doubled) -> {
                    // Whoever sees nothing come of it presses again.
                    rig.quiet();
                    rig.clock.move(Duration.ofMinutes(1));
                    assertThat(send(rig, Life.endless(), press(rig, user, shown.get()))
                                    .status())
                            .isEqualTo(200);
                    rig.sweep();
                    rig.sweep();
                    check.accept(rig, doubled);
                });
    }

    /** The code that is typed stands in the mail that was sent before. */
    private static Story confirming() {
        return new Story(
                "the bot takes a code",
                4,
                rig -> {
                    rig.command("UGRACE", "watch staging");
                    rig.command("UGRACE", "notify email grace@example.org");
                    rig.quiet();
                },
                (rig, life) -> isHeard(life, rig.command(life, "UGRACE", confirmation(rig), "trigger-1")),
                (rig, doubled) -> {
                    rig.quiet();
                    rig.clock.move(Duration.ofMinutes(1));
                    assertThat(rig.command(Life.endless(), "UGRACE", confirmation(rig), "trigger-1")
                                    .body())
                            .contains("That is the code.");
                    rig.sweep();
                    rig.command("UADA", "staging for 2h");
                    rig.quiet();
                    assertThat(rig.mails())
                            .hasSize(2)
                            .last()
                            .satisfies(mail -> assertThat(mail.to()).containsExactly("grace@example.org"));
                });
    }

    private static String confirmation(Rig rig) {
        return "confirm " + rig.mails().getFirst().subject().substring(0, 6);
    }

    /** A process of that life gets a request, and it is it that answers by a {@code response_url}. */
    private static Rig.Answer send(Rig rig, Life life, JsonObject request) {
        rig.slack.respondedByBot(life);
        try {
            return rig.enter(rig.bot(life), request);
        } finally {
            rig.slack.respondedByBot(Life.endless());
        }
    }

    private static BiConsumer<Rig, Life> words(String user, String text) {
        return (rig, life) ->
                isHeard(life, send(rig, life, SlackEvent.words(user, text, Rig.SIGNING_SECRET, rig.clock.instant())));
    }

    private static JsonObject later(Rig rig, String user, String command, String text) {
        return SlackEvent.answeredLater(
                user, command, text, rig.slack.responseUrl("before"), Rig.SIGNING_SECRET, rig.clock.instant());
    }

    private static JsonObject home(Rig rig) {
        return SlackEvent.homeOpened("UADA", Rig.SIGNING_SECRET, rig.clock.instant());
    }

    private static JsonObject submission(Rig rig) {
        return SlackEvent.submission("UADA", "staging", "2h", Rig.SIGNING_SECRET, rig.clock.instant());
    }

    private static JsonObject press(Rig rig, String user, JsonObject button) {
        return SlackEvent.press(
                user, button, rig.slack.responseUrl("pressed"), Rig.SIGNING_SECRET, rig.clock.instant());
    }

    private static JsonObject keepFiles(Rig rig) {
        return HELLO.with("F1")
                .keepFiles("UADA", rig.slack.responseUrl("kept"), Rig.SIGNING_SECRET, rig.clock.instant());
    }

    /** The button with that {@code action_id} in what was said. */
    private static JsonObject button(String said, String action) {
        return JsonParser.parseString(said).getAsJsonObject().getAsJsonArray("blocks").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(block -> block.get("type").getAsString().equals("actions"))
                .flatMap(block -> block.getAsJsonArray("elements").asList().stream())
                .map(JsonElement::getAsJsonObject)
                .filter(element -> element.get("action_id").getAsString().equals(action))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no button " + action + " in " + said));
    }

    private static void remind(Rig rig) {
        bookSoonOver(rig);
        rig.sweep();
    }

    /** As what somebody is told who types something. */
    private static String reminder(Rig rig) {
        return rig.slack.posted().stream()
                .filter(posted -> "UADA".equals(posted.channel()))
                .map(posted -> "{\"blocks\":" + posted.blocks() + "}")
                .findFirst()
                .orElseThrow();
    }

    /** Whoever types something is told something, but where the process dies. */
    private static void isHeard(Life life, Rig.Answer answer) {
        assertThat(answer.status()).isEqualTo(life.isOver() ? 0 : 200);
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
        isBookedAndTold(rig, doubled);
    }

    private static void isBookedAndTold(Rig rig, int doubled) {
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

    private static void isPassedOver(Rig rig) {
        say(rig);
        rig.sweep();
        assertThat(rig.count("hello")).isEqualTo(Count.ZERO);
        assertThat(rig.mark(HELLO.identity())).isEmpty();
        assertThat(rig.slack.posted()).isEmpty();
        assertThat(rig.logged()).isEmpty();
    }

    /** Nobody is told of what they watched, neither here nor there. */
    private static void isForgotten(Rig rig) {
        int mails = rig.mails().size();
        int messages = rig.directMessages("U1").size();
        rig.command("UADA", "staging for 2h");
        say(rig);
        assertThat(rig.mails()).hasSize(mails);
        assertThat(rig.directMessages("U1")).hasSize(messages);
        assertThat(rig.count("hello")).isEqualTo(Count.ZERO);
    }

    private static void areKept(Rig rig, int doubled) {
        rig.quiet();
        rig.clock.move(Duration.ofMinutes(1));
        assertThat(send(rig, Life.endless(), keepFiles(rig)).status()).isEqualTo(200);
        assertThat(rig.slack.said("kept").orElseThrow()).containsAnyOf("I keep that file", "I was asked that before");
        rig.sweep();
        rig.sweep();
        assertThat(rig.buckets.objects())
                .extracting(StoredObject::key)
                .satisfiesExactlyInAnyOrder(
                        key -> assertThat(key).startsWith("originals/T1/F1/"),
                        key -> assertThat(key).startsWith("texts/T1/F1/"));
        assertThat(rig.logged())
                .filteredOn(line -> line.contains("bellhop.file.shared.v1"))
                .hasSize(1);
        assertThat(toldInChannel(rig)).hasSize(1);
    }

    private static void isReminded(Rig rig, int doubled) {
        rig.sweep();
        rig.sweep();
        assertThat(rig.directMessages("UADA")).hasSize(1);
    }
}
