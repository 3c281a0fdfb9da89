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
import dev.bellhop.localaws.LambdaRuntime;
import dev.bellhop.localaws.LocalAws;
import dev.bellhop.localaws.LocalBuckets;
import dev.bellhop.localaws.LocalDynamo;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
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

    private static final Duration QUIET = Duration.ofMinutes(2);

    public final Template template = Template.ofProject();
    public FakeSlack slack;
    public LocalAws aws;
    public LocalBuckets buckets;
    public FilesHandler files;
    public ProcessorHandler processor;

    private final List<JsonObject> lines = new CopyOnWriteArrayList<>();
    private LocalDynamo local;
    private DynamoDbClient dynamo;
    private S3Client s3;
    private S3Presigner presigner;

    @Override
    public void beforeEach(ExtensionContext context) {
        slack = new FakeSlack();
        local = LocalDynamo.inMemory();
        local.createTables(template);
        dynamo = AwsClients.dynamo(local.clientBuilder());
        aws = new LocalAws(template);
        buckets = LocalBuckets.temporary(
                template,
                aws.functions(),
                Clock.systemUTC(),
                () -> UUID.randomUUID().toString(),
                happening -> {});
        s3 = buckets.client();
        presigner = buckets.presigner();
        files = files();
        processor = processor();
        template.functions().forEach(function -> aws.functions().register(function.name(), (event, id) -> new byte[0]));
        register("FilesFunction", files);
        register("ProcessorFunction", processor);
    }

    private void register(String function, Object handler) {
        aws.functions().register(function, LambdaRuntime.of(template.function(function), handler, Clock.systemUTC()));
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
                Clock.systemUTC(),
                () -> UUID.randomUUID().toString(),
                duration -> {},
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
                Clock.systemUTC(),
                () -> UUID.randomUUID().toString(),
                duration -> {},
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
                Clock.systemUTC(),
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
        JsonObject request = new JsonObject();
        request.addProperty("function", function);
        request.addProperty("id", "T1:" + UUID.randomUUID());
        request.addProperty("team", TEAM);
        request.addProperty("user", user);
        request.addProperty("channel", CHANNEL);
        request.addProperty("responseUrl", slack.origin() + "/response");
        more.forEach(request::addProperty);
        invoke("FilesFunction", files, request);
        quiet();
        return slack.responses().size() == before ? "" : slack.responses().getLast();
    }

    /** Delivers messages of the queue in one batch; returns the ids of those that come again. */
    public List<String> deliver(String... bodies) {
        JsonArray records = new JsonArray();
        for (int n = 1; n <= bodies.length; n++) {
            JsonObject record = new JsonObject();
            record.addProperty("messageId", "m-" + n);
            record.addProperty("body", bodies[n - 1]);
            record.addProperty("eventSource", "aws:sqs");
            records.add(record);
        }
        JsonObject event = new JsonObject();
        event.add("Records", records);
        JsonObject answer =
                JsonParser.parseString(invoke("FilesFunction", files, event)).getAsJsonObject();
        return answer.getAsJsonArray("batchItemFailures").asList().stream()
                .map(each -> each.getAsJsonObject().get("itemIdentifier").getAsString())
                .toList();
    }

    public String invoke(String function, Object handler, JsonObject event) {
        try {
            byte[] answer = LambdaRuntime.of(template.function(function), handler, Clock.systemUTC())
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

    public FileStore store() {
        return new DynamoFileStore(dynamo, "FilesTable", "LedgerTable", Duration.ofDays(1), wait -> {});
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
