package dev.bellhop.slack;

import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.request.chat.ChatPostMessageRequest;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.model.block.LayoutBlock;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Patience;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Posts messages, and tells what Slack can't take now from what it will never take.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/chat.postMessage#errors">Errors of chat.postMessage</a>
 */
final class Posts {

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
        ChatPostMessageRequest request = ChatPostMessageRequest.builder()
                .channel(channel)
                .threadTs(thread.orElse(null))
                .text(text)
                .blocks(blocks.isEmpty() ? null : blocks)
                // People's words are shown as they are: no bold, no links, no one called by a name.
                .mrkdwn(false)
                .parse("none")
                .linkNames(false)
                .unfurlLinks(false)
                .unfurlMedia(false)
                .build();
        ChatPostMessageResponse response = call(request, attempt);
        if (response.isOk()) {
            return Optional.empty();
        }
        if (isRefusal(response.getError())) {
            return Optional.of(response.getError());
        }
        throw new PostFailedException(channel, "Slack says " + response.getError());
    }

    private static boolean isRefusal(@Nullable String error) {
        return error != null && (REFUSALS.contains(error) || error.startsWith("restricted_action"));
    }

    private ChatPostMessageResponse call(ChatPostMessageRequest request, Attempt attempt) {
        while (true) {
            Duration left = attempt.left(clock);
            if (left.toMillis() == 0) {
                throw new PostFailedException(request.getChannel(), "no time left");
            }
            try {
                return api.methods(left).chatPostMessage(request);
            } catch (IOException e) {
                throw new PostFailedException(request.getChannel(), "Slack can't be reached: " + e.getMessage(), e);
            } catch (SlackApiException e) {
                Duration wait = waitAfter(request, e);
                if (wait.compareTo(attempt.left(clock)) >= 0) {
                    throw new PostFailedException(request.getChannel(), "Slack asks to wait " + wait, e);
                }
                pause.pause(wait);
            }
        }
    }

    private static Duration waitAfter(ChatPostMessageRequest request, SlackApiException e) {
        int status = e.getResponse().code();
        if (status != TOO_MANY_REQUESTS) {
            throw new PostFailedException(request.getChannel(), "Slack answers with HTTP status " + status, e);
        }
        String seconds = e.getResponse().header("Retry-After");
        return seconds != null && seconds.matches("[0-9]{1,9}")
                ? Duration.ofSeconds(Long.parseLong(seconds))
                : USUAL_WAIT;
    }
}
