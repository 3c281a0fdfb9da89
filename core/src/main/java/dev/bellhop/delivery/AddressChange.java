package dev.bellhop.delivery;

/** What somebody did about how they are told. */
public enum AddressChange {
    /** An address that needs no code is used from now on. */
    CHOSEN,
    /** A code is sent to the address, which is used once the code came back. */
    CODE_SENT,
    /** The code came back: the address is used from now on. */
    CONFIRMED,
    /** A code came that was not the one sent. */
    CODE_WRONG
}
