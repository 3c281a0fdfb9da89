package dev.bellhop.aws;

import dev.bellhop.delivery.Attempt;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Bounds one call of the SDK, its retries included, by what an attempt has left. */
public final class TimeLeft {

    /**
     * Enough for the last write, which is tried even where the time is over: what it notes need not be done again. A bot's
     * attempt ends 0.4 s before Slack gives up.
     */
    private static final Duration LEAST = Duration.ofMillis(400);

    private TimeLeft() {}

    /** To be set on the request of the call. */
    public static AwsRequestOverrideConfiguration of(Attempt attempt, Clock clock) {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(atLeast(attempt.left(clock)))
                .build();
    }

    /**
     * Bounds each call of a client by what the {@linkplain CurrentAttempt current attempt} has left.
     *
     * @param most what a call may take where there is more left, or no attempt
     */
    static ExecutionInterceptor ofCurrent(Duration most) {
        return new ExecutionInterceptor() {
            @Override
            public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
                Duration left = CurrentAttempt.left()
                        .map(TimeLeft::atLeast)
                        .filter(shorter -> shorter.compareTo(most) < 0)
                        .orElse(most);
                return ((AwsRequest) context.request())
                        .toBuilder()
                                .overrideConfiguration(configuration -> configuration.apiCallTimeout(left))
                                .build();
            }
        };
    }

    private static Duration atLeast(Duration left) {
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }
}
