package dev.bellhop.words;

import java.util.function.BiConsumer;

/** Every word of a workspace, one after the other. */
@FunctionalInterface
public interface AllWords {

    /**
     * Gives each word that was counted, with all that is known of it, in no order that means anything.
     *
     * @throws RuntimeException where the store can't be reached; some may have been given then
     */
    void each(String team, BiConsumer<String, Spoken> word);
}
