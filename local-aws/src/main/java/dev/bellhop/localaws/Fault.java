package dev.bellhop.localaws;

/** A way in which a call to AWS goes wrong. */
public enum Fault {
    /** Answered with a server error, and nothing was done. */
    FAIL_BEFORE,
    /** Answered with a server error, though it was done. */
    FAIL_AFTER,
    /** The connection breaks before anything was done. */
    LOSE_REQUEST,
    /** It was done, and then the connection breaks. */
    LOSE_ANSWER,
    /** Turned down because there are too many. */
    THROTTLE
}
