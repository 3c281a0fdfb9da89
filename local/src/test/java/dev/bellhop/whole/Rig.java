package dev.bellhop.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.aws.AwsClients;
import dev.bellhop.aws.DynamoBoardStore;
import dev.bellhop.aws.DynamoCounts;
import dev.bellhop.aws.Environment;
import dev.bellhop.aws.FunctionLog;
import dev.bellhop.bot.BotConfig;
import dev.bellhop.bot.BotHandler;
import dev.bellhop.files.processor.ProcessorConfig;
import dev.bellhop.files.processor.ProcessorHandler;
import dev.bellhop.files.worker.FilesConfig;
import dev.bellhop.files.worker.FilesHandler;
import dev.bellhop.localaws.ConflictLayer;
import dev.bellhop.localaws.FaultLayer;
import dev.bellhop.localaws.Happening;
import dev.bellhop.localaws.LambdaRuntime;
import dev.bellhop.localaws.LocalAws;
import dev.bellhop.localaws.LocalBuckets;
import dev.bellhop.localaws.LocalDynamo;
import dev.bellhop.localaws.LocalFunction;
import dev.bellhop.localaws.MovableClock;
import dev.bellhop.localaws.RetryDelays;
import dev.bellhop.localaws.Room;
import dev.bellhop.localaws.SlowTimeouts;
import dev.bellhop.localaws.Template;
import dev.bellhop.slack.SlackApi;
import dev.bellhop.subscribers.leaderboard.LeaderboardConfig;
import dev.bellhop.subscribers.leaderboard.LeaderboardHandler;
import dev.bellhop.subscribers.logger.LoggerConfig;
import dev.bellhop.subscribers.logger.LoggerHandler;
import dev.bellhop.subscribers.multiplier.MultiplierConfig;
import dev.bellhop.subscribers.multiplier.MultiplierHandler;
import dev.bellhop.subscribers.ops.OpsConfig;
import dev.bellhop.subscribers.ops.OpsHandler;
import dev.bellhop.subscribers.reservation.ReservationConfig;
import dev.bellhop.subscribers.reservation.ReservationHandler;
import dev.bellhop.subscribers.sweeper.SweeperConfig;
import dev.bellhop.subscribers.sweeper.SweeperHandler;
import dev.bellhop.words.Board;
import dev.bellhop.words.Count;
import dev.bellhop.words.Shards;
import dev.bellhop.words.Triggers;
import dev.bellhop.words.Words;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The system in one JVM on a clock of its own. Every invocation is a new process, whose {@link Life} a test may end at any
 * of its calls.
 */
final class Rig implements AutoCloseable {

    static final String SIGNING_SECRET = "whole-system-secret";
    static final String WEBHOOK_TOKEN = "whole-system-webhook";
    static final String OPERATOR = "UOPS";

    private static final Template TEMPLATE = Template.ofProject();
    private static final Instant START = Instant.parse("2026-12-01T10:00:00Z");
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final RetryDelays SHORTLY = new RetryDelays(Duration.ofMillis(50), Duration.ofMillis(200));

    final MovableClock clock;
    final SlackWeb slack = new SlackWeb();
    final FaultLayer dynamoFaults = new FaultLayer();
    final ConflictLayer conflicts;
    final LocalDynamo dynamo;
    final LocalAws aws;
    final LocalBuckets buckets;
    final Recorder recorder = new Recorder();
    final Tries tries = new Tries();

    /** The lines that functions printed. */
    final List<String> printed = new CopyOnWriteArrayList<>();

    /** The outcomes among them. */
    final List<String> notes = new CopyOnWriteArrayList<>();

    final List<Happening> happenings = new CopyOnWriteArrayList<>();

    /** The lives of the next processes of a function; without one they live for ever. */
    final Queue<Life> multiplierLives = new ConcurrentLinkedQueue<>();

    final Queue<Life> loggerLives = new ConcurrentLinkedQueue<>();

    final Queue<Life> reservationLives = new ConcurrentLinkedQueue<>();

    final Queue<Life> leaderboardLives = new ConcurrentLinkedQueue<>();

    final Queue<Life> opsLives = new ConcurrentLinkedQueue<>();

    final Queue<Life> filesLives = new ConcurrentLinkedQueue<>();

    final Queue<Life> processorLives = new ConcurrentLinkedQueue<>();

    private final int slowness;
    private final Template template = TEMPLATE;
    private final DynamoDbClient reading;

    /** Those of the processes. Each has some threads, as long as it is open. */
    private final Queue<DynamoDbClient> clients = new ConcurrentLinkedQueue<>();

    /** How many functions run. Guarded by itself. */
    private final AtomicInteger atWork = new AtomicInteger();

    private final Map<String, LocalFunction> kept = new ConcurrentHashMap<>();
    private final boolean busy;
    private boolean withTopic = true;

    Rig() {
        this(Duration.ZERO, 10);
    }

    /**
     * For thousands of messages: a subscriber's process stays for the next event, as it does where many come, and what they
     * print and what happens is in the logs alone.
     */
    static Rig busy() {
        return new Rig(Duration.ZERO, 10, SHORTLY, true);
    }

    /**
     * For many deliveries at once: whoever waits for a retry of Lambda's does so, and moves nobody else's clock.
     *
     * @param hold how long a transaction is in flight, so that others meet it
     */
    static Rig atOnce(Duration hold) {
        return new Rig(hold, 10, SHORTLY, false);
    }

    /**
     * @param hold how long a transaction is in flight, so that others meet it
     * @param slowness of the clock: many processes at once share two cores here, where each would have its own
     */
    Rig(Duration hold, int slowness) {
        this(hold, slowness, RetryDelays.LAMBDA, false);
    }

    /** @param delays those of Lambda pass by moving the clock, others as they are */
    private Rig(Duration hold, int slowness, RetryDelays delays, boolean busy) {
        this.busy = busy;
        clock = MovableClock.slow(START, slowness);
        this.slowness = slowness;
        conflicts = new ConflictLayer(hold);
        dynamo = LocalDynamo.inMemory(dynamoFaults, conflicts);
        dynamo.createTables(template);
        reading = dynamo.client();
        aws = new LocalAws(
                template,
                clock,
                () -> UUID.randomUUID().toString(),
                Executors.newVirtualThreadPerTaskExecutor(),
                delays,
                Duration.ZERO,
                delays.equals(RetryDelays.LAMBDA) ? this::moveOnceNobodyIsAtWork : clock::sleep,
                Room.ENOUGH,
                happening -> {
                    if (!busy) {
                        happenings.add(happening);
                    }
                });
        buckets = LocalBuckets.temporary(
                template, aws.functions(), clock, () -> UUID.randomUUID().toString(), happenings::add);
        registerSubscribers();
    }

    /** A wait of Lambda's or SQS's is everybody's, and whoever is at work would have no time left after it. */
    private void moveOnceNobodyIsAtWork(Duration by) throws InterruptedException {
        synchronized (atWork) {
            while (atWork.get() > 0) {
                atWork.wait();
            }
            clock.move(by);
        }
    }

    private LocalFunction counted(LocalFunction function) {
        return (event, requestId) -> {
            synchronized (atWork) {
                atWork.incrementAndGet();
            }
            try {
                return function.invoke(event, requestId);
            } finally {
                synchronized (atWork) {
                    atWork.decrementAndGet();
                    atWork.notifyAll();
                }
            }
        };
    }

    void registerSubscribers() {
        register("MultiplierFunction", multiplierLives);
        register("LoggerFunction", loggerLives);
        register("ReservationFunction", reservationLives);
        register("FilesFunction", filesLives);
        register("ProcessorFunction", processorLives);
        register("OpsFunction", opsLives);
        aws.functions()
                .register(
                        "SweeperFunction",
                        (event, requestId) -> sweeper(Life.endless(), new String(event, StandardCharsets.UTF_8))
                                .getBytes(StandardCharsets.UTF_8));
        register("LeaderboardFunction", leaderboardLives);
    }

    /** The bot runs without {@code SNS_TOPIC_ARN} from now on. */
    void withoutTopic() {
        withTopic = false;
    }

    /** Slack delivers {@code event} to a new process of the bot. */
    Answer deliver(Life life, SlackEvent event) {
        return enter(bot(life), event.request(SIGNING_SECRET, clock.instant()));
    }

    Answer deliver(SlackEvent event) {
        return deliver(Life.endless(), event);
    }

    /** Somebody types {@code /reserve text}, and Slack tells a new process of the bot. */
    Answer command(String user, String text) {
        return enter(bot(Life.endless()), SlackEvent.command(user, text, SIGNING_SECRET, clock.instant()));
    }

    /** An operator types {@code /ops text}; what is answered in the end, behind the acknowledgement. */
    String ops(String text) {
        ask(text);
        quiet();
        JsonObject said =
                JsonParser.parseString(slack.said("ops").orElseThrow()).getAsJsonObject();
        assertThat(said.get("response_type").getAsString()).isEqualTo("ephemeral");
        return said.get("text").getAsString();
    }

    /** The same, and what is answered behind the acknowledgement may come later, or not. */
    void ask(String text) {
        JsonObject request = SlackEvent.ops(OPERATOR, text, slack.responseUrl("ops"), SIGNING_SECRET, clock.instant());
        assertThat(enter(bot(Life.endless()), request).status()).isEqualTo(200);
    }

    /** Somebody types a command about files; what is answered in the end, behind the acknowledgement. */
    String files(String user, String command, String text) {
        askFiles(user, command, text);
        return slack.said("files").orElseThrow();
    }

    /** The same, and what is answered behind the acknowledgement may come later, or not. */
    void askFiles(String user, String command, String text) {
        JsonObject request = SlackEvent.answeredLater(
                user, command, text, slack.responseUrl("files"), SIGNING_SECRET, clock.instant());
        assertThat(enter(bot(Life.endless()), request).status()).isEqualTo(200);
        quiet();
    }

    /** Somebody types {@code /words text}. */
    Answer words(String user, String text) {
        return enter(bot(Life.endless()), SlackEvent.words(user, text, SIGNING_SECRET, clock.instant()));
    }

    /** The same as {@link #command(String, String)}, in a process of {@code life}. */
    Answer command(Life life, String user, String text, String trigger) {
        return enter(bot(life), SlackEvent.command(user, text, trigger, SIGNING_SECRET, clock.instant()));
    }

    /** Names an address with {@code text}, and confirms it with the code that is sent there. */
    void confirm(String user, String text) {
        command(user, text);
        quiet();
        String code = happenings.stream()
                .map(happening -> switch (happening) {
                    case Happening.Mailed mail -> mail.subject();
                    case Happening.Texted sms -> sms.text();
                    default -> "";
                })
                .filter(told -> told.matches("[0-9]{6} .*"))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        command(user, "confirm " + code.substring(0, 6));
    }

    /** The mails that SES took. */
    List<Happening.Mailed> mails() {
        return happenings.stream()
                .filter(Happening.Mailed.class::isInstance)
                .map(Happening.Mailed.class::cast)
                .toList();
    }

    /** What {@code user} was told directly. */
    List<String> directMessages(String user) {
        return slack.posted().stream()
                .filter(posted -> user.equals(posted.channel()))
                .map(SlackWeb.Posted::text)
                .toList();
    }

    /** Another service publishes {@code message} to the topic. */
    void publish(String message, @Nullable String structure) {
        aws.topics()
                .publish(request -> request.topicArn(template.outputs().get("TopicArn"))
                        .message(message)
                        .messageStructure(structure));
        quiet();
    }

    /** @param status 0 where the process died, so that Slack hears nothing */
    record Answer(int status, String body) {}

    Answer enter(LocalFunction bot, JsonObject request) {
        try {
            byte[] answer = bot.invoke(
                    request.toString().getBytes(StandardCharsets.UTF_8),
                    UUID.randomUUID().toString());
            JsonObject json = JsonParser.parseString(new String(answer, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            return new Answer(
                    json.get("statusCode").getAsInt(), json.get("body").getAsString());
        } catch (Exception | Life.Death e) {
            return new Answer(0, "");
        }
    }

    /** A bot's process, which may be entered many times. */
    LocalFunction bot(Life life) {
        Map<String, String> variables = variables("BotFunction", life);
        BotConfig config = BotConfig.from(new Environment(variables));
        BotHandler handler = new BotHandler(
                config,
                new SlackApi(config.slackApiUrl(), config.botToken()).slower(slowness),
                client("BotFunction", life),
                config.topicArn().map(topic -> aws.topics(life, recorder.of("BotFunction"))),
                () -> aws.functions(life, recorder.of("BotFunction")),
                clock,
                () -> UUID.randomUUID().toString(),
                new Random(),
                clock::sleep,
                Runnable::run,
                log("BotFunction"));
        LocalFunction function = counted(LambdaRuntime.of(template.function("BotFunction"), handler, clock));
        return (event, requestId) -> {
            byte[] answer = function.invoke(event, requestId);
            if (life.isOver()) {
                throw new Life.Death();
            }
            return answer;
        };
    }

    /** A new process of the sweeper runs once, as its schedule or an operator asks. */
    String sweeper(Life life, String event) {
        SweeperConfig config = SweeperConfig.from(new Environment(variables("SweeperFunction", life)));
        SweeperHandler handler = new SweeperHandler(
                config,
                client("SweeperFunction", life),
                aws.topics(life, recorder.of("SweeperFunction")),
                aws.queues(life, recorder.of("SweeperFunction")),
                aws.functions(life, recorder.of("SweeperFunction")),
                log("SweeperFunction"),
                clock,
                () -> UUID.randomUUID().toString(),
                clock::sleep,
                new Random(),
                Runnable::run);
        try {
            byte[] report = counted(LambdaRuntime.of(template.function("SweeperFunction"), handler, clock))
                    .invoke(
                            event.getBytes(StandardCharsets.UTF_8),
                            UUID.randomUUID().toString());
            return new String(report, StandardCharsets.UTF_8);
        } catch (Exception | Life.Death e) {
            return e.toString();
        }
    }

    /** The next minute's sweep, once everything is quiet. */
    String sweep() {
        quiet();
        clock.move(Duration.ofMinutes(1));
        String report = sweeper(Life.endless(), "{\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\"}");
        quiet();
        return report;
    }

    String redrive(String queue) {
        return sweeper(Life.endless(), "{\"function\":\"redrive\",\"queue\":\"" + queue + "\"}");
    }

    /** Waits until nothing is under way behind the answers given. */
    void quiet() {
        aws.awaitQuiet(LONGEST);
    }

    Count count(String word) {
        return counts(List.of(word)).getOrDefault(word, Count.ZERO);
    }

    private Map<String, Count> counts(List<String> words) {
        return new DynamoCounts(reading, "WordsTable", new Shards(Triggers.parse("awsadvent"), 8)).counts("T1", words);
    }

    /** The words on the workspace's board, the highest first. */
    List<String> board() {
        return new DynamoBoardStore(reading, "WordsTable")
                .read("T1").standings().stream().map(Board.Standing::word).toList();
    }

    /** How many bookings a resource has on a day, as its calendar says. */
    int holds(String resource, String date) {
        return reading.getItem(get -> get.tableName("ReservationsTable")
                        .key(Map.of("pk", fromS("R#T1#" + resource), "sk", fromS("DAY#" + date)))
                        .consistentRead(true))
                .item()
                .get("holds")
                .l()
                .size();
    }

    Optional<Map<String, AttributeValue>> mark(String identity) {
        return Optional.of(reading.getItem(get -> get.tableName("LedgerTable")
                                .key(Map.of("pk", fromS(identity), "sk", fromS("MARK")))
                                .consistentRead(true))
                        .item())
                .filter(item -> !item.isEmpty());
    }

    /** What is kept of a file, by sort key. */
    Map<String, Map<String, AttributeValue>> itemsOf(String file) {
        return reading
                .query(query -> query.tableName("FilesTable")
                        .keyConditionExpression("pk = :file")
                        .expressionAttributeValues(Map.of(":file", fromS("F#T1#" + file)))
                        .consistentRead(true))
                .items()
                .stream()
                .collect(Collectors.toMap(item -> item.get("sk").s(), item -> item));
    }

    /** The marks of what is still owed or unfinished. */
    List<String> owed() {
        return reading.scan(scan -> scan.tableName("LedgerTable").consistentRead(true)).items().stream()
                .filter(mark -> mark.containsKey("owedSince"))
                .map(mark -> mark.get("pk").s())
                .toList();
    }

    /** What was left over by those who gave up, in all queues of dead letters. */
    List<String> deadLetters() {
        return template.queues().stream()
                .map(Template.Queue::name)
                .filter(name -> name.endsWith("DeadLetters"))
                .flatMap(name -> aws.queues().bodies(name).stream())
                .toList();
    }

    /** The folders of the bucket, one for each object in it. */
    List<String> folders() {
        return buckets.objects().stream()
                .map(object -> object.key().substring(0, object.key().indexOf('/')))
                .toList();
    }

    /** The events in the event log, a line each. */
    List<String> logged() {
        return aws.logs().lines("EventLogGroup");
    }

    /** Each word of {@code text} was said once, multiplied once; the event was logged, and nothing is owed any more. */
    void assertCountedOnce(SlackEvent event) {
        quiet();
        Count once = new Count(1, withTopic ? 11 : 1);
        assertThat(counts(Words.in(event.text())))
                .isNotEmpty()
                .allSatisfy((word, count) -> assertThat(count).as(word).isEqualTo(once));
        assertThat(mark(event.identity()))
                .hasValueSatisfying(mark -> assertThat(mark)
                        .containsKey("expires")
                        .doesNotContainKeys("work", "owesEvents", "owesReply", "owedSince", "owedShard"));
        assertThat(aws.queues().bodies("MultiplierDeadLetters")).isEmpty();
        assertThat(aws.queues().bodies("LoggerDeadLetters")).isEmpty();
    }

    @Override
    public void close() {
        clients.forEach(DynamoDbClient::close);
        reading.close();
        buckets.close();
        dynamo.close();
        slack.close();
    }

    private void register(String name, Queue<Life> lives) {
        aws.functions().register(name, (event, requestId) -> {
            if (busy) {
                return kept.computeIfAbsent(name, any -> process(name, Life.endless()))
                        .invoke(event, requestId);
            }
            Life life = Optional.ofNullable(lives.poll()).orElseGet(Life::endless);
            byte[] answer = process(name, life).invoke(event, requestId);
            if (life.isOver()) {
                throw new Life.Death();
            }
            return answer;
        });
    }

    private LocalFunction process(String name, Life life) {
        return counted(LambdaRuntime.of(template.function(name), subscriber(name, life), clock));
    }

    private Object subscriber(String name, Life life) {
        Environment environment = new Environment(variables(name, life));
        return switch (name) {
            case "FilesFunction" -> {
                slack.respondedBy(life);
                yield new FilesHandler(
                        FilesConfig.from(environment),
                        client(name, life),
                        aws.topics(life, recorder.of(name)),
                        aws.queues(life, recorder.of(name)),
                        s3(name, life),
                        recorder.noting(name, buckets.presigner()),
                        log(name),
                        clock,
                        () -> UUID.randomUUID().toString(),
                        clock::move,
                        new Random(),
                        Runnable::run);
            }
            case "ProcessorFunction" ->
                new ProcessorHandler(
                        ProcessorConfig.from(environment),
                        client(name, life),
                        aws.topics(life, recorder.of(name)),
                        s3(name, life),
                        log(name),
                        clock,
                        () -> UUID.randomUUID().toString(),
                        clock::sleep,
                        new Random(),
                        Runnable::run);
            case "MultiplierFunction" ->
                new MultiplierHandler(
                        MultiplierConfig.from(environment),
                        client(name, life),
                        log(name),
                        clock,
                        () -> UUID.randomUUID().toString(),
                        clock::sleep,
                        new Random());
            case "LoggerFunction" ->
                new LoggerHandler(
                        LoggerConfig.from(environment),
                        client(name, life),
                        aws.logs(life, recorder.of(name)),
                        log(name),
                        clock,
                        () -> UUID.randomUUID().toString(),
                        clock::sleep,
                        new Random());
            case "ReservationFunction" -> {
                ReservationConfig config = ReservationConfig.from(environment);
                yield new ReservationHandler(
                        config,
                        new SlackApi(config.slackApiUrl(), config.slackBotToken()).slower(slowness),
                        client(name, life),
                        aws.mail(life, recorder.of(name)),
                        aws.topics(life, recorder.of(name)),
                        log(name),
                        clock,
                        () -> UUID.randomUUID().toString(),
                        clock::sleep,
                        new Random());
            }
            case "OpsFunction" -> {
                slack.respondedBy(life);
                yield new OpsHandler(
                        OpsConfig.from(environment),
                        aws.logs(life, recorder.of(name)),
                        aws.queues(life, recorder.of(name)),
                        aws.functions(life, recorder.of(name)),
                        log(name),
                        clock,
                        () -> UUID.randomUUID().toString());
            }
            case "LeaderboardFunction" ->
                new LeaderboardHandler(
                        LeaderboardConfig.from(environment),
                        client(name, life),
                        log(name),
                        clock,
                        () -> UUID.randomUUID().toString(),
                        clock::sleep,
                        new Random());
            default -> throw new IllegalArgumentException(name);
        };
    }

    private Map<String, String> variables(String name, Life life) {
        Map<String, String> variables = new HashMap<>(template.function(name).environment());
        variables.put("SLACK_SIGNING_SECRET", SIGNING_SECRET);
        variables.put("SLACK_BOT_TOKEN", "xoxb-whole");
        variables.put("SLACK_WEBHOOK_TOKEN", WEBHOOK_TOKEN);
        variables.put("SLACK_API_URL", slack.url(life));
        variables.put("EMAIL_FROM", "bellhop@example.org");
        variables.put("OPS_USERS", OPERATOR);
        if (!withTopic) {
            variables.remove("SNS_TOPIC_ARN");
        }
        return variables;
    }

    private DynamoDbClient client(String function, Life life) {
        DynamoDbClient client = AwsClients.dynamo(
                dynamo.clientBuilder(), new SlowTimeouts(slowness), life, recorder.of(function), tries);
        clients.add(client);
        return client;
    }

    private S3Client s3(String function, Life life) {
        return AwsClients.build(
                buckets.clientBuilder()
                        .overrideConfiguration(
                                with -> with.executionInterceptors(List.of(life, recorder.of(function)))),
                Duration.ofMinutes(1));
    }

    private FunctionLog log(String function) {
        return new FunctionLog(
                function.replace("Function", "").toLowerCase(Locale.ROOT),
                new Environment(template.function(function).environment()),
                clock,
                line -> {
                    if (!busy) {
                        printed.add(line);
                    }
                    aws.logs().write(template.function(function).logGroup().orElseThrow(), "local", line);
                    JsonObject json = JsonParser.parseString(line).getAsJsonObject();
                    if (json.has("outcome") && !busy) {
                        notes.add(Stream.of("outcome", "event", "subject", "detail")
                                .filter(json::has)
                                .map(name -> json.get(name).getAsString())
                                .collect(Collectors.joining(" ")));
                    }
                });
    }
}
