package dev.bellhop.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.localaws.Pending;
import dev.bellhop.localaws.PendingFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells the bot what happens in the workspace, as Slack's Events API does: signed, over HTTP, once more at once and after 1
 * and 5 minutes where there was no 2xx within 3 s.
 *
 * @see <a href="https://docs.slack.dev/apis/events-api/">The Events API</a>
 */
public final class SlackEvents {

    /** How long Slack waits before each further try. */
    public static final List<Duration> RETRIES = List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(5));

    /** The kind of a pending event. */
    private static final String EVENT = "slack event";

    /** How long Slack waits for an answer. */
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

    private final SlackWorkspace workspace;
    private final HttpClient http;
    private final URI url;
    private final SlackSignature signature;
    private final List<Duration> retries;
    private final Timer timer;
    private final Clock clock;
    private final Duration answerWithin;
    private final Supplier<String> ids;
    private final Consumer<Sighting> watcher;
    private final Pending pending;
    private volatile boolean stopped;

    /**
     * @param url of the bot's {@code /slack/events}
     * @param answerWithin how long an answer is waited for
     * @param pending keeps what the bot has not taken yet
     */
    SlackEvents(
            SlackWorkspace workspace,
            HttpClient http,
            URI url,
            SlackSignature signature,
            List<Duration> retries,
            Timer timer,
            Clock clock,
            Duration answerWithin,
            Supplier<String> ids,
            Consumer<Sighting> watcher,
            Pending pending) {
        this.workspace = workspace;
        this.http = http;
        this.url = url;
        this.signature = signature;
        this.retries = List.copyOf(retries);
        this.timer = timer;
        this.clock = clock;
        this.answerWithin = answerWithin;
        this.ids = ids;
        this.watcher = watcher;
        this.pending = pending;
    }

    /**
     * Tells the bot of a message in a channel that it is in; of a mention in a channel twice, as Slack does.
     *
     * @return done once the bot has answered each event for the first time; with the last status, 0 where there was none
     */
    public CompletableFuture<Integer> tell(SlackWorkspace.Message message) {
        if (!workspace.isBotIn(message.channel()) || message.onlyFor().isPresent()) {
            return CompletableFuture.completedFuture(200);
        }
        JsonObject event = message(message);
        event.addProperty("channel", message.channel().id());
        event.addProperty("event_ts", message.ts());
        if (message.broadcast()) {
            message.thread()
                    .flatMap(root -> workspace.message(message.channel(), root))
                    .ifPresent(root -> event.add("root", message(root)));
        }
        if (!message.isOfBot()) {
            event.addProperty("client_msg_id", ids.get());
        }
        JsonObject asMessage = event.deepCopy();
        asMessage.addProperty("channel_type", message.channel().kind().type());
        CompletableFuture<Integer> told = send(asMessage);
        boolean mentioned = message.text().contains("<@" + SlackWorkspace.BELLHOP.id() + ">")
                && !message.isOfBot()
                && message.channel().kind() != SlackWorkspace.Kind.IM;
        if (!mentioned) {
            return told;
        }
        // Without a channel_type and a subtype, as Slack sends it.
        event.addProperty("type", "app_mention");
        event.remove("subtype");
        return told.thenCombine(send(event), Math::max);
    }

    /** Takes the bot into a channel, and tells it so. */
    public CompletableFuture<Integer> invite(SlackWorkspace.Channel channel, SlackWorkspace.User inviter) {
        workspace.addBotTo(channel);
        JsonObject event = new JsonObject();
        event.addProperty("type", "member_joined_channel");
        event.addProperty("user", SlackWorkspace.BELLHOP.id());
        event.addProperty("channel", channel.id());
        event.addProperty("channel_type", channel.kind() == SlackWorkspace.Kind.GROUP ? "G" : "C");
        event.addProperty("team", SlackWorkspace.TEAM);
        event.addProperty("inviter", inviter.id());
        event.addProperty("event_ts", workspace.nextTs());
        return send(event);
    }

    /**
     * Tells the bot that somebody looks at its Home.
     *
     * @param view that they see there; empty where nothing was published yet
     */
    CompletableFuture<Integer> openHome(SlackWorkspace.User user, Optional<JsonObject> view) {
        JsonObject event = new JsonObject();
        event.addProperty("type", "app_home_opened");
        event.addProperty("user", user.id());
        event.addProperty("channel", workspace.directMessages(user).id());
        event.addProperty("tab", "home");
        view.ifPresent(published -> event.add("view", published));
        event.addProperty("event_ts", workspace.nextTs());
        return send(event);
    }

    /**
     * Sends an event in its envelope.
     *
     * @return done once the bot has answered for the first time, with its status, or 0 where there was no answer
     */
    public CompletableFuture<Integer> send(JsonObject event) {
        String id = "Ev" + ids.get();
        String body = envelope(id, event).toString();
        return attempt(new Sending(id, body, pending.keep(EVENT, Map.of("id", id, "body", body))), 0, "");
    }

    /** Sends again what the bot had not taken when both were killed, as Slack, which was not, would have. */
    void resume(List<PendingFile.Left> left) {
        for (PendingFile.Left each : left) {
            if (each.kind().equals(EVENT)) {
                String id = each.what().getOrDefault("id", "");
                Sending sending = new Sending(id, each.what().getOrDefault("body", ""), each.done());
                var unused = attempt(sending, 1, "connection_failed");
            }
        }
    }

    /** From now on nothing is sent again, for nobody will be there. */
    void stop() {
        stopped = true;
    }

    /** A message as the Events API and {@code chat.postMessage} show it. */
    static JsonObject message(SlackWorkspace.Message message) {
        JsonObject json = new JsonObject();
        json.addProperty("type", "message");
        json.addProperty("user", message.user().id());
        json.addProperty("ts", message.ts());
        json.addProperty("text", message.text());
        json.addProperty("team", SlackWorkspace.TEAM);
        message.thread().ifPresent(thread -> json.addProperty("thread_ts", thread));
        if (message.broadcast()) {
            json.addProperty("subtype", "thread_broadcast");
        }
        if (!message.files().isEmpty()) {
            JsonArray files = new JsonArray();
            message.files().forEach(file -> files.add(SharedFiles.json(file)));
            json.addProperty("subtype", "file_share");
            json.add("files", files);
            json.addProperty("upload", false);
            json.addProperty("display_as_bot", false);
        }
        if (message.isOfBot()) {
            json.addProperty("bot_id", SlackWorkspace.BOT);
            json.addProperty("app_id", SlackWorkspace.APP);
        }
        message.blocks().ifPresent(blocks -> json.add("blocks", JsonParser.parseString(blocks)));
        if (message.edited()) {
            JsonObject edited = new JsonObject();
            edited.addProperty("user", message.user().id());
            edited.addProperty("ts", message.ts());
            json.add("edited", edited);
        }
        return json;
    }

    private JsonObject envelope(String id, JsonObject event) {
        JsonObject authorization = new JsonObject();
        authorization.addProperty("team_id", SlackWorkspace.TEAM);
        authorization.addProperty("user_id", SlackWorkspace.BELLHOP.id());
        authorization.addProperty("is_bot", true);
        authorization.addProperty("is_enterprise_install", false);
        JsonArray authorizations = new JsonArray();
        authorizations.add(authorization);
        JsonObject envelope = new JsonObject();
        envelope.addProperty("token", SlackForm.VERIFICATION_TOKEN);
        envelope.addProperty("team_id", SlackWorkspace.TEAM);
        envelope.addProperty("context_team_id", SlackWorkspace.TEAM);
        envelope.addProperty("api_app_id", SlackWorkspace.APP);
        envelope.add("event", event);
        envelope.addProperty("type", "event_callback");
        envelope.addProperty("event_id", id);
        envelope.addProperty("event_time", clock.instant().getEpochSecond());
        envelope.add("authorizations", authorizations);
        envelope.addProperty("is_ext_shared_channel", false);
        envelope.addProperty("event_context", "4-" + id);
        return envelope;
    }

    /** @param done to be run when it was taken, or is given up */
    private record Sending(String id, String body, Runnable done) {}

    private CompletableFuture<Integer> attempt(Sending sending, int retry, String lastReason) {
        return http.sendAsync(request(sending.body(), retry, lastReason), BodyHandlers.discarding())
                .handle((response, failure) -> {
                    boolean delivered = failure == null && response.statusCode() / 100 == 2;
                    if (delivered) {
                        sending.done().run();
                    } else if (!stopped) {
                        again(sending, retry, reason(failure), Optional.ofNullable(response));
                    }
                    return failure == null ? response.statusCode() : 0;
                });
    }

    private void again(Sending sending, int retry, String reason, Optional<HttpResponse<Void>> response) {
        boolean unwanted = response.flatMap(answer -> answer.headers().firstValue("x-slack-no-retry"))
                .filter("1"::equals)
                .isPresent();
        Optional<Duration> wait =
                unwanted || retry >= retries.size() ? Optional.empty() : Optional.of(retries.get(retry));
        String status =
                response.map(answer -> reason + " " + answer.statusCode()).orElse(reason);
        watcher.accept(new Sighting.Undelivered(sending.id(), status, wait));
        wait.ifPresentOrElse(
                duration -> timer.after(
                        duration, () -> attempt(sending, retry + 1, reason).join()),
                sending.done());
    }

    private HttpRequest request(String body, int retry, String lastReason) {
        long timestamp = clock.instant().getEpochSecond();
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(answerWithin)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
                .header("X-Slack-Request-Timestamp", Long.toString(timestamp))
                .header("X-Slack-Signature", signature.of(timestamp, body))
                .POST(BodyPublishers.ofString(body));
        if (retry > 0) {
            request.header("X-Slack-Retry-Num", Integer.toString(retry)).header("X-Slack-Retry-Reason", lastReason);
        }
        return request.build();
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause == null) {
            return "http_error";
        }
        return cause instanceof HttpTimeoutException ? "http_timeout" : "connection_failed";
    }
}
