package dev.bellhop.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slack's Web API, as much of it as the bot needs, over the workspace. Takes forms and JSON, the token as a bearer or as
 * an argument, and says what is wrong in Slack's words.
 *
 * @see <a href="https://docs.slack.dev/apis/web-api/">Using the Slack Web API</a>
 */
final class SlackWebApi {

    static final String PATH = "/api/";

    private static final int MOST_TEXT = 40_000;

    private final SlackWorkspace workspace;
    private final String token;
    private final URI url;
    private final Clock clock;
    private final Map<String, Method> methods = Map.of(
            "auth.test", this::authTest,
            "chat.postEphemeral", this::postEphemeral,
            "chat.postMessage", this::postMessage,
            "conversations.info", this::conversationsInfo,
            "users.info", this::usersInfo,
            "views.open", this::viewsOpen,
            "views.update", this::viewsUpdate);
    private final Forms forms;

    /** @param token what the bot has to show */
    SlackWebApi(SlackWorkspace workspace, Forms forms, String token, URI url, Clock clock) {
        this.forms = forms;
        this.workspace = workspace;
        this.token = token;
        this.url = url;
        this.clock = clock;
    }

    /** Adds what the method answers to {@code answer}. */
    @FunctionalInterface
    private interface Method {
        void call(Arguments arguments, JsonObject answer) throws RefusedException;
    }

    /** Slack's {@code "ok": false}; the message is its {@code error}. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String error) {
            super(error);
        }
    }

    private record Arguments(Map<String, String> values) {

        Optional<String> optional(String name) {
            return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
        }

        String required(String name, String error) throws RefusedException {
            return optional(name).orElseThrow(() -> new RefusedException(error));
        }
    }

    /** @param method such as {@code chat.postMessage} */
    Http.Response call(String method, Http.Request request) {
        JsonObject answer = new JsonObject();
        answer.addProperty("ok", true);
        try {
            Arguments arguments = arguments(request);
            Method called = methods.get(method);
            if (called == null) {
                throw new RefusedException("unknown_method");
            }
            authenticate(request, arguments);
            called.call(arguments, answer);
        } catch (RefusedException e) {
            answer = new JsonObject();
            answer.addProperty("ok", false);
            answer.addProperty("error", e.getMessage());
        }
        return Http.Response.json(200, answer);
    }

    private void authenticate(Http.Request request, Arguments arguments) throws RefusedException {
        Optional<String> bearer = request.header("authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip());
        String shown = bearer.or(() -> arguments.optional("token"))
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new RefusedException("not_authed"));
        if (!shown.equals(token)) {
            throw new RefusedException("invalid_auth");
        }
    }

    private static Arguments arguments(Http.Request request) throws RefusedException {
        try {
            Map<String, String> values = new HashMap<>(Http.fields(request.query()));
            switch (request.mediaType()) {
                case "application/json" -> values.putAll(json(request.text()));
                case "application/x-www-form-urlencoded" -> values.putAll(Http.fields(request.text()));
                case "" -> {}
                default -> throw new RefusedException("invalid_post_type");
            }
            return new Arguments(values);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("invalid_form_data");
        }
    }

    private static Map<String, String> json(String body) throws RefusedException {
        try {
            if (JsonParser.parseString(body) instanceof JsonObject object) {
                Map<String, String> values = new LinkedHashMap<>();
                object.entrySet().forEach(entry -> values.put(entry.getKey(), value(entry.getValue())));
                return values;
            }
        } catch (JsonParseException e) {
            throw new RefusedException("invalid_json");
        }
        throw new RefusedException("json_not_object");
    }

    private static String value(JsonElement element) {
        if (element.isJsonNull()) {
            return "";
        }
        return element.isJsonPrimitive() ? element.getAsString() : element.toString();
    }

    private void authTest(Arguments arguments, JsonObject answer) {
        answer.addProperty("url", url + "/");
        answer.addProperty("team", "Bellhop");
        answer.addProperty("user", SlackWorkspace.BELLHOP.name());
        answer.addProperty("team_id", SlackWorkspace.TEAM);
        answer.addProperty("user_id", SlackWorkspace.BELLHOP.id());
        answer.addProperty("bot_id", SlackWorkspace.BOT);
        answer.addProperty("is_enterprise_install", false);
    }

    private void postMessage(Arguments arguments, JsonObject answer) throws RefusedException {
        SlackWorkspace.Channel channel = channel(arguments);
        String text = text(arguments);
        SlackWorkspace.Message message = workspace.post(
                channel,
                arguments.optional("thread_ts"),
                SlackWorkspace.BELLHOP,
                text,
                Optional.empty(),
                arguments.optional("blocks"));
        answer.addProperty("channel", channel.id());
        answer.addProperty("ts", message.ts());
        answer.add("message", SlackEvents.message(message));
    }

    private void postEphemeral(Arguments arguments, JsonObject answer) throws RefusedException {
        SlackWorkspace.Channel channel = channel(arguments);
        SlackWorkspace.User user = user(arguments);
        SlackWorkspace.Message message = workspace.post(
                channel,
                arguments.optional("thread_ts"),
                SlackWorkspace.BELLHOP,
                text(arguments),
                Optional.of(user),
                arguments.optional("blocks"));
        answer.addProperty("message_ts", message.ts());
    }

    private void conversationsInfo(Arguments arguments, JsonObject answer) throws RefusedException {
        SlackWorkspace.Channel channel = workspace
                .channel(arguments.required("channel", "channel_not_found"))
                .orElseThrow(() -> new RefusedException("channel_not_found"));
        boolean direct = channel.kind() == SlackWorkspace.Kind.IM;
        JsonObject json = new JsonObject();
        json.addProperty("id", channel.id());
        json.addProperty("is_im", direct);
        if (direct) {
            workspace.userNamed(channel.name()).ifPresent(user -> json.addProperty("user", user.id()));
        } else {
            json.addProperty("name", channel.name());
            json.addProperty("is_channel", channel.kind() == SlackWorkspace.Kind.CHANNEL);
            json.addProperty("is_group", channel.kind() == SlackWorkspace.Kind.GROUP);
            json.addProperty("is_private", channel.kind() == SlackWorkspace.Kind.GROUP);
            json.addProperty("is_general", channel.equals(SlackWorkspace.GENERAL));
            json.addProperty("is_member", workspace.isBotIn(channel));
        }
        json.addProperty("is_archived", false);
        answer.add("channel", json);
    }

    private void usersInfo(Arguments arguments, JsonObject answer) throws RefusedException {
        SlackWorkspace.User user = user(arguments);
        JsonObject profile = new JsonObject();
        profile.addProperty("display_name", user.name());
        profile.addProperty("real_name", user.realName());
        JsonObject json = new JsonObject();
        json.addProperty("id", user.id());
        json.addProperty("team_id", SlackWorkspace.TEAM);
        json.addProperty("name", user.name());
        json.addProperty("deleted", false);
        json.addProperty("real_name", user.realName());
        json.addProperty("tz", user.zone().getId());
        json.addProperty(
                "tz_offset", user.zone().getRules().getOffset(clock.instant()).getTotalSeconds());
        json.addProperty("is_bot", user.equals(SlackWorkspace.BELLHOP));
        json.add("profile", profile);
        answer.add("user", json);
    }

    private void viewsOpen(Arguments arguments, JsonObject answer) throws RefusedException {
        String view = arguments.required("view", "invalid_arguments");
        answer.add("view", forms.open(arguments.required("trigger_id", "invalid_trigger_id"), view));
    }

    private void viewsUpdate(Arguments arguments, JsonObject answer) throws RefusedException {
        String view = arguments.required("view", "invalid_arguments");
        answer.add("view", forms.update(arguments.required("view_id", "invalid_arguments"), view));
    }

    private SlackWorkspace.User user(Arguments arguments) throws RefusedException {
        return workspace
                .user(arguments.required("user", "user_not_found"))
                .orElseThrow(() -> new RefusedException("user_not_found"));
    }

    /** Where the bot may post: a channel that it is in, or a person. */
    private SlackWorkspace.Channel channel(Arguments arguments) throws RefusedException {
        String id = arguments.required("channel", "channel_not_found");
        SlackWorkspace.Channel channel = workspace
                .channel(id)
                .or(() -> workspace.user(id).map(workspace::directMessages))
                .orElseThrow(() -> new RefusedException("channel_not_found"));
        if (!workspace.isBotIn(channel)) {
            throw new RefusedException("not_in_channel");
        }
        return channel;
    }

    private static String text(Arguments arguments) throws RefusedException {
        String text = arguments.optional("text").orElse("");
        if (text.isEmpty() && arguments.optional("blocks").isEmpty()) {
            throw new RefusedException("no_text");
        }
        return text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) : text;
    }
}
