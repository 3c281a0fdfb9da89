package dev.bellhop.bench;

import dev.bellhop.local.SlackEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * API Gateway's throttle, a bucket of tokens, before messages that Slack sends in one moment: those that are refused come again as
 * Slack has it, all of them in one moment again.
 *
 * @param perSecond tokens that come
 * @param burst tokens that there can be
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html">Throttling of HTTP APIs</a>
 */
record Throttle(double perSecond, double burst) {

    /** How many of {@code messages} get through at each try, the first first. What is missing is lost. */
    List<Long> taken(long messages) {
        List<Long> taken = new ArrayList<>();
        double tokens = burst;
        long left = messages;
        List<Duration> waits = new ArrayList<>(SlackEvents.RETRIES);
        waits.addFirst(Duration.ZERO);
        for (Duration wait : waits) {
            tokens = Math.min(burst, tokens + perSecond * wait.toMillis() / 1e3);
            long through = Math.min(left, (long) tokens);
            tokens -= through;
            left -= through;
            taken.add(through);
        }
        return taken;
    }

    /** How many messages in one moment none is lost of. */
    long safe() {
        return taken(Long.MAX_VALUE / 2).stream().mapToLong(Long::longValue).sum();
    }
}
