package dev.bellhop.subscribers;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNS;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNSRecord;
import dev.bellhop.delivery.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The records of one delivery, each handled on its own: one that fails doesn't hold up the others, and in the end the
 * delivery fails, so that Lambda delivers it again and then puts it into the DLQ. What was done by then is under a mark,
 * and not done again.
 */
public final class Records {

    private final Journal journal;
    private final List<Throwable> failures = new ArrayList<>();

    public Records(Journal journal) {
        this.journal = journal;
    }

    /**
     * Gives every record of {@code event} to {@code handle}, noting which ones it throws at.
     *
     * @throws IllegalArgumentException where {@code event} isn't one of SNS
     */
    public void each(SNSEvent event, Consumer<SNS> handle) {
        if (event.getRecords() == null) {
            throw new IllegalArgumentException("Not an SNS event: it has no Records.");
        }
        for (SNSRecord record : event.getRecords()) {
            String id = "unknown";
            try {
                SNS sns = required(record == null ? null : record.getSNS(), "Sns");
                id = required(sns.getMessageId(), "MessageId");
                required(sns.getMessage(), "Message");
                handle.accept(sns);
            } catch (RuntimeException e) {
                failed(id, e);
            }
        }
    }

    /** Notes that a record has to come again. */
    public void failed(String messageId, RuntimeException cause) {
        journal.failed("record-failed", messageId, cause);
        failures.add(cause);
    }

    /** @throws RecordsFailedException where a record failed */
    public void end() {
        if (!failures.isEmpty()) {
            throw new RecordsFailedException(failures);
        }
    }

    private static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("Not an SNS record: it has no " + name + ".");
        }
        return value;
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
