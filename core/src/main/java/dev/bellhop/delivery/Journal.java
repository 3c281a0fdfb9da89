package dev.bellhop.delivery;

/**
 * Where outcomes are logged. Subjects and details are ids and reasons, never the text of a message, a token or an
 * address.
 */
public interface Journal {

    /**
     * @param outcome a short constant, such as {@code "counted"} or {@code "publish-owed"}
     * @param subject what it is about: an identity or an id
     */
    void note(String outcome, String subject, String detail);

    /** Something did not work and is taken care of; the cause's type and message are logged. */
    void failed(String outcome, String subject, Throwable cause);
}
