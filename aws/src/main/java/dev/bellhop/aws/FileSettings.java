package dev.bellhop.aws;

import java.time.Duration;

/** Where files are and how long, as both who keeps them and who looks into them are told. */
public final class FileSettings {

    private static final int USUAL_DAYS = 365;
    private static final int MOST_DAYS = 3_650;

    private FileSettings() {}

    /** The name of the bucket. */
    public static String bucket(Environment environment) {
        return environment.required("FILES_BUCKET", "the name of the S3 bucket of files");
    }

    /** The name of the table. */
    public static String table(Environment environment) {
        return environment.required("FILES_TABLE", "the name of the DynamoDB table of files");
    }

    /** How long after it was shared a file is known; the bucket's own rules delete it by then. */
    public static Duration retention(Environment environment) {
        return Duration.ofDays(environment.number("FILES_RETENTION_DAYS", USUAL_DAYS, 1, MOST_DAYS));
    }
}
