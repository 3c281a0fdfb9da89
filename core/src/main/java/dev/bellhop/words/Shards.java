package dev.bellhop.words;

import dev.bellhop.delivery.Identity;

/**
 * How a trigger word, which is in nearly every message, is spread over several items, so that concurrent messages seldom
 * meet at the same one. Any other word is one item.
 *
 * @param each how many items a trigger word has; 1 to {@value #MOST}
 */
public record Shards(Triggers triggers, int each) {

    /** Ten trigger words in one reply are still one batch read of at most 100 items. */
    public static final int MOST = 10;

    public Shards {
        if (each < 1 || each > MOST) {
            throw new IllegalArgumentException("A word has 1 to " + MOST + " shards, not " + each + ".");
        }
    }

    /** How many items {@code word} is read from, numbered from 0. */
    public int of(String word) {
        return triggers.words().contains(word) ? each : 1;
    }

    /** The item that {@code identity} adds {@code word} to; the same one at every try. */
    public int pick(String word, Identity identity) {
        return Math.floorMod(identity.value().hashCode(), of(word));
    }
}
