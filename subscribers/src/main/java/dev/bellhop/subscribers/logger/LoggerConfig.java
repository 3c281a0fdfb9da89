package dev.bellhop.subscribers.logger;

import dev.bellhop.aws.Environment;

/** What the logger is told by its environment. */
public record LoggerConfig(String eventLogGroup, String ledgerTable) {

    /** @throws Environment.ConfigurationException where a variable is missing or malformed */
    public static LoggerConfig from(Environment environment) {
        return new LoggerConfig(
                environment.required("EVENT_LOG_GROUP", "the name of the CloudWatch Logs group that events go to"),
                environment.required("LEDGER_TABLE", "the name of the DynamoDB table of marks"));
    }
}
