package dev.bellhop.delivery;

/** What became of one transaction. Anything else that can happen to it is an exception, and then it is not known. */
public sealed interface Commit {

    /** Mark and effect are written. */
    record Committed(Mark mark) implements Commit {}

    /**
     * Nothing was written, for the mark was not as expected: it exists already, or someone else holds it. This outranks a
     * conflict that is reported beside it.
     *
     * @param existing the mark as it stands
     */
    record Repeat(Mark existing) implements Commit {}

    /** Nothing was written, for another transaction touched the same items; it may be tried again. */
    record Conflict() implements Commit {}

    /** Nothing was written, for as things stand there is nothing that may be done. The effect knows why. */
    record Declined() implements Commit {}
}
