package dev.bellhop.aws;

import dev.bellhop.words.Shards;
import dev.bellhop.words.Triggers;

/** The settings of words, which have to be the same for all who write or read the words table. */
public final class WordSettings {

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
}
