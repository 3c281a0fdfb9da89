package dev.bellhop.files;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.aws.AwsClients;
import dev.bellhop.aws.DynamoFileStore;
import dev.bellhop.aws.DynamoWordStore;
import dev.bellhop.aws.Environment;
import dev.bellhop.aws.EventJson;
import dev.bellhop.aws.FunctionLog;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Lease;
import dev.bellhop.delivery.Mark;
import dev.bellhop.events.Envelope;
import dev.bellhop.events.FileShared;
import dev.bellhop.files.processor.ProcessorConfig;
import dev.bellhop.files.processor.ProcessorHandler;
import dev.bellhop.files.worker.FilesConfig;
import dev.bellhop.files.worker.FilesHandler;
import dev.bellhop.localaws.Fault;
import dev.bellhop.localaws.LambdaRuntime;
import dev.bellhop.localaws.LocalAws;
import dev.bellhop.localaws.LocalBuckets;
import dev.bellhop.localaws.LocalDynamo;
import dev.bellhop.localaws.LocalFunction;
import dev.bellhop.localaws.MovableClock;
import dev.bellhop.localaws.StoredObject;
import dev.bellhop.localaws.Template;
import dev.bellhop.words.Chunk;
import dev.bellhop.words.Increment;
import dev.bellhop.words.Shards;
import dev.bellhop.words.Triggers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Both functions as the template wires them: topic, queue, bucket and tables of a laptop, and Slack over HTTP. What is published
 * goes all the way by itself.
 */
public final class FilesRig implements BeforeEachCallback, AfterEachCallback {

    public static final String TEAM = "T1";
    public static final String CHANNEL = "C1";

    /** Of the message that a file is shared with where nothing else is said. */
    public static final String TS = "1764583200.000100";

    /** Some minutes after that message. */
    public static final Instant START = Instant.parse("2025-12-01T10:05:00Z");

    private static final Duration QUIET = Duration.ofMinutes(2);

    /** The functions'. S3 and what is signed for it have the machine's own. */
    public final MovableClock clock = MovableClock.slow(START, 1);

    public final Template template = Template.ofProject();
    public FakeSlack slack;
    public LocalAws aws;
    public LocalBuckets buckets;
    public FilesHandler files;
    public ProcessorHandler processor;

    /** What the functions waited for. */
    public final List<Duration> pauses = new CopyOnWriteArrayList<>();

    public final BusyBatches batches = new BusyBatches();

    private final List<JsonObject> lines = new CopyOnWriteArrayList<>();
    private final List<JsonObject> notifications = new CopyOnWriteArrayList<>();
    private final Map<String, Runnable> afterPuts = new ConcurrentHashMap<>();
    private LocalDynamo local;
    private DynamoDbClient dynamo;
    private S3Client s3;
    private S3Presigner presigner;

    @Override
    public void beforeEach(ExtensionContext context) {
        slack = new FakeSlack();
        local = LocalDynamo.inMemory(batches);
        local.createTables(template);
        dynamo = AwsClients.dynamo(local.clientBuilder());
        aws = new LocalAws(template);
        buckets = LocalBuckets.temporary(
                template,
                aws.functions(),
                Clock.systemUTC(),
                () -> UUID.randomUUID().toString(),
                happening -> {});
        s3 = buckets.client(new AfterPuts());
        presigner = buckets.presigner();
        files = files();
        processor = processor();
        template.functions().forEach(function -> aws.functions().register(function.name(), (event, id) -> new byte[0]));
        register("FilesFunction", files);
        LocalFunction looking = runtime("ProcessorFunction", processor);
        aws.functions().register("ProcessorFunction", (event, id) -> {
            notifications.add(JsonParser.parseString(new String(event, StandardCharsets.UTF_8))
                    .getAsJsonObject());
            return looking.invoke(event, id);
        });
    }

    private void register(String function, Object handler) {
        aws.functions().register(function, runtime(function, handler));
    }

    private LocalFunction runtime(String function, Object handler) {
        return LambdaRuntime.of(template.function(function), handler, clock);
    }

    /** Does something once an object is stored, in the middle of what stores it. */
    private final class AfterPuts implements ExecutionInterceptor {
        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            if (context.request() instanceof PutObjectRequest put) {
                String folder = put.key().substring(0, put.key().indexOf('/'));
                Optional.ofNullable(afterPuts.remove(folder)).ifPresent(Runnable::run);
            }
        }
    }

    /**
     * Has {@code work} done as soon as the next object of {@code folder} is stored, before whoever stored it goes on.
     *
     * @param work waits for nothing to be quiet
     */
    public void afterPut(String folder, Runnable work) {
        afterPuts.put(folder, work);
    }

    /** What S3 told of originals, in order. */
    public List<JsonObject> notifications() {
        return notifications;
    }

    private FilesHandler files() {
        return new FilesHandler(
                FilesConfig.from(environment("FilesFunction")),
                dynamo,
                aws.topics(),
                aws.queues(),
                s3,
                presigner,
                log("files"),
                clock,
                () -> UUID.randomUUID().toString(),
                pauses::add,
                new Random(1),
                aside());
    }

    private ProcessorHandler processor() {
        return new ProcessorHandler(
                ProcessorConfig.from(environment("ProcessorFunction")),
                dynamo,
                aws.topics(),
                s3,
                log("processor"),
                clock,
                () -> UUID.randomUUID().toString(),
                pauses::add,
                new Random(1),
                aside());
    }

    private static Executor aside() {
        return Executors.newVirtualThreadPerTaskExecutor();
    }

    private Environment environment(String function) {
        Map<String, String> variables =
                new HashMap<>(template.function(function).environment());
        variables.put("SLACK_BOT_TOKEN", FakeSlack.TOKEN);
        variables.put("SLACK_API_URL", slack.url());
        return new Environment(variables);
    }

    private FunctionLog log(String function) {
        return new FunctionLog(
                function,
                new Environment(Map.of()),
                clock,
                line -> lines.add(JsonParser.parseString(line).getAsJsonObject()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        aws.awaitQuiet(QUIET);
        presigner.close();
        s3.close();
        buckets.close();
        dynamo.close();
        local.close();
        slack.close();
    }

    /** Shares a file that Slack has in the usual message, and waits until all that comes of it has come. */
    public void share(String file) {
        share(CHANNEL, "U1", TS, file);
    }

    public void share(String channel, String user, String ts, String file) {
        publish(shared(channel, user, ts, file));
        quiet();
    }

    /** What the bot tells of a file, of which it knows no more than that it is there. */
    public static Envelope shared(String channel, String user, String ts, String file) {
        String type = channel.startsWith("D") ? "im" : "channel";
        return new Envelope(
                String.join(":", TEAM, channel, ts, file),
                "bellhop/bot",
                new FileShared(TEAM, channel, type, Optional.empty(), user, ts, file, "", "", 0));
    }

    public void publish(Envelope envelope) {
        var owed = new EventJson().write(envelope);
        aws.topics()
                .publish(request ->
                        request.topicArn(template.outputs().get("TopicArn")).message(owed.body()));
    }

    public void quiet() {
        aws.awaitQuiet(QUIET);
    }

    /** Asks, as the bot does for somebody; returns what they are told. */
    public String ask(String user, String function, Map<String, String> more) {
        int before = slack.responses().size();
        asked("T1:" + UUID.randomUUID(), user, function, more);
        quiet();
        return slack.responses().size() == before ? "" : slack.responses().getLast();
    }

    /** Asks, and waits for nothing but the function's end. */
    public void asked(String id, String user, String function, Map<String, String> more) {
        JsonObject request = new JsonObject();
        request.addProperty("function", function);
        request.addProperty("id", id);
        request.addProperty("team", TEAM);
        request.addProperty("user", user);
        request.addProperty("channel", CHANNEL);
        request.addProperty("responseUrl", slack.origin() + "/response");
        more.forEach(request::addProperty);
        invoke("FilesFunction", files, request);
    }

    /** Has a file forgotten in the middle of something. */
    public void forget(String file) {
        asked("T1:" + UUID.randomUUID(), "U1", "forget", Map.of("file", file));
    }

    /** Delivers messages of the queue in one batch; returns the ids of those that come again. */
    public List<String> deliver(String... bodies) {
        return deliver(template.function("FilesFunction"), 1, bodies);
    }

    /** Delivers what is told of a file, with nothing before or after it. */
    public List<String> deliver(Envelope envelope) {
        return deliver(new EventJson().write(envelope).body());
    }

    /**
     * The same for the {@code times}-th time.
     *
     * @param timeout of the function
     */
    public List<String> deliver(Envelope envelope, int times, Duration timeout) {
        Template.Function usual = template.function("FilesFunction");
        Template.Function hasty = new Template.Function(
                usual.name(),
                usual.handler(),
                usual.runtime(),
                usual.codeUri(),
                timeout,
                usual.memory(),
                usual.environment(),
                usual.routes(),
                usual.schedules(),
                usual.sources(),
                usual.statements(),
                usual.maxRetries(),
                usual.onFailureArn(),
                usual.logGroup());
        return deliver(hasty, times, new EventJson().write(envelope).body());
    }

    private List<String> deliver(Template.Function function, int times, String... bodies) {
        JsonArray records = new JsonArray();
        for (int n = 1; n <= bodies.length; n++) {
            JsonObject record = new JsonObject();
            record.addProperty("messageId", "m-" + n);
            record.addProperty("body", bodies[n - 1]);
            record.addProperty("eventSource", "aws:sqs");
            JsonObject attributes = new JsonObject();
            attributes.addProperty("ApproximateReceiveCount", Integer.toString(times));
            record.add("attributes", attributes);
            records.add(record);
        }
        JsonObject event = new JsonObject();
        event.add("Records", records);
        JsonObject answer =
                JsonParser.parseString(invoke(function, files, event)).getAsJsonObject();
        return answer.getAsJsonArray("batchItemFailures").asList().stream()
                .map(each -> each.getAsJsonObject().get("itemIdentifier").getAsString())
                .toList();
    }

    public String invoke(String function, Object handler, JsonObject event) {
        return invoke(template.function(function), handler, event);
    }

    private String invoke(Template.Function function, Object handler, JsonObject event) {
        try {
            byte[] answer = LambdaRuntime.of(function, handler, clock)
                    .invoke(event.toString().getBytes(StandardCharsets.UTF_8), "request");
            return new String(answer, StandardCharsets.UTF_8);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("Handlers throw unchecked exceptions alone", e);
        }
    }

    public Shelved shelved(String file) {
        return store().find(TEAM, file);
    }

    public KeptFile kept(String file) {
        return ((Shelved.Kept) shelved(file)).file();
    }

    /** Where a file's bytes are in its present life. */
    public FileKeys of(String file) {
        return kept(file).keys();
    }

    public FileStore store() {
        return new DynamoFileStore(dynamo, "FilesTable", "LedgerTable", Duration.ofDays(365), clock, wait -> {});
    }

    /** As DynamoDB does once its time is over, be it a day later: what is known of it goes, its bytes stay. */
    public void expire(String file) {
        dynamo.deleteItem(request -> request.tableName("FilesTable")
                .key(Map.of("pk", AttributeValue.fromS("F#" + TEAM + "#" + file), "sk", AttributeValue.fromS("FILE"))));
    }

    /** Has no object be deleted, until the faults are cleared. */
    public void failDeletions() {
        buckets.faults().next(Fault.FAIL_BEFORE, call -> call.operation().equals("DeleteObject"), 0, Integer.MAX_VALUE);
    }

    /** How many items the files table has of a file. */
    public int items(String file) {
        return dynamo.scan(request -> request.tableName("FilesTable")).items().stream()
                .filter(item -> item.get("pk").s().equals("F#" + TEAM + "#" + file))
                .toList()
                .size();
    }

    /** The keys of all objects. */
    public List<String> keys() {
        return buckets.objects().stream().map(StoredObject::key).sorted().toList();
    }

    public byte[] object(String key) {
        try (var object = s3.getObject(request -> request.bucket(bucket()).key(key))) {
            return object.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String bucket() {
        return template.function("FilesFunction").environment().get("FILES_BUCKET");
    }

    /** What a link gives. */
    public byte[] followed(String link) {
        try (var in = URI.create(link).toURL().openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The texts that were said in the thread, in order. */
    public List<String> said() {
        return slack.posts().stream()
                .map(post -> post.get("text").getAsString())
                .toList();
    }

    /** The outcomes in both logs. */
    public List<String> outcomes() {
        return lines.stream()
                .filter(line -> line.has("outcome"))
                .map(line -> line.get("function").getAsString() + " "
                        + line.get("outcome").getAsString() + " "
                        + (line.has("detail") ? line.get("detail").getAsString() : ""))
                .toList();
    }

    /** Stores something as nobody should, and waits until what comes of it has come. */
    public void storeByHand(String key, String content) {
        s3.putObject(request -> request.bucket(bucket()).key(key), RequestBody.fromString(content));
        quiet();
    }

    /** Adds to the words of a workspace, as a message does. */
    public void said(String team, String word, int times) {
        Instant at = Instant.parse("2026-12-01T10:00:00Z");
        Mark mark = Mark.settled(new Identity(team + ":" + word), new Lease("a", Instant.EPOCH), Instant.EPOCH);
        new DynamoWordStore(dynamo, "WordsTable", "LedgerTable", new Shards(new Triggers(Set.of("hello")), 8))
                .add(mark, new Chunk(team, at, List.of(new Increment(word, times, times))));
    }
}
