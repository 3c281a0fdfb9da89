package dev.bellhop.subscribers.ops;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.bellhop.operations.OpsAnswer;
import dev.bellhop.subscribers.Backlog;
import dev.bellhop.subscribers.DeadLetter;
import dev.bellhop.subscribers.DeadLetters;
import dev.bellhop.subscribers.Json;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** {@code /ops dlq}: what the dead-letter queues hold. Looking takes nothing out, and hides nothing from a redrive. */
final class DeadLetterBox {

    /** What SQS gives at once. */
    private static final int MOST_SHOWN = 10;

    private final SqsClient sqs;
    private final DeadLetters queues;

    DeadLetterBox(SqsClient sqs, DeadLetters queues) {
        this.sqs = sqs;
        this.queues = queues;
    }

    OpsAnswer look() {
        return new OpsAnswer.DeadLetters(queues.queues().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(queue -> queue(queue.getKey(), queue.getValue().url()))
                .toList());
    }

    private OpsAnswer.Queue queue(String name, String url) {
        List<OpsAnswer.Letter> letters = sqs
                .receiveMessage(request -> request.queueUrl(url)
                        .maxNumberOfMessages(MOST_SHOWN)
                        // Without a wait SQS asks only some of its servers, and may miss what there is.
                        .waitTimeSeconds(1)
                        .visibilityTimeout(0)
                        .messageSystemAttributeNames(
                                MessageSystemAttributeName.SENT_TIMESTAMP,
                                MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN))
                .messages()
                .stream()
                .map(DeadLetterBox::letter)
                .sorted(Comparator.comparing(OpsAnswer.Letter::sent))
                .toList();
        return new OpsAnswer.Queue(name, Math.max(Backlog.of(sqs, url), letters.size()), letters);
    }

    private static OpsAnswer.Letter letter(Message message) {
        Instant sent = Instant.ofEpochMilli(
                Long.parseLong(message.attributes().getOrDefault(MessageSystemAttributeName.SENT_TIMESTAMP, "0")));
        return new OpsAnswer.Letter(
                Optional.of(DeadLetter.event(message.body())).filter(id -> !id.isEmpty()), reason(message), sent);
    }

    /**
     * Why it is there, by the form that it is there in, and by whether SQS itself took it from another queue. An invocation that failed tells of its last error, by which no text of a
     * message goes out, for nothing here puts one into an exception.
     */
    private static String reason(Message message) {
        if (message.attributes().containsKey(MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN)) {
            return "received too often without being done; the function's log says why";
        }
        JsonObject body = object(message.body());
        if (body.get("requestContext") instanceof JsonObject context) {
            String times = Json.text(context, "approximateInvokeCount");
            String error = body.get("responsePayload") instanceof JsonObject response
                    ? Json.text(response, "errorMessage")
                    : Json.text(context, "condition");
            return "failed" + (times.isEmpty() ? "" : " " + times + " times") + (error.isEmpty() ? "" : ": " + error);
        }
        return "SNS could not deliver it";
    }

    private static JsonObject object(String json) {
        try {
            JsonElement parsed = JsonParser.parseString(json);
            return parsed instanceof JsonObject object ? object : new JsonObject();
        } catch (JsonParseException e) {
            return new JsonObject();
        }
    }
}
