package dev.bellhop.aws;

import dev.bellhop.delivery.Attempt;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/** Bounds one call of the SDK, its retries included, by what an attempt has left. */
public final class TimeLeft {

    private static final Duration LEAST = Duration.ofMillis(50);

    private TimeLeft() {}

    /** To be set on the request of the call. */
    public static AwsRequestOverrideConfiguration of(Attempt attempt, Clock clock) {
        Duration left = attempt.left(clock);
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(left.compareTo(LEAST) < 0 ? LEAST : left)
                .build();
    }
}
