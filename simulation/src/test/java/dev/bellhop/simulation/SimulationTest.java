package dev.bellhop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    /** Whose hash codes, and orders of sets, are others. */
    @Test
    void a_schedule_is_its_seed_in_another_process_too(@TempDir Path folder) throws Exception {
        Path out = folder.resolve("out");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--seed",
                        "2818",
                        "--story")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(other.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            other.destroyForcibly();
        }

        // Lines that one outcome's text may have within.
        List<String> told =
                Simulation.tell(2818).story().stream().flatMap(String::lines).toList();
        assertThat(Files.readAllLines(out)).hasSizeGreaterThan(50).startsWith(told.toArray(String[]::new));
    }
}
