package dev.bellhop.localaws;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What S3 tells of a new object.
 *
 * @param requestId of the request that stored it
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event message
 *     structure</a>
 */
record ObjectCreated(Template.ObjectEvents to, StoredObject object, String requestId) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);
    private static final String NAME = "ObjectCreated:Put";

    /** Whether whoever is told wants to hear of it. */
    boolean isWanted() {
        return to.bucket().equals(object.bucket())
                && to.events().stream()
                        .anyMatch(event -> event.equals("s3:ObjectCreated:*") || event.equals("s3:" + NAME))
                && object.key().startsWith(to.prefix())
                && object.key().endsWith(to.suffix());
    }

    byte[] json() {
        ObjectNode event = JSON.createObjectNode();
        ObjectNode record = event.putArray("Records").addObject();
        record.put("eventVersion", "2.1")
                .put("eventSource", "aws:s3")
                .put("awsRegion", Intrinsics.REGION)
                .put("eventTime", TIME.format(object.modified()))
                .put("eventName", NAME);
        record.putObject("userIdentity").put("principalId", "AWS:AIDALOCAL");
        record.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
        record.putObject("responseElements").put("x-amz-request-id", requestId).put("x-amz-id-2", requestId);
        ObjectNode s3 = record.putObject("s3").put("s3SchemaVersion", "1.0").put("configurationId", to.name());
        s3.putObject("bucket")
                .put("name", object.bucket())
                .put("arn", Intrinsics.bucketArn(object.bucket()))
                .putObject("ownerIdentity")
                .put("principalId", "ALOCAL");
        // As a form's field: a space is a plus.
        s3.putObject("object")
                .put(
                        "key",
                        URLEncoder.encode(object.key(), StandardCharsets.UTF_8).replace("%2F", "/"))
                .put("size", object.size())
                .put("eTag", object.etag())
                .put("sequencer", object.sequencer());
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }
}
