package dev.bellhop.bot;

import dev.bellhop.delivery.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When Slack has to have its answer. */
final class Deadline {

    private static final Duration SPAN = Attempt.WHILE_SLACK_WAITS;

    /** What nothing can be done in. */
    private static final Duration LEAST = Duration.ofMillis(300);

    private Deadline() {}

    /**
     * Slack's time runs from when API Gateway got the request, for a cold start is part of it. Where it is over already,
     * Slack has given up and will retry whatever happens now, so the work may take its time. The same goes for a time
     * that lies ahead: then one of two clocks is wrong.
     */
    static Instant answerBy(Optional<Instant> sent, Instant now) {
        return sent.filter(at -> !at.isAfter(now))
                .map(at -> at.plus(SPAN))
                .filter(by -> by.isAfter(now.plus(LEAST)))
                .orElse(now.plus(SPAN));
    }

    /** Until when an answer in the response's body is heard, whatever time the work is given. */
    static Instant heardUntil(Optional<Instant> sent, Instant now) {
        return sent.filter(at -> !at.isAfter(now)).orElse(now).plus(SPAN);
    }
}
