package dev.bellhop.subscribers.reservation;

import dev.bellhop.aws.EmailSettings;
import dev.bellhop.aws.Environment;
import dev.bellhop.slack.SlackApi;
import java.util.Optional;

/**
 * What the reservation subscriber is told by its environment.
 *
 * @param slackApiUrl prefix of Slack's Web API
 * @param emailFrom the sender of mails, verified by SES; empty where nobody is told by e-mail
 */
public record ReservationConfig(
        String slackBotToken,
        String slackApiUrl,
        String ledgerTable,
        String peopleTable,
        String reservationsTable,
        Optional<String> emailFrom) {

    /** @throws Environment.ConfigurationException where a variable is missing or malformed */
    public static ReservationConfig from(Environment environment) {
        return new ReservationConfig(
                environment.secret("SLACK_BOT_TOKEN", "xoxb-", "the app's bot token, which starts with xoxb-"),
                environment.parsed("SLACK_API_URL", SlackApi.URL, "an http or https URL", SlackApi::url),
                environment.required("LEDGER_TABLE", "the name of the DynamoDB table of marks"),
                environment.required("PEOPLE_TABLE", "the name of the DynamoDB table of people's choices"),
                environment.required("RESERVATIONS_TABLE", "the name of the DynamoDB table of reservations"),
                EmailSettings.from(environment));
    }

    /** Without the token, for a record's own form could end up in a log. */
    @Override
    public String toString() {
        return "ReservationConfig[" + ledgerTable + ", " + peopleTable + ", " + reservationsTable + ", " + emailFrom
                + "]";
    }
}
