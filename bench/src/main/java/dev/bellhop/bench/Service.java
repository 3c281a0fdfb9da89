package dev.bellhop.bench;

import java.time.Duration;

/** What a function calls, and how long that takes where it is deployed, beyond what it takes here. */
enum Service {
    DYNAMO(4),
    DYNAMO_TRANSACTION(10),
    SNS(5),
    SLACK(80);

    private final int millis;

    Service(int millis) {
        this.millis = millis;
    }

    /** @param times how often the usual time: 0 is as fast as it goes here */
    Duration time(double times) {
        return Duration.ofNanos(Math.round(millis * times * 1_000_000));
    }

    /** Which one a call to DynamoDB is, by its header {@code X-Amz-Target}. */
    static Service ofTarget(String target) {
        return target.contains(".Transact") ? DYNAMO_TRANSACTION : DYNAMO;
    }
}
