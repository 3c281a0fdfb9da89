package dev.bellhop.bot;

import dev.bellhop.aws.EmailSettings;
import dev.bellhop.aws.Environment;
import dev.bellhop.aws.WordSettings;
import dev.bellhop.delivery.Channel;
import dev.bellhop.reservations.Limits;
import dev.bellhop.slack.SlackApi;
import dev.bellhop.words.Shards;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the bot is told by its environment.
 *
 * @param signingSecrets any of which may have signed a request; two during a rotation
 * @param webhookToken of a legacy outgoing webhook; empty: there is none
 * @param slackApiUrl prefix of Slack's Web API
 * @param operators ids of the users who may operate: release what others have reserved, see logs and dead letters, and change
 *     stop words
 * @param channels in which people can be told: e-mail only where there is somebody whom it is from
 * @param logRetentionDays for which the event log is kept, as people are told
 * @param topicArn where events go; empty: nothing is published
 * @param opsFunction who does what operators ask for; empty: nobody
 * @param filesFunction who has the files; empty: none are kept
 */
public record BotConfig(
        List<String> signingSecrets,
        String botToken,
        Optional<String> webhookToken,
        String slackApiUrl,
        Shards shards,
        String wordsTable,
        String ledgerTable,
        String reservationsTable,
        String peopleTable,
        Limits limits,
        Set<String> operators,
        Set<Channel> channels,
        int logRetentionDays,
        Optional<String> topicArn,
        Optional<String> opsFunction,
        Optional<String> filesFunction) {

    private static final int USUAL_HOURS = 72;
    private static final int USUAL_DAYS = 30;

    /** The longest that CloudWatch Logs keeps anything. */
    private static final int MOST_DAYS = 3_653;

    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public BotConfig {
        signingSecrets = List.copyOf(signingSecrets);
        operators = Set.copyOf(operators);
        channels = Set.copyOf(channels);
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
                environment.required("RESERVATIONS_TABLE", "the name of the DynamoDB table of reservations"),
                environment.required("PEOPLE_TABLE", "the name of the DynamoDB table of people"),
                new Limits(Duration.ofHours(
                        environment.number("RESERVATION_MAX_HOURS", USUAL_HOURS, 1, Limits.MOST_HOURS))),
                environment.parsed("OPS_USERS", "", "comma-separated ids of Slack users, U…", BotConfig::users),
                channels(EmailSettings.from(environment)),
                environment.number("LOG_RETENTION_DAYS", USUAL_DAYS, 1, MOST_DAYS),
                environment.parsed("SNS_TOPIC_ARN", "", "the ARN of an SNS topic, arn:…", BotConfig::arn),
                environment.optional("OPS_FUNCTION"),
                environment.optional("FILES_FUNCTION"));
    }

    /** Without the secrets, so that it may be logged. */
    @Override
    public String toString() {
        return "BotConfig[slackApiUrl=" + slackApiUrl + ", shards=" + shards + ", wordsTable=" + wordsTable
                + ", ledgerTable=" + ledgerTable + ", reservationsTable=" + reservationsTable + ", limits=" + limits
                + ", peopleTable=" + peopleTable + ", operators="
                + operators + ", channels=" + channels + ", logRetentionDays=" + logRetentionDays + ", topicArn="
                + topicArn + ", opsFunction=" + opsFunction + ", filesFunction=" + filesFunction + "]";
    }

    private static Set<Channel> channels(Optional<String> emailFrom) {
        return emailFrom.isPresent() ? EnumSet.allOf(Channel.class) : EnumSet.complementOf(EnumSet.of(Channel.EMAIL));
    }

    private static Set<String> users(String text) {
        if (text.isEmpty()) {
            return Set.of();
        }
        return Arrays.stream(text.split(",", -1))
                .map(user -> checked(user.strip()))
                .collect(Collectors.toSet());
    }

    private static String checked(String user) {
        if (!USER.matcher(user).matches()) {
            throw new IllegalArgumentException(user);
        }
        return user;
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
