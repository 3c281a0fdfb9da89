package dev.bellhop.local;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Sends a request of Slack's once more, as Slack does when it got no answer: the same body, signed anew. */
final class Replay {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

    private final HttpClient http;
    private final URI front;
    private final SlackSignature signature;
    private final Clock clock;

    Replay(HttpClient http, URI front, SlackSignature signature, Clock clock) {
        this.http = http;
        this.front = front;
        this.signature = signature;
        this.clock = clock;
    }

    /** @return done once it is answered; the status, 0 where there was no answer */
    CompletableFuture<Integer> send(Http.Request request) {
        long timestamp = clock.instant().getEpochSecond();
        HttpRequest again = HttpRequest.newBuilder(front.resolve(request.path()))
                .timeout(ANSWER_WITHIN)
                .header("Content-Type", request.header("content-type").orElse("application/json"))
                .header("X-Slack-Request-Timestamp", Long.toString(timestamp))
                .header("X-Slack-Signature", signature.of(timestamp, request.text()))
                .header("X-Slack-Retry-Num", "1")
                .header("X-Slack-Retry-Reason", "http_timeout")
                .POST(BodyPublishers.ofByteArray(request.body().asByteArray()))
                .build();
        return http.sendAsync(again, BodyHandlers.discarding())
                .handle((response, failure) -> failure == null ? response.statusCode() : 0);
    }
}
