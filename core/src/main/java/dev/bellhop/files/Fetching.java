package dev.bellhop.files;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.events.FileProblem;
import java.nio.file.Path;

/** Gets a file from where it was shared. */
@FunctionalInterface
public interface Fetching {

    /** What came of it. */
    sealed interface Fetched {

        /**
         * It is here.
         *
         * @param size in bytes, as they were counted
         */
        record Here(String name, String mimetype, long size) implements Fetched {}

        /** It can't be had, at no later try either. */
        record Refused(FileProblem problem) implements Fetched {}

        /** It was coming, and not all of it came while there was time; it may at a later try. */
        record Late() implements Fetched {}
    }

    /**
     * Gets {@code file}, at most {@code most} bytes of it, until the attempt's time is over.
     *
     * @param to a file that does not exist yet; where there are more bytes, or it fails, what it then holds means nothing
     * @throws RuntimeException where it may be had later
     */
    Fetched fetch(String file, Path to, long most, Attempt attempt);
}
