package dev.bellhop.subscribers;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNS;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNSRecord;
import dev.bellhop.aws.EventJson.MalformedEventException;
import dev.bellhop.aws.FunctionLog;
import dev.bellhop.aws.FunctionLog.Arrival;
import dev.bellhop.delivery.Handled;
import dev.bellhop.delivery.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The records of one delivery, each handled on its own and noted with what came of it: one that fails doesn't hold up the
 * others, and in the end the delivery fails, so that Lambda delivers it again and then puts it into the DLQ. What was done by
 * then is under a mark, and not done again.
 */
public final class Records {

    private final FunctionLog log;
    private final List<Throwable> failures = new ArrayList<>();

    public Records(FunctionLog log) {
        this.log = log;
    }

    /**
     * Gives every record of {@code event} to {@code handle}, noting what came of it or what it threw.
     *
     * @throws IllegalArgumentException where {@code event} isn't one of SNS
     */
    public void each(SNSEvent event, Function<SNS, Handled> handle) {
        take(event, (sns, arrival) -> log.closed(arrival, handle.apply(sns)));
    }

    /**
     * Takes every record of {@code event} up with {@code begin}, whose caller has to {@linkplain FunctionLog#closed close} each,
     * or say that it {@linkplain #failed failed}, but for those that it throws at.
     *
     * @throws IllegalArgumentException where {@code event} isn't one of SNS
     */
    public void take(SNSEvent event, BiConsumer<SNS, Arrival> begin) {
        if (event.getRecords() == null) {
            throw new IllegalArgumentException("Not an SNS event: it has no Records.");
        }
        for (SNSRecord record : event.getRecords()) {
            SNS sns = record == null || record.getSNS() == null ? new SNS() : record.getSNS();
            Arrival arrival = log.arrived(or(sns.getMessageId(), "unknown"), or(sns.getMessage(), ""));
            try {
                required(record == null ? null : record.getSNS(), "Sns");
                required(sns.getMessageId(), "MessageId");
                required(sns.getMessage(), "Message");
                log.about(arrival.id(), () -> {
                    begin.accept(sns, arrival);
                    return arrival;
                });
            } catch (RuntimeException e) {
                failed(arrival, e);
            }
        }
    }

    /** Notes that a record has to come again. */
    public void failed(Arrival arrival, RuntimeException cause) {
        boolean invalid = cause instanceof IllegalArgumentException || cause instanceof MalformedEventException;
        log.add(Metric.INVALID, invalid ? 1 : 0);
        log.closed(arrival, cause);
        failures.add(cause);
    }

    /** @throws RecordsFailedException where a record failed */
    public void end() {
        if (!failures.isEmpty()) {
            throw new RecordsFailedException(failures);
        }
    }

    private static void required(@Nullable Object value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("Not an SNS record: it has no " + name + ".");
        }
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    /** Some of a delivery's records were not handled; the delivery has to come again. */
    public static final class RecordsFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RecordsFailedException(List<Throwable> failures) {
            super(failures.size() + " of the records failed, the first with: "
                    + failures.get(0).getMessage());
            initCause(failures.get(0));
            failures.stream().skip(1).forEach(this::addSuppressed);
        }
    }
}
