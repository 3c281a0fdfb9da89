package dev.bellhop.localaws;

/** Something that went on behind the clients' backs. */
public sealed interface Happening {

    /** @param message as the topic got it */
    record Published(String topicArn, String messageId, String message) implements Happening {}

    /** A subscription's filter kept a message from its subscriber. */
    record FilteredOut(String subscription, String messageId) implements Happening {}

    /** A message is on its way to its subscriber, in the invocation {@code requestId}. */
    record Sent(String subscription, String messageId, String function, String requestId) implements Happening {}

    /**
     * An asynchronous invocation went well.
     *
     * @param attempt from 1
     */
    record Invoked(String function, String requestId, int attempt) implements Happening {}

    /**
     * An asynchronous invocation failed.
     *
     * @param attempt from 1
     * @param again whether it will be tried again
     */
    record InvocationFailed(String function, String requestId, int attempt, Throwable cause, boolean again)
            implements Happening {}

    /** A topic could not reach its subscriber. */
    record DeliveryFailed(String subscription, String messageId) implements Happening {}

    /** @param queue its name */
    record DeadLettered(String queue, String body) implements Happening {}

    /** Something failed for good, and there is no queue to take it. */
    record Dropped(String from, String body) implements Happening {}

    /** A line was written to a log group. */
    record Logged(String group, String stream, String line) implements Happening {}
}
