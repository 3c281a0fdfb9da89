package dev.bellhop.files.worker;

import dev.bellhop.aws.Environment;
import dev.bellhop.aws.FileSettings;
import dev.bellhop.slack.SlackApi;
import java.time.Duration;

/**
 * What the worker is told by its environment.
 *
 * @param slackApiUrl prefix of Slack's Web API; where it is not Slack's own, files are fetched from there too
 * @param retention how long files are kept
 */
public record FilesConfig(
        String slackBotToken,
        String slackApiUrl,
        String filesBucket,
        String filesTable,
        Duration retention,
        String jobsQueueUrl,
        String ledgerTable,
        String wordsTable,
        String topicArn) {

    /** @throws Environment.ConfigurationException where a variable is missing or malformed */
    public static FilesConfig from(Environment environment) {
        return new FilesConfig(
                environment.secret("SLACK_BOT_TOKEN", "xoxb-", "the app's bot token, which starts with xoxb-"),
                environment.parsed("SLACK_API_URL", SlackApi.URL, "an http or https URL", SlackApi::url),
                FileSettings.bucket(environment),
                FileSettings.table(environment),
                FileSettings.retention(environment),
                environment.required("JOBS_QUEUE_URL", "the URL of the SQS queue of jobs"),
                environment.required("LEDGER_TABLE", "the name of the DynamoDB table of marks"),
                environment.required("WORDS_TABLE", "the name of the DynamoDB table of words"),
                environment.required("SNS_TOPIC_ARN", "the ARN of the SNS topic that events go to"));
    }

    /** Without the token, for a record's own form could end up in a log. */
    @Override
    public String toString() {
        return "FilesConfig[" + filesBucket + ", " + filesTable + ", " + jobsQueueUrl + ", " + ledgerTable + "]";
    }
}
