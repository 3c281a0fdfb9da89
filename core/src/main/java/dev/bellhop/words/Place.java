package dev.bellhop.words;

/** Where a word stands among a workspace's others. */
public sealed interface Place {

    /** @param rank from 1 to {@link Board#EXACT} */
    record Ranked(int rank) implements Place {}

    /** Further down than ranks are exact. */
    record Beyond() implements Place {}

    /** The board hasn't heard of it: it was said a moment ago, or in public channels never. */
    record NotOnBoard() implements Place {}

    /** It is a stop word, which has no place. */
    record Stopped() implements Place {}
}
