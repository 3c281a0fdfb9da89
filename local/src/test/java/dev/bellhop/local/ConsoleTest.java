package dev.bellhop.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.localaws.Happening;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ConsoleTest {

    private static final SlackWorkspace.Channel DIRECT =
            new SlackWorkspace.Channel("D0ADA0001", "ada", SlackWorkspace.Kind.IM);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void replies_are_shown_with_who_says_them_and_to_whom() {
        Console console = console(false, false);

        console.accept(said(SlackWorkspace.GENERAL, SlackWorkspace.BELLHOP, Optional.empty()));
        console.accept(said(SlackWorkspace.RANDOM, SlackWorkspace.BELLHOP, Optional.empty()));
        console.accept(said(DIRECT, SlackWorkspace.BELLHOP, Optional.empty()));
        console.accept(said(SlackWorkspace.GENERAL, SlackWorkspace.BELLHOP, Optional.of(SlackWorkspace.ADA)));

        assertThat(lines())
                .containsExactly(
                        "bellhop: hi",
                        "bellhop in #random: hi",
                        "bellhop → ada (direct): hi",
                        "bellhop → ada (ephemeral): hi");
    }

    @Test
    void what_people_say_is_shown_only_where_it_was_not_typed() {
        console(false, false).accept(said(SlackWorkspace.GENERAL, SlackWorkspace.ADA, Optional.empty()));
        console(false, true).accept(said(SlackWorkspace.GENERAL, SlackWorkspace.GRACE, Optional.empty()));

        assertThat(lines()).containsExactly("grace: hi");
    }

    @Test
    void outcomes_are_shown_and_schedules_only_when_asked_for() {
        Sighting swept = new Sighting.Done("SweeperFunction", Sighting.SCHEDULE, Duration.ofMillis(3));

        console(false, false)
                .accept(new Sighting.Done("LoggerFunction", "bellhop.message.counted.v1", Duration.ofMillis(12)));
        console(false, false).accept(swept);
        console(true, false).accept(swept);

        assertThat(lines())
                .containsExactly(
                        "  LoggerFunction  done  bellhop.message.counted.v1  12 ms",
                        "  SweeperFunction  done  schedule  3 ms");
    }

    @Test
    void what_went_wrong_is_always_shown() {
        Console console = console(false, false);

        console.accept(new Sighting.Noted("BotFunction", false, "counted", "T:C:1", ""));
        console.accept(new Sighting.Noted("BotFunction", true, "reply-owed", "T:C:1", "PostFailedException: down"));
        console.accept(new Sighting.Undelivered("Ev1", "http_error 500", Optional.of(Duration.ofMinutes(1))));
        console.accept(new Sighting.Aws(
                new Happening.InvocationFailed("LoggerFunction", "r1", 1, new IllegalStateException("no"), true)));
        console.accept(new Sighting.Aws(new Happening.FilteredOut("MultiplierFunctionCounted", "m1")));
        console.accept(new Sighting.Aws(new Happening.DeadLettered("LoggerDeadLetters", "secret text")));

        assertThat(lines())
                .containsExactly(
                        "  BotFunction  reply-owed  T:C:1  PostFailedException: down",
                        "  Slack  was not answered  Ev1  http_error 500  again in 60 s",
                        "  LoggerFunction  failed  r1  attempt 1  again soon  java.lang.IllegalStateException: no",
                        "  MultiplierFunctionCounted  filtered out  m1",
                        "  LoggerDeadLetters  took a dead letter");
    }

    private Console console(boolean verbose, boolean echo) {
        return new Console(new PrintStream(printed, true, StandardCharsets.UTF_8), verbose, echo);
    }

    private static Sighting said(
            SlackWorkspace.Channel channel, SlackWorkspace.User user, Optional<SlackWorkspace.User> onlyFor) {
        return new Sighting.Said(
                new SlackWorkspace.Message(channel, "1.000001", Optional.empty(), user, "hi", onlyFor), "hi");
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
