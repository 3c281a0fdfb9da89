package dev.bellhop.files.processor;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.bellhop.aws.AwsClients;
import dev.bellhop.aws.Environment;
import dev.bellhop.aws.EventJson;
import dev.bellhop.aws.FunctionLog;
import dev.bellhop.aws.FunctionLog.Arrival;
import dev.bellhop.aws.Invocations;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Handled;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Metric;
import dev.bellhop.delivery.Patience;
import dev.bellhop.files.FileKeys;
import dev.bellhop.files.Processing;
import dev.bellhop.files.Scratch;
import dev.bellhop.files.depot.Depot;
import dev.bellhop.files.processor.StoredObject.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
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
import software.amazon.awssdk.services.sns.SnsClient;

/** The Lambda that S3 tells of new originals, each of which is looked into once a version. */
public final class ProcessorHandler implements RequestStreamHandler {

    private static final String NAME = "processor";

    private final Processing processing;
    private final Invocations invocations;
    private final FunctionLog log;

    /** Wired for Lambda, by the environment. */
    public ProcessorHandler() {
        this(
                ProcessorConfig.from(Environment.ofProcess()),
                AwsClients.dynamo(),
                AwsClients.build(SnsClient.builder()),
                Depot.s3(),
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
     * @param pause waits before a transaction in conflict is tried again
     * @param aside runs the publishing
     */
    public ProcessorHandler(
            ProcessorConfig config,
            DynamoDbClient dynamo,
            SnsClient sns,
            S3Client s3,
            FunctionLog log,
            Clock clock,
            Supplier<String> ids,
            Patience.Pause pause,
            RandomGenerator random,
            Executor aside) {
        Depot depot = Depot.of(config.depot(), dynamo, sns, s3, log, clock, pause, random, aside);
        this.processing = new Processing(
                depot.store(),
                depot.bytes(),
                new ExaminerProcess(log),
                depot.forgetting(),
                new EventJson(),
                depot.ledger(),
                depot.delivery(),
                clock);
        this.invocations = new Invocations(clock, ids);
        this.log = log;
    }

    /** @throws RuntimeException where not all was done, so that Lambda tries again, and then puts it into the DLQ */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        JsonElement event = JsonParser.parseReader(new InputStreamReader(input, StandardCharsets.UTF_8));
        log.during(context, () -> {
            Attempt attempt = invocations.attempt(context);
            List<RuntimeException> failures = new ArrayList<>();
            for (Stored stored : StoredObject.in(event)) {
                process(stored, attempt).ifPresent(failures::add);
            }
            if (!failures.isEmpty()) {
                RuntimeException first = failures.get(0);
                failures.stream().skip(1).forEach(first::addSuppressed);
                throw first;
            }
            return null;
        });
    }

    private Optional<RuntimeException> process(Stored stored, Attempt attempt) {
        Arrival arrival = log.arrived(stored.id(), "");
        try {
            log.closed(arrival, log.about(stored.id(), () -> handled(stored, attempt)));
            return Optional.empty();
        } catch (RuntimeException e) {
            log.add(Metric.INVALID, e instanceof IllegalArgumentException ? 1 : 0);
            log.closed(arrival, e);
            return Optional.of(e);
        }
    }

    private Handled handled(Stored stored, Attempt attempt) {
        Identity identity = Identity.atSubscriber(NAME, stored.id());
        return FileKeys.ofOriginal(stored.key())
                .map(original -> processing.process(identity, original, stored.size(), attempt))
                // Somebody put it there by hand.
                .orElse(Handled.IGNORED);
    }
}
