package dev.bellhop.bot;

import dev.bellhop.aws.Environment;
import dev.bellhop.aws.WordSettings;
import dev.bellhop.slack.SlackApi;
import dev.bellhop.words.Shards;
import java.util.List;
import java.util.Optional;

/**
 * What the bot is told by its environment.
 *
 * @param signingSecrets any of which may have signed a request; two during a rotation
 * @param webhookToken of a legacy outgoing webhook; empty: there is none
 * @param slackApiUrl prefix of Slack's Web API
 * @param topicArn where events go; empty: nothing is published
 */
public record BotConfig(
        List<String> signingSecrets,
        String botToken,
        Optional<String> webhookToken,
        String slackApiUrl,
        Shards shards,
        String wordsTable,
        String ledgerTable,
        Optional<String> topicArn) {

    public BotConfig {
        signingSecrets = List.copyOf(signingSecrets);
    }

    /** @throws Environment.ConfigurationException where a variable is missing or malformed */
    public static BotConfig from(Environment environment) {
        return new BotConfig(
                environment.secrets(
                        "SLACK_SIGNING_SECRET",
                        2,
                        "the signing secret from the Slack app's Basic Information page, or two of them, comma-separated"),
                environment.secret("SLACK_BOT_TOKEN", "xoxb-", "the bot token from the Slack app's OAuth page, xoxb-…"),
                environment.optional("SLACK_WEBHOOK_TOKEN"),
                environment.parsed(
                        "SLACK_API_URL", SlackApi.URL, "an http or https URL such as " + SlackApi.URL, SlackApi::url),
                WordSettings.shards(environment),
                environment.required("WORDS_TABLE", "the name of the DynamoDB table of words"),
                environment.required("LEDGER_TABLE", "the name of the DynamoDB table of marks"),
                environment.parsed("SNS_TOPIC_ARN", "", "the ARN of an SNS topic, arn:…", BotConfig::arn));
    }

    /** Without the secrets, so that it may be logged. */
    @Override
    public String toString() {
        return "BotConfig[slackApiUrl=" + slackApiUrl + ", shards=" + shards + ", wordsTable=" + wordsTable
                + ", ledgerTable=" + ledgerTable + ", topicArn=" + topicArn + "]";
    }

    private static Optional<String> arn(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.startsWith("arn:")) {
            throw new IllegalArgumentException(text);
        }
        return Optional.of(text);
    }
}
