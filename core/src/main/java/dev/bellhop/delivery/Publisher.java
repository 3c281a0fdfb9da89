package dev.bellhop.delivery;

/** The topic that every fact is published to, once. */
public interface Publisher {

    /**
     * Publishes one event; returns once the topic has it.
     *
     * @throws Refused where the topic will never take this event, so that trying again is of no use
     * @throws RuntimeException where it may be taken later
     */
    void publish(OwedEvent event, Attempt attempt) throws Refused;

    /** The topic says that the event is invalid. */
    final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        public Refused(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
