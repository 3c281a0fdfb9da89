package dev.bellhop.words;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Once;
import dev.bellhop.events.MessageCounted;
import dev.bellhop.events.WordTimes;

/** Adds to the counts, though not to the mentions, of a message's words: once an event. */
public final class Bonus {

    private final WordStore words;
    private final Once once;
    private final int each;

    /** @param each what is added for each occurrence of a word */
    public Bonus(WordStore words, Once once, int each) {
        this.words = words;
        this.once = once;
        this.each = each;
    }

    /**
     * @param identity what the subscriber does about this event
     * @return false where all of it was added before
     * @throws dev.bellhop.delivery.BusyException where not all could be added in time; what is missing is added by the next
     *     delivery
     */
    public boolean add(Identity identity, MessageCounted event, Attempt attempt) {
        LongMessage message = new LongMessage(event.team(), event.time(), event.words());
        boolean added = false;
        for (int n = 0; n < message.chunkCount(); n++) {
            Chunk chunk = message.chunk(n, this::bonus);
            added |= once.commit(identity.chunk(n), attempt, mark -> words.add(mark, chunk));
        }
        return added;
    }

    private Increment bonus(WordTimes word) {
        return new Increment(word.word(), 0, Math.multiplyExact((long) word.times(), each));
    }
}
