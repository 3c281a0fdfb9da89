package dev.bellhop.slack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.slack.api.model.block.LayoutBlock;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Patience;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.FormBody;

/**
 * Posts messages, and tells what Slack can't take now from what it will never take.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/chat.postMessage#errors">Errors of chat.postMessage</a>
 */
final class Posts {

    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;

    /** Where Slack doesn't say how long to wait: a channel takes about one message a second. */
    private static final Duration USUAL_WAIT = Duration.ofSeconds(1);

    /**
     * No later try will be taken. What an operator can mend, such as {@code invalid_auth} or {@code missing_scope}, is not
     * among them, and neither is what nobody foresaw: that may be posted later.
     */
    private static final Set<String> REFUSALS = Set.of(
            "cannot_dm_bot",
            "cannot_reply_to_message",
            "channel_not_found",
            "is_archived",
            "messages_tab_disabled",
            "msg_too_long",
            "no_text",
            "not_in_channel",
            "thread_not_found",
            "user_disabled",
            "user_not_found",
            "user_not_visible");

    private final SlackApi api;
    private final Patience.Pause pause;
    private final Clock clock;

    Posts(SlackApi api, Patience.Pause pause, Clock clock) {
        this.api = api;
        this.pause = pause;
        this.clock = clock;
    }

    /**
     * Posts to a channel or, directly, a person.
     *
     * @param blocks empty for the text alone, as it is
     * @return Slack's error where no later try will be taken
     * @throws PostFailedException where Slack can't be reached or can't take it now
     */
    Optional<String> post(
            String channel, Optional<String> thread, String text, List<LayoutBlock> blocks, Attempt attempt) {
        FormBody.Builder form = new FormBody.Builder()
                .add("channel", channel)
                .add("text", text)
                // People's words are shown as they are: no bold, no links, no one called by a name.
                .add("mrkdwn", "0")
                .add("parse", "none")
                .add("link_names", "0")
                .add("unfurl_links", "0")
                .add("unfurl_media", "0");
        thread.ifPresent(ts -> form.add("thread_ts", ts));
        if (!blocks.isEmpty()) {
            form.add("blocks", Said.json(blocks).toString());
        }
        JsonObject answer = answer(channel, form.build(), attempt);
        if (SlackJson.text(answer, "ok").equals("true")) {
            return Optional.empty();
        }
        String error = SlackJson.text(answer, "error");
        if (REFUSALS.contains(error) || error.startsWith("restricted_action")) {
            return Optional.of(error);
        }
        throw PostFailedException.said(channel, error);
    }

    private JsonObject answer(String channel, FormBody form, Attempt attempt) {
        SlackApi.Answer answer = call(channel, form, attempt);
        try {
            return JsonParser.parseString(answer.body()).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new PostFailedException(channel, "what answers is not Slack, for it says no JSON object", e);
        }
    }

    private SlackApi.Answer call(String channel, FormBody form, Attempt attempt) {
        while (true) {
            Duration left = attempt.left(clock);
            if (left.toMillis() == 0) {
                throw new PostFailedException(channel, "no time left");
            }
            SlackApi.Answer answer;
            try {
                answer = api.call("chat.postMessage", form, left);
            } catch (IOException e) {
                throw new PostFailedException(channel, "Slack can't be reached: " + e.getMessage(), e);
            }
            if (answer.status() == OK) {
                return answer;
            }
            if (answer.status() != TOO_MANY_REQUESTS) {
                throw new PostFailedException(channel, "Slack answers with HTTP status " + answer.status());
            }
            Duration wait = answer.retryAfter()
                    .filter(seconds -> seconds.matches("[0-9]{1,9}"))
                    .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                    .orElse(USUAL_WAIT);
            if (wait.compareTo(attempt.left(clock)) >= 0) {
                throw new PostFailedException(channel, "Slack asks to wait " + wait);
            }
            pause.pause(wait);
        }
    }
}
