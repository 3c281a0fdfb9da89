package dev.bellhop.delivery;

import java.util.function.Supplier;

/**
 * Where outcomes are logged, and counted. Subjects and details are ids and reasons, never the text of a message, a token or
 * an address.
 */
public interface Journal extends Metrics {

    /** For whoever learns what became of it in another way. */
    Journal SILENT = new SilentJournal();

    /**
     * Something went as it may.
     *
     * @param outcome a short constant, such as {@code "settled"} or {@code "told"}
     * @param subject what it is about: an identity or an id
     */
    void note(String outcome, String subject, String detail);

    /** Something went as it should not, and is taken care of, or somebody may have to. */
    void warn(String outcome, String subject, String detail);

    /** Something did not work and is taken care of; the cause's type and message are logged. */
    void failed(String outcome, String subject, Throwable cause);

    /**
     * Does {@code work}. All that is noted meanwhile on this thread is about one event, by whose id it can be found, whatever its
     * subjects are.
     *
     * @param event its id
     */
    <T> T about(String event, Supplier<T> work);

    /** Nothing more is said of the event that was dealt with last, for whoever it is of does not want to be logged. */
    void forget();
}
