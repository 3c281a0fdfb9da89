package dev.bellhop.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void all_messages_have_their_turn_where_there_is_time() {
        assertThat(Turns.of(2_000, MINUTE, Duration.ofMillis(10))).hasSize(20).containsOnly(100);
        assertThat(Turns.of(250, MINUTE, Duration.ofMillis(10))).containsExactly(63, 63, 63, 61);
    }

    @Test
    void there_are_as_many_as_the_slowest_has_time_for() {
        assertThat(Turns.of(2_000, MINUTE, Duration.ofMillis(120))).containsExactly(100, 100, 100, 100, 100);
    }

    @Test
    void few_messages_are_taken_in_turns_too() {
        assertThat(Turns.of(2_000, MINUTE, Duration.ofMillis(1_500))).containsExactly(10, 10, 10, 10);
    }

    @Test
    void one_is_measured_however_long_it_takes() {
        assertThat(Turns.of(2_000, MINUTE, Duration.ofMinutes(2))).containsExactly(1);
    }
}
