package dev.bellhop.subscribers;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNS;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNSRecord;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Reads deliveries of SNS where Lambda can't, since a function is invoked with other things too. */
public final class SnsJson {

    private SnsJson() {}

    /**
     * The messages of {@code json} and their ids; what is missing there is null.
     *
     * @throws IllegalArgumentException where it has no records at all
     */
    public static SNSEvent read(JsonElement json) {
        if (!(json instanceof JsonObject object && object.get("Records") instanceof JsonArray array)) {
            throw new IllegalArgumentException("Neither an SNS event nor a function that is asked for.");
        }
        List<SNSRecord> records = new ArrayList<>();
        for (JsonElement element : array) {
            SNSRecord record = new SNSRecord();
            if (element instanceof JsonObject entry && entry.get("Sns") instanceof JsonObject sns) {
                record.setSns(new SNS()
                        .withMessageId(Json.string(sns, "MessageId").orElse(null))
                        .withMessage(Json.string(sns, "Message").orElse(null)));
            }
            records.add(record);
        }
        return new SNSEvent().withRecords(records);
    }
}
