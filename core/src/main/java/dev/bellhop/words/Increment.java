package dev.bellhop.words;

/**
 * What is added to a word.
 *
 * @param mentions true occurrences
 * @param count what replies show
 */
public record Increment(String word, long mentions, long count) {}
