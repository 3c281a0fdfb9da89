package dev.bellhop.delivery;

/** Too many wanted the same items at once, for as long as it was tried. Nothing was half done; it may be tried again. */
public final class BusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BusyException(String what, int tries) {
        super(what + ": in conflict with others at all of " + tries + " tries.");
    }
}
