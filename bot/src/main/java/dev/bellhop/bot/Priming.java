package dev.bellhop.bot;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.aws.Environment;
import dev.bellhop.aws.FunctionLog;
import dev.bellhop.aws.RehearsalContext;
import dev.bellhop.aws.RehearsalDynamo;
import dev.bellhop.aws.RehearsalTopic;
import dev.bellhop.delivery.Journal;
import dev.bellhop.slack.RehearsalSlack;
import dev.bellhop.slack.SlackApi;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Has the bot answer before anybody asks, while Lambda starts it: a start has a whole core, and the first request the share of
 * the function's memory. A message and a command of a workspace that does not exist go through all that a real one goes
 * through, with the real clients of DynamoDB and SNS; Slack, which has no condition that can't hold, is only connected to.
 * Nothing is written, published or said, and the metrics and the log know nothing of it.
 */
final class Priming {

    /** Of the workspace, the channel and the person that do not exist. */
    private static final String NOBODYS = "REHEARSAL";

    /** Nobody is answered yet, and a Slack that is slow now may not be when somebody is. */
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(1);

    private final BotConfig config;
    private final SlackApi slack;
    private final DynamoDbClient dynamo;
    private final Optional<SnsClient> sns;
    private final Clock clock;
    private final Journal journal;

    /** @param journal hears only of what did not work */
    Priming(
            BotConfig config,
            SlackApi slack,
            DynamoDbClient dynamo,
            Optional<SnsClient> sns,
            Clock clock,
            Journal journal) {
        this.config = config;
        this.slack = slack;
        this.dynamo = dynamo;
        this.sns = sns;
        this.clock = clock;
        this.journal = journal;
    }

    /**
     * Takes three seconds at most, and one more where Slack does not answer. What does not work here may work when it is needed,
     * so it stops no start.
     */
    void run() {
        // Of the platform, for the JDK asks for a name's address on the thread's own, and can't be told to stop.
        Thread connecting = Thread.ofPlatform().daemon().name("connect").start(this::connect);
        rehearse();
        try {
            connecting.join(LONGEST_CONNECT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void rehearse() {
        ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();
        try (RehearsalSlack stage = new RehearsalSlack();
                ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor()) {
            BotHandler handler = new BotHandler(
                    config,
                    slack.at(stage.url()),
                    new RehearsalDynamo(dynamo, config.peopleTable()),
                    sns.map(RehearsalTopic::new),
                    () -> {
                        throw new IllegalStateException("Nothing that is rehearsed needs another function");
                    },
                    clock,
                    () -> UUID.randomUUID().toString(),
                    new Random(),
                    duration -> LockSupport.parkNanos(duration.toNanos()),
                    aside,
                    new FunctionLog("bot", new Environment(Map.of()), clock, said::add));
            RehearsalContext context = new RehearsalContext(clock);
            for (String event : List.of(event("application/json", message()), event(Form.TYPE, command()))) {
                handler.handleRequest(
                        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                        new ByteArrayOutputStream(),
                        context);
            }
        } catch (IOException | RuntimeException e) {
            journal.failed("not-primed", "start", e);
            return;
        }
        said.stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .filter(line ->
                        line.has("level") && !line.get("level").getAsString().equals("INFO"))
                .findFirst()
                .ifPresent(line -> journal.warn("not-primed", "start", line.toString()));
    }

    private void connect() {
        try {
            slack.connect(LONGEST_CONNECT);
        } catch (IOException e) {
            journal.note("not-connected", "start", "Slack can't be reached: " + e.getMessage());
        }
    }

    /** By the bot's mention it is counted, whatever the trigger words are. */
    private String message() {
        Instant now = clock.instant();
        JsonObject event = new JsonObject();
        event.addProperty("type", "message");
        event.addProperty("channel", "C0" + NOBODYS);
        event.addProperty("channel_type", "channel");
        event.addProperty("user", "U0" + NOBODYS);
        event.addProperty("ts", String.format(Locale.ROOT, "%d.%06d", now.getEpochSecond(), now.getNano() / 1_000));
        event.addProperty("text", "<@UBOT" + NOBODYS + "> one two");
        JsonObject bot = new JsonObject();
        bot.addProperty("user_id", "UBOT" + NOBODYS);
        bot.addProperty("is_bot", true);
        JsonArray authorizations = new JsonArray();
        authorizations.add(bot);
        JsonObject body = new JsonObject();
        body.addProperty("type", "event_callback");
        body.addProperty("team_id", "T0" + NOBODYS);
        body.addProperty("event_id", "Ev" + NOBODYS);
        body.add("event", event);
        body.add("authorizations", authorizations);
        return body.toString();
    }

    private static String command() {
        return "command=%2Freserve&text=help&team_id=T0" + NOBODYS + "&channel_id=C0" + NOBODYS + "&user_id=U0"
                + NOBODYS + "&trigger_id=" + NOBODYS;
    }

    /** As an HTTP API hands it over. */
    private String event(String contentType, String body) {
        Instant now = clock.instant();
        String timestamp = Long.toString(now.getEpochSecond());
        JsonObject headers = new JsonObject();
        headers.addProperty("content-type", contentType);
        headers.addProperty(RequestSignature.TIMESTAMP, timestamp);
        headers.addProperty(
                RequestSignature.SIGNATURE,
                RequestSignature.of(config.signingSecrets().get(0), timestamp, body));
        JsonObject http = new JsonObject();
        http.addProperty("method", "POST");
        JsonObject context = new JsonObject();
        context.add("http", http);
        context.addProperty("timeEpoch", now.toEpochMilli());
        JsonObject event = new JsonObject();
        event.addProperty("rawPath", "/slack/events");
        event.add("headers", headers);
        event.add("requestContext", context);
        event.addProperty("body", body);
        return event.toString();
    }
}
