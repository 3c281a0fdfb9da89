package dev.bellhop.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.files.Conversations;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import okhttp3.FormBody;

/**
 * Where somebody is, as Slack knows it now. Nothing is kept: who left a channel a moment ago sees nothing of it any more.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/users.conversations">users.conversations</a>
 */
public final class SlackConversations implements Conversations {

    /** Twenty thousand conversations; with more Slack would be asked for minutes. */
    private static final int MOST_PAGES = 20;

    private static final int OK = 200;

    private final SlackApi api;
    private final Clock clock;

    public SlackConversations(SlackApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    /** Slack does not say it. */
    public static final class UnknownConversationsException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownConversationsException(String user, String why) {
            super("Slack doesn't say where " + user + " is: " + why);
        }

        UnknownConversationsException(String user, String why, Throwable cause) {
            super("Slack doesn't say where " + user + " is: " + why, cause);
        }
    }

    /** {@inheritDoc} Throws {@link UnknownConversationsException} where Slack doesn't say. */
    @Override
    public Set<String> of(String user, Attempt attempt) {
        Set<String> conversations = new HashSet<>();
        String cursor = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonObject answer = page(user, cursor, attempt);
            if (!(answer.get("channels") instanceof JsonArray channels)
                    || !SlackJson.text(answer, "ok").equals("true")) {
                throw new UnknownConversationsException(user, "Slack says " + SlackJson.text(answer, "error"));
            }
            for (JsonElement channel : channels) {
                if (channel instanceof JsonObject object) {
                    conversations.add(SlackJson.text(object, "id"));
                }
            }
            cursor = answer.get("response_metadata") instanceof JsonObject metadata
                    ? SlackJson.text(metadata, "next_cursor")
                    : "";
            if (cursor.isEmpty()) {
                return conversations;
            }
        }
        return conversations;
    }

    /**
     * Whether Slack shows the bot what is said in {@code channel}; true also where Slack doesn't say, for then it is known later.
     *
     * @see <a href="https://docs.slack.dev/reference/methods/conversations.info">conversations.info</a>
     */
    public boolean isOpen(String channel, Attempt attempt) {
        Duration left = attempt.left(clock);
        if (left.toMillis() == 0) {
            return true;
        }
        try {
            SlackApi.Answer answer = api.call(
                    "conversations.info",
                    new FormBody.Builder().add("channel", channel).build(),
                    left);
            return !(JsonParser.parseString(answer.body()) instanceof JsonObject json) || isOpen(json);
        } catch (IOException | JsonParseException e) {
            return true;
        }
    }

    /** Slack doesn't know a private conversation of others, and says of a public one whether the bot is a member. */
    private static boolean isOpen(JsonObject answer) {
        return answer.get("channel") instanceof JsonObject channel
                ? !SlackJson.text(channel, "is_member").equals("false")
                        || SlackJson.text(channel, "is_im").equals("true")
                : !SlackJson.text(answer, "error").equals("channel_not_found");
    }

    private JsonObject page(String user, String cursor, Attempt attempt) {
        Duration left = attempt.left(clock);
        if (left.toMillis() == 0) {
            throw new UnknownConversationsException(user, "no time left");
        }
        FormBody.Builder form = new FormBody.Builder()
                .add("user", user)
                .add("types", "public_channel,private_channel,mpim")
                .add("exclude_archived", "false")
                .add("limit", "999");
        if (!cursor.isEmpty()) {
            form.add("cursor", cursor);
        }
        try {
            SlackApi.Answer answer = api.call("users.conversations", form.build(), left);
            if (answer.status() != OK) {
                throw new UnknownConversationsException(user, "it answers with HTTP status " + answer.status());
            }
            return JsonParser.parseString(answer.body()).getAsJsonObject();
        } catch (IOException e) {
            throw new UnknownConversationsException(user, "it can't be reached", e);
        } catch (JsonParseException | IllegalStateException e) {
            throw new UnknownConversationsException(user, "what answers is not Slack, for it says no JSON object", e);
        }
    }
}
