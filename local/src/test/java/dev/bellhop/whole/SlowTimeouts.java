package dev.bellhop.whole;

import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** The SDK counts its timeouts in real time; this makes them as slow as the functions' clock. */
record SlowTimeouts(int slowness) implements ExecutionInterceptor {

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        AwsRequest request = (AwsRequest) context.request();
        Duration limit = request.overrideConfiguration()
                .flatMap(bounds -> bounds.apiCallTimeout())
                .orElseThrow()
                .multipliedBy(slowness);
        return request.toBuilder()
                .overrideConfiguration(bounds -> bounds.apiCallTimeout(limit).apiCallAttemptTimeout(limit))
                .build();
    }
}
