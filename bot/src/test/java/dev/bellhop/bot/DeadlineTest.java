package dev.bellhop.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");
    private static final Instant WHOLE = NOW.plusMillis(2_600);

    @Test
    void time_runs_from_when_the_gateway_got_the_request() {
        assertThat(Deadline.answerBy(Optional.of(NOW.minusMillis(1_500)), NOW)).isEqualTo(NOW.plusMillis(1_100));
    }

    @Test
    void whoever_nobody_waits_for_any_more_takes_the_whole_time() {
        assertThat(Deadline.answerBy(Optional.of(NOW.minusMillis(2_300)), NOW)).isEqualTo(WHOLE);
        assertThat(Deadline.answerBy(Optional.of(NOW.minusSeconds(86_400)), NOW))
                .isEqualTo(WHOLE);
    }

    @Test
    void a_time_ahead_or_none_is_now() {
        assertThat(Deadline.answerBy(Optional.of(NOW.plusSeconds(60)), NOW)).isEqualTo(WHOLE);
        assertThat(Deadline.answerBy(Optional.empty(), NOW)).isEqualTo(WHOLE);
    }
}
