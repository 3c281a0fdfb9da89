package dev.bellhop.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TsTest {

    @Test
    void a_ts_is_seconds_and_microseconds() {
        assertThat(Ts.time("1700000000.000100")).isEqualTo(Instant.parse("2023-11-14T22:13:20.000100Z"));
        assertThat(Ts.time("1700000000")).isEqualTo(Instant.parse("2023-11-14T22:13:20Z"));
        assertThat(Ts.time("1700000000.5")).isEqualTo(Instant.parse("2023-11-14T22:13:20.5Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "yesterday", "1.2.3", "-1.0", "1700000000.", "1700000000.0001000", "999999999999", "١٢٣"})
    void anything_else_is_refused(String ts) {
        assertThatThrownBy(() -> Ts.time(ts))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1700000000.000100");
    }
}
