package dev.bellhop.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.bellhop.delivery.Publisher;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MainTest {

    @ParameterizedTest
    @CsvSource({
        "'', 1000, 0, false",
        "--seeds 7, 7, 0, false",
        "--seed 5, 1, 5, false",
        "--seed 5 --seeds 7, 7, 5, false",
        "--story --seed 5, 1, 5, true"
    })
    void options_say_which_schedules(String line, long seeds, long first, boolean story) {
        assertThat(Main.Options.parse(words(line))).isEqualTo(new Main.Options(seeds, first, story));
    }

    @ParameterizedTest
    @CsvSource({
        "--sed 5, --sed is not an option",
        "--seeds, --seeds needs a whole number",
        "--seeds 0, at least 1",
        "--seed x, not \"x\"",
        "--story --seeds 3, --story tells one schedule"
    })
    void what_is_wrong_is_said(String line, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Main.Options.parse(words(line)))
                .withMessageContaining(why)
                .withMessageContaining("--help");
    }

    @Test
    void a_run_ends_with_what_was_tried_and_what_came_of_it() throws InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        boolean kept = Main.run(new Main.Options(20, 0, false), Simulation::run, out(printed));

        assertThat(kept).isTrue();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("process killed before a call", " in 20 schedules in ", "0 schedules with a violation");
    }

    @Test
    void a_schedule_that_throws_breaks_a_promise_and_the_next_is_run() throws InterruptedException {
        Build failing = new Build() {
            @Override
            public Publisher publisher(Publisher real, Reached reached) {
                throw new AssertionError("an invariant of the core's own");
            }
        };
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        boolean kept =
                Main.run(new Main.Options(20, 0, false), seed -> Simulation.run(seed, failing, false), out(printed));

        assertThat(kept).isFalse();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains(
                        "VIOLATION nothing throws: ",
                        "an invariant of the core's own",
                        "bin/simulate --seed 19 --story")
                .contains(" in 20 schedules in ");
    }

    @Test
    void a_run_that_breaks_off_is_no_success() {
        LongFunction<Outcome> broken = seed -> {
            throw new IllegalArgumentException("seed " + seed);
        };

        assertThatIllegalStateException()
                .isThrownBy(() -> Main.run(new Main.Options(20, 0, false), broken, out(new ByteArrayOutputStream())))
                .withMessageContaining("Only 0 schedules");
    }

    private static PrintStream out(ByteArrayOutputStream printed) {
        return new PrintStream(printed, true, StandardCharsets.UTF_8);
    }

    private static List<String> words(String line) {
        return line.isEmpty() ? List.of() : List.of(line.split(" ", -1));
    }
}
