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

    static final String PERSON = "U0BENCH01";

    private static final long MILLION = 1_000_000;

    /** As many words as people use in a channel, more or less. */
    private static final List<String> VOCABULARY =
            IntStream.range(0, 2_000).mapToObj(number -> "word" + number).toList();

    private final Clock clock;

    /** The same words in the same order in each run. */
    private final Random random = new Random(2026);

    private int said;
    private long lastMicros;

    /**
     * A message.
     *
     * @param words that are in it, the trigger first
     */
    record Said(String ts, List<String> words, SlackRequest request) {
        Said {
            words = List.copyOf(words);
        }
    }

    Messages(Clock clock) {
        this.clock = clock;
    }

    /** @param words how many distinct ones, the trigger among them */
    SlackRequest next(int words) {
        return said(words).request();
    }

    /** @param words how many distinct ones, the trigger among them */
    Said said(int words) {
        return said(words, List.of());
    }

    /** @param always words that are in it beside the trigger, whatever the others are */
    synchronized Said said(int words, List<String> always) {
        List<String> drawn = new ArrayList<>(VOCABULARY);
        Collections.shuffle(drawn, random);
        List<String> all = new ArrayList<>(List.of(TRIGGER));
        all.addAll(always);
        drawn.stream()
                .filter(word -> !all.contains(word))
                .limit(words - all.size())
                .forEach(all::add);
        JsonObject event = event(PERSON, String.join(" ", all));
        return new Said(event.get("ts").getAsString(), all, request(event));
    }

    /** What the bot said: Slack tells a bot of that too. */
    synchronized SlackRequest nextOfBot() {
        JsonObject event = event(BOT, TRIGGER + ": 1");
        event.addProperty("bot_id", "B0BENCH01");
        return request(event);
    }

    private JsonObject event(String user, String text) {
        said++;
        String ts = ts();
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

    /** When it is said, to the microsecond, and a moment later where something was said in that one. */
    private String ts() {
        Instant now = clock.instant();
        lastMicros = Math.max(lastMicros + 1, now.getEpochSecond() * MILLION + now.getNano() / 1_000);
        return String.format(Locale.ROOT, "%d.%06d", lastMicros / MILLION, lastMicros % MILLION);
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
