package dev.bellhop.bot;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.bellhop.aws.AwsClients;
import dev.bellhop.aws.CurrentAttempt;
import dev.bellhop.aws.DynamoAddresses;
import dev.bellhop.aws.DynamoBoardStore;
import dev.bellhop.aws.DynamoBookings;
import dev.bellhop.aws.DynamoCalendarStore;
import dev.bellhop.aws.DynamoConfirmations;
import dev.bellhop.aws.DynamoConsent;
import dev.bellhop.aws.DynamoLedger;
import dev.bellhop.aws.DynamoOptOuts;
import dev.bellhop.aws.DynamoPreferences;
import dev.bellhop.aws.DynamoSayings;
import dev.bellhop.aws.DynamoStopWords;
import dev.bellhop.aws.DynamoWatchStore;
import dev.bellhop.aws.DynamoWordStore;
import dev.bellhop.aws.Environment;
import dev.bellhop.aws.EventJson;
import dev.bellhop.aws.FunctionLog;
import dev.bellhop.aws.Invocations;
import dev.bellhop.aws.LambdaWorkers;
import dev.bellhop.aws.SnsPublisher;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Delivery;
import dev.bellhop.delivery.Patience;
import dev.bellhop.delivery.Publisher;
import dev.bellhop.events.EventWriter;
import dev.bellhop.files.Sharing;
import dev.bellhop.people.AddressBook;
import dev.bellhop.reservations.Reservations;
import dev.bellhop.reservations.ReserveGrammar;
import dev.bellhop.slack.Interactions;
import dev.bellhop.slack.ReplyText;
import dev.bellhop.slack.SlackApi;
import dev.bellhop.slack.SlackConversations;
import dev.bellhop.slack.SlackReplies;
import dev.bellhop.slack.SlackUsers;
import dev.bellhop.words.Counting;
import dev.bellhop.words.Ranking;
import dev.bellhop.words.Triggers;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** The Lambda behind API Gateway: decodes, routes, answers. Here everything is wired. */
public final class BotHandler implements RequestStreamHandler {

    private static final String SOURCE = "bellhop/bot";

    private static final Set<String> PATHS = Set.of("/slack/events", "/slack/webhook", "/health");

    private final EventsEndpoint events;
    private final Optional<WebhookEndpoint> webhook;
    private final String version = Version.read();
    private final Invocations invocations;
    private final FunctionLog log;
    private final Clock clock;

    /** What Lambda calls. */
    public BotHandler() {
        this(BotConfig.from(Environment.ofProcess()));
    }

    private BotHandler(BotConfig config) {
        this(config, slack(config));
    }

    private BotHandler(BotConfig config, SlackApi slack) {
        this(config, slack, new SharedHttp(slack.http()));
    }

    private BotHandler(BotConfig config, SlackApi slack, SharedHttp http) {
        this(
                config,
                slack,
                AwsClients.dynamo(http),
                config.topicArn().map(arn -> AwsClients.build(SnsClient.builder(), http)),
                http);
    }

    private BotHandler(
            BotConfig config, SlackApi slack, DynamoDbClient dynamo, Optional<SnsClient> sns, SharedHttp http) {
        this(
                config,
                slack,
                dynamo,
                sns,
                // Made at the first use, for few messages use it.
                () -> AwsClients.build(LambdaClient.builder(), http),
                Clock.systemUTC(),
                () -> UUID.randomUUID().toString(),
                new SecureRandom(),
                duration -> LockSupport.parkNanos(duration.toNanos()),
                Executors.newVirtualThreadPerTaskExecutor(),
                FunctionLog.ofProcess("bot"));
        new Priming(config, slack, dynamo, sns, clock, log).run();
    }

    private static SlackApi slack(BotConfig config) {
        return new SlackApi(config.slackApiUrl(), config.botToken());
    }

    /**
     * @param api what {@code config} says of Slack, or a stand-in
     * @param sns empty where {@code config} has no topic
     * @param lambda gives the client when somebody first asks for what another function does
     * @param ids unique names of attempts
     * @param random of which ids and codes are made; nobody may be able to foretell it
     * @param aside runs the publishing beside the reply
     */
    public BotHandler(
            BotConfig config,
            SlackApi api,
            DynamoDbClient dynamo,
            Optional<SnsClient> sns,
            Supplier<LambdaClient> lambda,
            Clock clock,
            Supplier<String> ids,
            RandomGenerator random,
            Patience.Pause pause,
            Executor aside,
            FunctionLog log) {
        this.log = log;
        this.clock = clock;
        this.invocations = new Invocations(clock, ids);

        DynamoWordStore words = new DynamoWordStore(dynamo, config.wordsTable(), config.ledgerTable(), config.shards());
        DynamoLedger ledger = new DynamoLedger(dynamo, config.ledgerTable(), clock);
        Optional<Publisher> publisher = config.topicArn().map(arn -> new SnsPublisher(sns.orElseThrow(), arn, clock));
        Optional<EventWriter> writer = config.topicArn().map(arn -> new EventJson());
        Patience patience = new Patience(clock, pause, random, Patience.MOST_TRIES_WHILE_SLACK_WAITS);
        Delivery delivery = new Delivery(ledger, publisher, Counting.chunks(words), patience, log, clock, aside);
        Counting counting = new Counting(
                new DynamoSayings(dynamo, words, config.peopleTable(), config.ledgerTable()),
                ledger,
                delivery,
                log,
                config.shards().triggers(),
                writer,
                SOURCE,
                clock);

        Optional<Sharing> sharing = writer.filter(to -> config.filesFunction().isPresent())
                .map(to -> new Sharing(
                        new DynamoConsent(dynamo, config.peopleTable(), config.ledgerTable()),
                        delivery,
                        to,
                        log,
                        SOURCE,
                        clock));

        DynamoBookings bookings = new DynamoBookings(dynamo, config.reservationsTable());
        ReplyText texts = new ReplyText(words, config.shards().triggers(), bookings);
        SlackReplies replies = new SlackReplies(api, texts, pause, log, clock);
        DynamoWatchStore watches = new DynamoWatchStore(dynamo, config.reservationsTable(), config.ledgerTable());
        Reservations reservations = new Reservations(
                new DynamoCalendarStore(dynamo, config.reservationsTable(), config.ledgerTable()),
                bookings,
                watches,
                ledger,
                delivery,
                log,
                config.limits(),
                config.operators(),
                writer,
                SOURCE,
                random,
                clock);
        AddressBook addresses = new AddressBook(
                new DynamoPreferences(dynamo, config.peopleTable(), config.ledgerTable()),
                new DynamoConfirmations(dynamo, config.peopleTable(), config.ledgerTable()),
                ledger,
                delivery,
                config.channels(),
                writer,
                SOURCE,
                random,
                clock);
        LinesAside lines = new LinesAside(replies, clock);
        SlackUsers users = new SlackUsers(api, log, clock);
        Interactions interactions = new Interactions(api, log, clock);
        ReserveListener reserve = new ReserveListener(
                reservations,
                new NotifyCommands(addresses, lines, log),
                new ReserveGrammar(config.limits()),
                lines,
                users,
                interactions,
                log,
                clock);
        Triggers triggers = config.shards().triggers();
        DynamoStopWords stopWords = new DynamoStopWords(dynamo, config.wordsTable());
        Ranking ranking = new Ranking(new DynamoBoardStore(dynamo, config.wordsTable()), stopWords, words);
        LambdaWorkers workers = new LambdaWorkers(lambda, clock);
        FilesDesk desk = new FilesDesk(config.filesFunction().map(workers::files), log);
        WordsListener aboutWords = new WordsListener(
                ranking,
                words,
                triggers,
                stopWords,
                config.operators(),
                new DynamoOptOuts(dynamo, config.peopleTable()),
                List.of(new DynamoAddresses(dynamo, config.peopleTable()), watches),
                desk,
                config.logRetentionDays(),
                log,
                clock);
        HomeListener home = new HomeListener(ranking, triggers, reservations, users, interactions, log);
        OpsListener ops =
                new OpsListener(config.operators(), config.opsFunction().map(workers::ops), log);
        FilesListener files =
                new FilesListener(sharing, desk, replies, new SlackConversations(api, clock), interactions, clock, log);
        BoltAdapter bolt = new BoltAdapter(Listeners.register(
                BoltAdapter.app(api, config.botToken(), log),
                counting,
                sharing,
                reserve,
                aboutWords,
                home,
                ops,
                files,
                replies));
        this.events = new EventsEndpoint(new RequestSignature(config.signingSecrets(), clock), bolt, log);
        this.webhook =
                config.webhookToken().map(token -> new WebhookEndpoint(token, counting, texts, replies, log, clock));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        HttpAnswer answer = log.during(context, () -> answer(input, context));
        output.write(GatewayJson.write(answer).toString().getBytes(StandardCharsets.UTF_8));
    }

    private HttpAnswer answer(InputStream input, Context context) {
        String path = "elsewhere";
        try {
            HttpRequest request = GatewayJson.read(event(input));
            path = PATHS.contains(request.path()) ? request.path() : path;
            HttpAnswer answer = route(request, context);
            log.answered(path, answer.status(), answer.why());
            return answer;
        } catch (BadRequestException e) {
            HttpAnswer answer = HttpAnswer.line(400, e.line());
            log.answered(path, answer.status(), answer.why());
            return answer;
        } catch (Exception e) {
            log.answered(path, 500, e);
            return HttpAnswer.line(500, "That did not work. Please try again.");
        }
    }

    private static JsonElement event(InputStream input) {
        try {
            return JsonParser.parseReader(new InputStreamReader(input, StandardCharsets.UTF_8));
        } catch (JsonParseException e) {
            throw new BadRequestException("This is not an event of API Gateway.", e);
        }
    }

    private HttpAnswer route(HttpRequest request, Context context) throws Exception {
        return switch (request.path()) {
            case "/slack/events" ->
                request.method().equals("POST") ? inTime(request, context, events::answer) : only("POST");
            case "/slack/webhook" -> {
                if (webhook.isEmpty()) {
                    yield notFound();
                }
                yield request.method().equals("POST") ? inTime(request, context, webhook.get()::answer) : only("POST");
            }
            case "/health" -> request.method().equals("GET") ? health() : only("GET");
            default -> notFound();
        };
    }

    @FunctionalInterface
    private interface Endpoint {
        HttpAnswer answer(HttpRequest request, Attempt attempt) throws Exception;
    }

    private HttpAnswer inTime(HttpRequest request, Context context, Endpoint endpoint) throws Exception {
        Attempt attempt = invocations.attempt(context, Deadline.answerBy(request.sent(), clock.instant()));
        return CurrentAttempt.during(attempt, clock, () -> endpoint.answer(request, attempt));
    }

    private HttpAnswer health() {
        JsonObject json = new JsonObject();
        json.addProperty("status", "ok");
        json.addProperty("version", version);
        return HttpAnswer.json(json);
    }

    private static HttpAnswer notFound() {
        return HttpAnswer.line(404, "There is nothing here.");
    }

    private static HttpAnswer only(String method) {
        return new HttpAnswer(405, Map.of("allow", method), "");
    }
}
