package dev.bellhop.reservations;

/** Ends the reading of a command wherever it is found that it can't be one; never leaves this package. */
final class NotUnderstood extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    NotUnderstood(Refusal refusal) {
        super(refusal.problem(), null, false, false);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
