package dev.bellhop.subscribers.sweeper;

import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNS;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNSRecord;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.bellhop.aws.EventHead;
import dev.bellhop.subscribers.SnsJson;
import java.util.List;

/** What a dead-letter queue holds, in each of the forms that it gets there in, and what the function was given. */
final class DeadLetter {

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
    static JsonObject payload(String body) {
        JsonObject letter = object(body);
        if (string(letter, "Type").equals("Notification") && letter.has("Message")) {
            return snsEvent(letter);
        }
        return letter.get("requestContext") instanceof JsonObject context
                        && letter.get("requestPayload") instanceof JsonObject payload
                ? named(payload, context)
                : letter;
    }

    /** The id of the event that {@code body} is about, or else of its message; empty where it has neither. */
    static String event(String body) {
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

    /** What was asked for directly is known by its request's id, and another invocation would have a new one. */
    private static JsonObject named(JsonObject payload, JsonObject context) {
        if (!payload.has("function") || payload.has("id")) {
            return payload;
        }
        JsonObject named = payload.deepCopy();
        named.add("id", context.get("requestId"));
        return named;
    }

    private static JsonObject object(String body) {
        try {
            if (JsonParser.parseString(body) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonParseException e) {
            // Its message would quote the body.
        }
        throw new IllegalArgumentException("It is no JSON object, so it was for no function.");
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

    private static String string(JsonObject object, String name) {
        return object.get(name) instanceof JsonPrimitive value ? value.getAsString() : "";
    }
}
