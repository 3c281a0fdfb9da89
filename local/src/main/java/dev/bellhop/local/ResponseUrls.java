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
            if (known == null || !clock.instant().isBefore(known.expires())) {
                return answer(404, "expired_url");
            }
            if (known.left() == 0) {
                return answer(404, "used_url");
            }
            issued.put(id, new Issued(known.place(), known.expires(), known.left() - 1));
            place = known.place();
        }
        return say(place, message.get()) ? answer(200, "") : answer(500, "no_text");
    }

    /**
     * Says what a response says: to the one who acted, or in the channel.
     *
     * @return false where it says nothing
     */
    boolean say(Place place, JsonObject message) {
        if (Json.flag(message, "delete_original")) {
            place.original().ifPresent(workspace::delete);
            return true;
        }
        String text = Json.text(message, "text");
        Optional<String> blocks =
                message.get("blocks") instanceof JsonArray array && Blocks.areWellFormed(array, SlackWebApi.MOST_BLOCKS)
                        ? Optional.of(array.toString())
                        : Optional.empty();
        if (text.isEmpty() && blocks.isEmpty()) {
            return false;
        }
        if (Json.flag(message, "replace_original") && place.original().isPresent()) {
            workspace.replace(place.original().get(), text, blocks);
            return true;
        }
        boolean toAll = Json.text(message, "response_type").equals("in_channel");
        workspace.post(
                place.channel(),
                Optional.empty(),
                SlackWorkspace.BELLHOP,
                text,
                toAll ? Optional.empty() : Optional.of(place.user()),
                blocks);
        return true;
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
