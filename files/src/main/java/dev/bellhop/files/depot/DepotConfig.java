package dev.bellhop.files.depot;

import dev.bellhop.aws.Environment;
import java.time.Duration;

/**
 * Where files are, as both functions are told by their environment.
 *
 * @param filesBucket its name
 * @param retention how long after it was noted a file is known; the bucket's own rules delete it once that is over
 */
public record DepotConfig(
        String filesBucket, String filesTable, Duration retention, String ledgerTable, String topicArn) {

    private static final int USUAL_DAYS = 365;
    private static final int MOST_DAYS = 3_650;

    /** @throws Environment.ConfigurationException where a variable is missing or malformed */
    public static DepotConfig from(Environment environment) {
        return new DepotConfig(
                environment.required("FILES_BUCKET", "the name of the S3 bucket of files"),
                environment.required("FILES_TABLE", "the name of the DynamoDB table of files"),
                Duration.ofDays(environment.number("FILES_RETENTION_DAYS", USUAL_DAYS, 1, MOST_DAYS)),
                environment.required("LEDGER_TABLE", "the name of the DynamoDB table of marks"),
                environment.required("SNS_TOPIC_ARN", "the ARN of the SNS topic that events go to"));
    }
}
