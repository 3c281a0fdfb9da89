package dev.bellhop.files.processor;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.bellhop.aws.AwsJson;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what S3 tells of new objects.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event message
 *     structure</a>
 */
final class StoredObject {

    /**
     * A version of an object.
     *
     * @param id bucket, key and version; in a bucket without versions, what orders the writes of a key
     * @param size in bytes
     */
    record Stored(String id, String key, long size) {}

    private StoredObject() {}

    /**
     * The objects of {@code event}; none where S3 only tries whether anybody is there.
     *
     * @throws IllegalArgumentException where S3 did not write it
     */
    static List<Stored> in(JsonElement event) {
        if (!(event instanceof JsonObject json)) {
            throw new IllegalArgumentException("Not an event of S3: it is no JSON object.");
        }
        if (AwsJson.text(json, "Event").equals("s3:TestEvent")) {
            return List.of();
        }
        if (!(json.get("Records") instanceof JsonArray records)) {
            throw new IllegalArgumentException("Not an event of S3: it has no Records.");
        }
        List<Stored> stored = new ArrayList<>();
        records.forEach(record -> stored.add(read(record)));
        return stored;
    }

    private static Stored read(JsonElement record) {
        if (record instanceof JsonObject json
                && json.get("s3") instanceof JsonObject s3
                && s3.get("bucket") instanceof JsonObject bucket
                && s3.get("object") instanceof JsonObject object) {
            // As a field of a form: a space is a plus.
            String key = URLDecoder.decode(required(object, "key"), StandardCharsets.UTF_8);
            String version = AwsJson.text(object, "versionId");
            String id = required(bucket, "name") + "/" + key + "@"
                    + (version.isEmpty() ? required(object, "sequencer") : version);
            return new Stored(id, key, size(object));
        }
        throw new IllegalArgumentException("Not an event of S3: a record has no bucket and object.");
    }

    private static long size(JsonObject object) {
        try {
            return Long.parseLong(required(object, "size"));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Not an event of S3: an object's size is no number.", e);
        }
    }

    private static String required(JsonObject json, String name) {
        String text = AwsJson.text(json, name);
        if (text.isEmpty()) {
            throw new IllegalArgumentException("Not an event of S3: a record has no " + name + ".");
        }
        return text;
    }
}
