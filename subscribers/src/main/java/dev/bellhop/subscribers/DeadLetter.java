package dev.bellhop.subscribers;

import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNS;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNSRecord;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.bellhop.aws.EventHead;
import java.util.List;
import java.util.Optional;

/** What a dead-letter queue holds, in each of the forms that it gets there in, and what the function was given. */
public final class DeadLetter {

    private DeadLetter() {}

    /**
     * The payload that the function was, or would have been, invoked with.
     *
     * <ul>
     *   <li>A delivery that SNS could not make: the notification itself.
     *   <li>An invocation that failed, by Lambda's on-failure destination: a document around the payload.
     *   <li>An invocation that failed, by Lambda's dead-letter queue: the payload.
     * </ul>
     *
     * @throws IllegalArgumentException where {@code body} is no JSON object
     * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">SNS's form</a>
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Lambda's forms</a>
     */
    public static JsonObject payload(String body) {
        JsonObject letter = Json.object(body, "It is no JSON object, so it was for no function.");
        if (isNotification(letter)) {
            return snsEvent(letter);
        }
        return letter.get("requestContext") instanceof JsonObject context
                        && letter.get("requestPayload") instanceof JsonObject payload
                ? named(payload, context)
                : letter;
    }

    /** The id of the event that {@code body} is about, or else of its message; empty where it has neither. */
    public static String event(String body) {
        return EventHead.of(messageOf(body)).map(EventHead::id).orElseGet(() -> delivered(body));
    }

    private static String delivered(String body) {
        try {
            List<SNSRecord> records = SnsJson.read(payload(body)).getRecords();
            SNS sns = records.isEmpty() ? null : records.get(0).getSNS();
            return sns == null || sns.getMessage() == null || sns.getMessageId() == null
                    ? ""
                    : EventHead.of(sns.getMessage()).map(EventHead::id).orElseGet(sns::getMessageId);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /**
     * The payload for a function that polls a queue: what stood in that queue, or what SNS could not put there, in its raw form or
     * not.
     *
     * @param messageId SQS's, by which the function names what it failed at
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">SQS's form</a>
     */
    public static JsonObject polledPayload(String messageId, String body) {
        JsonObject record = new JsonObject();
        record.addProperty("messageId", messageId);
        record.addProperty("body", messageOf(body));
        record.addProperty("eventSource", "aws:sqs");
        return event(record);
    }

    /** What can't be read is given to the function as it is, for its log to say so. */
    private static String messageOf(String body) {
        try {
            JsonObject letter = Json.object(body, "");
            return isNotification(letter) ? Json.string(letter, "Message").orElse(body) : body;
        } catch (IllegalArgumentException e) {
            return body;
        }
    }

    private static boolean isNotification(JsonObject letter) {
        return Json.string(letter, "Type").equals(Optional.of("Notification")) && letter.has("Message");
    }

    /** What was asked for directly is known by its request's id, and another invocation would have a new one. */
    private static JsonObject named(JsonObject payload, JsonObject context) {
        if (!payload.has("function") || payload.has("id")) {
            return payload;
        }
        JsonObject named = payload.deepCopy();
        named.add("id", context.get("requestId"));
        return named;
    }

    /** As SNS invokes a function: the same fields, of which two are spelt differently. */
    private static JsonObject snsEvent(JsonObject notification) {
        JsonObject sns = notification.deepCopy();
        rename(sns, "SigningCertURL", "SigningCertUrl");
        rename(sns, "UnsubscribeURL", "UnsubscribeUrl");
        JsonObject record = new JsonObject();
        record.addProperty("EventSource", "aws:sns");
        record.addProperty("EventVersion", "1.0");
        record.add("Sns", sns);
        return event(record);
    }

    private static JsonObject event(JsonObject record) {
        JsonArray records = new JsonArray();
        records.add(record);
        JsonObject event = new JsonObject();
        event.add("Records", records);
        return event;
    }

    private static void rename(JsonObject object, String from, String to) {
        JsonElement value = object.remove(from);
        if (value != null) {
            object.add(to, value);
        }
    }
}
