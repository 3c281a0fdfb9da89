package dev.bellhop.subscribers.reservation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.aws.AwsClients;
import dev.bellhop.aws.DynamoConfirmations;
import dev.bellhop.aws.DynamoLedger;
import dev.bellhop.aws.DynamoPreferences;
import dev.bellhop.aws.DynamoWatchStore;
import dev.bellhop.aws.Environment;
import dev.bellhop.aws.FunctionLog;
import dev.bellhop.aws.Invocations;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Handled;
import dev.bellhop.delivery.Once;
import dev.bellhop.delivery.Patience;
import dev.bellhop.notifications.Messenger;
import dev.bellhop.notifications.Notifier;
import dev.bellhop.slack.DirectMessages;
import dev.bellhop.slack.SlackApi;
import dev.bellhop.slack.SlackUsers;
import dev.bellhop.subscribers.Records;
import dev.bellhop.subscribers.SnsJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * The Lambda that tells people, each of them once: of what the topic carries about bookings, and of what an operator asks it
 * to by a direct invocation, {@code {"function":"notifyWatchers","event":{…}}}.
 */
public final class ReservationHandler implements RequestStreamHandler {

    private static final String NAME = "reservation";

    private final Notifier notifier;
    private final Invocations invocations;
    private final FunctionLog log;

    /** Wired for Lambda, by the environment. */
    public ReservationHandler() {
        this(ReservationConfig.from(Environment.ofProcess()));
    }

    private ReservationHandler(ReservationConfig config) {
        this(
                config,
                new SlackApi(config.slackApiUrl(), config.slackBotToken()),
                AwsClients.dynamo(),
                AwsClients.build(SesV2Client.builder()),
                AwsClients.build(SnsClient.builder()),
                FunctionLog.ofProcess(NAME),
                Clock.systemUTC(),
                () -> UUID.randomUUID().toString(),
                duration -> LockSupport.parkNanos(duration.toNanos()),
                new Random());
    }

    /**
     * @param slack what {@code config} says of Slack, or a stand-in
     * @param sns for SMS and push notifications; nothing is published to a topic
     * @param ids unique names for attempts
     * @param pause waits where Slack asks to be called again later
     */
    public ReservationHandler(
            ReservationConfig config,
            SlackApi slack,
            DynamoDbClient dynamo,
            SesV2Client ses,
            SnsClient sns,
            FunctionLog log,
            Clock clock,
            Supplier<String> ids,
            Patience.Pause pause,
            RandomGenerator random) {
        Messenger messenger = new Messengers(
                new DirectMessages(slack, pause, clock),
                new Mailer(ses, config.emailFrom(), clock),
                new Telephones(sns, clock),
                new Letters(new SlackUsers(slack, log, clock)));
        this.notifier = new Notifier(
                new DynamoWatchStore(dynamo, config.reservationsTable(), config.ledgerTable()),
                new DynamoPreferences(dynamo, config.peopleTable(), config.ledgerTable()),
                new DynamoConfirmations(dynamo, config.peopleTable(), config.ledgerTable()),
                messenger,
                new Once(
                        new DynamoLedger(dynamo, config.ledgerTable(), clock),
                        new Patience(clock, pause, random),
                        log,
                        clock),
                NAME,
                log,
                clock);
        this.invocations = new Invocations(clock, ids);
        this.log = log;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        JsonElement event = JsonParser.parseReader(new InputStreamReader(input, StandardCharsets.UTF_8));
        log.during(context, () -> {
            Attempt attempt = invocations.attempt(context);
            if (event instanceof JsonObject asked && asked.has("function")) {
                invoked(Asked.ofInvocation(context.getAwsRequestId(), asked), attempt);
            } else {
                Records records = new Records(log);
                records.each(
                        SnsJson.read(event),
                        sns -> run(Asked.ofMessage(sns.getMessageId(), sns.getMessage()), attempt));
                records.end();
            }
            return null;
        });
    }

    private void invoked(Asked asked, Attempt attempt) {
        log.about(asked.id(), () -> {
            Handled handled = run(asked, attempt);
            log.ran("invoked", asked.id(), handled.name().toLowerCase(Locale.ROOT));
            return handled;
        });
    }

    private Handled run(Asked asked, Attempt attempt) {
        return notifier.run(asked.id(), asked.tasks(), attempt);
    }
}
