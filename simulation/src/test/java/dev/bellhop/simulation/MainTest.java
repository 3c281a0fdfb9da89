package dev.bellhop.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

        boolean kept = Main.run(new Main.Options(20, 0, false), new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(kept).isTrue();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("process killed before a call", " in 20 schedules in ", "0 schedules with a violation");
    }

    private static List<String> words(String line) {
        return line.isEmpty() ? List.of() : List.of(line.split(" ", -1));
    }
}
