package dev.bellhop.localaws;

import java.time.Instant;
import java.util.Map;

/**
 * An object of a bucket, all but its body.
 *
 * @param size in bytes
 * @param etag the MD5 of its body in hexadecimal, without quotes
 * @param sequence higher than of what was stored before
 * @param headers that it was stored with and is given out with, by their names in lower case
 */
public record StoredObject(
        String bucket,
        String key,
        long size,
        String etag,
        Instant modified,
        long sequence,
        Map<String, String> headers) {

    private static final String UNKNOWN = "binary/octet-stream";

    public StoredObject {
        headers = Map.copyOf(headers);
    }

    public String contentType() {
        return headers.getOrDefault("content-type", UNKNOWN);
    }

    /** By which S3's notifications of one key are put in order: hexadecimal, of one length. */
    String sequencer() {
        return "%018X".formatted(sequence);
    }
}
