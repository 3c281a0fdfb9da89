package dev.bellhop.localaws;

import java.util.List;
import java.util.Optional;

/** Something that went on behind the clients' backs. */
public sealed interface Happening {

    /** @param message as the topic got it */
    record Published(String topicArn, String messageId, String message) implements Happening {}

    /** A subscription's filter kept a message from its subscriber. */
    record FilteredOut(String subscription, String messageId) implements Happening {}

    /** A message is on its way to its subscriber, in the invocation {@code requestId}. */
    record Sent(String subscription, String messageId, String function, String requestId) implements Happening {}

    /**
     * A message is in a subscriber's queue.
     *
     * @param queuedId the queue's own id for it
     */
    record Queued(String subscription, String messageId, String queue, String queuedId) implements Happening {}

    /** Messages of a queue are on their way to its function, in the invocation {@code requestId}. */
    record Polled(String queue, String function, String requestId, List<String> queuedIds) implements Happening {
        public Polled {
            queuedIds = List.copyOf(queuedIds);
        }
    }

    /**
     * What became of an invocation with messages of a queue.
     *
     * @param failed those that come again, or go to the queue's dead letters
     * @param cause empty where the function answered
     */
    record BatchEnded(String queue, String function, String requestId, List<String> failed, Optional<Throwable> cause)
            implements Happening {
        public BatchEnded {
            failed = List.copyOf(failed);
        }
    }

    /** A message was received too often, and leaves its queue for the one of dead letters. */
    record GivenUp(String queue, String queuedId, String deadLetters) implements Happening {}

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

    /** SES took a mail. */
    record Mailed(String from, List<String> to, String subject, String text, String html) implements Happening {
        public Mailed {
            to = List.copyOf(to);
        }
    }

    /** SNS took an SMS. */
    record Texted(String number, String text) implements Happening {}

    /** SNS took a push notification for a telephone's app. */
    record Pushed(String endpointArn, String text) implements Happening {}

    /** An object is in a bucket, or another in the place of the one that was there. */
    record ObjectStored(String bucket, String key) implements Happening {}

    /** An object is in its bucket no more. */
    record ObjectRemoved(String bucket, String key) implements Happening {}

    /** A function is being told of an object, in the invocation {@code requestId}. */
    record ObjectTold(String bucket, String key, String function, String requestId) implements Happening {}

    /** A line was written to a log group. */
    record Logged(String group, String stream, String line) implements Happening {}
}
