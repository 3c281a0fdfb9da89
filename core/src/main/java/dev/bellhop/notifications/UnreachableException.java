package dev.bellhop.notifications;

/** Somebody could be told in none of the ways that were given. */
public final class UnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreachableException(String id, Recipient to) {
        super(id + ": none of the ways to tell " + to.name() + " takes it; the lines before say why.");
    }
}
