package dev.bellhop.subscribers.multiplier;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNS;
import dev.bellhop.aws.AwsClients;
import dev.bellhop.aws.DynamoLedger;
import dev.bellhop.aws.DynamoWordStore;
import dev.bellhop.aws.Environment;
import dev.bellhop.aws.EventJson;
import dev.bellhop.aws.FunctionLog;
import dev.bellhop.aws.Invocations;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Handled;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Once;
import dev.bellhop.delivery.Patience;
import dev.bellhop.events.Envelope;
import dev.bellhop.events.Event;
import dev.bellhop.events.MessageCounted;
import dev.bellhop.subscribers.Records;
import dev.bellhop.words.Bonus;
import java.time.Clock;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The Lambda that adds the bonus to the words of each counted message, once an event. */
public final class MultiplierHandler implements RequestHandler<SNSEvent, @Nullable Void> {

    /** With it the marks of what it does about an event begin. */
    public static final String NAME = "multiplier";

    private final Bonus bonus;
    private final Invocations invocations;
    private final FunctionLog log;

    /** Wired for Lambda, by the environment. */
    public MultiplierHandler() {
        this(
                MultiplierConfig.from(Environment.ofProcess()),
                AwsClients.dynamo(),
                FunctionLog.ofProcess(NAME),
                Clock.systemUTC(),
                () -> UUID.randomUUID().toString(),
                duration -> LockSupport.parkNanos(duration.toNanos()),
                new Random());
    }

    /**
     * @param ids unique names for attempts
     * @param pause waits before a transaction in conflict is tried again
     */
    public MultiplierHandler(
            MultiplierConfig config,
            DynamoDbClient dynamo,
            FunctionLog log,
            Clock clock,
            Supplier<String> ids,
            Patience.Pause pause,
            RandomGenerator random) {
        var ledger = new DynamoLedger(dynamo, config.ledgerTable(), clock);
        var words = new DynamoWordStore(dynamo, config.wordsTable(), config.ledgerTable(), config.shards());
        var once = new Once(ledger, new Patience(clock, pause, random), log, clock);
        this.bonus = new Bonus(words, once, config.bonus());
        this.invocations = new Invocations(clock, ids);
        this.log = log;
    }

    @Override
    public @Nullable Void handleRequest(SNSEvent event, Context context) {
        return log.during(context, () -> {
            Attempt attempt = invocations.attempt(context);
            Records records = new Records(log);
            records.each(event, sns -> multiply(sns, attempt));
            records.end();
            return null;
        });
    }

    private Handled multiply(SNS sns, Attempt attempt) {
        Envelope envelope = EventJson.read(sns.getMessage());
        return switch (envelope.event()) {
            case MessageCounted counted ->
                bonus.add(Identity.atSubscriber(NAME, envelope.id()), counted, attempt)
                        ? Handled.DONE
                        : Handled.DUPLICATE;
            case Event other -> Handled.IGNORED;
        };
    }
}
