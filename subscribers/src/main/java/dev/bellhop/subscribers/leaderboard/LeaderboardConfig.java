package dev.bellhop.subscribers.leaderboard;

import dev.bellhop.aws.Environment;
import dev.bellhop.aws.WordSettings;
import dev.bellhop.words.Shards;

/**
 * What the leaderboard is told by its environment.
 *
 * @param bonus the same as the multiplier's, whose bonus comes to a word sooner or later
 * @param shards the same as the bot's, for it reads what the bot writes
 */
public record LeaderboardConfig(int bonus, Shards shards, String wordsTable) {

    /** @throws Environment.ConfigurationException where a variable is missing or malformed */
    public static LeaderboardConfig from(Environment environment) {
        return new LeaderboardConfig(
                WordSettings.bonus(environment),
                WordSettings.shards(environment),
                environment.required("WORDS_TABLE", "the name of the DynamoDB table of words"));
    }
}
