package dev.bellhop.operations;

import java.time.Duration;
import java.util.Optional;

/** What an operator asks for. */
public sealed interface OpsCommand extends OpsReading {

    /** Longer ago than this nothing is looked for: the search would not end in time. */
    Duration LONGEST_SEARCH = Duration.ofDays(7);

    /**
     * Who said what where.
     *
     * @param word only where this word was said, as it is counted
     * @param since how long ago at most; at most {@link #LONGEST_SEARCH}
     */
    record Logs(Optional<String> word, Duration since) implements OpsCommand {}

    /**
     * What became of an event in each function.
     *
     * @param event its CloudEvents {@code id}
     */
    record Trace(String event) implements OpsCommand {}

    /** What failed for good, and why. */
    record DeadLetters() implements OpsCommand {}

    /**
     * Gives dead letters back to the function that they were meant for.
     *
     * @param queue whose, by the name that an operator calls it
     */
    record Redrive(String queue) implements OpsCommand {}

    /** What can be asked for. */
    record Help() implements OpsCommand {}
}
