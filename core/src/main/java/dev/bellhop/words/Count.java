package dev.bellhop.words;

/**
 * Where a word stands.
 *
 * @param mentions true occurrences
 * @param count occurrences plus what subscribers added
 */
public record Count(long mentions, long count) {

    public static final Count ZERO = new Count(0, 0);

    public Count plus(Count other) {
        return new Count(mentions + other.mentions, count + other.count);
    }
}
