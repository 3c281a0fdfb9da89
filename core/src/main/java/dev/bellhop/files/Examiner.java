package dev.bellhop.files;

import dev.bellhop.events.FileFacts;
import dev.bellhop.events.FileProblem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Looks into a file that anybody may have made, within bounds of memory and time. */
@FunctionalInterface
public interface Examiner {

    /**
     * What is in it.
     *
     * @param problem why there is less than there might be
     * @param thumbnail a small picture of it, a file
     * @param thumbnailType as HTTP has it
     * @param text of it, a file in UTF-8
     */
    record Examined(
            FileFacts facts,
            Optional<FileProblem> problem,
            Optional<Path> thumbnail,
            String thumbnailType,
            Optional<Path> text) {

        /** Nothing but what it is. */
        public static Examined of(FileFacts facts, FileProblem problem) {
            return new Examined(facts, Optional.of(problem), Optional.empty(), "", Optional.empty());
        }
    }

    /**
     * Looks into {@code original}.
     *
     * @param file what Slack says of it, which it may not be
     * @param scratch a folder, to which thumbnail and text are written
     * @param most what it may take
     * @throws RuntimeException where nothing can be examined here and now
     */
    Examined examine(Path original, KeptFile file, Path scratch, Duration most);
}
