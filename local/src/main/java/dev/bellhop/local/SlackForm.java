package dev.bellhop.local;

import com.google.gson.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Sends what people do to the bot as Slack does: signed, mostly as a form, once; whoever sends is told where there is no 2xx in time. */
final class SlackForm {

    static final String DOMAIN = "bellhop";
    static final String VERIFICATION_TOKEN = "local-verification-token";

    private final HttpClient http;
    private final URI url;
    private final SlackSignature signature;
    private final Clock clock;
    private final Duration answerWithin;

    /**
     * @param url of the bot's {@code /slack/events}
     * @param answerWithin how long an answer is waited for
     */
    SlackForm(HttpClient http, URI url, SlackSignature signature, Clock clock, Duration answerWithin) {
        this.http = http;
        this.url = url;
        this.signature = signature;
        this.clock = clock;
        this.answerWithin = answerWithin;
    }

    /** The bot's answer: 0 where there was none. */
    record Answer(int status, String body) {
        boolean isGood() {
            return status / 100 == 2;
        }
    }

    CompletableFuture<Answer> send(Map<String, String> fields) {
        return send(fields, Map.of());
    }

    /** @param headers beside those that every request of Slack has */
    CompletableFuture<Answer> send(Map<String, String> fields, Map<String, String> headers) {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send("application/x-www-form-urlencoded", form, headers);
    }

    CompletableFuture<Answer> send(String mediaType, String body, Map<String, String> headers) {
        long timestamp = clock.instant().getEpochSecond();
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(answerWithin)
                .header("Content-Type", mediaType)
                .header("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
                .header("X-Slack-Request-Timestamp", Long.toString(timestamp))
                .header("X-Slack-Signature", signature.of(timestamp, body))
                .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return http.sendAsync(request.build(), BodyHandlers.ofString()).handle(SlackForm::answer);
    }

    /** Sends a request once more, as Slack does when it got no answer: the same body, signed anew. */
    CompletableFuture<Answer> sendAgain(Http.Request request) {
        return new SlackForm(http, url.resolve(request.path()), signature, clock, answerWithin)
                .send(
                        request.header("content-type").orElse("application/json"),
                        request.text(),
                        Map.of("X-Slack-Retry-Num", "1", "X-Slack-Retry-Reason", "http_timeout"));
    }

    private static Answer answer(HttpResponse<String> response, Throwable failure) {
        return failure == null ? new Answer(response.statusCode(), response.body()) : new Answer(0, "");
    }

    /** What all interactions say. */
    static JsonObject payload(String type, SlackWorkspace.User user, String triggerId) {
        JsonObject team = new JsonObject();
        team.addProperty("id", SlackWorkspace.TEAM);
        team.addProperty("domain", DOMAIN);
        JsonObject who = new JsonObject();
        who.addProperty("id", user.id());
        who.addProperty("username", user.name());
        who.addProperty("name", user.name());
        who.addProperty("team_id", SlackWorkspace.TEAM);
        JsonObject payload = new JsonObject();
        payload.addProperty("type", type);
        payload.add("team", team);
        payload.add("user", who);
        payload.addProperty("api_app_id", SlackWorkspace.APP);
        payload.addProperty("token", VERIFICATION_TOKEN);
        payload.addProperty("trigger_id", triggerId);
        payload.addProperty("is_enterprise_install", false);
        return payload;
    }
}
