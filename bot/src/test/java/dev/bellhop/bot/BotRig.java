package dev.bellhop.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.aws.AwsClients;
import dev.bellhop.aws.DynamoBoardStore;
import dev.bellhop.aws.DynamoConfirmations;
import dev.bellhop.aws.DynamoPreferences;
import dev.bellhop.aws.DynamoWordStore;
import dev.bellhop.aws.Environment;
import dev.bellhop.aws.FunctionLog;
import dev.bellhop.localaws.DynamoAnswer;
import dev.bellhop.localaws.DynamoCall;
import dev.bellhop.localaws.DynamoLayer;
import dev.bellhop.localaws.FaultLayer;
import dev.bellhop.localaws.LambdaRuntime;
import dev.bellhop.localaws.LocalDynamo;
import dev.bellhop.localaws.LocalFunction;
import dev.bellhop.localaws.MovableClock;
import dev.bellhop.localaws.SlowTimeouts;
import dev.bellhop.localaws.Template;
import dev.bellhop.people.Address;
import dev.bellhop.people.Confirmation;
import dev.bellhop.slack.SlackApi;
import dev.bellhop.slack.SlackStandIn;
import dev.bellhop.words.Count;
import dev.bellhop.words.Shards;
import dev.bellhop.words.Triggers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.RequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ServiceException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.SnsServiceClientConfiguration;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** The bot as Lambda enters it, with DynamoDB Local, Slack's API over HTTP, and a topic that only remembers. */
final class BotRig implements AutoCloseable {

    /** The time of the recorded events. */
    static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");

    static final String SECRET = "recorded-signing-secret";
    static final String WEBHOOK_TOKEN = "webhook-token";

    record Answer(int status, Map<String, String> headers, String body) {}

    private static final List<String> TABLES = List.of("WordsTable", "LedgerTable", "ReservationsTable", "PeopleTable");

    private static final Template TEMPLATE = Template.ofProject();

    /** The clock stands still, and calls take real time: a busy machine has so many times what the bot gives them. */
    private static final int SLOWNESS = 10;

    final MovableClock clock = MovableClock.standing(NOW);
    final SlackStandIn slack = new SlackStandIn();
    final FaultLayer dynamoFaults = new FaultLayer();
    final List<PublishRequest> published = new CopyOnWriteArrayList<>();
    final List<InvokeRequest> invoked = new CopyOnWriteArrayList<>();

    /** How many clients of Lambda were made. */
    final AtomicInteger functionsMade = new AtomicInteger();

    /** What calls to DynamoDB were bounded by, in their order. */
    final List<Duration> dynamoBounds = new CopyOnWriteArrayList<>();

    /** What DynamoDB was asked to do, in its order. */
    final List<String> dynamoCalls = new CopyOnWriteArrayList<>();

    private final LocalDynamo dynamo = LocalDynamo.inMemory(this::unlessSilent, dynamoFaults);
    private final DynamoDbClient client = AwsClients.dynamo(dynamo.clientBuilder(), new Bounds(), slowTimeouts());
    private volatile boolean dynamoSilent;

    /** Lambda fails from now on. */
    boolean functionsFail;

    /** SNS can't be reached from now on. */
    boolean topicFails;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final FunctionLog functionLog;
    private final BotConfig config;
    private final int slowness;
    private final LocalFunction bot;

    BotRig() {
        this(variables -> {});
    }

    /** @param change of the environment variables */
    BotRig(Consumer<Map<String, String>> change) {
        this(change, SLOWNESS);
    }

    /** One that gives Slack's calls what a deployed one does, for a Slack that never answers. */
    static BotRig inRealTime() {
        return new BotRig(variables -> {}, 1);
    }

    private BotRig(Consumer<Map<String, String>> change, int slowness) {
        this.slowness = slowness;
        dynamo.createTables(TEMPLATE);
        slack.answerMethod("users.info", "{\"ok\":true,\"user\":{\"id\":\"U1\",\"tz\":\"Europe/Berlin\"}}");
        Map<String, String> variables = new HashMap<>(Map.of(
                "SLACK_SIGNING_SECRET", SECRET,
                "SLACK_BOT_TOKEN", "xoxb-test",
                "SLACK_WEBHOOK_TOKEN", WEBHOOK_TOKEN,
                "SLACK_API_URL", slack.url(),
                "WORDS_TABLE", "WordsTable",
                "LEDGER_TABLE", "LedgerTable",
                "RESERVATIONS_TABLE", "ReservationsTable",
                "OPS_USERS", "UOPS",
                "SNS_TOPIC_ARN", "arn:aws:sns:eu-central-1:123456789012:events"));
        variables.put("PEOPLE_TABLE", "PeopleTable");
        variables.put("OPS_FUNCTION", "ops-function");
        variables.put("FILES_FUNCTION", "files-function");
        variables.put("EMAIL_FROM", "bellhop@example.org");
        change.accept(variables);
        this.config = BotConfig.from(new Environment(variables));
        this.functionLog = new FunctionLog("bot", new Environment(variables), clock, log::add);
        BotHandler handler = new BotHandler(
                config,
                slackApi(),
                client,
                topic(),
                () -> {
                    functionsMade.incrementAndGet();
                    return new RememberingFunctions();
                },
                clock,
                () -> UUID.randomUUID().toString(),
                new Random(1),
                clock::move,
                Runnable::run,
                functionLog);
        this.bot = LambdaRuntime.of(TEMPLATE.function("BotFunction"), handler, clock);
    }

    private Optional<SnsClient> topic() {
        return config.topicArn().map(arn -> new RememberingTopic());
    }

    /** Does what a start on Lambda does before the first request. */
    void prime() {
        new Priming(config, slackApi(), client, topic(), clock, functionLog).run();
    }

    private SlackApi slackApi() {
        return new SlackApi(config.slackApiUrl(), config.botToken()).slower(slowness);
    }

    /** Where DynamoDB never answers, nobody waits any longer for it. */
    private ExecutionInterceptor slowTimeouts() {
        SlowTimeouts slow = new SlowTimeouts(SLOWNESS);
        return new ExecutionInterceptor() {
            @Override
            public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
                return dynamoSilent ? context.request() : slow.modifyRequest(context, attributes);
            }
        };
    }

    /** DynamoDB takes calls from now on, and answers none. */
    void silenceDynamo() {
        dynamoSilent = true;
    }

    private DynamoAnswer unlessSilent(DynamoCall call, DynamoLayer.Next next) throws IOException, InterruptedException {
        dynamoCalls.add(call.operation());
        if (dynamoSilent) {
            new CountDownLatch(1).await();
        }
        return next.answer(call);
    }

    Answer enter(String event) {
        try {
            byte[] output = bot.invoke(event.getBytes(StandardCharsets.UTF_8), "request-1");
            JsonObject json = JsonParser.parseString(new String(output, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            Map<String, String> headers = new HashMap<>();
            json.getAsJsonObject("headers")
                    .entrySet()
                    .forEach(each -> headers.put(each.getKey(), each.getValue().getAsString()));
            return new Answer(
                    json.get("statusCode").getAsInt(), headers, json.get("body").getAsString());
        } catch (Exception e) {
            throw new AssertionError("Something came out of the handler", e);
        }
    }

    /** Slack sends this JSON now. */
    Answer signed(String json) {
        return enter(Requests.signed(SECRET, clock.instant(), "application/json", json));
    }

    /** Slack sends this form now. */
    Answer signedForm(Map<String, String> form) {
        return enter(Requests.signed(SECRET, clock.instant(), Form.TYPE, Requests.form(form)));
    }

    Answer webhook(Map<String, String> form) {
        return enter(Requests.unsigned(clock.instant(), "/slack/webhook", Form.TYPE, Requests.form(form)));
    }

    /** What was printed so far. */
    String log() {
        return String.join("\n", log);
    }

    /** The lines that were printed so far. */
    List<JsonObject> lines() {
        return log.stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    /** The line that closed the last request. */
    JsonObject closing() {
        return lines().stream()
                .filter(line -> line.has("durationMs"))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    /** Where {@code user} is told. */
    Address chosen(String user) {
        return new DynamoPreferences(client, "PeopleTable", "LedgerTable").of("T1", user);
    }

    /** The code that {@code user} was sent last, in the only channel that they were sent one in. */
    String code(String user) {
        List<Confirmation> codes = new DynamoConfirmations(client, "PeopleTable", "LedgerTable").of("T1", user);
        assertThat(codes).hasSize(1);
        return codes.get(0).code();
    }

    /** The workspace's board, as if subscribers had heard of all that was said. */
    void board(Map<String, Long> counts) {
        DynamoBoardStore boards = new DynamoBoardStore(client, "WordsTable");
        assertThat(boards.replace("T1", boards.read("T1").raised(counts))).isTrue();
    }

    /** What is counted of {@code word}. */
    Count count(String word) {
        return new DynamoWordStore(client, "WordsTable", "LedgerTable", new Shards(Triggers.parse("awsadvent"), 8))
                .spoken("T1", word)
                .count();
    }

    /** The items that are kept of {@code user}. */
    List<Map<String, AttributeValue>> kept(String user) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (String table : List.of("PeopleTable", "ReservationsTable")) {
            client.scan(request -> request.tableName(table)).items().stream()
                    .filter(item -> item.toString().contains(user))
                    .forEach(items::add);
        }
        return items;
    }

    /** How many items there are in all tables. */
    int stored() {
        return items().values().stream().mapToInt(Set::size).sum();
    }

    /** The items of each table. */
    Map<String, Set<Map<String, AttributeValue>>> items() {
        return TABLES.stream()
                .collect(Collectors.toMap(
                        table -> table,
                        table -> Set.copyOf(
                                client.scan(request -> request.tableName(table)).items())));
    }

    @Override
    public void close() {
        client.close();
        dynamo.close();
        slack.close();
    }

    private final class Bounds implements ExecutionInterceptor {
        @Override
        public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
            dynamoBounds.add(context.request()
                    .overrideConfiguration()
                    .flatMap(RequestOverrideConfiguration::apiCallTimeout)
                    .orElseThrow());
            return context.request();
        }
    }

    private final class RememberingFunctions implements LambdaClient {
        @Override
        public InvokeResponse invoke(InvokeRequest request) {
            if (functionsFail) {
                throw ServiceException.builder().message("Told to fail").build();
            }
            invoked.add(request);
            return InvokeResponse.builder().statusCode(202).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private final class RememberingTopic implements SnsClient {
        @Override
        public PublishResponse publish(PublishRequest request) {
            if (topicFails) {
                throw SdkClientException.create("The connection was broken.");
            }
            published.add(request);
            return PublishResponse.builder().messageId("m").build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public SnsServiceClientConfiguration serviceClientConfiguration() {
            throw new UnsupportedOperationException("A topic that only remembers has no configuration");
        }

        @Override
        public void close() {}
    }
}
