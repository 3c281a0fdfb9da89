package dev.bellhop.bench;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** Counts what is published, and lets each publish take its time. */
final class Publishes implements ExecutionInterceptor {

    private final Duration time;
    private final AtomicLong count = new AtomicLong();

    Publishes(Duration time) {
        this.time = time;
    }

    long count() {
        return count.get();
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (context.request() instanceof PublishRequest) {
            count.incrementAndGet();
            LockSupport.parkNanos(time.toNanos());
        }
    }
}
