package dev.bellhop.slack;

import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.users.UsersInfoResponse;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Journal;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The zones that people have set in Slack, or that their computers have told it.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/users.info">users.info</a>
 */
public final class UserZones {

    /** Whose zone can't be had. It is named in every answer, so that nobody is misled. */
    public static final ZoneId UNKNOWN = ZoneId.of("UTC");

    /** Most of an asker's three seconds is for what they asked for. */
    private static final Duration MOST = Duration.ofSeconds(1);

    /** People travel. */
    private static final Duration KEPT = Duration.ofHours(1);

    private static final int MOST_KEPT = 1_000;

    private record Known(ZoneId zone, Instant until) {}

    private final SlackApi api;
    private final Journal journal;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    public UserZones(SlackApi api, Journal journal, Clock clock) {
        this.api = api;
        this.journal = journal;
        this.clock = clock;
    }

    /** The zone of {@code user}; {@link #UNKNOWN} where Slack doesn't say it in time. */
    public ZoneId of(String user, Attempt attempt) {
        Instant now = clock.instant();
        Known before = known.get(user);
        if (before != null && before.until().isAfter(now)) {
            return before.zone();
        }
        Optional<ZoneId> zone = ask(user, attempt.within(MOST, clock));
        zone.ifPresent(found -> {
            if (known.size() >= MOST_KEPT) {
                known.clear();
            }
            known.put(user, new Known(found, now.plus(KEPT)));
        });
        return zone.orElse(UNKNOWN);
    }

    private Optional<ZoneId> ask(String user, Attempt attempt) {
        Duration left = attempt.left(clock);
        if (left.toMillis() == 0) {
            return Optional.empty();
        }
        try {
            UsersInfoResponse response = api.methods(left).usersInfo(request -> request.user(user));
            if (response.isOk()
                    && response.getUser() != null
                    && response.getUser().getTz() != null) {
                return Optional.of(ZoneId.of(response.getUser().getTz()));
            }
            journal.note(
                    "zone-unknown", user, response.isOk() ? "Slack has none" : "Slack says " + response.getError());
        } catch (IOException | SlackApiException | DateTimeException e) {
            journal.failed("zone-unknown", user, e);
        }
        return Optional.empty();
    }
}
