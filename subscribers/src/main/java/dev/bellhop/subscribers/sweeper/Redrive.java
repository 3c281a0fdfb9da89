package dev.bellhop.subscribers.sweeper;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Journal;
import dev.bellhop.subscribers.Backlog;
import dev.bellhop.subscribers.DeadLetter;
import dev.bellhop.subscribers.DeadLetters;
import dev.bellhop.subscribers.Invoker;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Gives dead letters to the function that they were meant for, once the cause is mended. SQS's own redrive can't, for what
 * SNS or Lambda puts into a queue came from no queue.
 */
final class Redrive {

    /** What SQS gives at once. */
    private static final int MOST_A_RECEIVE = 10;

    /** With less time than this another function is not begun with: it would be cut off in the middle. */
    private static final Duration ENOUGH = Duration.ofSeconds(5);

    /**
     * What a run did.
     *
     * @param redriven messages that their function took, and that are deleted
     * @param failed messages that it did not take, and that stay
     * @param left what the queue holds now, about, the failed ones included
     */
    record Report(int redriven, int failed, int left) {}

    private final SqsClient sqs;
    private final Invoker invoker;
    private final Journal journal;
    private final Clock clock;

    Redrive(SqsClient sqs, Invoker invoker, Journal journal, Clock clock) {
        this.sqs = sqs;
        this.invoker = invoker;
        this.journal = journal;
        this.clock = clock;
    }

    /** One run: ends when every message was tried once, or the attempt's time is nearly over. */
    Report run(DeadLetters.Queue queue, Attempt attempt) {
        Set<String> seen = new HashSet<>();
        int redriven = 0;
        int failed = 0;
        for (List<Message> messages = next(queue, attempt, seen); !messages.isEmpty(); ) {
            for (Message message : messages) {
                if (isShort(attempt)) {
                    break;
                }
                if (journal.about(DeadLetter.event(message.body()), () -> redrive(queue, message, attempt))) {
                    redriven++;
                } else {
                    failed++;
                }
            }
            messages = next(queue, attempt, seen);
        }
        return new Report(redriven, failed, Backlog.of(sqs, queue.url()));
    }

    private boolean isShort(Attempt attempt) {
        return attempt.left(clock).compareTo(ENOUGH) < 0;
    }

    /** Those not seen in this run. What is received stays out of sight as long as the run can last, so it comes once. */
    private List<Message> next(DeadLetters.Queue queue, Attempt attempt, Set<String> seen) {
        if (isShort(attempt)) {
            return List.of();
        }
        int hidden = Math.toIntExact(attempt.left(clock).toSeconds() + 1);
        return sqs
                .receiveMessage(request -> request.queueUrl(queue.url())
                        .maxNumberOfMessages(MOST_A_RECEIVE)
                        // Without a wait SQS asks only some of its servers, and may miss what there is.
                        .waitTimeSeconds(1)
                        .visibilityTimeout(hidden))
                .messages()
                .stream()
                .filter(message -> seen.add(message.messageId()))
                .toList();
    }

    private boolean redrive(DeadLetters.Queue queue, Message message, Attempt attempt) {
        try {
            JsonObject payload = queue.polled()
                    ? DeadLetter.polledPayload(message.messageId(), message.body())
                    : DeadLetter.payload(message.body());
            if (isPartOfABatchFailed(invoker.invoke(queue.function(), payload, attempt))) {
                throw new IllegalStateException(queue.function() + " did not take it; its own log says why.");
            }
            sqs.deleteMessage(request -> request.queueUrl(queue.url()).receiptHandle(message.receiptHandle()));
            journal.note("redriven", message.messageId(), queue.function());
            return true;
        } catch (RuntimeException e) {
            journal.failed("redrive-failed", message.messageId(), e);
            return false;
        }
    }

    /** A function that polls a queue answers well also where it failed at records, and names them. */
    private static boolean isPartOfABatchFailed(JsonElement answer) {
        return answer instanceof JsonObject json
                && json.get("batchItemFailures") instanceof JsonArray failures
                && !failures.isEmpty();
    }
}
