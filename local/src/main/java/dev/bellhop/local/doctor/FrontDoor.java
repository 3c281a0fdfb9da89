package dev.bellhop.local.doctor;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.bellhop.local.SlackSignature;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the bot answers where Slack sends to, and only what Slack sends. */
final class FrontDoor {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);
    private static final String CHALLENGE = "bellhop-doctor";
    private static final String VERIFICATION =
            "{\"type\":\"url_verification\",\"token\":\"\",\"challenge\":\"" + CHALLENGE + "\"}";

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    private final HttpClient http;
    private final Clock clock;
    private final String version;

    /** @param version of this project, which the deployed bot may have too */
    FrontDoor(HttpClient http, Clock clock, String version) {
        this.http = http;
        this.clock = clock;
        this.version = version;
    }

    List<Finding> look(Deployed deployed) {
        String output = deployed.stack().outputs().get("SlackRequestUrl");
        if (output == null) {
            return List.of(
                    Finding.wrong("request URL", "the stack has no output SlackRequestUrl; deploy template.yaml"));
        }
        URI url = URI.create(output);
        List<Finding> findings = new ArrayList<>();
        findings.add(Check.of("health", () -> health(url.resolve("/health"))));
        findings.add(Check.of("request URL", () -> verified(url, deployed.variable("SLACK_SIGNING_SECRET"))));
        findings.add(Check.of("signatures", () -> strangersRefused(url)));
        return findings;
    }

    private Finding health(URI url) throws IOException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(url).GET());
        Optional<String> deployed = Optional.of(answer)
                .filter(response -> response.statusCode() == OK)
                .flatMap(response -> version(response.body()));
        if (deployed.isEmpty()) {
            return Finding.wrong(
                    "health",
                    url + " answered " + answer.statusCode() + ", not as Bellhop does; see BotFunction's log");
        }
        return deployed.get().equals(version)
                ? Finding.ok("health", "version " + version)
                : Finding.note("health", "version " + deployed.get() + " is deployed; the one here is " + version);
    }

    private static Optional<String> version(String body) {
        try {
            return JsonParser.parseString(body) instanceof JsonObject json && json.has("version")
                    ? Optional.of(json.get("version").getAsString())
                    : Optional.empty();
        } catch (JsonParseException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** Each of two secrets, during a rotation. */
    private Finding verified(URI url, Optional<String> secrets) throws IOException {
        if (secrets.isEmpty()) {
            return Finding.wrong(
                    "request URL", "BotFunction has no SLACK_SIGNING_SECRET; deploy with SlackSigningSecret");
        }
        for (String secret : secrets.get().split(",", -1)) {
            HttpResponse<String> answer = send(verification(url, secret.strip()));
            if (answer.statusCode() == UNAUTHORIZED) {
                return Finding.wrong(
                        "request URL",
                        url
                                + " does not take the secret that is deployed: is it this stack's, and this machine's clock right?");
            }
            if (answer.statusCode() != OK || !answer.body().contains(CHALLENGE)) {
                return Finding.wrong(
                        "request URL",
                        url + " answered " + answer.statusCode() + " and not the challenge, so Slack can't verify it");
            }
        }
        return Finding.ok(
                "request URL", url + " is answered as Slack wants; it has to stand in the Slack app three times");
    }

    private Finding strangersRefused(URI url) throws IOException {
        int status = send(verification(url, "not-the-secret")).statusCode();
        return status == UNAUTHORIZED
                ? Finding.ok("signatures", "what Slack did not sign is refused")
                : Finding.wrong("signatures", "what Slack did not sign was answered " + status + ", not 401");
    }

    private HttpRequest.Builder verification(URI url, String secret) {
        long now = clock.instant().getEpochSecond();
        return HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header("X-Slack-Request-Timestamp", Long.toString(now))
                .header("X-Slack-Signature", new SlackSignature(secret).of(now, VERIFICATION))
                .POST(BodyPublishers.ofString(VERIFICATION));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.timeout(ANSWER_WITHIN).build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
