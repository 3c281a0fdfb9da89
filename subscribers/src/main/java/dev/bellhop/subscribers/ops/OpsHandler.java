package dev.bellhop.subscribers.ops;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.aws.AwsClients;
import dev.bellhop.aws.Environment;
import dev.bellhop.aws.FunctionLog;
import dev.bellhop.aws.Invocations;
import dev.bellhop.aws.OpsJson;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.operations.OpsAnswer;
import dev.bellhop.operations.OpsCommand;
import dev.bellhop.operations.OpsRequest;
import dev.bellhop.slack.Interactions;
import dev.bellhop.slack.OpsText;
import dev.bellhop.slack.Said;
import dev.bellhop.slack.SlackApi;
import dev.bellhop.subscribers.Invoker;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The Lambda that does what operators ask for in Slack, and answers by the command's {@code response_url}. */
public final class OpsHandler implements RequestStreamHandler {

    private static final String NAME = "ops";

    /** The sweeper's whole run. */
    private static final Duration INVOCATION = Duration.ofSeconds(60);

    /** What is kept of an invocation's time for the answer. */
    private static final Duration ANSWERING = Duration.ofSeconds(5);

    private final EventSearch events;
    private final Tracing tracing;
    private final DeadLetterBox letters;
    private final Redriving redriving;
    private final Interactions interactions;
    private final Invocations invocations;
    private final FunctionLog log;
    private final Clock clock;

    /** Wired for Lambda, by the environment. */
    public OpsHandler() {
        this(
                OpsConfig.from(Environment.ofProcess()),
                AwsClients.build(CloudWatchLogsClient.builder()),
                AwsClients.build(SqsClient.builder()),
                AwsClients.build(
                        LambdaClient.builder()
                                .overrideConfiguration(
                                        configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry())),
                        INVOCATION),
                FunctionLog.ofProcess(NAME),
                Clock.systemUTC(),
                () -> UUID.randomUUID().toString());
    }

    /**
     * @param lambda patient enough for the sweeper's whole invocation
     * @param ids unique names for attempts
     */
    public OpsHandler(
            OpsConfig config,
            CloudWatchLogsClient logs,
            SqsClient sqs,
            LambdaClient lambda,
            FunctionLog log,
            Clock clock,
            Supplier<String> ids) {
        LogSearch search = new LogSearch(logs, clock);
        this.events = new EventSearch(search, config.eventLogGroup(), clock);
        this.tracing = new Tracing(search, config.functionLogGroups(), clock);
        this.letters = new DeadLetterBox(sqs, config.deadLetters());
        this.redriving = new Redriving(new Invoker(lambda, clock), config.sweeperFunction(), config.deadLetters());
        this.interactions = new Interactions(SlackApi.withoutToken(), log, clock);
        this.invocations = new Invocations(clock, ids);
        this.log = log;
        this.clock = clock;
    }

    /**
     * @throws IllegalArgumentException where {@code input} is no request of ours
     * @throws IllegalStateException where it could not be answered, so that Lambda tries again
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        OpsRequest request = OpsJson.read(object(input));
        log.during(context, () -> {
            Attempt attempt = invocations.attempt(context);
            Said said = answer(request, attempt.within(attempt.left(clock).minus(ANSWERING), clock));
            if (!interactions.respond(request.responseUrl(), request.id(), said, Interactions.Place.BELOW, attempt)) {
                throw new IllegalStateException(request.id() + " could not be answered; the line above says why.");
            }
            return said;
        });
    }

    private static JsonObject object(InputStream input) {
        JsonElement json = JsonParser.parseReader(new InputStreamReader(input, StandardCharsets.UTF_8));
        if (json instanceof JsonObject object) {
            return object;
        }
        throw new IllegalArgumentException("The payload is no JSON object.");
    }

    private Said answer(OpsRequest request, Attempt attempt) {
        try {
            OpsAnswer answer = answer(request.command(), attempt);
            log.ran("looked", request.id(), answer.getClass().getSimpleName() + " for " + request.user());
            return OpsText.of(answer);
        } catch (RuntimeException e) {
            log.failed("ops-failed", request.id(), e);
            return OpsText.failed();
        }
    }

    private OpsAnswer answer(OpsCommand command, Attempt attempt) {
        return switch (command) {
            case OpsCommand.Logs logs -> events.of(logs, attempt);
            case OpsCommand.Trace trace -> tracing.of(trace, attempt);
            case OpsCommand.DeadLetters() -> letters.look();
            case OpsCommand.Redrive(String queue) -> redriving.redrive(queue, attempt);
            case OpsCommand.Help() -> throw new AssertionError("help is given by the bot");
        };
    }
}
