package dev.bellhop.files;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can be asked for about files. */
public sealed interface FilesCommand extends FilesReading {

    /** What was shared last, of what the asker sees. */
    record Recent() implements FilesCommand {}

    /**
     * The files that have all of {@code words} in their name or text, of what the asker sees.
     *
     * @param words as {@link dev.bellhop.words.Words} writes them, distinct, at least one
     */
    record Find(List<String> words) implements FilesCommand {
        public Find {
            words = List.copyOf(words);
        }
    }

    /**
     * A link to one.
     *
     * @param file its id
     */
    record Get(String file) implements FilesCommand {}

    /**
     * All that is kept of one is to go; for who shared it alone.
     *
     * @param file its id
     */
    record Forget(String file) implements FilesCommand {}

    /**
     * The words that were said and how often, as a table; for operators alone.
     *
     * @param since only words that were said since then
     */
    record Export(Optional<Instant> since) implements FilesCommand {}

    /** What can be asked for. */
    record Help() implements FilesCommand {}
}
