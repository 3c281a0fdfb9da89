package dev.bellhop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ScheduleTest {

    @Test
    void a_rate_is_read() {
        assertThat(Schedule.rate("rate(1 minute)")).isEqualTo(Duration.ofMinutes(1));
        assertThat(Schedule.rate("rate(6 hours)")).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void another_schedule_is_refused_by_name() {
        assertThatThrownBy(() -> Schedule.rate("cron(0 12 * * ? *)"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cron(0 12 * * ? *)");
    }
}
