package dev.bellhop.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.bellhop.local.SlackSignature;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Messages in a channel as API Gateway's HTTP API hands them to a function: events of Slack's Events API, signed. Each is said at a time of its
 * own, so none is a repeat of another.
 */
final class Messages {

    static final String TEAM = "T0BENCH01";
    static final String CHANNEL = "C0BENCH01";
    static final String BOT = "U0BELLHOP";
    static final String SECRET = "bench-signing-secret";

    private static final String TRIGGER = "awsadvent";

    /** As many words as people use in a channel, more or less. */
    private static final List<String> VOCABULARY =
            IntStream.range(0, 2_000).mapToObj(number -> "word" + number).toList();

    private final Clock clock;
    private final SlackSignature signature = new SlackSignature(SECRET);

    /** The same words in the same order in each run. */
    private final Random random = new Random(2026);

    private int said;

    Messages(Clock clock) {
        this.clock = clock;
    }

    /** @param words how many distinct ones, the trigger among them */
    synchronized String next(int words) {
        Instant now = clock.instant();
        String ts = String.format(Locale.ROOT, "%d.%06d", now.getEpochSecond(), ++said % 1_000_000);
        return gateway(now, body(ts, text(words))).toString();
    }

    private String text(int words) {
        List<String> drawn = new ArrayList<>(VOCABULARY);
        Collections.shuffle(drawn, random);
        return TRIGGER + " " + String.join(" ", drawn.subList(0, words - 1));
    }

    private static String body(String ts, String text) {
        JsonObject event = new JsonObject();
        event.addProperty("type", "message");
        event.addProperty("channel", CHANNEL);
        event.addProperty("channel_type", "channel");
        event.addProperty("user", "U0BENCH01");
        event.addProperty("ts", ts);
        event.addProperty("event_ts", ts);
        event.addProperty("team", TEAM);
        event.addProperty("text", text);
        JsonObject bot = new JsonObject();
        bot.addProperty("team_id", TEAM);
        bot.addProperty("user_id", BOT);
        bot.addProperty("is_bot", true);
        JsonArray authorizations = new JsonArray();
        authorizations.add(bot);
        JsonObject envelope = new JsonObject();
        envelope.addProperty("type", "event_callback");
        envelope.addProperty("team_id", TEAM);
        envelope.addProperty("api_app_id", "A0BENCH01");
        envelope.addProperty("event_id", "Ev" + ts.replace(".", ""));
        envelope.addProperty("event_time", Long.parseLong(ts.substring(0, ts.indexOf('.'))));
        envelope.add("event", event);
        envelope.add("authorizations", authorizations);
        return envelope.toString();
    }

    private JsonObject gateway(Instant now, String body) {
        long timestamp = now.getEpochSecond();
        JsonObject headers = new JsonObject();
        headers.addProperty("accept", "*/*");
        headers.addProperty("accept-encoding", "gzip,deflate");
        headers.addProperty("content-length", Integer.toString(body.length()));
        headers.addProperty("content-type", "application/json");
        headers.addProperty("host", "bench.execute-api.us-east-1.amazonaws.com");
        headers.addProperty("user-agent", "Slackbot 1.0 (+https://api.slack.com/robots)");
        headers.addProperty("x-forwarded-for", "127.0.0.1");
        headers.addProperty("x-forwarded-port", "443");
        headers.addProperty("x-forwarded-proto", "https");
        headers.addProperty("x-slack-request-timestamp", Long.toString(timestamp));
        headers.addProperty("x-slack-signature", signature.of(timestamp, body));
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
        context.addProperty("requestId", "bench" + said);
        context.addProperty("routeKey", "POST /slack/events");
        context.addProperty("stage", "$default");
        context.addProperty("timeEpoch", now.toEpochMilli());
        JsonObject event = new JsonObject();
        event.addProperty("version", "2.0");
        event.addProperty("routeKey", "POST /slack/events");
        event.addProperty("rawPath", "/slack/events");
        event.addProperty("rawQueryString", "");
        event.add("headers", headers);
        event.add("requestContext", context);
        event.addProperty("body", body);
        event.addProperty("isBase64Encoded", false);
        return event;
    }
}
