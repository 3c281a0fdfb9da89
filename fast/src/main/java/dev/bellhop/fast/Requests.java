package dev.bellhop.fast;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.bellhop.lambdaprocess.SlackRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What people ask of the bot on an ordinary day, as API Gateway hands it over. */
final class Requests {

    private static final List<String> COMMANDS = List.of(
            "/reserve staging for 2h -- release",
            "/reserve list",
            "/reserve help",
            "/reserve staging tomorrow 9am",
            "/words",
            "/words hello",
            "/words help",
            "/ops help");

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
        return SlackRequest.json(now, body.toString()).throughGateway();
    }

    private String command(String text, int number) {
        int end = text.indexOf(' ') < 0 ? text.length() : text.indexOf(' ');
        String form = "command=" + encoded(text.substring(0, end)) + "&text="
                + encoded(text.substring(end).strip())
                + "&team_id=T0BUILD01&channel_id=C0BUILD01&user_id=U0BUILD01&trigger_id=" + number
                + ".1&response_url=" + encoded("https://localhost/commands");
        return SlackRequest.form(clock.instant(), form).throughGateway();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
