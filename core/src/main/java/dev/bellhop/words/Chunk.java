package dev.bellhop.words;

import java.time.Instant;
import java.util.List;

/**
 * Increments for one transaction.
 *
 * @param team the Slack workspace whose words they are
 * @param at when they were said
 * @param increments of distinct words; at most {@value #MOST}
 */
public record Chunk(String team, Instant at, List<Increment> increments) {

    /** DynamoDB's 100 items a transaction, less the mark and one check of the sender. */
    public static final int MOST = 98;

    public Chunk {
        increments = List.copyOf(increments);
        if (increments.size() > MOST) {
            throw new IllegalArgumentException(increments.size() + " words don't fit into one transaction.");
        }
    }
}
