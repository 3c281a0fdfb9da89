package dev.bellhop.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Through the SDK's own client and presigner. */
final class LocalBucketsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BUCKET = "things-000000000000-us-east-1-00000000";

    private static final String TEMPLATE = """
            Resources:
              Things:
                Type: AWS::S3::Bucket
                Properties:
                  BucketName: !Sub
                    - things-${AWS::AccountId}-${AWS::Region}-${Stack}
                    - { Stack: !Select [0, !Split ['-', !Select [2, !Split ['/', !Ref AWS::StackId]]]] }
                  LifecycleConfiguration:
                    Rules:
                      - { Status: Enabled, Prefix: passing/, ExpirationInDays: 7 }
                      - { Status: Disabled, Prefix: in/, ExpirationInDays: 1 }
              WorkerFunction:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: worker.jar
                  Handler: Worker
                  Runtime: java25
                  Events:
                    Arrived:
                      Type: S3
                      Properties:
                        Bucket: !Ref Things
                        Events: s3:ObjectCreated:*
                        Filter: { S3Key: { Rules: [{ Name: prefix, Value: in/ }] } }
                  EventInvokeConfig:
                    DestinationConfig: { OnFailure: { Type: SQS, Destination: !GetAtt Dead.Arn } }
              Dead:
                Type: AWS::SQS::Queue
            """;

    @TempDir
    Path folder;

    private final MovableClock clock = MovableClock.standing(Instant.parse("2026-01-01T10:00:00Z"));
    private final List<Happening> happenings = new CopyOnWriteArrayList<>();
    private final List<JsonNode> told = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private Template template;
    private LocalAws aws;
    private LocalBuckets buckets;
    private S3Client s3;

    @BeforeEach
    void start() throws IOException {
        Path file = folder.resolve("template.yaml");
        Files.writeString(file, TEMPLATE);
        template = Template.read(file, Map.of());
        aws = new LocalAws(
                template,
                clock,
                () -> UUID.randomUUID().toString(),
                Executors.newVirtualThreadPerTaskExecutor(),
                RetryDelays.NONE,
                Duration.ZERO,
                clock::move,
                Room.ENOUGH,
                happenings::add);
        aws.functions().register("WorkerFunction", (event, requestId) -> {
            told.add(JSON.readTree(event));
            return "null".getBytes(StandardCharsets.UTF_8);
        });
        open(LocalBuckets.temporary(
                template, aws.functions(), clock, () -> UUID.randomUUID().toString(), happenings::add));
    }

    private void open(LocalBuckets opened) {
        buckets = opened;
        s3 = opened.client();
    }

    @AfterEach
    void stop() {
        s3.close();
        buckets.close();
        http.close();
    }

    @Test
    void an_object_comes_back_with_its_type_and_metadata() {
        PutObjectResponse put = s3.putObject(
                request -> request.bucket(BUCKET)
                        .key("a b+c/ä%.txt")
                        .contentType("text/plain; charset=utf-8")
                        .contentDisposition("attachment")
                        .metadata(Map.of("sharer", "U1")),
                RequestBody.fromString("hello"));

        var got = s3.getObjectAsBytes(request -> request.bucket(BUCKET).key("a b+c/ä%.txt"));
        HeadObjectResponse head =
                s3.headObject(request -> request.bucket(BUCKET).key("a b+c/ä%.txt"));

        assertThat(got.asUtf8String()).isEqualTo("hello");
        assertThat(got.response().contentType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(got.response().contentDisposition()).isEqualTo("attachment");
        assertThat(got.response().metadata()).isEqualTo(Map.of("sharer", "U1"));
        assertThat(got.response().contentEncoding()).isNull();
        assertThat(put.eTag()).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
        assertThat(head.eTag()).isEqualTo(put.eTag());
        assertThat(head.contentLength()).isEqualTo(5);
        assertThat(head.lastModified()).isEqualTo(clock.instant());
    }

    @Test
    void an_empty_object_is_one() {
        put("nothing", "");

        assertThat(get("nothing")).isEmpty();
    }

    @Test
    void a_range_is_a_part() {
        put("digits", "0123456789");

        GetObjectResponse part = s3.getObject(
                        request -> request.bucket(BUCKET).key("digits").range("bytes=2-4"))
                .response();

        assertThat(part.contentRange()).isEqualTo("bytes 2-4/10");
        assertThat(ranged("digits", "bytes=2-4")).isEqualTo("234");
        assertThat(ranged("digits", "bytes=7-")).isEqualTo("789");
        assertThat(ranged("digits", "bytes=-2")).isEqualTo("89");
        assertThatThrownBy(() -> ranged("digits", "bytes=10-"))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(416));
    }

    @Test
    void what_is_there_is_not_written_over_where_that_is_not_wanted() {
        putNew("in/once", "first");

        assertThatThrownBy(() -> putNew("in/once", "second"))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));

        aws.awaitQuiet(Duration.ofMinutes(2));
        assertThat(get("in/once")).isEqualTo("first");
        assertThat(told).hasSize(1);
        put("in/once", "third");
        assertThat(get("in/once")).isEqualTo("third");
    }

    @Test
    void what_is_deleted_is_gone_whether_or_not_it_was_there() {
        put("one", "1");
        put("two", "2");
        put("three", "3");

        s3.deleteObject(request -> request.bucket(BUCKET).key("one"));
        s3.deleteObject(request -> request.bucket(BUCKET).key("one"));
        s3.deleteObjects(request -> request.bucket(BUCKET)
                .delete(delete -> delete.objects(
                        ObjectIdentifier.builder().key("two").build(),
                        ObjectIdentifier.builder().key("never").build())));

        assertThatThrownBy(() -> get("one")).isInstanceOf(NoSuchKeyException.class);
        assertThat(buckets.objects()).extracting(StoredObject::key).containsExactly("three");
    }

    @Test
    void a_list_comes_in_pages_in_the_order_of_keys() {
        for (String key : List.of("b/2", "a/1", "b/10", "b/ä & <", "c/1")) {
            put(key, key);
        }

        ListObjectsV2Response first =
                s3.listObjectsV2(request -> request.bucket(BUCKET).prefix("b/").maxKeys(2));
        ListObjectsV2Response second = s3.listObjectsV2(
                request -> request.bucket(BUCKET).prefix("b/").continuationToken(first.nextContinuationToken()));

        assertThat(first.isTruncated()).isTrue();
        assertThat(first.contents()).extracting(S3Object::key).containsExactly("b/10", "b/2");
        assertThat(second.isTruncated()).isFalse();
        assertThat(second.contents()).extracting(S3Object::key).containsExactly("b/ä & <");
        assertThat(second.contents().getFirst().size()).isEqualTo(8);
    }

    @Test
    void a_function_is_told_of_what_it_asked_for_with_the_key_encoded_as_s3_does() {
        PutObjectResponse put = put("in/a b+c/ä.txt", "hello");
        put("out/in/other", "x");
        aws.awaitQuiet(Duration.ofMinutes(2));

        assertThat(told).hasSize(1);
        JsonNode record = told.getFirst().at("/Records/0");
        assertThat(record.path("eventSource").asText()).isEqualTo("aws:s3");
        assertThat(record.path("eventName").asText()).isEqualTo("ObjectCreated:Put");
        assertThat(record.path("eventTime").asText()).isEqualTo("2026-01-01T10:00:00.000Z");
        assertThat(record.at("/s3/bucket/name").asText()).isEqualTo(BUCKET);
        assertThat(record.at("/s3/bucket/arn").asText()).isEqualTo("arn:aws:s3:::" + BUCKET);
        assertThat(record.at("/s3/object/key").asText()).isEqualTo("in/a+b%2Bc/%C3%A4.txt");
        assertThat(record.at("/s3/object/size").asLong()).isEqualTo(5);
        assertThat("\"" + record.at("/s3/object/eTag").asText() + "\"").isEqualTo(put.eTag());
        assertThat(record.at("/s3/object/sequencer").asText()).matches("[0-9A-F]{18}");
        assertThat(record.at("/s3/object").has("versionId")).isFalse();
    }

    @Test
    void a_later_object_of_a_key_has_a_later_sequencer_even_after_a_deletion_and_a_restart() throws IOException {
        restart();
        put("in/a", "1");
        s3.deleteObject(request -> request.bucket(BUCKET).key("in/a"));
        restart();
        clock.move(Duration.ofSeconds(1));
        put("in/a", "1");
        aws.awaitQuiet(Duration.ofMinutes(2));

        assertThat(told.stream()
                        .map(event -> event.at("/Records/0/s3/object/sequencer").asText()))
                .hasSize(2)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void a_function_that_fails_is_told_again_and_then_its_destination_has_it() {
        aws.functions().register("WorkerFunction", (event, requestId) -> {
            told.add(JSON.readTree(event));
            throw new IllegalStateException("broken");
        });

        put("in/a", "1");
        aws.awaitQuiet(Duration.ofMinutes(2));

        assertThat(told).hasSize(3);
        assertThat(aws.queues().bodies("Dead")).hasSize(1).first().asString().contains("in/a");
    }

    @Test
    void a_link_works_until_its_time_is_over_by_the_clock_here() throws Exception {
        put("picture", "hello");
        clock.move(Duration.ofDays(3));
        URI link = link("picture", Duration.ofMinutes(15));

        HttpResponse<String> good = follow(link);
        clock.move(Duration.ofMinutes(15).minusSeconds(1));
        HttpResponse<String> last = follow(link);
        clock.move(Duration.ofSeconds(1));
        HttpResponse<String> late = follow(link);

        assertThat(good.statusCode()).isEqualTo(200);
        assertThat(good.body()).isEqualTo("hello");
        assertThat(good.headers().firstValue("content-disposition")).contains("attachment; filename=\"x y.txt\"");
        assertThat(last.statusCode()).isEqualTo(200);
        assertThat(late.statusCode()).isEqualTo(403);
        assertThat(late.body()).contains("Request has expired").doesNotContain("hello");
    }

    @Test
    void a_link_that_was_altered_gets_nothing() throws Exception {
        put("picture", "hello");
        put("secret", "hidden");
        String link = link("picture", Duration.ofMinutes(15)).toString();

        for (String altered : List.of(
                link.replace("/picture", "/secret"),
                link.replace("X-Amz-Expires=900", "X-Amz-Expires=9000"),
                link.replace("attachment", "inline"),
                link.replaceFirst("X-Amz-Signature=.", "X-Amz-Signature="),
                link.replaceFirst("[?].*", ""))) {
            assertThat(altered).isNotEqualTo(link);
            HttpResponse<String> answer = follow(URI.create(altered));
            assertThat(answer.statusCode()).as(altered).isEqualTo(403);
            assertThat(answer.body()).doesNotContain("hello").doesNotContain("hidden");
        }
        HttpRequest put = HttpRequest.newBuilder(URI.create(link))
                .PUT(HttpRequest.BodyPublishers.ofString("mine"))
                .build();
        assertThat(http.send(put, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
        assertThat(get("picture")).isEqualTo("hello");
    }

    @Test
    void what_is_signed_is_what_is_stored() {
        put("a", "1");

        HttpResponse<String> unsigned =
                send(HttpRequest.newBuilder(buckets.endpoint().resolve("/" + BUCKET + "/a"))
                        .PUT(HttpRequest.BodyPublishers.ofString("2"))
                        .build());

        assertThat(unsigned.statusCode()).isEqualTo(403);
        assertThat(get("a")).isEqualTo("1");
    }

    @Test
    void what_fails_is_tried_again_by_the_sdk_and_what_fails_for_good_is_said() {
        put("a", "1");

        buckets.faults().next(Fault.FAIL_BEFORE, call -> call.operation().equals("GetObject"));
        assertThat(get("a")).isEqualTo("1");
        buckets.faults().next(Fault.REFUSE, call -> call.key().equals("a"));
        assertThatThrownBy(() -> get("a"))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
        buckets.faults().down();
        assertThatThrownBy(() -> get("a")).isInstanceOf(SdkClientException.class);
        buckets.faults().clear();
        assertThat(get("a")).isEqualTo("1");
    }

    @Test
    void an_answer_that_is_lost_was_work_done_all_the_same() {
        buckets.faults().next(Fault.FAIL_AFTER, call -> call.operation().equals("PutObject"), 0, 10);

        assertThatThrownBy(() -> put("a", "1")).isInstanceOf(S3Exception.class);

        assertThat(get("a")).isEqualTo("1");
    }

    @Test
    void what_its_rule_says_is_over_is_gone_at_the_next_midnight() {
        put("passing/a", "1");
        put("in/a", "1");

        clock.move(Duration.ofDays(7).plusHours(13));
        assertThat(get("passing/a")).isEqualTo("1");
        clock.move(Duration.ofHours(1));

        assertThatThrownBy(() -> get("passing/a")).isInstanceOf(NoSuchKeyException.class);
        assertThat(buckets.objects()).extracting(StoredObject::key).containsExactly("in/a");
    }

    @Test
    void what_is_kept_in_a_folder_is_there_at_the_next_start() throws IOException {
        restart();
        s3.putObject(request -> request.bucket(BUCKET).key("a").contentType("text/plain"), RequestBody.fromString("1"));
        put("b", "1");
        put("b", "2");
        Files.writeString(folder.resolve("objects").resolve("arriving1.part"), "half");

        restart();

        var got = s3.getObjectAsBytes(request -> request.bucket(BUCKET).key("a"));
        assertThat(got.asUtf8String()).isEqualTo("1");
        assertThat(got.response().contentType()).isEqualTo("text/plain");
        assertThat(get("b")).isEqualTo("2");
        try (var left = Files.list(folder.resolve("objects"))) {
            assertThat(left).hasSize(4);
        }
    }

    @Test
    void there_is_no_bucket_but_the_templates() {
        assertThatThrownBy(() -> s3.listObjectsV2(request -> request.bucket("another")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(404));
    }

    @Test
    void what_is_not_done_here_is_refused() {
        assertThatThrownBy(() -> s3.createMultipartUpload(
                        request -> request.bucket(BUCKET).key("a")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(501));
    }

    private void restart() throws IOException {
        s3.close();
        buckets.close();
        open(LocalBuckets.in(
                folder.resolve("objects"),
                template,
                aws.functions(),
                clock,
                () -> UUID.randomUUID().toString(),
                happenings::add));
    }

    private PutObjectResponse put(String key, String body) {
        return s3.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromString(body));
    }

    private void putNew(String key, String body) {
        s3.putObject(request -> request.bucket(BUCKET).key(key).ifNoneMatch("*"), RequestBody.fromString(body));
    }

    private String get(String key) {
        return s3.getObjectAsBytes(request -> request.bucket(BUCKET).key(key)).asUtf8String();
    }

    private String ranged(String key, String range) {
        return s3.getObjectAsBytes(request -> request.bucket(BUCKET).key(key).range(range))
                .asUtf8String();
    }

    private URI link(String key, Duration lasts) {
        try (S3Presigner presigner = buckets.presigner()) {
            return URI.create(presigner
                    .presignGetObject(presign -> presign.signatureDuration(lasts)
                            .getObjectRequest(request -> request.bucket(BUCKET)
                                    .key(key)
                                    .responseContentDisposition("attachment; filename=\"x y.txt\"")))
                    .url()
                    .toString());
        }
    }

    private HttpResponse<String> follow(URI link) {
        return send(HttpRequest.newBuilder(link).build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
