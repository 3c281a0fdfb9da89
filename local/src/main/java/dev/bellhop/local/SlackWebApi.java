package dev.bellhop.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.bellhop.localaws.Fault;
import dev.bellhop.localaws.Faults;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;

/**
 * Slack's Web API, as much of it as a bot like ours needs, over the workspace. Takes forms and JSON, the token as a bearer or in
 * a form, and says what is wrong in Slack's words; a method that it does not have is an {@code unknown_method}.
 *
 * @see <a href="https://docs.slack.dev/apis/web-api/">Using the Slack Web API</a>
 */
final class SlackWebApi {

    static final String PATH = "/api/";

    /** Where functions find it, each under its name, so that it is known which one calls. */
    private static final Pattern OF_FUNCTION = Pattern.compile("/functions/([^/]+)" + PATH + "(.*)");

    static final int MOST_BLOCKS = 50;

    /** That there is such a message is not looked at, as Slack does not. */
    private static final Pattern THREAD = Pattern.compile("[0-9]+\\.[0-9]+");

    private final SlackWorkspace workspace;
    private final Forms forms;
    private final Homes homes;
    private final String token;
    private final URI url;
    private final Map<String, Method> methods = new HashMap<>();
    private final Pictures pictures;
    private final Faults<String> faults;

    /**
     * Over a workspace.
     *
     * @param token what the bot has to show
     * @param faults of its methods, by their names
     */
    SlackWebApi(
            SlackWorkspace workspace,
            Forms forms,
            Homes homes,
            BotFiles files,
            Pictures pictures,
            String token,
            URI url,
            Clock clock,
            Faults<String> faults) {
        this.workspace = workspace;
        this.forms = forms;
        this.homes = homes;
        this.token = token;
        this.url = url;
        this.pictures = pictures;
        this.faults = faults;
        methods.put("auth.test", this::authTest);
        methods.put("chat.delete", this::delete);
        methods.put("chat.postEphemeral", this::postEphemeral);
        methods.put("chat.postMessage", this::postMessage);
        methods.put("chat.update", this::update);
        methods.put("views.open", this::viewsOpen);
        methods.put("views.publish", this::viewsPublish);
        methods.put("views.push", this::viewsPush);
        methods.put("views.update", this::viewsUpdate);
        methods.putAll(new SlackConversations(workspace).methods());
        methods.putAll(new SlackUsers(workspace, clock).methods());
        methods.putAll(files.methods());
    }

    /**
     * A function's call.
     *
     * @param method such as {@code chat.postMessage}
     */
    record Call(String function, String method) {

        /** The call that a path stands for; empty where no function calls by it. */
        static Optional<Call> of(String path) {
            Matcher matcher = OF_FUNCTION.matcher(path);
            return matcher.matches() ? Optional.of(new Call(matcher.group(1), matcher.group(2))) : Optional.empty();
        }

        /** Where a function's calls go. */
        static String path(String function) {
            return "/functions/" + function + PATH;
        }
    }

    /** Adds what the method answers to {@code answer}. */
    @FunctionalInterface
    interface Method {
        void call(Arguments arguments, JsonObject answer) throws RefusedException;
    }

    /** Slack's {@code "ok": false}; the message is its {@code error}. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final String error;

        RefusedException(String error) {
            super(error);
            this.error = error;
        }
    }

    record Arguments(Map<String, String> values) {

        Optional<String> optional(String name) {
            return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
        }

        String required(String name, String error) throws RefusedException {
            return optional(name).orElseThrow(() -> new RefusedException(error));
        }

        boolean flag(String name) {
            return optional(name)
                    .filter(value -> value.equals("true") || value.equals("1"))
                    .isPresent();
        }
    }

    /** @param method such as {@code chat.postMessage} */
    Http.Response call(String method, Http.Request request) {
        Optional<Fault> fault = faults.of(method);
        if (fault.isEmpty()) {
            return Http.Response.json(200, answer(method, request));
        }
        return switch (fault.get()) {
            case FAIL_AFTER, LOSE_ANSWER -> {
                answer(method, request);
                yield HttpFront.error(503, "Service Unavailable");
            }
            case FAIL_BEFORE, LOSE_REQUEST -> HttpFront.error(503, "Service Unavailable");
            case THROTTLE ->
                new Http.Response(
                        429,
                        Map.of(
                                "retry-after",
                                List.of("30"),
                                "content-type",
                                List.of("application/json; charset=utf-8")),
                        SdkBytes.fromUtf8String(refused("ratelimited").toString()));
            case REFUSE -> Http.Response.json(200, refused("restricted_action"));
        };
    }

    private JsonObject answer(String method, Http.Request request) {
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
            return answer;
        } catch (RefusedException e) {
            return refused(e.error);
        }
    }

    private static JsonObject refused(String error) {
        JsonObject answer = new JsonObject();
        answer.addProperty("ok", false);
        answer.addProperty("error", error);
        return answer;
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
            Map<String, String> values = new HashMap<>(Http.form(request.query()));
            // A picture's address on another site's page could carry it too.
            values.remove("token");
            switch (request.mediaType()) {
                case "application/json" -> {
                    values.putAll(json(request.text()));
                    // Beside JSON only a header carries it.
                    values.remove("token");
                }
                case "application/x-www-form-urlencoded" -> values.putAll(Http.form(request.text()));
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
        Optional<String> thread = thread(arguments);
        Content content = content(arguments);
        // Here alone Slack cuts what is too long.
        String text = content.text().substring(0, Math.min(content.text().length(), SlackWorkspace.MOST_TEXT));
        SlackWorkspace.Message message = workspace.post(
                channel,
                thread,
                arguments.flag("reply_broadcast"),
                SlackWorkspace.BELLHOP,
                text,
                Optional.empty(),
                content.blocks());
        answer.addProperty("channel", channel.id());
        answer.addProperty("ts", message.ts());
        answer.add("message", SlackEvents.message(message));
    }

    private void postEphemeral(Arguments arguments, JsonObject answer) throws RefusedException {
        SlackWorkspace.Channel channel = channel(arguments);
        SlackWorkspace.User user = SlackUsers.user(workspace, arguments);
        if (channel.kind() == SlackWorkspace.Kind.IM && !channel.name().equals(user.name())) {
            throw new RefusedException("user_not_in_channel");
        }
        Optional<String> thread = thread(arguments);
        Content content = content(arguments).notTooLong();
        SlackWorkspace.Message message = workspace.post(
                channel, thread, SlackWorkspace.BELLHOP, content.text(), Optional.of(user), content.blocks());
        answer.addProperty("message_ts", message.ts());
    }

    private void update(Arguments arguments, JsonObject answer) throws RefusedException {
        SlackWorkspace.Message old = own(arguments, "cant_update_message");
        Content content = content(arguments).notTooLong();
        // Blocks that are not given stay; an empty array takes them away.
        Optional<String> blocks = arguments.optional("blocks").isPresent() ? content.blocks() : old.blocks();
        SlackWorkspace.Message message = workspace
                .replace(old, content.text(), blocks)
                .orElseThrow(() -> new RefusedException("message_not_found"));
        answer.addProperty("channel", message.channel().id());
        answer.addProperty("ts", message.ts());
        answer.addProperty("text", message.text());
        answer.add("message", SlackEvents.message(message));
    }

    private void delete(Arguments arguments, JsonObject answer) throws RefusedException {
        SlackWorkspace.Message message = own(arguments, "cant_delete_message");
        workspace.delete(message);
        answer.addProperty("channel", message.channel().id());
        answer.addProperty("ts", message.ts());
    }

    private void viewsOpen(Arguments arguments, JsonObject answer) throws RefusedException {
        String view = arguments.required("view", "invalid_arguments");
        answer.add("view", forms.open(arguments.required("trigger_id", "invalid_trigger_id"), view));
    }

    private void viewsPush(Arguments arguments, JsonObject answer) throws RefusedException {
        String view = arguments.required("view", "invalid_arguments");
        answer.add("view", forms.push(arguments.required("trigger_id", "invalid_trigger_id"), view));
    }

    private void viewsPublish(Arguments arguments, JsonObject answer) throws RefusedException {
        SlackWorkspace.User user = workspace
                .user(arguments.required("user_id", "invalid_arguments"))
                .filter(found -> !found.equals(SlackWorkspace.BELLHOP))
                .orElseThrow(() -> new RefusedException("invalid_arguments"));
        String view = arguments.required("view", "invalid_arguments");
        answer.add("view", homes.publish(user, arguments.optional("hash"), view));
    }

    private void viewsUpdate(Arguments arguments, JsonObject answer) throws RefusedException {
        String view = arguments.required("view", "invalid_arguments");
        String name = arguments.optional("view_id").isPresent() ? "id" : "external_id";
        String id = arguments
                .optional("view_id")
                .or(() -> arguments.optional("external_id"))
                .orElseThrow(() -> new RefusedException("invalid_arguments"));
        answer.add("view", forms.update(name, id, arguments.optional("hash"), view));
    }

    /** The bot's own message that is meant. Nobody can find an ephemeral one again. */
    private SlackWorkspace.Message own(Arguments arguments, String otherwise) throws RefusedException {
        SlackWorkspace.Channel channel = channel(arguments);
        SlackWorkspace.Message message = workspace
                .message(channel, arguments.required("ts", "message_not_found"))
                .filter(found -> found.onlyFor().isEmpty())
                .orElseThrow(() -> new RefusedException("message_not_found"));
        if (!message.isOfBot()) {
            throw new RefusedException(otherwise);
        }
        return message;
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

    private static Optional<String> thread(Arguments arguments) throws RefusedException {
        Optional<String> thread = arguments.optional("thread_ts");
        if (thread.filter(ts -> !THREAD.matcher(ts).matches()).isPresent()) {
            throw new RefusedException("invalid_thread_ts");
        }
        return thread;
    }

    private record Content(String text, Optional<String> blocks) {

        Content notTooLong() throws RefusedException {
            if (text.length() > SlackWorkspace.MOST_TEXT) {
                throw new RefusedException("msg_too_long");
            }
            return this;
        }
    }

    private Content content(Arguments arguments) throws RefusedException {
        String text = arguments.optional("text").orElse("");
        Optional<String> blocks = arguments.optional("blocks").filter(given -> !given.equals("[]"));
        if (text.isEmpty() && blocks.isEmpty()) {
            throw new RefusedException("no_text");
        }
        if (blocks.filter(given -> !Blocks.areWellFormed(given, MOST_BLOCKS) || !pictures.areThere(given))
                .isPresent()) {
            throw new RefusedException("invalid_blocks");
        }
        return new Content(text, blocks);
    }
}
