package dev.bellhop.aws;

import dev.bellhop.words.Shards;
import dev.bellhop.words.Triggers;

/** The settings of words, which have to be the same for all who write or read the words table. */
public final class WordSettings {

    private static final int MOST_BONUS = 1_000_000;

    private WordSettings() {}

    /**
     * {@code TRIGGER_WORDS} and {@code WORD_SHARDS}.
     *
     * @throws Environment.ConfigurationException where one is malformed
     */
    public static Shards shards(Environment environment) {
        Triggers triggers = environment.parsed(
                "TRIGGER_WORDS",
                "awsadvent",
                "one or more words, comma-separated, such as awsadvent,standup",
                Triggers::parse);
        return new Shards(triggers, environment.number("WORD_SHARDS", 8, 1, Shards.MOST));
    }

    /**
     * {@code MULTIPLIER_BONUS}: what is added to a word's count for each time that it was said.
     *
     * @throws Environment.ConfigurationException where it is malformed
     */
    public static int bonus(Environment environment) {
        return environment.number("MULTIPLIER_BONUS", 10, 0, MOST_BONUS);
    }
}
