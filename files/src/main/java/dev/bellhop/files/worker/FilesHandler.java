package dev.bellhop.files.worker;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.aws.AwsClients;
import dev.bellhop.aws.AwsJson;
import dev.bellhop.aws.DynamoAllWords;
import dev.bellhop.aws.DynamoFileSearch;
import dev.bellhop.aws.Environment;
import dev.bellhop.aws.EventJson;
import dev.bellhop.aws.EventJson.MalformedEventException;
import dev.bellhop.aws.FilesJson;
import dev.bellhop.aws.FunctionLog;
import dev.bellhop.aws.FunctionLog.Arrival;
import dev.bellhop.aws.Invocations;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Metric;
import dev.bellhop.delivery.Once;
import dev.bellhop.delivery.Patience;
import dev.bellhop.files.FilesRequest;
import dev.bellhop.files.Finding;
import dev.bellhop.files.Keeping;
import dev.bellhop.files.Scratch;
import dev.bellhop.files.Showing;
import dev.bellhop.files.bucket.S3Links;
import dev.bellhop.files.depot.Depot;
import dev.bellhop.slack.FileReplies;
import dev.bellhop.slack.FileText;
import dev.bellhop.slack.Interactions;
import dev.bellhop.slack.Said;
import dev.bellhop.slack.SlackApi;
import dev.bellhop.slack.SlackConversations;
import dev.bellhop.slack.SlackFiles;
import dev.bellhop.slack.SlackPictures;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The Lambda behind the queue of jobs: files that were shared are fetched, files that were looked into are answered about, tables
 * are written. The bot invokes it directly with what people ask about files.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Partial batch responses</a>
 */
public final class FilesHandler implements RequestStreamHandler {

    private static final String NAME = "files";

    /** What is kept of an invocation's time for the answer. */
    private static final Duration ANSWERING = Duration.ofSeconds(5);

    private final Jobs jobs;
    private final Asking asking;
    private final Exporting exporting;
    private final Interactions interactions;
    private final Invocations invocations;
    private final Clock clock;
    private final FunctionLog log;

    /** Wired for Lambda, by the environment. */
    public FilesHandler() {
        this(
                FilesConfig.from(Environment.ofProcess()),
                AwsClients.dynamo(),
                AwsClients.build(SnsClient.builder()),
                AwsClients.build(SqsClient.builder()),
                Depot.s3(),
                S3Presigner.create(),
                FunctionLog.ofProcess(NAME),
                Clock.systemUTC(),
                () -> UUID.randomUUID().toString(),
                duration -> LockSupport.parkNanos(duration.toNanos()),
                new Random(),
                Executors.newVirtualThreadPerTaskExecutor());
        Scratch.deleteLeft();
    }

    /**
     * @param ids unique names for attempts
     * @param pause waits before a transaction in conflict, or a reply that Slack wants later, is tried again
     * @param aside runs the publishing
     */
    public FilesHandler(
            FilesConfig config,
            DynamoDbClient dynamo,
            SnsClient sns,
            SqsClient sqs,
            S3Client s3,
            S3Presigner presigner,
            FunctionLog log,
            Clock clock,
            Supplier<String> ids,
            Patience.Pause pause,
            RandomGenerator random,
            Executor aside) {
        Depot depot = Depot.of(config.depot(), dynamo, sns, s3, log, clock, pause, random, aside);
        var slack = new SlackApi(config.slackApiUrl(), config.slackBotToken());
        var links = new S3Links(presigner, config.depot().filesBucket());
        var pictures = new SlackPictures(slack, pause, clock);
        var once = new Once(depot.ledger(), depot.patience(), log, clock);
        this.interactions = new Interactions(slack, log, clock);
        this.exporting = new Exporting(
                new DynamoAllWords(dynamo, config.wordsTable()),
                depot.bytes(),
                links,
                sqs,
                config.jobsQueueUrl(),
                once,
                interactions);
        this.jobs = new Jobs(
                NAME,
                new Keeping(
                        depot.store(),
                        depot.bytes(),
                        new SlackFiles(slack, config.slackApiUrl(), pause, clock),
                        depot.forgetting(),
                        new EventJson(),
                        depot.delivery(),
                        depot.patience(),
                        clock),
                new Answering(
                        depot.store(),
                        new Showing(depot.store(), depot.bytes(), pictures, depot.patience(), log, clock),
                        new FileReplies(slack, pause, log, clock),
                        once),
                exporting);
        this.asking = new Asking(
                new Finding(
                        depot.store(),
                        new DynamoFileSearch(
                                dynamo,
                                config.depot().filesTable(),
                                config.depot().retention(),
                                clock),
                        new SlackConversations(slack, clock)),
                depot.forgetting(),
                pictures,
                links,
                log);
        this.invocations = new Invocations(clock, ids);
        this.clock = clock;
        this.log = log;
    }

    /**
     * @throws IllegalArgumentException where {@code input} is neither a batch nor a request of ours
     * @throws IllegalStateException where a request could not be answered, so that Lambda tries again
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        if (!(JsonParser.parseReader(new InputStreamReader(input, StandardCharsets.UTF_8))
                instanceof JsonObject event)) {
            throw new IllegalArgumentException("The payload is no JSON object.");
        }
        JsonObject answer = log.during(context, () -> {
            Attempt attempt = invocations.attempt(context);
            if (event.get("Records") instanceof JsonArray records) {
                return taken(records, attempt);
            }
            asked(FilesJson.read(event), attempt);
            return new JsonObject();
        });
        output.write(answer.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Each record on its own; those that failed are named, and only they come again. */
    private JsonObject taken(JsonArray records, Attempt attempt) {
        JsonArray failures = new JsonArray();
        for (JsonElement element : records) {
            JsonObject record = element instanceof JsonObject object ? object : new JsonObject();
            String messageId = AwsJson.text(record, "messageId");
            String body = AwsJson.text(record, "body");
            Arrival arrival = log.arrived(messageId, body);
            try {
                log.closed(arrival, log.about(arrival.id(), () -> jobs.take(body, times(record), attempt)));
            } catch (RuntimeException e) {
                boolean invalid = e instanceof IllegalArgumentException || e instanceof MalformedEventException;
                log.add(Metric.INVALID, invalid ? 1 : 0);
                log.closed(arrival, e);
                JsonObject failure = new JsonObject();
                failure.addProperty("itemIdentifier", messageId);
                failures.add(failure);
            }
        }
        JsonObject answer = new JsonObject();
        answer.add("batchItemFailures", failures);
        return answer;
    }

    /** How often SQS gave it out, this time included; what came another way came once. */
    private static int times(JsonObject record) {
        String times = record.get("attributes") instanceof JsonObject attributes
                ? AwsJson.text(attributes, "ApproximateReceiveCount")
                : "";
        return times.matches("[0-9]{1,9}") ? Integer.parseInt(times) : 1;
    }

    private void asked(FilesRequest request, Attempt attempt) {
        Optional<Said> answer;
        try {
            answer = log.about(request.id(), () -> answer(request, attempt));
        } catch (Asking.UnfinishedException e) {
            respond(request, FileText.notAllForgotten(), attempt);
            throw e;
        }
        if (answer.isPresent() && !respond(request, answer.get(), attempt)) {
            throw new IllegalStateException(request.id() + " could not be answered; the line above says why.");
        }
    }

    private boolean respond(FilesRequest request, Said said, Attempt attempt) {
        return interactions.respond(request.responseUrl(), request.id(), said, Interactions.Place.BELOW, attempt);
    }

    /** Empty where it is answered later. */
    private Optional<Said> answer(FilesRequest request, Attempt attempt) {
        Attempt inTime = attempt.within(attempt.left(clock).minus(ANSWERING), clock);
        Optional<Said> answer = exporting.isFor(request)
                ? exporting.queue(request, inTime)
                : Optional.of(asking.answer(request, inTime));
        log.ran("asked", request.id(), request.command().getClass().getSimpleName() + " for " + request.user());
        return answer;
    }
}
