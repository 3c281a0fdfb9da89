package dev.bellhop.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Which core is whose: functions have the first to themselves, and {@code bin/bench} keeps everything else on the others. */
final class Core {

    private Core() {}

    /** Empty where this machine has no {@code taskset}, or one core only. */
    static Optional<Integer> ofFunctions() {
        boolean canPin =
                Stream.of("/usr/bin/taskset", "/bin/taskset").map(Path::of).anyMatch(Files::isExecutable);
        return canPin && Boolean.getBoolean("bellhop.bench.pinned") ? Optional.of(0) : Optional.empty();
    }
}
