package dev.bellhop.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.slack.api.Slack;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.response.auth.AuthTestResponse;
import com.slack.api.socket_mode.SocketModeClient;
import com.slack.api.socket_mode.impl.SocketModeClientTyrusImpl;
import com.slack.api.socket_mode.request.SocketModeEnvelope;
import dev.bellhop.slack.SlackApi;
import java.io.IOException;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A real workspace, joined by Slack's own client. What comes in an envelope goes to the bot as Slack would send it over HTTP,
 * and the bot's answer goes back as the acknowledgement. Where there is no 2xx within 3 s there is none, so Slack sends it
 * again.
 *
 * @see <a href="https://docs.slack.dev/apis/events-api/using-socket-mode">Socket Mode</a>
 */
final class SocketMode implements AutoCloseable {

    /** Each hands an envelope on and does not wait for the answer. */
    private static final Duration A_MOMENT = Duration.ofMillis(50);

    private static final int MOST_LOOKS = 4;

    private static final int THREADS = 2;

    private final String workspace;
    private final SocketModeClient client;
    private final SlackForm bot;
    private final Consumer<Sighting> watcher;
    private volatile boolean closing;
    private volatile boolean lost;

    private SocketMode(String workspace, SocketModeClient client, SlackForm bot, Consumer<Sighting> watcher) {
        this.workspace = workspace;
        this.client = client;
        this.bot = bot;
        this.watcher = watcher;
    }

    /** The workspace can't be joined; the message is one line that says why, and what to do. No token is in it. */
    static final class NotJoinedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotJoinedException(String message) {
            super(message);
        }
    }

    /**
     * Joins; once this returns, envelopes come.
     *
     * @param bot where they go
     * @param watcher told of what is not acknowledged, and of a connection that is lost
     * @throws NotJoinedException where Slack refuses a token or can't be reached
     */
    static SocketMode join(SocketModeConfig config, SlackForm bot, Consumer<Sighting> watcher) {
        Slack slack = new SlackApi(config.slackApiUrl(), config.botToken()).slack();
        AuthTestResponse self = answered(
                config,
                "SLACK_BOT_TOKEN",
                "copy the Bot User OAuth Token from the Slack app's page OAuth & Permissions, once the app is installed.",
                () -> slack.methods(config.botToken()).authTest(request -> request));
        String url = answered(
                        config,
                        "SLACK_APP_TOKEN",
                        "switch Socket Mode on, and generate an app-level token with the scope connections:write on the Slack"
                                + " app's page Basic Information.",
                        () -> slack.methods(config.appToken()).appsConnectionsOpen(request -> request))
                .getUrl();
        SocketMode joined = new SocketMode(
                self.getTeam() + ", the bot @" + self.getUser(), client(slack, config, url), bot, watcher);
        joined.connect();
        return joined;
    }

    /** Its name, and the bot's in it. */
    String workspace() {
        return workspace;
    }

    @Override
    public void close() {
        closing = true;
        try {
            client.close();
        } catch (IOException e) {
            // Slack sees for itself that nobody is there.
        }
    }

    private void connect() {
        client.addEventsApiEnvelopeListener(envelope -> acknowledge(
                envelope, bot.send("application/json", envelope.getPayload().toString(), retry(envelope))));
        client.addInteractiveEnvelopeListener(envelope -> acknowledge(
                envelope, bot.send(Map.of("payload", envelope.getPayload().toString()), retry(envelope))));
        client.addSlashCommandsEnvelopeListener(envelope ->
                acknowledge(envelope, bot.send(fields(envelope.getPayload().getAsJsonObject()), retry(envelope))));
        client.addWebSocketCloseListener((code, reason) -> closed());
        client.addWebSocketMessageListener(message -> heard());
        try {
            client.connect();
        } catch (IOException e) {
            // Seen below, as what the client keeps to itself is.
        }
        if (!client.verifyConnection()) {
            close();
            throw new NotJoinedException("Slack's Web API answers, but its WebSocket can't be opened; does a proxy or a"
                    + " firewall stand in between?");
        }
    }

    /** An old connection is closed when there is a new one, which Slack asks for every few hours. */
    private void closed() {
        if (!closing && !isReplaced()) {
            lost = true;
            note("has closed the connection", workspace, "it is opened again as soon as Slack lets us");
        }
    }

    /** Slack may close the old connection a moment before the client takes the new one for its own. */
    private boolean isReplaced() {
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            if (client.verifyConnection()) {
                return true;
            }
            LockSupport.parkNanos(A_MOMENT.toNanos());
        }
        return false;
    }

    private void heard() {
        if (lost) {
            lost = false;
            note("is connected again", workspace, "over Socket Mode");
        }
    }

    private void acknowledge(SocketModeEnvelope envelope, CompletableFuture<SlackForm.Answer> answer) {
        String id = envelope.getEnvelopeId();
        var unused = answer.thenAccept(given -> {
            if (!given.isGood()) {
                note("is not answered", id, given.status() == 0 ? "nothing within 3 s" : "HTTP " + given.status());
                return;
            }
            JsonObject acknowledgement = new JsonObject();
            acknowledgement.addProperty("envelope_id", id);
            payload(envelope, given.body()).ifPresent(payload -> acknowledgement.add("payload", payload));
            try {
                client.sendWebSocketMessage(acknowledgement.toString());
            } catch (RuntimeException e) {
                note("is not answered", id, "the connection was lost");
            }
        });
    }

    private static Optional<JsonObject> payload(SocketModeEnvelope envelope, String body) {
        if (body.isBlank() || Boolean.FALSE.equals(envelope.getAcceptsResponsePayload())) {
            return Optional.empty();
        }
        return Json.parsed(body).or(() -> {
            JsonObject plain = new JsonObject();
            plain.addProperty("text", body);
            return Optional.of(plain);
        });
    }

    /** A command's form: what has no value is not in it. */
    private static Map<String, String> fields(JsonObject command) {
        Map<String, String> fields = new LinkedHashMap<>();
        command.asMap().forEach((name, value) -> {
            if (!value.isJsonNull()) {
                fields.put(name, text(value));
            }
        });
        return fields;
    }

    private static String text(JsonElement value) {
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    private static Map<String, String> retry(SocketModeEnvelope envelope) {
        Integer attempt = envelope.getRetryAttempt();
        if (attempt == null || attempt == 0) {
            return Map.of();
        }
        String reason = Optional.ofNullable(envelope.getRetryReason()).orElse("");
        return Map.of("X-Slack-Retry-Num", attempt.toString(), "X-Slack-Retry-Reason", reason);
    }

    private static SocketModeClient client(Slack slack, SocketModeConfig config, String url) {
        try {
            return new SocketModeClientTyrusImpl(slack, config.appToken(), url, THREADS);
        } catch (URISyntaxException e) {
            throw new NotJoinedException("Slack names no WebSocket that could be opened.");
        }
    }

    @FunctionalInterface
    private interface Call<T extends SlackApiTextResponse> {
        T make() throws IOException, SlackApiException;
    }

    private static <T extends SlackApiTextResponse> T answered(
            SocketModeConfig config, String variable, String remedy, Call<T> call) {
        T response;
        try {
            response = call.make();
        } catch (SlackApiException e) {
            throw new NotJoinedException("Slack answers HTTP " + e.getResponse().code() + "; try again in a minute.");
        } catch (IOException e) {
            throw new NotJoinedException("Slack can't be reached at " + config.slackApiUrl() + ": " + e);
        }
        if (!response.isOk()) {
            throw new NotJoinedException(variable + ": Slack says " + response.getError() + "; " + remedy);
        }
        return response;
    }

    private void note(String outcome, String subject, String detail) {
        watcher.accept(new Sighting.Noted("Slack", true, outcome, subject, detail));
    }
}
