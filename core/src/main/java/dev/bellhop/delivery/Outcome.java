package dev.bellhop.delivery;

/** What a delivery came to. */
public sealed interface Outcome {

    /** It was the first, or took over from one that died: the effect is whole, and what could be paid is paid. */
    record Done(Mark mark) implements Outcome {}

    /** It was done before, and nothing is owed. */
    record Settled(Mark mark) implements Outcome {}

    /** Someone else is at work on it. */
    record Underway() implements Outcome {}

    /** Nothing was done, for the effect declined; there is no mark of it. */
    record Declined() implements Outcome {}
}
