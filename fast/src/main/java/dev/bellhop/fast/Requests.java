package dev.bellhop.fast;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.bellhop.local.SlackSignature;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** What people ask of the bot on an ordinary day, as API Gateway hands it over. */
final class Requests {

    static final String SECRET = "build-signing-secret";

    private static final List<String> COMMANDS = List.of(
            "/reserve staging for 2h -- release",
            "/reserve list",
            "/reserve help",
            "/reserve staging tomorrow 9am",
            "/words",
            "/words hello",
            "/words help",
            "/ops help");

    private final SlackSignature signature = new SlackSignature(SECRET);
    private final Clock clock;

    Requests(Clock clock) {
        this.clock = clock;
    }

    /** One of those of a day, said now; three of four are messages. */
    String ofDay(int number) {
        return number % 4 == 3 ? command(COMMANDS.get(number / 4 % COMMANDS.size()), number) : message(number);
    }

    private String message(int number) {
        Instant now = clock.instant();
        String ts = String.format(Locale.ROOT, "%d.%06d", now.getEpochSecond(), number);
        JsonObject event = new JsonObject();
        event.addProperty("type", number % 8 == 7 ? "app_mention" : "message");
        event.addProperty("channel", "C0BUILD01");
        event.addProperty("channel_type", "channel");
        event.addProperty("user", "U0BUILD01");
        event.addProperty("ts", ts);
        event.addProperty("event_ts", ts);
        event.addProperty("text", "awsadvent some words <@U0BELLHOP> of message " + number);
        JsonObject bot = new JsonObject();
        bot.addProperty("user_id", "U0BELLHOP");
        bot.addProperty("is_bot", true);
        JsonArray authorizations = new JsonArray();
        authorizations.add(bot);
        JsonObject body = new JsonObject();
        body.addProperty("type", "event_callback");
        body.addProperty("team_id", "T0BUILD01");
        body.addProperty("event_id", "Ev" + number);
        body.add("event", event);
        body.add("authorizations", authorizations);
        return gateway(now, "application/json", body.toString(), false);
    }

    private String command(String text, int number) {
        int end = text.indexOf(' ') < 0 ? text.length() : text.indexOf(' ');
        String form = "command=" + encoded(text.substring(0, end)) + "&text="
                + encoded(text.substring(end).strip())
                + "&team_id=T0BUILD01&channel_id=C0BUILD01&user_id=U0BUILD01&trigger_id=" + number
                + ".1&response_url=" + encoded("https://localhost/commands");
        return gateway(clock.instant(), "application/x-www-form-urlencoded", form, true);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String gateway(Instant now, String contentType, String body, boolean base64) {
        JsonObject headers = new JsonObject();
        headers.addProperty("content-type", contentType);
        headers.addProperty("user-agent", "Slackbot 1.0 (+https://api.slack.com/robots)");
        headers.addProperty("x-slack-request-timestamp", Long.toString(now.getEpochSecond()));
        headers.addProperty("x-slack-signature", signature.of(now.getEpochSecond(), body));
        JsonObject http = new JsonObject();
        http.addProperty("method", "POST");
        http.addProperty("path", "/slack/events");
        JsonObject context = new JsonObject();
        context.add("http", http);
        context.addProperty("stage", "$default");
        context.addProperty("timeEpoch", now.toEpochMilli());
        JsonObject event = new JsonObject();
        event.addProperty("version", "2.0");
        event.addProperty("routeKey", "POST /slack/events");
        event.addProperty("rawPath", "/slack/events");
        event.addProperty("rawQueryString", "");
        event.add("headers", headers);
        event.add("requestContext", context);
        event.addProperty(
                "body", base64 ? Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)) : body);
        event.addProperty("isBase64Encoded", base64);
        return event.toString();
    }
}
