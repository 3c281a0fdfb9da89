package dev.bellhop.delivery;

/** Too many wanted the same items at once, until the time was over. Nothing was half done; it may be tried again. */
public final class BusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BusyException(Identity identity, int tries) {
        super(identity + ": in conflict with others " + tries + " times, until the time was over.");
    }
}
