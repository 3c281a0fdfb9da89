package dev.bellhop.delivery;

/** What somebody did about a booking. */
public enum BookingChange {
    MADE,
    CANCELLED,
    EXTENDED,
    /** Cancelled by an operator. */
    RELEASED
}
