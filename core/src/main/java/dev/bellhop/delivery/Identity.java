package dev.bellhop.delivery;

import java.nio.charset.StandardCharsets;

/**
 * What a thing that happened is known by, so that its repeat finds the mark of the first time. Two deliveries of the
 * same fact have equal identities, whatever envelope, event id or retry header they came with.
 *
 * @param value the key of the mark; at most {@value #MAX_BYTES} bytes of UTF-8
 */
public record Identity(String value) {

    /** Room below DynamoDB's 2,048 bytes for a partition key, for the prefixes that subscribers put in front. */
    public static final int MAX_BYTES = 1_000;

    public Identity {
        if (value.isBlank()) {
            throw new IllegalArgumentException("An identity can't be blank.");
        }
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "An identity has at most " + MAX_BYTES + " bytes; this one has " + bytes + ".");
        }
    }

    /** A Slack message: its workspace, channel and {@code ts}, however it was delivered. */
    public static Identity ofMessage(String team, String channel, String ts) {
        return new Identity(team + ":" + channel + ":" + ts);
    }

    /** What one subscriber does about one event. */
    public static Identity atSubscriber(String subscriber, String eventId) {
        return new Identity(subscriber + ":" + eventId);
    }

    /** The {@code n}th transaction of an effect that is too large for one, counted from 0. */
    public Identity chunk(int n) {
        return new Identity(value + ":" + n);
    }

    @Override
    public String toString() {
        return value;
    }
}
