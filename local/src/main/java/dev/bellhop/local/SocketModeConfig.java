package dev.bellhop.local;

import dev.bellhop.aws.Environment;
import dev.bellhop.slack.SlackApi;
import java.util.Optional;

/**
 * With what a real workspace is joined.
 *
 * @param appToken opens the connection
 * @param botToken the bot's own
 * @param slackApiUrl prefix of Slack's Web API
 */
record SocketModeConfig(String appToken, String botToken, String slackApiUrl) {

    /** What to say where it {@linkplain #isHalf is half} configured. */
    static final String HALF =
            "SLACK_BOT_TOKEN is set and SLACK_APP_TOKEN is not, so Slack is the one here; to join your"
                    + " workspace, set SLACK_APP_TOKEN too: see \"In a real workspace\" in the README.";

    private static final String APP_TOKEN = "SLACK_APP_TOKEN";
    private static final String BOT_TOKEN = "SLACK_BOT_TOKEN";
    private static final String API_URL = "SLACK_API_URL";

    /**
     * Empty where there is no app token.
     *
     * @throws Environment.ConfigurationException where a variable is missing beside it, or malformed
     */
    static Optional<SocketModeConfig> from(Environment environment) {
        if (environment.optional(APP_TOKEN).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SocketModeConfig(
                environment.secret(
                        APP_TOKEN, "xapp-", "an app-level token from the Slack app's Basic Information page, xapp-…"),
                environment.secret(
                        BOT_TOKEN,
                        "xoxb-",
                        "the bot token from the Slack app's OAuth page, xoxb-…, for SLACK_APP_TOKEN is set"),
                environment.parsed(
                        API_URL, SlackApi.URL, "an http or https URL such as " + SlackApi.URL, SlackApi::url)));
    }

    /** Whether somebody may think that a workspace is joined: there is a bot's token alone, and no Slack that it is for. */
    static boolean isHalf(Environment environment) {
        return environment.optional(BOT_TOKEN).isPresent()
                && environment.optional(APP_TOKEN).isEmpty()
                && environment.optional(API_URL).isEmpty();
    }

    /** Without the secrets, so that it may be logged. */
    @Override
    public String toString() {
        return "SocketModeConfig[slackApiUrl=" + slackApiUrl + "]";
    }
}
