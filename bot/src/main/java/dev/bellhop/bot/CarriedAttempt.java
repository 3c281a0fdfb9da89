package dev.bellhop.bot;

import com.slack.api.bolt.context.Context;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Lease;
import java.time.Instant;
import java.util.Map;

/** An attempt on its way through Bolt, which hands strings, and nothing else of a request's own, to its listeners. */
final class CarriedAttempt {

    private static final String ID = "bellhop.attempt";
    private static final String LEASE_UNTIL = "bellhop.leaseUntil";
    private static final String ANSWER_BY = "bellhop.answerBy";

    private CarriedAttempt() {}

    static void put(Context context, Attempt attempt) {
        context.getAdditionalValues()
                .putAll(Map.of(
                        ID, attempt.lease().attempt(),
                        LEASE_UNTIL, attempt.lease().until().toString(),
                        ANSWER_BY, attempt.answerBy().toString()));
    }

    static Attempt of(Context context) {
        return new Attempt(
                new Lease(value(context, ID), Instant.parse(value(context, LEASE_UNTIL))),
                Instant.parse(value(context, ANSWER_BY)));
    }

    private static String value(Context context, String name) {
        String value = context.getAdditionalValues().get(name);
        if (value == null) {
            throw new IllegalStateException("Bolt was entered without an attempt.");
        }
        return value;
    }
}
