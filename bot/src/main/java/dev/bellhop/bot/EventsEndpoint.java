package dev.bellhop.bot;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.bellhop.aws.FunctionLog;
import dev.bellhop.delivery.Attempt;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /slack/events}: everything that Slack signs. Bolt gets what is verified and has the parts that it needs; the
 * rest is answered here.
 */
final class EventsEndpoint {

    private static final String JSON = "application/json";

    private final RequestSignature signature;
    private final BoltAdapter bolt;
    private final FunctionLog log;

    EventsEndpoint(RequestSignature signature, BoltAdapter bolt, FunctionLog log) {
        this.signature = signature;
        this.bolt = bolt;
        this.log = log;
    }

    /**
     * @throws BadRequestException where a signed body is not what its content type says
     * @throws Exception what a listener throws; Slack is to try again
     */
    HttpAnswer answer(HttpRequest request, Attempt attempt) throws Exception {
        if (!RequestSignature.isOn(request) && isSslCheck(request)) {
            return HttpAnswer.NOTHING_TO_SAY;
        }
        Optional<String> fault = signature.fault(request);
        if (fault.isPresent()) {
            return HttpAnswer.line(401, "The request is not signed by Slack: " + fault.get() + ".");
        }
        return switch (request.mediaType()) {
            case JSON -> json(request, attempt);
            case Form.TYPE -> form(request, attempt);
            default -> throw new BadRequestException("The content type is neither " + JSON + " nor " + Form.TYPE + ".");
        };
    }

    private HttpAnswer json(HttpRequest request, Attempt attempt) throws Exception {
        String text = request.text();
        JsonObject body = object(text, "body");
        log.type(type(body));
        return switch (text(body.get("type"))) {
            case "" -> throw new BadRequestException("The body has no type.");
            case "url_verification" -> {
                require(!text(body.get("challenge")).isEmpty(), "challenge");
                yield bolt.answer(request, text, Optional.empty(), attempt);
            }
            case "event_callback" -> {
                require(!text(body.get("team_id")).isEmpty(), "team_id");
                JsonObject event = body.get("event") instanceof JsonObject given ? given : new JsonObject();
                require(!text(event.get("type")).isEmpty(), "event");
                Optional<String> bot = botUser(body);
                yield Bots.said(event, bot) ? HttpAnswer.NOTHING_TO_SAY : bolt.answer(request, text, bot, attempt);
            }
            case "app_rate_limited" -> {
                log.warn("rate-limited", text(body.get("team_id")), "Slack sends no more events for this minute");
                yield HttpAnswer.NOTHING_TO_SAY;
            }
            default -> {
                log.note("unhandled", "/slack/events", "a type of body that nothing here knows");
                yield HttpAnswer.NOTHING_TO_SAY;
            }
        };
    }

    private HttpAnswer form(HttpRequest request, Attempt attempt) throws Exception {
        String text = request.text();
        Form form = Form.parse(text);
        Optional<String> payload = form.get("payload");
        if (payload.isPresent()) {
            String type = text(object(payload.get(), "payload").get("type"));
            require(!type.isEmpty(), "type");
            log.type(type);
        } else if (form.get("command").isEmpty()) {
            require(isSslCheck(form), "payload or command");
            return HttpAnswer.NOTHING_TO_SAY;
        } else {
            log.type(form.get("command").orElse(""));
        }
        return bolt.answer(request, text, Optional.empty(), attempt);
    }

    /** Of the event itself where there is one. */
    private static String type(JsonObject body) {
        return body.get("event") instanceof JsonObject event ? text(event.get("type")) : text(body.get("type"));
    }

    /** The bot among those whom the event is for, so that nobody has to ask Slack who it is. */
    private static Optional<String> botUser(JsonObject body) {
        if (body.get("authorizations") instanceof JsonArray authorizations) {
            for (JsonElement one : authorizations) {
                if (one instanceof JsonObject authorization
                        && text(authorization.get("is_bot")).equals("true")) {
                    return Optional.of(text(authorization.get("user_id"))).filter(user -> !user.isEmpty());
                }
            }
        }
        return Optional.empty();
    }

    /** Slack checks a certificate so, without a signature. */
    private static boolean isSslCheck(HttpRequest request) {
        if (!request.mediaType().equals(Form.TYPE)) {
            return false;
        }
        try {
            return isSslCheck(Form.parse(request.text()));
        } catch (BadRequestException e) {
            // Nobody signed it, which is the first thing to say.
            return false;
        }
    }

    private static boolean isSslCheck(Form form) {
        return form.get("ssl_check").equals(Optional.of("1"));
    }

    private static JsonObject object(String json, String name) {
        try {
            if (JsonParser.parseString(json) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonParseException e) {
            throw new BadRequestException("The " + name + " is not JSON.", e);
        }
        throw new BadRequestException("The " + name + " is not a JSON object.");
    }

    private static void require(boolean present, String name) {
        if (!present) {
            throw new BadRequestException("The body has no " + name + ".");
        }
    }

    private static String text(@Nullable JsonElement value) {
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }
}
