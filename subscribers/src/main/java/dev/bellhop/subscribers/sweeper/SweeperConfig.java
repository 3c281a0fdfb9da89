package dev.bellhop.subscribers.sweeper;

import dev.bellhop.aws.Environment;
import dev.bellhop.aws.WordSettings;
import dev.bellhop.slack.SlackApi;
import dev.bellhop.subscribers.DeadLetters;
import dev.bellhop.words.Shards;
import java.util.Optional;

/**
 * What the sweeper is told by its environment.
 *
 * @param slackApiUrl prefix of Slack's Web API
 * @param shards the same as the bot's, for both write the same items
 * @param topicArn empty where nothing is published
 */
public record SweeperConfig(
        String slackBotToken,
        String slackApiUrl,
        Shards shards,
        String wordsTable,
        String ledgerTable,
        String reservationsTable,
        Optional<String> topicArn,
        DeadLetters deadLetters) {

    /** @throws Environment.ConfigurationException where a variable is missing or malformed */
    public static SweeperConfig from(Environment environment) {
        return new SweeperConfig(
                environment.secret("SLACK_BOT_TOKEN", "xoxb-", "the app's bot token, which starts with xoxb-"),
                environment.parsed("SLACK_API_URL", SlackApi.URL, "an http or https URL", SlackApi::url),
                WordSettings.shards(environment),
                environment.required("WORDS_TABLE", "the name of the DynamoDB table of words"),
                environment.required("LEDGER_TABLE", "the name of the DynamoDB table of marks"),
                environment.required("RESERVATIONS_TABLE", "the name of the DynamoDB table of reservations"),
                environment.optional("SNS_TOPIC_ARN"),
                environment.parsed(
                        "DEAD_LETTERS",
                        "",
                        "name=queueUrl=functionName[=sqs] entries, separated by commas",
                        DeadLetters::parse));
    }

    /** Without the token, for a record's own form could end up in a log. */
    @Override
    public String toString() {
        return "SweeperConfig[" + ledgerTable + ", " + wordsTable + ", " + reservationsTable + ", " + topicArn + ", "
                + deadLetters + "]";
    }
}
