package dev.bellhop.localaws;

import java.time.Duration;

/** How long Lambda waits before it tries an asynchronous invocation again that failed. */
public record RetryDelays(Duration beforeSecond, Duration beforeThird) {

    /**
     * As on AWS.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">Error handling for
     *     asynchronous invocation</a>
     */
    public static final RetryDelays LAMBDA = new RetryDelays(Duration.ofMinutes(1), Duration.ofMinutes(2));

    public static final RetryDelays NONE = new RetryDelays(Duration.ZERO, Duration.ZERO);

    /** @param attempt the one that failed, from 1 */
    Duration after(int attempt) {
        return attempt == 1 ? beforeSecond : beforeThird;
    }
}
