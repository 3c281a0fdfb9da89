package dev.bellhop.localaws;

import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.RequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * The SDK counts its timeouts in real time; this makes those that a request brings as slow as the functions' clock.
 *
 * @param slowness how many real seconds one second of that clock takes, 1 or more
 */
public record SlowTimeouts(int slowness) implements ExecutionInterceptor {

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        AwsRequest request = (AwsRequest) context.request();
        return request.overrideConfiguration()
                .flatMap(RequestOverrideConfiguration::apiCallTimeout)
                .filter(limit -> slowness > 1)
                .map(limit -> limited(request, limit.multipliedBy(slowness)))
                .orElse(request);
    }

    /** A single try has as long: what answers late here answers all the same. */
    private static SdkRequest limited(AwsRequest request, Duration limit) {
        return request.toBuilder()
                .overrideConfiguration(request.overrideConfiguration().orElseThrow().toBuilder()
                        .apiCallTimeout(limit)
                        .apiCallAttemptTimeout(limit)
                        .build())
                .build();
    }
}
