package dev.bellhop.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.memory.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class PatienceTest {

    private static final Identity IDENTITY = new Identity("T1:C1:1");

    private final Time time = new Time();
    private final Instant start = time.instant();
    private final Attempt attempt = Attempt.of("a1", start.plusSeconds(60), start.plusMillis(2_600));

    /** When each try began, in milliseconds. */
    private final List<Long> tries = new ArrayList<>();

    @RepeatedTest(50)
    void tries_end_before_the_time_does_and_leave_little_of_it_unused(RepetitionInfo repetition) {
        Patience patience = new Patience(time, time, new Random(repetition.getCurrentRepetition()));

        assertThatThrownBy(() -> patience.insist(IDENTITY, attempt, this::conflict))
                .isInstanceOf(BusyException.class);

        assertThat(tries).last().satisfies(last -> assertThat(last).isBetween(2_550L, 2_599L));
        assertThat(tries.get(1)).as("the first wait").isBetween(1L, 20L);
    }

    @Test
    void a_transaction_is_tried_no_more_often_than_is_paid_for() {
        Patience patience = new Patience(time, time, new Random(1), 3);

        assertThatThrownBy(() -> patience.insist(IDENTITY, attempt, this::conflict))
                .isInstanceOf(BusyException.class)
                .hasMessageContaining("3 tries");

        assertThat(tries).hasSize(3);
    }

    @Test
    void what_is_no_conflict_is_not_tried_again() {
        Patience patience = new Patience(time, time, new Random(1));

        Commit commit = patience.insist(IDENTITY, attempt, () -> {
            conflict();
            return new Commit.Declined();
        });

        assertThat(commit).isEqualTo(new Commit.Declined());
        assertThat(tries).hasSize(1);
    }

    private Commit conflict() {
        tries.add(Duration.between(start, time.instant()).toMillis());
        return new Commit.Conflict();
    }
}
