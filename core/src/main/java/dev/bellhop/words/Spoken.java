package dev.bellhop.words;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a word.
 *
 * @param first when it was first said; empty where nobody said it
 * @param last when it was said last
 */
public record Spoken(Count count, Optional<Instant> first, Optional<Instant> last) {

    public static final Spoken NEVER = new Spoken(Count.ZERO, Optional.empty(), Optional.empty());
}
