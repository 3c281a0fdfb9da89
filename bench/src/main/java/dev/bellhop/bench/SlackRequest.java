package dev.bellhop.bench;

import com.google.gson.JsonObject;
import dev.bellhop.local.SlackSignature;
import java.time.Instant;
import java.util.Map;

/**
 * What Slack posts.
 *
 * @param body as it is signed
 */
record SlackRequest(Instant at, String body) {

    static final String SECRET = "bench-signing-secret";

    private static final SlackSignature SIGNATURE = new SlackSignature(SECRET);

    Map<String, String> headers() {
        long timestamp = at.getEpochSecond();
        return Map.of(
                "accept", "*/*",
                "accept-encoding", "gzip,deflate",
                "content-type", "application/json",
                "user-agent", "Slackbot 1.0 (+https://api.slack.com/robots)",
                "x-slack-request-timestamp", Long.toString(timestamp),
                "x-slack-signature", SIGNATURE.of(timestamp, body));
    }

    /** As an HTTP API of API Gateway hands it to a function, in payload format 2.0. */
    String throughGateway() {
        JsonObject headers = new JsonObject();
        headers().forEach(headers::addProperty);
        headers.addProperty("content-length", Integer.toString(body.length()));
        headers.addProperty("host", "bench.execute-api.us-east-1.amazonaws.com");
        headers.addProperty("x-forwarded-for", "127.0.0.1");
        headers.addProperty("x-forwarded-port", "443");
        headers.addProperty("x-forwarded-proto", "https");
        JsonObject http = new JsonObject();
        http.addProperty("method", "POST");
        http.addProperty("path", "/slack/events");
        http.addProperty("protocol", "HTTP/1.1");
        http.addProperty("sourceIp", "127.0.0.1");
        http.addProperty("userAgent", "Slackbot 1.0 (+https://api.slack.com/robots)");
        JsonObject context = new JsonObject();
        context.addProperty("accountId", "000000000000");
        context.addProperty("apiId", "bench");
        context.add("http", http);
        context.addProperty("requestId", "bench");
        context.addProperty("routeKey", "POST /slack/events");
        context.addProperty("stage", "$default");
        context.addProperty("timeEpoch", at.toEpochMilli());
        JsonObject event = new JsonObject();
        event.addProperty("version", "2.0");
        event.addProperty("routeKey", "POST /slack/events");
        event.addProperty("rawPath", "/slack/events");
        event.addProperty("rawQueryString", "");
        event.add("headers", headers);
        event.add("requestContext", context);
        event.addProperty("body", body);
        event.addProperty("isBase64Encoded", false);
        return event.toString();
    }
}
