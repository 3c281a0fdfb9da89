package dev.bellhop.lambdaprocess;

import com.google.gson.JsonObject;
import dev.bellhop.local.SlackSignature;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/**
 * What Slack posts.
 *
 * @param body as it is signed
 */
public record SlackRequest(Instant at, String contentType, String body) {

    /** What it is signed with. */
    public static final String SECRET = "laptop-signing-secret";

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final SlackSignature SIGNATURE = new SlackSignature(SECRET);

    /** An event. */
    public static SlackRequest json(Instant at, String body) {
        return new SlackRequest(at, "application/json", body);
    }

    /** A command. */
    public static SlackRequest form(Instant at, String body) {
        return new SlackRequest(at, FORM, body);
    }

    /** Those that Slack sends. */
    public Map<String, String> headers() {
        long timestamp = at.getEpochSecond();
        return Map.of(
                "accept",
                "*/*",
                "accept-encoding",
                "gzip,deflate",
                "content-type",
                contentType,
                "user-agent",
                "Slackbot 1.0 (+https://api.slack.com/robots)",
                "x-slack-request-timestamp",
                Long.toString(timestamp),
                "x-slack-signature",
                SIGNATURE.of(timestamp, body));
    }

    /** As an HTTP API of API Gateway hands it to a function, in payload format 2.0: what is no JSON in Base64. */
    public String throughGateway() {
        JsonObject headers = new JsonObject();
        headers().forEach(headers::addProperty);
        headers.addProperty("content-length", Integer.toString(body.length()));
        headers.addProperty("host", "laptop.execute-api.us-east-1.amazonaws.com");
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
        context.addProperty("apiId", "laptop");
        context.add("http", http);
        context.addProperty("requestId", "laptop");
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
        boolean base64 = contentType.equals(FORM);
        event.addProperty(
                "body", base64 ? Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)) : body);
        event.addProperty("isBase64Encoded", base64);
        return event.toString();
    }
}
