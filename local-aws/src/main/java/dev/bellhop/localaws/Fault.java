package dev.bellhop.localaws;

/** A way in which a call to AWS goes wrong. */
public enum Fault {
    /** Answered with a server error, and nothing was done. */
    FAIL_BEFORE(false),
    /** Answered with a server error, though it was done. */
    FAIL_AFTER(true),
    /** The connection breaks before anything was done. */
    LOSE_REQUEST(false),
    /** It was done, and then the connection breaks. */
    LOSE_ANSWER(true),
    /** Turned down because there are too many. */
    THROTTLE(false),
    /** Turned down as invalid, whatever it is. */
    REFUSE(false);

    private final boolean afterwards;

    Fault(boolean afterwards) {
        this.afterwards = afterwards;
    }

    /** Whether what was asked is done all the same. */
    boolean isAfterwards() {
        return afterwards;
    }
}
