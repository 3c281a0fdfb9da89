package dev.bellhop.words;

import java.util.Optional;

/** What people can ask for with {@code /words}. */
public sealed interface WordsCommand {

    /** The words that are said most. */
    record Top(int most) implements WordsCommand {}

    /** What is known of one. */
    record About(String word) implements WordsCommand {}

    /** A word is not to be in tops any more. */
    record StopAdd(String word) implements WordsCommand {}

    record StopRemove(String word) implements WordsCommand {}

    record StopList() implements WordsCommand {}

    /** Nothing that the asker says is to be counted any more. */
    record OptOut() implements WordsCommand {}

    record OptIn() implements WordsCommand {}

    /** As much as can go of what is kept of the asker is to go. */
    record ForgetMe() implements WordsCommand {}

    /**
     * All words and how often each was said are to be written to a table.
     *
     * @param since only words that were said since then
     */
    record Export(Optional<Since> since) implements WordsCommand {}

    record Help() implements WordsCommand {}

    /**
     * Something else, with which nothing is done.
     *
     * @param problem one or two sentences with what is possible; has to be escaped for where it is shown
     */
    record Unclear(String problem) implements WordsCommand {}
}
