package dev.bellhop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/simulate} runs more. */
final class SimulationTest {

    @Test
    void whatever_fails_the_promises_hold() throws InterruptedException {
        Schedules schedules = Schedules.run(LongStream.range(0, 400), Simulation::run);

        assertThat(schedules.broken())
                .as("bin/simulate --seed N --story tells what happened")
                .isEmpty();
        assertThat(schedules.count()).isEqualTo(400);
        assertThat(schedules.faults()).as("each kind of fault struck").containsOnlyKeys(Fault.values());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 2818, 12733})
    void a_schedule_is_its_seed(long seed) throws InterruptedException {
        Schedules first = Schedules.run(LongStream.of(seed), Simulation::tell);
        Schedules second = Schedules.run(LongStream.of(seed), Simulation::tell);

        assertThat(Simulation.tell(seed).story())
                .hasSizeGreaterThan(50)
                .isEqualTo(Simulation.tell(seed).story());
        assertThat(first.faults()).isEqualTo(second.faults());
    }
}
