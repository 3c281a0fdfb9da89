package dev.bellhop.lambdaprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcFilesTest {

    @Test
    void time_on_a_core_is_that_of_the_program_of_the_system_for_it_and_of_what_it_ran_whatever_the_programs_name() {
        String stat = "4242 (a name) 1) S 1 4242 4242 0 -1 4194304 20000 0 0 0 150 25 3 1 20 0 17 0 12345 6789 1000";
        assertThat(ProcFiles.cpu(stat)).isEqualTo(Duration.ofMillis(1_790));
    }

    @Test
    void the_most_memory_is_read_in_bytes() {
        assertThat(ProcFiles.peakMemory("Name:\tjava\nVmPeak:\t  999 kB\nVmHWM:\t  2048 kB\nVmRSS:\t 1 kB\n"))
                .isEqualTo(2048 * 1024);
    }
}
