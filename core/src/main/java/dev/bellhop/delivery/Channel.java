package dev.bellhop.delivery;

/** A way in which people are told things. */
public enum Channel {
    /** A direct message. */
    SLACK,
    EMAIL,
    SMS,
    /** A notification of a telephone's own, through an app. */
    PUSH
}
