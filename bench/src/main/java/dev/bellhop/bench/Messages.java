package dev.bellhop.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.bellhop.lambdaprocess.SlackRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** What is said in a channel, as Slack's Events API tells it. Each message has a time of its own, so none is a repeat of another. */
final class Messages {

    static final String TEAM = "T0BENCH01";
    static final String CHANNEL = "C0BENCH01";
    static final String BOT = "U0BELLHOP";
    static final String TRIGGER = "awsadvent";

    private static final String PERSON = "U0BENCH01";

    /** As many words as people use in a channel, more or less. */
    private static final List<String> VOCABULARY =
            IntStream.range(0, 2_000).mapToObj(number -> "word" + number).toList();

    private final Clock clock;

    /** The same words in the same order in each run. */
    private final Random random = new Random(2026);

    private int said;

    Messages(Clock clock) {
        this.clock = clock;
    }

    /** @param words how many distinct ones, the trigger among them */
    synchronized SlackRequest next(int words) {
        List<String> drawn = new ArrayList<>(VOCABULARY);
        Collections.shuffle(drawn, random);
        return request(event(PERSON, TRIGGER + " " + String.join(" ", drawn.subList(0, words - 1))));
    }

    /** What the bot said: Slack tells a bot of that too. */
    synchronized SlackRequest nextOfBot() {
        JsonObject event = event(BOT, TRIGGER + ": 1");
        event.addProperty("bot_id", "B0BENCH01");
        return request(event);
    }

    private JsonObject event(String user, String text) {
        String ts = String.format(Locale.ROOT, "%d.%06d", clock.instant().getEpochSecond(), ++said % 1_000_000);
        JsonObject event = new JsonObject();
        event.addProperty("type", "message");
        event.addProperty("channel", CHANNEL);
        event.addProperty("channel_type", "channel");
        event.addProperty("user", user);
        event.addProperty("ts", ts);
        event.addProperty("event_ts", ts);
        event.addProperty("team", TEAM);
        event.addProperty("text", text);
        return event;
    }

    private SlackRequest request(JsonObject event) {
        JsonObject bot = new JsonObject();
        bot.addProperty("team_id", TEAM);
        bot.addProperty("user_id", BOT);
        bot.addProperty("is_bot", true);
        JsonArray authorizations = new JsonArray();
        authorizations.add(bot);
        Instant now = clock.instant();
        JsonObject envelope = new JsonObject();
        envelope.addProperty("type", "event_callback");
        envelope.addProperty("team_id", TEAM);
        envelope.addProperty("api_app_id", "A0BENCH01");
        envelope.addProperty("event_id", "Ev0BENCH" + said);
        envelope.addProperty("event_time", now.getEpochSecond());
        envelope.add("event", event);
        envelope.add("authorizations", authorizations);
        return SlackRequest.json(now, envelope.toString());
    }
}
