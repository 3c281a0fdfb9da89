package dev.bellhop.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    private static final Path FROM = Path.of("/somewhere");

    @Test
    void what_is_not_said_is_as_the_help_has_it() {
        Options options = read("cold");
        assertThat(options.parts()).containsExactly(Options.Part.COLD);
        assertThat(options.runs()).isEqualTo(7);
        assertThat(options.messages()).isEqualTo(2_000);
        assertThat(options.longest()).isEqualTo(Duration.ofMinutes(1));
        assertThat(options.words()).containsExactly(5, 60);
        assertThat(options.serviceTimes()).containsExactly(0.0, 1.0, 2.0);
        assertThat(options.markdown()).isEmpty();
        assertThat(options.against()).isEmpty();
    }

    @Test
    void an_earlier_jar_is_meant_from_where_the_user_stands() {
        assertThat(read("cold", "--against", "before.jar").against()).contains(Path.of("/somewhere/before.jar"));
    }

    @Test
    void everything_is_measured_with_all() {
        assertThat(read("all").parts()).containsExactlyInAnyOrder(Options.Part.values());
    }

    @Test
    void several_parts_are_measured_where_they_are_named() {
        assertThat(read("load,knees").parts()).containsExactlyInAnyOrder(Options.Part.LOAD, Options.Part.KNEES);
    }

    @Test
    void a_list_is_read_and_a_file_is_meant_from_where_the_user_stands() {
        Options options = read("warm", "--words", "5, 20", "--service-times", "0.5", "--markdown", "table.md");
        assertThat(options.words()).containsExactly(5, 20);
        assertThat(options.serviceTimes()).containsExactly(0.5);
        assertThat(options.markdown()).contains(Path.of("/somewhere/table.md"));
    }

    @Test
    void a_warm_run_has_as_long_as_is_said() {
        assertThat(read("warm", "--seconds", "600").longest()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void a_rate_is_held_for_five_minutes_or_as_long_as_is_said() {
        assertThat(read("load").held()).isEqualTo(Duration.ofMinutes(5));
        assertThat(read("load", "--seconds", "20").held()).isEqualTo(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hot",
                "cold,",
                "cold --runs",
                "cold --runs 0",
                "cold --runs x",
                "cold --speed 3",
                "warm --seconds 0",
                "warm --service-times -1",
                "warm --words 5,,6"
            })
    void what_is_not_understood_is_said(String arguments) {
        assertThatThrownBy(() -> read(arguments.split(" ", -1))).isInstanceOf(Options.UsageException.class);
    }

    private static Options read(String... arguments) {
        return Options.of(List.of(arguments), FROM);
    }
}
