package dev.bellhop.files.processor;

import dev.bellhop.aws.Environment;
import dev.bellhop.aws.FileSettings;
import java.time.Duration;

/**
 * What the processor is told by its environment.
 *
 * @param retention how long files are kept
 */
public record ProcessorConfig(
        String filesBucket, String filesTable, Duration retention, String ledgerTable, String topicArn) {

    /** @throws Environment.ConfigurationException where a variable is missing or malformed */
    public static ProcessorConfig from(Environment environment) {
        return new ProcessorConfig(
                FileSettings.bucket(environment),
                FileSettings.table(environment),
                FileSettings.retention(environment),
                environment.required("LEDGER_TABLE", "the name of the DynamoDB table of marks"),
                environment.required("SNS_TOPIC_ARN", "the ARN of the SNS topic that events go to"));
    }
}
