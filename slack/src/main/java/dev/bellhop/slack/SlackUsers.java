package dev.bellhop.slack;

import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.users.UsersInfoResponse;
import com.slack.api.model.User;
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
import java.util.stream.Stream;

/**
 * What Slack knows of people: what they are called, and the zone that they have set or that their computers have told it.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/users.info">users.info</a>
 */
public final class SlackUsers {

    /** Whose zone can't be had. It is named in every answer, so that nobody is misled. */
    public static final ZoneId UNKNOWN = ZoneId.of("UTC");

    /** Most of an asker's three seconds is for what they asked for. */
    private static final Duration MOST = Duration.ofSeconds(1);

    /** People travel. */
    private static final Duration KEPT = Duration.ofHours(1);

    private static final int MOST_KEPT = 1_000;

    private record Known(Optional<String> name, Optional<ZoneId> zone, Instant until) {}

    private final SlackApi api;
    private final Journal journal;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    public SlackUsers(SlackApi api, Journal journal, Clock clock) {
        this.api = api;
        this.journal = journal;
        this.clock = clock;
    }

    /** The zone of {@code user}; {@link #UNKNOWN} where Slack doesn't say it in time. */
    public ZoneId zone(String user, Attempt attempt) {
        return known(user, attempt).flatMap(Known::zone).orElse(UNKNOWN);
    }

    /** What {@code user} is called, for where no mention can stand; empty where Slack doesn't say it in time. */
    public Optional<String> name(String user, Attempt attempt) {
        return known(user, attempt).flatMap(Known::name);
    }

    private Optional<Known> known(String user, Attempt attempt) {
        Instant now = clock.instant();
        Known before = known.get(user);
        if (before != null && before.until().isAfter(now)) {
            return Optional.of(before);
        }
        Optional<Known> asked = ask(user, attempt.within(MOST, clock), now.plus(KEPT));
        asked.ifPresent(found -> {
            if (known.size() >= MOST_KEPT) {
                known.clear();
            }
            known.put(user, found);
        });
        return asked;
    }

    private Optional<Known> ask(String user, Attempt attempt, Instant until) {
        Duration left = attempt.left(clock);
        if (left.toMillis() == 0) {
            return Optional.empty();
        }
        try {
            UsersInfoResponse response = api.methods(left).usersInfo(request -> request.user(user));
            if (response.isOk() && response.getUser() != null) {
                User found = response.getUser();
                return Optional.of(new Known(name(found), zone(user, found), until));
            }
            journal.warn("user-unknown", user, "Slack says " + response.getError());
        } catch (IOException | SlackApiException e) {
            journal.failed("user-unknown", user, e);
        }
        return Optional.empty();
    }

    private static Optional<String> name(User user) {
        return Stream.of(user.getRealName(), user.getName())
                .filter(name -> name != null && !name.isBlank())
                .findFirst();
    }

    private Optional<ZoneId> zone(String id, User user) {
        try {
            return Optional.ofNullable(user.getTz()).map(ZoneId::of);
        } catch (DateTimeException e) {
            journal.failed("zone-unknown", id, e);
            return Optional.empty();
        }
    }
}
