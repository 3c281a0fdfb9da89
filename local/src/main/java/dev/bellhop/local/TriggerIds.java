package dev.bellhop.local;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What lets a bot open a form: for 3 s, once, for the person who did something.
 *
 * @see <a href="https://docs.slack.dev/interactivity/handling-user-interaction">Handling user interaction</a>
 */
final class TriggerIds {

    private static final Duration LIFE = Duration.ofSeconds(3);

    /** In the middle of each. With it, and with the length of what is unique, ids here are as long as Slack's. */
    private static final String WORKSPACE = "47445629121";

    private static final int LENGTH = 32;

    /** So many are known for what they were after they expired. */
    private static final int KEPT = 1_000;

    private final Clock clock;
    private final Supplier<String> ids;

    /** The oldest first. */
    private final Map<String, Trigger> triggers = new LinkedHashMap<>();

    private record Trigger(SlackWorkspace.User user, Instant expires, boolean used) {}

    TriggerIds(Clock clock, Supplier<String> ids) {
        this.clock = clock;
        this.ids = ids;
    }

    synchronized String next(SlackWorkspace.User user) {
        String unique = ids.get().replace("-", "");
        String id = clock.millis() + "." + WORKSPACE + "." + "0".repeat(Math.max(0, LENGTH - unique.length())) + unique;
        triggers.put(id, new Trigger(user, clock.instant().plus(LIFE), false));
        forget();
        return id;
    }

    /** Uses one up; returns whose it is. */
    synchronized SlackWorkspace.User exchange(String id) throws SlackWebApi.RefusedException {
        Trigger trigger = triggers.get(id);
        if (trigger == null) {
            throw new SlackWebApi.RefusedException("invalid_trigger_id");
        }
        if (isOver(trigger)) {
            throw new SlackWebApi.RefusedException("expired_trigger_id");
        }
        if (trigger.used()) {
            throw new SlackWebApi.RefusedException("exchanged_trigger_id");
        }
        triggers.put(id, new Trigger(trigger.user(), trigger.expires(), true));
        return trigger.user();
    }

    private void forget() {
        Iterator<Trigger> oldest = triggers.values().iterator();
        while (triggers.size() > KEPT && isOver(oldest.next())) {
            oldest.remove();
        }
    }

    private boolean isOver(Trigger trigger) {
        return !clock.instant().isBefore(trigger.expires());
    }
}
