package dev.bellhop.lambdaprocess;

import java.time.Duration;
import java.util.Arrays;

/**
 * What Linux says of a process.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
final class ProcFiles {

    /** On every architecture that matters here ({@code getconf CLK_TCK}). */
    private static final Duration TICK = Duration.ofMillis(10);

    /**
     * Of what stands behind the program's name, which may have blanks: {@code utime} and {@code stime}, then the same of what it has
     * started and waited for.
     */
    private static final int FIRST_TICKS = 11;

    private static final int LAST_TICKS = 14;

    private ProcFiles() {}

    /** What {@code /proc/PID/stat} says of its time on a core, and on that of what it has run. */
    static Duration cpu(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return TICK.multipliedBy(Arrays.stream(fields, FIRST_TICKS, LAST_TICKS + 1)
                .mapToLong(Long::parseLong)
                .sum());
    }

    /** What {@code /proc/PID/status} says of its largest resident set, in bytes. */
    static long peakMemory(String status) {
        return status.lines()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .map(line -> line.replaceAll("\\D+", ""))
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElseThrow()
                * 1024;
    }
}
