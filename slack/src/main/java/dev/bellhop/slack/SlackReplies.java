package dev.bellhop.slack;

import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.request.chat.ChatPostMessageRequest;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Journal;
import dev.bellhop.delivery.OwedReply;
import dev.bellhop.delivery.Patience;
import dev.bellhop.delivery.Replies;
import dev.bellhop.delivery.Reply;
import dev.bellhop.delivery.Way;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers with {@code chat.postMessage}, in the thread if the message stood in one. Where Slack says that the channel can
 * never be answered, whoever asked is told directly, and why.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/chat.postMessage#errors">Errors of chat.postMessage</a>
 */
public final class SlackReplies implements Replies {

    private static final int TOO_MANY_REQUESTS = 429;

    /** Where Slack doesn't say how long to wait: a channel takes about one message a second. */
    private static final Duration USUAL_WAIT = Duration.ofSeconds(1);

    /**
     * No later try will be taken. What an operator can mend, such as {@code invalid_auth} or {@code missing_scope}, is not
     * among them, and neither is what nobody foresaw: that stays owed.
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
    private final ReplyText texts;
    private final Patience.Pause pause;
    private final Journal journal;
    private final Clock clock;

    public SlackReplies(SlackApi api, ReplyText texts, Patience.Pause pause, Journal journal, Clock clock) {
        this.api = api;
        this.texts = texts;
        this.pause = pause;
        this.journal = journal;
        this.clock = clock;
    }

    /** {@inheritDoc} Saying it throws {@link PostFailedException} where Slack can't be reached or can't take it now. */
    @Override
    public Ready ready(OwedReply reply) {
        String text = texts.of(reply);
        return attempt -> {
            post(reply, text, attempt).ifPresent(refusal -> tellDirectly(reply, text, refusal, attempt));
            return Way.EVENT;
        };
    }

    /**
     * The same where whoever asked is answered in another way: a channel that can't be told is left alone. Nothing is said
     * that is for them alone, or that they would read beside their answer in a direct message.
     */
    public Ready aside(OwedReply reply) {
        if (isForAskerAlone(reply) || isDirect(reply.channel())) {
            return attempt -> reply.way();
        }
        String text = texts.of(reply);
        return attempt -> {
            post(reply, text, attempt).ifPresent(refusal -> journal.note("line-refused", reply.channel(), refusal));
            return reply.way();
        };
    }

    private Optional<String> post(OwedReply reply, String text, Attempt attempt) {
        return isForAskerAlone(reply)
                ? post(reply.user(), Optional.empty(), text, isMarkedUp(reply), attempt)
                : post(reply.channel(), reply.thread(), text, isMarkedUp(reply), attempt);
    }

    /**
     * Counts are people's words and nothing else; a line about a booking has a mention and dates in it, one about an address
     * a command.
     */
    private static boolean isMarkedUp(OwedReply reply) {
        return reply.reply() instanceof Reply.Booking || reply.reply() instanceof Reply.Address;
    }

    private static boolean isForAskerAlone(OwedReply reply) {
        return reply.reply() instanceof Reply.Watching || reply.reply() instanceof Reply.Address;
    }

    private static boolean isDirect(String channel) {
        return channel.startsWith("D");
    }

    private void tellDirectly(OwedReply reply, String text, String refusal, Attempt attempt) {
        journal.note("reply-refused", reply.channel(), refusal);
        String explained = explanation(reply.channel(), refusal) + " This is what I wanted to say:\n" + text;
        post(reply.user(), Optional.empty(), explained, isMarkedUp(reply), attempt)
                .ifPresent(again -> journal.note("reply-undeliverable", reply.user(), again));
    }

    private static String explanation(String channel, String refusal) {
        String there = "<#" + SlackText.escape(channel) + ">";
        return switch (refusal) {
            case "not_in_channel", "channel_not_found" ->
                "I can't answer in " + there + ", for I am not in it. Type /invite @ and my name there, and I can.";
            case "is_archived" -> "I can't answer in " + there + ", for it is archived.";
            case "cannot_reply_to_message", "thread_not_found" ->
                "I can't answer in that thread of " + there + ". Say it in the channel, and I can.";
            default ->
                "I can't answer in " + there + ", for Slack says " + refusal
                        + ". Ask an administrator to let me post there.";
        };
    }

    /** Posts to a channel or, directly, a person; returns Slack's error where no later try will be taken. */
    private Optional<String> post(
            String channel, Optional<String> thread, String text, boolean markedUp, Attempt attempt) {
        ChatPostMessageRequest request = ChatPostMessageRequest.builder()
                .channel(channel)
                .threadTs(thread.orElse(null))
                .text(text)
                .blocks(markedUp ? Said.sections(text) : null)
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
