package dev.bellhop.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.bellhop.local.SlackWebApi.Arguments;
import dev.bellhop.local.SlackWebApi.Method;
import dev.bellhop.local.SlackWebApi.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The Web API's {@code conversations.*}. */
final class SlackConversations {

    private static final Map<SlackWorkspace.Kind, String> TYPES = Map.of(
            SlackWorkspace.Kind.CHANNEL, "public_channel",
            SlackWorkspace.Kind.GROUP, "private_channel",
            SlackWorkspace.Kind.IM, "im");

    private static final Set<String> KNOWN_TYPES = Set.of("public_channel", "private_channel", "mpim", "im");

    private final SlackWorkspace workspace;

    SlackConversations(SlackWorkspace workspace) {
        this.workspace = workspace;
    }

    Map<String, Method> methods() {
        return Map.of(
                "conversations.history", this::history,
                "conversations.info", this::info,
                "conversations.list", this::list,
                "conversations.members", this::members,
                "conversations.open", this::open,
                "conversations.replies", this::replies,
                "users.conversations", this::ofUser);
    }

    private void info(Arguments arguments, JsonObject answer) throws RefusedException {
        answer.add("channel", json(channel(arguments)));
    }

    private void list(Arguments arguments, JsonObject answer) throws RefusedException {
        add(arguments, answer, channel -> channel.kind() != SlackWorkspace.Kind.GROUP || workspace.isBotIn(channel));
    }

    /** What is not public is told only where the bot is too. */
    private void ofUser(Arguments arguments, JsonObject answer) throws RefusedException {
        SlackWorkspace.User user =
                arguments.optional("user").isPresent() ? SlackUsers.user(workspace, arguments) : SlackWorkspace.BELLHOP;
        add(
                arguments,
                answer,
                channel -> user.equals(SlackWorkspace.BELLHOP)
                        ? workspace.isBotIn(channel)
                        : channel.has(user)
                                && (channel.kind() == SlackWorkspace.Kind.CHANNEL || workspace.isBotIn(channel)));
    }

    private void add(Arguments arguments, JsonObject answer, Predicate<SlackWorkspace.Channel> which)
            throws RefusedException {
        List<String> types =
                List.of(arguments.optional("types").orElse("public_channel").split(" *, *", -1));
        if (!KNOWN_TYPES.containsAll(types)) {
            throw new RefusedException("invalid_types");
        }
        List<SlackWorkspace.Channel> wanted = workspace.channels().stream()
                .filter(channel -> types.contains(TYPES.get(channel.kind())))
                .filter(which)
                .toList();
        JsonArray channels = new JsonArray();
        SlackPage.of(wanted, arguments, answer).forEach(channel -> channels.add(json(channel)));
        answer.add("channels", channels);
    }

    private void members(Arguments arguments, JsonObject answer) throws RefusedException {
        SlackWorkspace.Channel channel = channel(arguments);
        List<String> ids = workspace.users().stream()
                .filter(user -> user.equals(SlackWorkspace.BELLHOP) ? workspace.isBotIn(channel) : channel.has(user))
                .map(SlackWorkspace.User::id)
                .toList();
        JsonArray members = new JsonArray();
        SlackPage.of(ids, arguments, answer).forEach(members::add);
        answer.add("members", members);
    }

    /** Opens the bot's talk with one person; there are none of several here. */
    private void open(Arguments arguments, JsonObject answer) throws RefusedException {
        List<String> users =
                List.of(arguments.required("users", "users_list_not_supplied").split(" *, *", -1));
        if (users.size() > 1) {
            throw new RefusedException("invalid_user_combination");
        }
        SlackWorkspace.User user =
                workspace.user(users.get(0)).orElseThrow(() -> new RefusedException("user_not_found"));
        SlackWorkspace.Channel channel = workspace.directMessages(user);
        JsonObject json = new JsonObject();
        json.addProperty("id", channel.id());
        answer.add("channel", arguments.flag("return_im") ? json(channel) : json);
    }

    private void history(Arguments arguments, JsonObject answer) throws RefusedException {
        SlackWorkspace.Channel channel = joined(arguments);
        List<SlackWorkspace.Message> said = new ArrayList<>(said(channel, arguments).stream()
                .filter(message -> message.thread()
                                .filter(root -> !root.equals(message.ts()))
                                .isEmpty()
                        || message.broadcast())
                .toList());
        add(said.reversed(), arguments, answer);
    }

    private void replies(Arguments arguments, JsonObject answer) throws RefusedException {
        SlackWorkspace.Channel channel = joined(arguments);
        String root = arguments.required("ts", "thread_not_found");
        if (workspace.message(channel, root).isEmpty()) {
            throw new RefusedException("thread_not_found");
        }
        add(
                said(channel, arguments).stream()
                        .filter(message -> message.ts().equals(root)
                                || message.thread().filter(root::equals).isPresent())
                        .toList(),
                arguments,
                answer);
    }

    /** What everyone sees in a channel between {@code oldest} and {@code latest}, the oldest first. */
    private List<SlackWorkspace.Message> said(SlackWorkspace.Channel channel, Arguments arguments) {
        boolean inclusive = arguments.flag("inclusive");
        String oldest = arguments.optional("oldest").orElse("0");
        String latest = arguments.optional("latest").orElse("9999999999.999999");
        return workspace.messages().stream()
                .filter(message ->
                        message.channel().equals(channel) && message.onlyFor().isEmpty())
                .filter(message -> isBetween(message.ts(), oldest, latest, inclusive))
                .toList();
    }

    /** All {@code ts} are of one length until the year 2286. */
    private static boolean isBetween(String ts, String oldest, String latest, boolean inclusive) {
        int low = ts.compareTo(oldest);
        int high = ts.compareTo(latest);
        return inclusive ? low >= 0 && high <= 0 : low > 0 && high < 0;
    }

    private void add(List<SlackWorkspace.Message> said, Arguments arguments, JsonObject answer)
            throws RefusedException {
        JsonArray messages = new JsonArray();
        List<SlackWorkspace.Message> page = SlackPage.of(said, arguments, answer);
        page.forEach(message -> messages.add(withReplies(message)));
        answer.add("messages", messages);
        answer.addProperty("has_more", !page.isEmpty() && !page.getLast().equals(said.getLast()));
    }

    /** A thread's root says how much was replied. */
    private JsonObject withReplies(SlackWorkspace.Message message) {
        JsonObject json = SlackEvents.message(message);
        List<SlackWorkspace.Message> replies = workspace.messages().stream()
                .filter(reply -> reply.channel().equals(message.channel())
                        && reply.onlyFor().isEmpty()
                        && reply.thread().filter(message.ts()::equals).isPresent())
                .toList();
        if (!replies.isEmpty()) {
            json.addProperty("thread_ts", message.ts());
            json.addProperty("reply_count", replies.size());
            json.addProperty("latest_reply", replies.getLast().ts());
        }
        return json;
    }

    private JsonObject json(SlackWorkspace.Channel channel) {
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
        return json;
    }

    private SlackWorkspace.Channel channel(Arguments arguments) throws RefusedException {
        return workspace
                .channel(arguments.required("channel", "channel_not_found"))
                .orElseThrow(() -> new RefusedException("channel_not_found"));
    }

    private SlackWorkspace.Channel joined(Arguments arguments) throws RefusedException {
        SlackWorkspace.Channel channel = channel(arguments);
        if (!workspace.isBotIn(channel)) {
            throw new RefusedException("not_in_channel");
        }
        return channel;
    }
}
