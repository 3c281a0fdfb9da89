package dev.bellhop.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a bot may answer what somebody did: five times within 30 minutes.
 *
 * @see <a href="https://docs.slack.dev/interactivity/handling-user-interaction#message_responses">Message responses</a>
 */
final class ResponseUrls {

    static final String PATH = "/response/";

    private static final Duration LIFE = Duration.ofMinutes(30);
    private static final int USES = 5;

    /**
     * Who did it and where.
     *
     * @param original the message whose button it was
     */
    record Place(SlackWorkspace.Channel channel, SlackWorkspace.User user, Optional<SlackWorkspace.Message> original) {}

    private record Issued(Place place, Instant expires, int left) {}

    private final SlackWorkspace workspace;
    private final URI url;
    private final Clock clock;
    private final Supplier<String> ids;
    private final Map<String, Issued> issued = new HashMap<>();

    /** @param url of the front */
    ResponseUrls(SlackWorkspace workspace, URI url, Clock clock, Supplier<String> ids) {
        this.workspace = workspace;
        this.url = url;
        this.clock = clock;
        this.ids = ids;
    }

    synchronized String next(Place place) {
        issued.values().removeIf(this::isOver);
        String id = ids.get();
        issued.put(id, new Issued(place, clock.instant().plus(LIFE), USES));
        return url.resolve(PATH + id).toString();
    }

    /** What is posted to one of them. */
    Http.Response post(Http.Request request) {
        Optional<JsonObject> message = Json.parsed(request.text());
        if (message.isEmpty()) {
            return answer(400, "invalid_payload");
        }
        Place place;
        synchronized (this) {
            String id = request.path().substring(PATH.length());
            Issued known = issued.get(id);
            if (known == null || isOver(known)) {
                return answer(404, "expired_url");
            }
            if (known.left() == 0) {
                return answer(404, "used_url");
            }
            issued.put(id, new Issued(known.place(), known.expires(), known.left() - 1));
            place = known.place();
        }
        return switch (say(place, message.get())) {
            case SAID -> answer(200, "");
            case EMPTY -> answer(500, "no_text");
            case GONE -> answer(404, "message_not_found");
        };
    }

    /** How many may still be posted to. */
    synchronized int size() {
        return issued.size();
    }

    private boolean isOver(Issued known) {
        return !clock.instant().isBefore(known.expires());
    }

    /** What comes of a response. */
    enum Outcome {
        SAID,
        /** It says nothing. */
        EMPTY,
        /** What it would replace is not there any more. */
        GONE
    }

    /** Says what a response says: to the one who acted, or in the channel. */
    Outcome say(Place place, JsonObject message) {
        if (Json.flag(message, "delete_original")) {
            place.original().ifPresent(workspace::delete);
            return Outcome.SAID;
        }
        String text = Json.text(message, "text");
        Optional<String> blocks =
                message.get("blocks") instanceof JsonArray array && BlockRules.take(array, SlackWebApi.MOST_BLOCKS)
                        ? Optional.of(array.toString())
                        : Optional.empty();
        if (text.isEmpty() && blocks.isEmpty()) {
            return Outcome.EMPTY;
        }
        if (Json.flag(message, "replace_original") && place.original().isPresent()) {
            return workspace.replace(place.original().get(), text, blocks).isPresent() ? Outcome.SAID : Outcome.GONE;
        }
        boolean toAll = Json.text(message, "response_type").equals("in_channel");
        workspace.post(
                place.channel(),
                Optional.empty(),
                SlackWorkspace.BELLHOP,
                text,
                toAll ? Optional.empty() : Optional.of(place.user()),
                blocks);
        return Outcome.SAID;
    }

    private static Http.Response answer(int status, String error) {
        JsonObject answer = new JsonObject();
        answer.addProperty("ok", error.isEmpty());
        if (!error.isEmpty()) {
            answer.addProperty("error", error);
        }
        return Http.Response.json(status, answer);
    }
}
