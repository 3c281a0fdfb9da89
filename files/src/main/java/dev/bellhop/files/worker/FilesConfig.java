package dev.bellhop.files.worker;

import dev.bellhop.aws.Environment;
import dev.bellhop.files.depot.DepotConfig;
import dev.bellhop.slack.SlackApi;

/**
 * What the worker is told by its environment.
 *
 * @param slackApiUrl prefix of Slack's Web API; where it is not Slack's own, files are fetched from there too
 */
public record FilesConfig(
        String slackBotToken, String slackApiUrl, DepotConfig depot, String jobsQueueUrl, String wordsTable) {

    /** @throws Environment.ConfigurationException where a variable is missing or malformed */
    public static FilesConfig from(Environment environment) {
        return new FilesConfig(
                environment.secret("SLACK_BOT_TOKEN", "xoxb-", "the app's bot token, which starts with xoxb-"),
                environment.parsed("SLACK_API_URL", SlackApi.URL, "an http or https URL", SlackApi::url),
                DepotConfig.from(environment),
                environment.required("JOBS_QUEUE_URL", "the URL of the SQS queue of jobs"),
                environment.required("WORDS_TABLE", "the name of the DynamoDB table of words"));
    }

    /** Without the token, for a record's own form could end up in a log. */
    @Override
    public String toString() {
        return "FilesConfig[" + depot + ", " + jobsQueueUrl + ", " + wordsTable + "]";
    }
}
