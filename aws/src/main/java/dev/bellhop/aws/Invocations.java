package dev.bellhop.aws;

import com.amazonaws.services.lambda.runtime.Context;
import dev.bellhop.delivery.Attempt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Turns Lambda invocations into attempts. */
public final class Invocations {

    /** What is left for the last write and the answer, once an attempt's time is over. */
    private static final Duration MARGIN = Duration.ofMillis(500);

    private final Clock clock;
    private final Supplier<String> ids;

    /** @param ids unique names; not Lambda's request id, which a retry of the same asynchronous event has again */
    public Invocations(Clock clock, Supplier<String> ids) {
        this.clock = clock;
        this.ids = ids;
    }

    /** An attempt that may take as long as the invocation. */
    public Attempt attempt(Context context) {
        return attempt(context, Instant.MAX);
    }

    /** An attempt whose caller waits until {@code answerBy} at most. */
    public Attempt attempt(Context context, Instant answerBy) {
        Instant end = clock.instant().plusMillis(context.getRemainingTimeInMillis());
        Instant latest = end.minus(MARGIN);
        return Attempt.of(ids.get(), end, answerBy.isBefore(latest) ? answerBy : latest);
    }
}
