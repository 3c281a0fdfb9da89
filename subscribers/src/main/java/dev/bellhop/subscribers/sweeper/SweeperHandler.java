package dev.bellhop.subscribers.sweeper;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.aws.AwsClients;
import dev.bellhop.aws.DynamoBookings;
import dev.bellhop.aws.DynamoCalendarStore;
import dev.bellhop.aws.DynamoLedger;
import dev.bellhop.aws.DynamoWordStore;
import dev.bellhop.aws.Environment;
import dev.bellhop.aws.EventJson;
import dev.bellhop.aws.FunctionLog;
import dev.bellhop.aws.Invocations;
import dev.bellhop.aws.SnsPublisher;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Delivery;
import dev.bellhop.delivery.Patience;
import dev.bellhop.delivery.Publisher;
import dev.bellhop.delivery.Replies;
import dev.bellhop.delivery.Sweep;
import dev.bellhop.reservations.Reminders;
import dev.bellhop.slack.ReplyText;
import dev.bellhop.slack.SlackApi;
import dev.bellhop.slack.SlackReplies;
import dev.bellhop.subscribers.Invoker;
import dev.bellhop.subscribers.Json;
import dev.bellhop.words.Counting;
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
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The Lambda that finishes what was left. On its schedule it reminds of bookings that end soon, and sweeps; asked by an operator with
 * {@code {"function":"redrive","queue":"multiplier"}} it redrives that subscriber's dead letters.
 */
public final class SweeperHandler implements RequestStreamHandler {

    private static final String NAME = "sweeper";

    private static final String SOURCE = "bellhop/sweeper";

    /** A reminder can't wait; what was left behind can, for a minute. */
    private static final Duration MOST_REMINDING = Duration.ofSeconds(20);

    /** What an operator can ask for. */
    private static final String REDRIVE = "redrive";

    /** Subscribers answer within their own timeout, cold start included. */
    private static final Duration INVOCATION = Duration.ofSeconds(60);

    private final SweeperConfig config;
    private final Optional<Reminders> reminders;
    private final Sweep sweep;
    private final Redrive redrive;
    private final Invocations invocations;
    private final FunctionLog log;
    private final Clock clock;

    /** Wired for Lambda, by the environment. */
    public SweeperHandler() {
        this(
                SweeperConfig.from(Environment.ofProcess()),
                AwsClients.dynamo(),
                AwsClients.build(SnsClient.builder()),
                AwsClients.build(SqsClient.builder()),
                AwsClients.build(
                        LambdaClient.builder()
                                .overrideConfiguration(
                                        configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry())),
                        INVOCATION),
                FunctionLog.ofProcess(NAME),
                Clock.systemUTC(),
                () -> UUID.randomUUID().toString(),
                duration -> LockSupport.parkNanos(duration.toNanos()),
                new Random(),
                Executors.newVirtualThreadPerTaskExecutor());
    }

    /**
     * @param lambda patient enough for a subscriber's whole invocation
     * @param ids unique names for attempts
     * @param pause waits before a transaction in conflict, or a reply that Slack wants later, is tried again
     * @param aside runs the publishing beside the reply
     */
    public SweeperHandler(
            SweeperConfig config,
            DynamoDbClient dynamo,
            SnsClient sns,
            SqsClient sqs,
            LambdaClient lambda,
            FunctionLog log,
            Clock clock,
            Supplier<String> ids,
            Patience.Pause pause,
            RandomGenerator random,
            Executor aside) {
        var ledger = new DynamoLedger(dynamo, config.ledgerTable(), clock);
        var words = new DynamoWordStore(dynamo, config.wordsTable(), config.ledgerTable(), config.shards());
        var bookings = new DynamoBookings(dynamo, config.reservationsTable());
        Optional<Publisher> publisher = config.topicArn().map(topic -> new SnsPublisher(sns, topic, clock));
        Replies replies = new SlackReplies(
                new SlackApi(config.slackApiUrl(), config.slackBotToken()),
                new ReplyText(words, config.shards().triggers(), bookings),
                pause,
                log,
                clock);
        var delivery = new Delivery(
                ledger, publisher, Counting.chunks(words), new Patience(clock, pause, random), log, clock, aside);
        this.config = config;
        this.reminders = publisher.map(topic -> new Reminders(
                bookings,
                new DynamoCalendarStore(dynamo, config.reservationsTable(), config.ledgerTable()),
                bookings,
                ledger,
                delivery,
                new EventJson(),
                SOURCE,
                log,
                clock));
        this.sweep = new Sweep(ledger, delivery, replies, log, clock);
        this.redrive = new Redrive(sqs, new Invoker(lambda, clock), log, clock);
        this.invocations = new Invocations(clock, ids);
        this.log = log;
        this.clock = clock;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        JsonElement event = JsonParser.parseReader(new InputStreamReader(input, StandardCharsets.UTF_8));
        JsonObject report = log.during(context, () -> {
            Attempt attempt = invocations.attempt(context);
            return event instanceof JsonObject request && request.has("function")
                    ? asked(request, attempt)
                    : scheduled(attempt);
        });
        output.write(report.toString().getBytes(StandardCharsets.UTF_8));
    }

    private JsonObject scheduled(Attempt attempt) {
        int reminded = reminders
                .map(due -> due.run(attempt.within(MOST_REMINDING, clock)))
                .orElse(0);
        Sweep.Report report = sweep.run(attempt);
        JsonObject json = new JsonObject();
        json.addProperty("reminded", reminded);
        json.addProperty("finished", report.finished());
        json.addProperty("left", report.left());
        json.addProperty("underway", report.underway());
        if (report.left() > 0) {
            log.warn("left-owing", attempt.lease().attempt(), "the lines above say why");
        }
        log.ran("swept", attempt.lease().attempt(), json.toString());
        return json;
    }

    /** @throws IllegalArgumentException where the sweeper has no such function, or there is no such queue */
    private JsonObject asked(JsonObject request, Attempt attempt) {
        String function = Json.string(request, "function").orElse("");
        if (!function.equals(REDRIVE)) {
            throw new IllegalArgumentException(
                    "The sweeper has no function \"" + function + "\"; it has: " + REDRIVE + ".");
        }
        String queue = Json.string(request, "queue").orElse("");
        Redrive.Report report = redrive.run(config.deadLetters().queue(queue), attempt);
        JsonObject json = new JsonObject();
        json.addProperty("redriven", report.redriven());
        json.addProperty("failed", report.failed());
        json.addProperty("left", report.left());
        log.ran("redrive", queue, json.toString());
        return json;
    }
}
