package dev.bellhop.local;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What lets a bot open a form: for 3 s, once, for the person who did something.
 *
 * @see <a href="https://docs.slack.dev/interactivity/handling-user-interaction">Handling user interaction</a>
 */
final class TriggerIds {

    private static final Duration LIFE = Duration.ofSeconds(3);

    private final Clock clock;
    private final Supplier<String> ids;
    private final Map<String, Trigger> triggers = new HashMap<>();

    private record Trigger(SlackWorkspace.User user, Instant expires, boolean used) {}

    TriggerIds(Clock clock, Supplier<String> ids) {
        this.clock = clock;
        this.ids = ids;
    }

    synchronized String next(SlackWorkspace.User user) {
        String id = clock.millis() + ".0." + ids.get();
        triggers.put(id, new Trigger(user, clock.instant().plus(LIFE), false));
        return id;
    }

    /** Uses one up; returns whose it is. */
    synchronized SlackWorkspace.User exchange(String id) throws SlackWebApi.RefusedException {
        Trigger trigger = triggers.get(id);
        if (trigger == null) {
            throw new SlackWebApi.RefusedException("invalid_trigger_id");
        }
        if (!clock.instant().isBefore(trigger.expires())) {
            throw new SlackWebApi.RefusedException("expired_trigger_id");
        }
        if (trigger.used()) {
            throw new SlackWebApi.RefusedException("exchanged_trigger_id");
        }
        triggers.put(id, new Trigger(trigger.user(), trigger.expires(), true));
        return trigger.user();
    }
}
