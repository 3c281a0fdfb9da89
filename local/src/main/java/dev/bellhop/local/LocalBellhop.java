package dev.bellhop.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.bellhop.aws.AwsClients;
import dev.bellhop.aws.Environment;
import dev.bellhop.local.web.Web;
import dev.bellhop.localaws.DynamoCall;
import dev.bellhop.localaws.DynamoLayer;
import dev.bellhop.localaws.FaultLayer;
import dev.bellhop.localaws.Faults;
import dev.bellhop.localaws.LocalAws;
import dev.bellhop.localaws.LocalBuckets;
import dev.bellhop.localaws.LocalDynamo;
import dev.bellhop.localaws.LocalFunction;
import dev.bellhop.localaws.LocalFunctions;
import dev.bellhop.localaws.MovableClock;
import dev.bellhop.localaws.Pending;
import dev.bellhop.localaws.PendingFile;
import dev.bellhop.localaws.RetryDelays;
import dev.bellhop.localaws.Room;
import dev.bellhop.localaws.SlowTimeouts;
import dev.bellhop.localaws.Template;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/**
 * The whole system in this JVM, as {@code template.yaml} says: its functions as the real handlers, entered through Lambda's
 * own serialisation; its tables, topics, queues and logs; API Gateway in front, and a small Slack workspace around it.
 */
public final class LocalBellhop implements AutoCloseable {

    public static final String SIGNING_SECRET = "local-signing-secret";
    public static final String BOT_TOKEN = "xoxb-local";
    public static final String EMAIL_FROM = "bellhop@example.org";
    public static final String WEBHOOK_TOKEN = "local-webhook-token";

    private static final String DYNAMO_ENDPOINT = "AWS_ENDPOINT_URL_DYNAMODB";

    /** Whoever looks on wants to see the board soon; deployed, a batch is waited for as long as the template says. */
    private static final Duration LONGEST_WINDOW = Duration.ofSeconds(1);

    /** It writes to this machine's disk, which may be busy. */
    private static final Duration S3_ANSWER = Duration.ofSeconds(30);

    /** What is under way when it stops has so long to end. */
    private static final Duration LAST_WORK = Duration.ofSeconds(2);

    /** So many of the lines that can't be read are named. */
    private static final int MOST_NAMED = 5;

    /** What is to be closed at the end, the last first. */
    private final Deque<AutoCloseable> opened;

    private final Builder options;
    private final Template template;
    private final HttpFront front;
    private final ExecutorService executor;
    private final ForwardClock clock;
    private final Timer timer;
    private final Web web;
    private final LocalAws aws;
    private final Optional<LocalDynamo> localDynamo;
    private final DynamoDbClient dynamo;
    private final SlackWorkspace workspace;
    private final Optional<WorkspaceFile> kept;
    private final Optional<PendingFile> pending;
    private final TypedText typed;
    private final SlackEvents events;
    private final ResponseUrls responses;
    private final SlashCommands commands;
    private final Actions actions;
    private final Buttons buttons;
    private final Forms forms;
    private final Homes homes;
    private final SlackForm form;
    private final SlackWebApi slack;
    private final Faults<String> slackFaults = new Faults<>();
    private final SharedFiles files;
    private final BotFiles botFiles;
    private final Pictures pictures;
    private final MessageShortcuts shortcuts;
    private final LocalBuckets buckets;
    private final FaultLayer dynamoFaults = new FaultLayer();
    private final Optional<SocketMode> socketMode;
    private volatile SlackWorkspace.User viewer = SlackWorkspace.ADA;

    /** How it is run. What is not said is as {@code bin/local} does without options, but for the port: any. */
    public static final class Builder {
        private int port;
        private Optional<Path> data = Optional.empty();
        private Optional<Path> template = Optional.empty();
        private Map<String, String> environment = System.getenv();
        private Clock clock = Clock.systemUTC();
        private @Nullable Timer timer;
        private int slowness = 1;
        private Supplier<String> ids = () -> UUID.randomUUID().toString();
        private RandomGenerator random = RandomGenerator.getDefault();
        private RetryDelays retries = RetryDelays.LAMBDA;
        private Room room = Room.here();
        private List<Duration> slackRetries = SlackEvents.RETRIES;
        private List<DynamoLayer> layers = List.of();
        private Function<String, List<ExecutionInterceptor>> interceptors = function -> List.of();
        private Consumer<Sighting> watcher = sighting -> {};

        private Builder() {}

        /** @param port 0 for any that is free */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** The folder where tables, channels, messages and what is under way are kept; without it they are in memory. */
        public Builder data(Path data) {
            this.data = Optional.of(data);
            return this;
        }

        /** Another template than the project's. */
        public Builder template(Path template) {
            this.template = Optional.of(template);
            return this;
        }

        /** In the place of the process's environment, whose variables win over the template's and over the defaults here. */
        public Builder environment(Map<String, String> environment) {
            this.environment = Map.copyOf(environment);
            return this;
        }

        /** What the functions, the topic, Slack's {@code ts} and signatures go by. */
        public Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /** Who runs schedules and Slack's retries. */
        public Builder timer(Timer timer) {
            this.timer = timer;
            return this;
        }

        /**
         * For a machine that does much else: the clock goes so many times slower than time does, and whoever waits does so that
         * much longer. So what a deadline or Slack's patience ends is what would end on a machine of its own.
         *
         * @param slowness how many real seconds one second here takes, 1 or more
         */
        public Builder slowness(int slowness) {
            this.slowness = slowness;
            this.clock = MovableClock.slow(clock.instant(), slowness);
            return this;
        }

        /** Unique names, for whatever needs one. */
        public Builder ids(Supplier<String> ids) {
            this.ids = ids;
            return this;
        }

        public Builder random(RandomGenerator random) {
            this.random = random;
            return this;
        }

        /** How long Lambda waits before it tries a failed asynchronous invocation again. */
        public Builder retries(RetryDelays retries) {
            this.retries = retries;
            return this;
        }

        /** How many invocations run at once, and how much of the logs is kept. */
        public Builder room(Room room) {
            this.room = room;
            return this;
        }

        /** How long Slack waits before each time that it sends an unanswered event again. */
        public Builder slackRetries(List<Duration> slackRetries) {
            this.slackRetries = List.copyOf(slackRetries);
            return this;
        }

        /** What stands before DynamoDB Local, the outermost first. */
        public Builder dynamoLayers(DynamoLayer... layers) {
            this.layers = List.of(layers);
            return this;
        }

        /** Who is told of the calls that a function makes of AWS, by the function's name in the template. */
        public Builder interceptors(Function<String, List<ExecutionInterceptor>> interceptors) {
            this.interceptors = interceptors;
            return this;
        }

        /** Sees everything, on whichever thread it happens. */
        public Builder watcher(Consumer<Sighting> watcher) {
            this.watcher = watcher;
            return this;
        }

        /**
         * Starts it; once this returns, it can be used.
         *
         * @throws java.net.BindException where the port is taken
         * @throws Environment.ConfigurationException where a variable is malformed
         * @throws SocketMode.NotJoinedException where there are tokens of a real workspace, and it can't be joined
         */
        public LocalBellhop start() throws IOException {
            // The port comes first: it is what most often fails, and its number is part of the functions'
            // configuration.
            HttpFront front = HttpFront.open(port);
            Deque<AutoCloseable> opened = new ConcurrentLinkedDeque<>();
            opened.push(front);
            try {
                return new LocalBellhop(this, front, opened);
            } catch (RuntimeException e) {
                closeAll(opened, this);
                throw e;
            }
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    private LocalBellhop(Builder options, HttpFront front, Deque<AutoCloseable> opened) {
        this.opened = opened;
        this.options = options;
        this.front = front;
        this.template =
                options.template.map(path -> Template.read(path, Map.of())).orElseGet(Template::ofProject);
        Optional<SocketModeConfig> realWorkspace = SocketModeConfig.from(new Environment(options.environment));
        this.executor = Executors.newVirtualThreadPerTaskExecutor();
        opened.push(executor::shutdownNow);
        this.clock = opened(new ForwardClock(options.clock, executor));
        this.timer = Optional.ofNullable(options.timer).orElse(clock);
        this.web = opened(new Web(
                options.ids.get(),
                clock,
                executor,
                options.retries,
                (what, failure) -> see(noted("page", "not-told", what, failure))));
        this.pending = options.data.map(folder -> opened(PendingFile.open(folder.resolve("pending.jsonl"))));
        this.aws = new LocalAws(
                template,
                clock,
                options.ids,
                executor,
                options.retries,
                LONGEST_WINDOW.dividedBy(options.slowness),
                options.timer == null ? clock::pause : Thread::sleep,
                options.room,
                happening -> see(new Sighting.Aws(happening)),
                pending());
        this.localDynamo = variable(DYNAMO_ENDPOINT).isPresent() ? Optional.empty() : Optional.of(dynamoDbLocal());
        this.dynamo = opened(localDynamo.map(LocalDynamo::direct).orElseGet(() -> AwsClients.build(dynamoBuilder())));
        Tables.create(dynamo, template, options.environment);
        this.workspace = new SlackWorkspace(clock, new SeenWorkspace());
        this.kept = options.data.map(folder -> new WorkspaceFile(folder.resolve("workspace.jsonl")));
        this.files =
                new SharedFiles(workspace, front.url(), botToken(), folder("files"), clock, options.ids, slackFaults);
        kept.ifPresent(this::restore);
        this.typed = new TypedText(workspace);
        HttpClient http = opened(HttpClient.newBuilder().executor(executor).build());
        this.botFiles = new BotFiles(files, front.url(), folder("uploads"), clock, options.ids, slackFaults);
        this.pictures = new Pictures(http, botFiles);
        this.buckets = opened(localBuckets());
        this.events = slackEvents(http);
        this.form = new SlackForm(http, front.url().resolve("/slack/events"), signature(), clock, slacksPatience());
        TriggerIds triggers = new TriggerIds(clock, options.ids);
        this.responses = new ResponseUrls(workspace, front.url(), clock, options.ids);
        this.commands = new SlashCommands(form, triggers, responses, this::see);
        this.buttons = new Buttons(this::see);
        this.forms = new Forms(form, triggers, options.ids, this::see, this::opened, this::formText);
        this.homes = new Homes(options.ids, this::published);
        this.actions = new Actions(workspace, forms, form, triggers, responses, this::see);
        this.shortcuts = new MessageShortcuts(workspace, form, triggers, responses, this::see);
        this.slack = new SlackWebApi(
                workspace, forms, homes, botFiles, pictures, botToken(), front.url(), clock, slackFaults);
        wire(realWorkspace.isPresent());
        this.socketMode = realWorkspace.map(config -> SocketMode.join(config, form, this::see));
        web.serve(this);
        pending.ifPresent(file -> {
            aws.resume(file.left());
            events.resume(file.left());
        });
    }

    /** Its address for people. */
    public URI url() {
        return front.url();
    }

    /**
     * Says something as a person types it.
     *
     * @return done once the bot has answered Slack for the first time; the status, 0 where there was no answer
     */
    public CompletableFuture<Integer> say(SlackWorkspace.User user, SlackWorkspace.Channel channel, String text) {
        return say(user, channel, Optional.empty(), text).status();
    }

    /**
     * What was said.
     *
     * @param status done once the bot has answered Slack for the first time; 0 where there was no answer
     */
    public record Said(String ts, CompletableFuture<Integer> status) {}

    /**
     * Says something as a person types it.
     *
     * @param thread the {@code ts} of the message that it answers
     * @throws NoSuchElementException where there is no such message
     */
    public Said say(SlackWorkspace.User user, SlackWorkspace.Channel channel, Optional<String> thread, String text) {
        return say(user, channel, thread, text, List.of());
    }

    /**
     * Says something, and shares files.
     *
     * @param uploaded the ids of files that the person {@linkplain #upload uploaded}
     * @throws NoSuchElementException where there is no such message, or no such file of theirs
     */
    public Said say(
            SlackWorkspace.User user,
            SlackWorkspace.Channel channel,
            Optional<String> thread,
            String text,
            List<String> uploaded) {
        if (thread.isPresent() && workspace.message(channel, thread.get()).isEmpty()) {
            throw new NoSuchElementException("The message that you answer is gone.");
        }
        SlackWorkspace.Message message =
                workspace.post(channel, thread, user, typed.stored(text), files.shared(user, uploaded));
        return new Said(message.ts(), events.tell(message));
    }

    /**
     * Takes in a file, for a message to come.
     *
     * @param mimetype empty to go by the name
     * @throws IllegalArgumentException where Slack would not take it
     */
    public SlackWorkspace.File upload(SlackWorkspace.User user, String name, String mimetype, InputStream body)
            throws IOException {
        return files.upload(user, name, mimetype, body);
    }

    /** A file that somebody shared; empty where there is none. */
    public Optional<SlackWorkspace.File> file(String id) {
        return files.find(id);
    }

    /** What is in a file. */
    public Http.Body content(SlackWorkspace.File file) {
        return files.content(file);
    }

    /** The name of the picture that an image of a message shows; empty where there is none to be shown. */
    public Optional<String> picture(JsonObject image) {
        return pictures.name(image);
    }

    /** A picture as it is seen at this moment, by its name. */
    public Optional<Http.Response> picture(String name) {
        return pictures.find(name);
    }

    /** What the app adds to the menu of messages. */
    public List<SlackManifest.MessageShortcut> messageShortcuts() {
        return SlackManifest.messageShortcuts();
    }

    /**
     * Uses a shortcut on a message.
     *
     * @return done once it is answered; the status, 0 where there was no answer
     * @throws NoSuchElementException where there is no such message, or no such shortcut
     */
    public CompletableFuture<Integer> shortcut(
            SlackWorkspace.User user, SlackWorkspace.Channel channel, String ts, String callbackId) {
        SlackWorkspace.Message message = workspace
                .message(channel, ts)
                .filter(found -> found.onlyFor().isEmpty())
                .orElseThrow(() -> new NoSuchElementException("That message is not there any more."));
        return shortcuts.use(user, message, callbackId);
    }

    /** S3. */
    public LocalBuckets buckets() {
        return buckets;
    }

    /**
     * Sends a slash command as a person types it.
     *
     * @return done once it is answered; the status, 0 where there was no answer
     */
    public CompletableFuture<Integer> command(
            SlackWorkspace.User user, SlackWorkspace.Channel channel, String command, String text) {
        return commands.send(user, channel, command, typed.stored(text));
    }

    /**
     * Presses the button that was shown with this number.
     *
     * @return done once it is answered; the status, 0 where there was no answer or no such button
     */
    public CompletableFuture<Integer> press(SlackWorkspace.User user, int number) {
        return buttons.press(user, number);
    }

    /**
     * Fills in fields of the form that the person has open, by their {@code block_id}, and submits it.
     *
     * @return done once it is answered; the status, 0 where nothing was sent
     */
    public CompletableFuture<Integer> fill(SlackWorkspace.User user, Map<String, String> fields) {
        return forms.fill(user, fields);
    }

    /**
     * Acts on an element of a message.
     *
     * @param value what was chosen; of no account to a button
     * @param values what stands in the message's other elements, by {@code block_id} and {@code action_id}
     * @return done once it is answered; the status, 0 where there was no answer
     * @throws NoSuchElementException where there is no such element for this person
     */
    public CompletableFuture<Integer> act(
            SlackWorkspace.User user,
            SlackWorkspace.Channel channel,
            String ts,
            String blockId,
            String actionId,
            JsonElement value,
            Map<String, Map<String, JsonElement>> values) {
        SlackWorkspace.Message message = workspace
                .message(channel, ts)
                .orElseThrow(() -> new NoSuchElementException("That message is not there any more."));
        return actions.act(user, message, blockId, actionId, value, values);
    }

    /**
     * Acts on an element of the person's top view.
     *
     * @param value what was chosen; of no account to a button
     * @param values what stands in the view's inputs, by {@code block_id} and {@code action_id}
     * @return done once it is answered; the status, 0 where there was no answer
     * @throws NoSuchElementException where there is no such element
     */
    public CompletableFuture<Integer> act(
            SlackWorkspace.User user,
            String viewId,
            String blockId,
            String actionId,
            JsonElement value,
            Map<String, Map<String, JsonElement>> values) {
        return actions.act(user, viewId, blockId, actionId, value, values);
    }

    /**
     * Submits the person's top view.
     *
     * @param values by {@code block_id} and {@code action_id}
     * @throws NoSuchElementException where another one is on top
     */
    public CompletableFuture<Submission> submit(
            SlackWorkspace.User user, String viewId, Map<String, Map<String, JsonElement>> values) {
        return forms.submit(user, viewId, values);
    }

    /** Closes the person's top view, if it is this one; or all of them. */
    public void close(SlackWorkspace.User user, String viewId, boolean all) {
        forms.close(user, viewId, all);
    }

    /** Closes the person's top view. */
    public void close(SlackWorkspace.User user) {
        forms.views(user).reversed().stream()
                .findFirst()
                .ifPresentOrElse(
                        view -> forms.close(user, Json.text(view, "id"), false),
                        () -> see(new Sighting.Shown(user, "no form is open.")));
    }

    /** What the person has open as JSON, from the bottom to the top. */
    public List<String> views(SlackWorkspace.User user) {
        return forms.views(user).stream().map(JsonObject::toString).toList();
    }

    /**
     * Opens the bot's Home.
     *
     * @return done once the bot has answered; the status, 0 where there was no answer
     */
    public CompletableFuture<Integer> openHome(SlackWorkspace.User user) {
        return events.openHome(user, homes.view(user));
    }

    /** What the person sees in the bot's Home, as JSON; empty where nothing was published for them. */
    public Optional<String> home(SlackWorkspace.User user) {
        return homes.view(user).map(JsonObject::toString);
    }

    /**
     * Sends a request of Slack's once more.
     *
     * @return done once it is answered; the status, 0 where there was no answer
     */
    public CompletableFuture<Integer> replay(Http.Request request) {
        return form.sendAgain(request).thenApply(SlackForm.Answer::status);
    }

    /** The slash commands that the manifest declares. */
    public List<SlackManifest.Command> commands() {
        return SlackManifest.commands();
    }

    /** What everything here goes by. */
    public Clock clock() {
        return clock;
    }

    /** How far the clock was put forward in all. */
    public Duration ahead() {
        return clock.ahead();
    }

    /** Puts the clock forward; what was due in between is done, and functions with a schedule are {@linkplain #runSchedule started}. */
    public void advance(Duration by) {
        clock.advance(by);
    }

    /** Faults of the Web API's methods, by their names; empty where the functions call another Slack's. */
    public Optional<Faults<String>> slackFaults() {
        boolean another = socketMode.isPresent() || variable("SLACK_API_URL").isPresent();
        return another ? Optional.empty() : Optional.of(slackFaults);
    }

    /** Faults of DynamoDB's operations; empty where the environment names another DynamoDB. */
    public Optional<Faults<DynamoCall>> dynamoFaults() {
        return localDynamo.map(local -> dynamoFaults.faults());
    }

    /** A variable as the functions have it, empty where none has: the user's, else the template's. */
    public String setting(String name) {
        return variable(name)
                .or(() -> template.functions().stream()
                        .flatMap(function ->
                                Optional.ofNullable(function.environment().get(name)).stream())
                        .findFirst())
                .orElse("");
    }

    /** Whose dead letters a queue takes. */
    public Optional<String> deadLettersOf(String queueUrl) {
        return deadLetters(queueUrl).map(parts -> parts.get(2));
    }

    /** Has a queue's dead letters delivered again. */
    public void redrive(String queueUrl) {
        deadLetters(queueUrl).ifPresent(parts -> {
            JsonObject event = new JsonObject();
            event.addProperty("function", "redrive");
            event.addProperty("queue", parts.getFirst());
            start("SweeperFunction", event);
        });
    }

    /** In whose time zone messages to everyone are shown. */
    public void viewAs(SlackWorkspace.User user) {
        viewer = user;
    }

    /** Starts a function as its schedule does, which waits for nothing; {@link #awaitQuiet} does. */
    public void runSchedule(String function) {
        JsonObject event = new JsonObject();
        event.addProperty("version", "0");
        event.addProperty("id", options.ids.get());
        event.addProperty("detail-type", "Scheduled Event");
        event.addProperty("source", "aws.events");
        event.addProperty("time", clock.instant().toString());
        event.add("resources", new JsonArray());
        event.add("detail", new JsonObject());
        start(function, event);
    }

    private void start(String function, JsonObject event) {
        aws.functions()
                .invoke(request -> request.functionName(function)
                        .invocationType(InvocationType.EVENT)
                        .payload(SdkBytes.fromUtf8String(event.toString())));
    }

    /**
     * Waits until everything behind the topic is over: deliveries, retries, dead letters.
     *
     * @throws IllegalStateException where it takes longer; the message names what is still under way
     */
    public void awaitQuiet(Duration longest) {
        aws.awaitQuiet(longest);
    }

    /** The real workspace that it is joined to, as people call it; empty where Slack is the stand-in here. */
    public Optional<String> realWorkspace() {
        return socketMode.map(SocketMode::workspace);
    }

    public Template template() {
        return template;
    }

    public SlackWorkspace workspace() {
        return workspace;
    }

    /** What Slack tells the bot. */
    public SlackEvents events() {
        return events;
    }

    /** Topics, queues, functions and logs. */
    public LocalAws aws() {
        return aws;
    }

    /** A client of the database behind the functions, for whoever looks on: no fault hits it, and nothing counts its calls. */
    public DynamoDbClient dynamo() {
        return dynamo;
    }

    /** False where the environment names another DynamoDB. */
    public boolean usesDynamoDbLocal() {
        return localDynamo.isPresent();
    }

    /** Stops it, once what is under way has had a moment to end. Tables that are kept in a folder are whole then. */
    @Override
    public void close() {
        socketMode.ifPresent(SocketMode::close);
        events.stop();
        web.close();
        try {
            aws.awaitQuiet(LAST_WORK);
        } catch (IllegalStateException e) {
            // A retry that waits; what it is for stays undone, as if the machine had been switched off.
        }
        front.close();
        executor.shutdownNow();
        try {
            executor.awaitTermination(LAST_WORK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeAll(opened, options);
    }

    private static void closeAll(Deque<AutoCloseable> opened, Builder options) {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                options.watcher.accept(noted("local", "not-closed", "at the end", e));
            }
        }
    }

    private void restore(WorkspaceFile file) {
        List<Integer> skipped = file.restore(workspace, files::here);
        if (!skipped.isEmpty()) {
            String first =
                    skipped.stream().limit(MOST_NAMED).map(Object::toString).collect(Collectors.joining(", "));
            String more = skipped.size() > MOST_NAMED ? ", …" : "";
            String detail = skipped.size() + " can't be read and are left out, by number: " + first + more;
            see(new Sighting.Noted("local", true, "lines-skipped", file.toString(), detail));
        }
    }

    private Map<String, String> byDefault(Template.Function function, boolean inRealWorkspace) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "SLACK_SIGNING_SECRET", SIGNING_SECRET,
                "SLACK_BOT_TOKEN", BOT_TOKEN,
                "SLACK_WEBHOOK_TOKEN", WEBHOOK_TOKEN,
                "EMAIL_FROM", EMAIL_FROM));
        if (!inRealWorkspace) {
            variables.put("SLACK_API_URL", front.url() + SlackWebApi.Call.path(function.name()));
            variables.put("OPS_USERS", SlackWorkspace.ADA.id());
        }
        return variables;
    }

    private void wire(boolean inRealWorkspace) {
        Functions functions = new Functions(function -> byDefault(function, inRealWorkspace), options.environment);
        Map<String, LocalFunction> routes = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        Map<String, String> apis = new HashMap<>();
        for (Template.Function declared : template.functions()) {
            LocalFunction function = functions.create(declared, parts(declared));
            aws.functions()
                    .register(
                            declared.name(),
                            web.traces().followed(declared.name(), watched(declared.name(), function)));
            LocalFunction answering = aws.functions()
                    .inSandbox(
                            declared.name(),
                            reported(declared.name(), aws.serviceMetrics().measured(declared.name(), function)));
            declared.routes().forEach(route -> {
                String key = route.method() + " " + route.path();
                routes.put(key, answering);
                names.put(key, declared.name());
                apis.put(key, route.api());
            });
            declared.schedules().forEach(expression -> schedule(declared.name(), Schedule.rate(expression)));
        }
        Http.Handler gateway = measured(new ApiGateway(routes, clock, options.ids), apis);
        Http.Handler entry = request -> {
            String path = request.path();
            if (web.serves(path)) {
                return web.answer(request);
            }
            Optional<SlackWebApi.Call> call = SlackWebApi.Call.of(path);
            if (call.isPresent()) {
                String method = call.get().method();
                return web.toSlack(call.get().function(), method, request, sent -> slack.call(method, sent));
            }
            if (path.startsWith(SlackWebApi.PATH)) {
                return slack.call(path.substring(SlackWebApi.PATH.length()), request);
            }
            if (path.startsWith(SharedFiles.PATH)) {
                return files.download(request);
            }
            if (path.startsWith(BotFiles.PATH)) {
                return botFiles.upload(request);
            }
            if (path.equals(SharedFiles.SIGN_IN)) {
                return SharedFiles.signIn();
            }
            if (path.startsWith(ResponseUrls.PATH)) {
                return web.toResponseUrl(path.substring(ResponseUrls.PATH.length()), request, responses::post);
            }
            String answering = names.getOrDefault(request.method() + " " + path, "");
            return path.startsWith("/slack/") ? web.ofSlack(answering, request, gateway) : gateway.handle(request);
        };
        front.receiveAt(Web.UPLOADS, web::receive);
        front.answerWith(entry, this::unanswered);
    }

    /** What has no route is of no API, and not measured. */
    private Http.Handler measured(ApiGateway gateway, Map<String, String> apis) {
        return request -> {
            long start = System.nanoTime();
            Http.Response response = gateway.handle(request);
            Optional.ofNullable(apis.get(request.method() + " " + request.path()))
                    .ifPresent(api -> aws.serviceMetrics().answered(api, response.status(), start));
            return response;
        };
    }

    /** An exception's message may quote what somebody wrote, so it says where it is from instead. */
    private void unanswered(Http.Request request, Exception failure) {
        String where = Stream.of(failure.getStackTrace())
                .map(StackTraceElement::toString)
                .filter(frame -> frame.contains("dev.bellhop."))
                .findFirst()
                .orElse("elsewhere");
        String detail = failure.getClass().getSimpleName() + " at " + where;
        see(new Sighting.Noted("local", true, "unanswered", request.method() + " " + request.path(), detail));
    }

    private Functions.Parts parts(Template.Function declared) {
        String function = declared.name();
        ExecutionInterceptor[] interceptors = Stream.concat(
                        Stream.of(
                                new SlowTimeouts(options.slowness), web.traces().interceptor(function)),
                        options.interceptors.apply(function).stream())
                .toArray(ExecutionInterceptor[]::new);
        return new Functions.Parts(
                opened(AwsClients.dynamo(dynamoBuilder(), interceptors)),
                aws.topics(interceptors),
                aws.queues(interceptors),
                () -> opened(AwsClients.build(
                        buckets.clientBuilder()
                                .overrideConfiguration(with -> with.executionInterceptors(List.of(interceptors))),
                        S3_ANSWER)),
                () -> opened(buckets.presigner()),
                aws.functions(interceptors),
                aws.logs(interceptors),
                aws.mail(interceptors),
                clock,
                options.slowness,
                options.ids,
                options.random,
                wait -> LockSupport.parkNanos(
                        wait.multipliedBy(options.slowness).toNanos()),
                executor,
                line -> printed(declared, line));
    }

    private SlackEvents slackEvents(HttpClient http) {
        return new SlackEvents(
                workspace,
                http,
                front.url().resolve("/slack/events"),
                signature(),
                options.slackRetries,
                timer,
                clock,
                slacksPatience(),
                options.ids,
                this::see,
                pending());
    }

    private Duration slacksPatience() {
        return SlackEvents.ANSWER_WITHIN.multipliedBy(options.slowness);
    }

    private Pending pending() {
        return pending.map(Pending.class::cast).orElse(Pending.IN_MEMORY);
    }

    private SlackSignature signature() {
        String secret = variable("SLACK_SIGNING_SECRET").orElse(SIGNING_SECRET);
        // The first of two during a rotation.
        return new SlackSignature(secret.split(",", 2)[0].strip());
    }

    private String botToken() {
        return variable("SLACK_BOT_TOKEN").orElse(BOT_TOKEN);
    }

    private Folder folder(String name) {
        return opened(Folder.of(options.data.map(data -> data.resolve(name))));
    }

    private LocalBuckets localBuckets() {
        LocalFunctions functions = aws.functions();
        return options.data
                .map(data -> LocalBuckets.in(
                        data.resolve("buckets"),
                        template,
                        functions,
                        clock,
                        options.ids,
                        happening -> see(new Sighting.Aws(happening))))
                .orElseGet(() -> LocalBuckets.temporary(
                        template, functions, clock, options.ids, happening -> see(new Sighting.Aws(happening))));
    }

    private LocalDynamo dynamoDbLocal() {
        DynamoLayer[] layers = Stream.concat(
                        Stream.of(aws.serviceMetrics().throttles(), dynamoFaults), options.layers.stream())
                .toArray(DynamoLayer[]::new);
        return opened(
                options.data.isPresent()
                        ? LocalDynamo.in(options.data.get(), 0, layers)
                        : LocalDynamo.inMemory(layers));
    }

    private DynamoDbClientBuilder dynamoBuilder() {
        return localDynamo.map(LocalDynamo::clientBuilder).orElseGet(() -> {
            DynamoDbClientBuilder builder = DynamoDbClient.builder()
                    .endpointOverride(URI.create(variable(DYNAMO_ENDPOINT).orElseThrow()));
            if (variable("AWS_REGION").isEmpty()) {
                builder.region(Region.US_EAST_1);
            }
            if (variable("AWS_ACCESS_KEY_ID").isEmpty()
                    && variable("AWS_PROFILE").isEmpty()) {
                // Stand-ins want some, and the SDK would look for them on the network.
                builder.credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
            }
            return builder;
        });
    }

    private void schedule(String function, Duration rate) {
        timer.after(rate, () -> {
            runSchedule(function);
            schedule(function, rate);
        });
    }

    /** Someone waits for this one and hears nothing but that it failed. */
    private LocalFunction reported(String name, LocalFunction function) {
        return (event, requestId) -> {
            try {
                return function.invoke(event, requestId);
            } catch (Exception e) {
                see(noted(name, "failed", requestId, e));
                throw e;
            }
        };
    }

    private LocalFunction watched(String name, LocalFunction function) {
        return (event, requestId) -> {
            long start = System.nanoTime();
            byte[] answer = function.invoke(event, requestId);
            see(new Sighting.Done(name, about(event), Duration.ofNanos(System.nanoTime() - start)));
            return answer;
        };
    }

    /** What an event is about, as short as can be. */
    private static String about(byte[] event) {
        try {
            JsonObject json = JsonParser.parseString(new String(event, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            if (json.has("detail-type")) {
                return Sighting.SCHEDULE;
            }
            if (!json.has("Records")) {
                return "invocation";
            }
            JsonObject record = json.getAsJsonArray("Records").get(0).getAsJsonObject();
            if (record.has("s3")) {
                return "object";
            }
            JsonElement text = record.has("Sns") ? record.getAsJsonObject("Sns").get("Message") : record.get("body");
            JsonObject message = JsonParser.parseString(text.getAsString()).getAsJsonObject();
            return message.has("type") ? message.get("type").getAsString() : "message";
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            return "message";
        }
    }

    /** The workspace, to be seen; and Slack tells a bot of its own messages too. */
    private final class SeenWorkspace implements SlackWorkspace.Watcher {

        @Override
        public void said(SlackWorkspace.Message message) {
            kept.ifPresent(file -> file.said(message));
            see(new Sighting.Said(message, shown(message)));
            if (message.isOfBot() && !message.edited()) {
                var unused = events.tell(message);
            }
        }

        @Override
        public void deleted(SlackWorkspace.Message message) {
            kept.ifPresent(file -> file.deleted(message));
            see(new Sighting.Deleted(message));
        }

        @Override
        public void changed(SlackWorkspace.Channel channel, boolean botIn) {
            kept.ifPresent(file -> file.changed(channel, botIn));
            see(new Sighting.Changed(channel));
        }
    }

    private void opened(SlackWorkspace.User user) {
        see(new Sighting.Opened(user, views(user)));
    }

    private void published(SlackWorkspace.User user) {
        homes.view(user).ifPresent(view -> see(new Sighting.Home(user, view.toString())));
    }

    /** A message as who sees it reads it. */
    private String shown(SlackWorkspace.Message message) {
        SlackWorkspace.User reader = message.onlyFor()
                .orElseGet(() -> message.channel().kind() == SlackWorkspace.Kind.IM
                        ? workspace.userNamed(message.channel().name()).orElse(viewer)
                        : viewer);
        UnaryOperator<String> read = text -> typed.shown(text, reader.zone());
        String text = message.blocks()
                .map(blocks -> new BlockText(
                                read, (block, button) -> show(button, user -> press(user, message, block, button)))
                        .of(JsonParser.parseString(blocks).getAsJsonArray()))
                .orElseGet(() -> read.apply(message.text()));
        return Stream.concat(
                        Stream.of(text).filter(line -> !line.isEmpty()),
                        message.files().stream().map(file -> "[" + file.name() + "]"))
                .collect(Collectors.joining(" "));
    }

    /** A form's blocks as who has it open reads them. */
    private BlockText formText(Forms.Place place) {
        return new BlockText(
                text -> typed.shown(text, place.user().zone()),
                (block, button) -> show(button, user -> press(user, place, block, button)));
    }

    private String show(JsonObject button, Buttons.Press press) {
        return buttons.show(Json.text(button, "text"), press);
    }

    private CompletableFuture<Integer> press(
            SlackWorkspace.User user, SlackWorkspace.Message message, JsonObject block, JsonObject button) {
        if (!workspace.messages().contains(message)) {
            throw new NoSuchElementException("A message that was replaced or deleted has its buttons no longer.");
        }
        return actions.act(
                user,
                message,
                Json.text(block, "block_id"),
                Json.text(button, "action_id"),
                JsonNull.INSTANCE,
                Map.of());
    }

    private CompletableFuture<Integer> press(
            SlackWorkspace.User user, Forms.Place place, JsonObject block, JsonObject button) {
        if (!user.equals(place.user())) {
            throw new NoSuchElementException("The form is not this person's.");
        }
        return actions.act(
                user,
                place.viewId(),
                Json.text(block, "block_id"),
                Json.text(button, "action_id"),
                JsonNull.INSTANCE,
                forms.typed(user));
    }

    private Optional<List<String>> deadLetters(String queueUrl) {
        return Stream.of(setting("DEAD_LETTERS").split("\\s*,\\s*", -1))
                .map(entry -> List.of(entry.split("=", 4)))
                .filter(parts -> parts.size() >= 3 && parts.get(1).equals(queueUrl))
                .findFirst();
    }

    private void see(Sighting sighting) {
        options.watcher.accept(sighting);
        web.accept(sighting);
    }

    private static Sighting noted(String function, String outcome, String subject, Throwable cause) {
        String detail = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return new Sighting.Noted(function, true, outcome, subject, detail);
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(options.environment.get(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }

    /** A line that a function prints is kept where Lambda keeps it, and seen where it says more than that something is done. */
    private void printed(Template.Function function, String line) {
        String group = function.logGroup().orElse("/aws/lambda/" + function.name());
        aws.logs().write(group, "local", line);
        JsonObject json = JsonParser.parseString(line).getAsJsonObject();
        boolean failed = !Json.text(json, "level").equals("INFO");
        if (json.has("outcome") && (failed || !json.has("durationMs"))) {
            String subject = Json.text(json, json.has("subject") ? "subject" : "event");
            Sighting.Noted noted = new Sighting.Noted(
                    function.name(), failed, Json.text(json, "outcome"), subject, Json.text(json, "detail"));
            options.watcher.accept(noted);
            web.traces().noted(noted);
        }
    }
}
