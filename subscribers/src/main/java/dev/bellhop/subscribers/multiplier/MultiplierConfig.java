package dev.bellhop.subscribers.multiplier;

import dev.bellhop.aws.Environment;
import dev.bellhop.aws.WordSettings;
import dev.bellhop.words.Shards;

/**
 * What the multiplier is told by its environment.
 *
 * @param bonus what is added for each occurrence of a word
 * @param shards the same as the bot's, for both write the same items
 */
public record MultiplierConfig(int bonus, Shards shards, String wordsTable, String ledgerTable) {

    /** @throws Environment.ConfigurationException where a variable is missing or malformed */
    public static MultiplierConfig from(Environment environment) {
        return new MultiplierConfig(
                WordSettings.bonus(environment),
                WordSettings.shards(environment),
                environment.required("WORDS_TABLE", "the name of the DynamoDB table of words"),
                environment.required("LEDGER_TABLE", "the name of the DynamoDB table of marks"));
    }
}
