package dev.bellhop.delivery;

/** Who finishes what a dead process left under its mark. */
public enum Finisher {
    /** The sweeper, which finds the mark by the index of owed marks. */
    SWEEPER,
    /** The next delivery of the same event: SNS, SQS or Lambda retries it, and then there is a DLQ. */
    REDELIVERY
}
