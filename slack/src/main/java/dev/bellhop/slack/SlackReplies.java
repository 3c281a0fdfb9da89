package dev.bellhop.slack;

import com.slack.api.model.block.LayoutBlock;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Journal;
import dev.bellhop.delivery.OwedReply;
import dev.bellhop.delivery.Patience;
import dev.bellhop.delivery.Replies;
import dev.bellhop.delivery.Reply;
import dev.bellhop.delivery.Way;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Answers with {@code chat.postMessage}, in the thread if the message stood in one. Where Slack says that the channel can
 * never be answered, whoever asked is told directly, and why.
 */
public final class SlackReplies implements Replies {

    private final Posts posts;
    private final ReplyText texts;
    private final Journal journal;

    public SlackReplies(SlackApi api, ReplyText texts, Patience.Pause pause, Journal journal, Clock clock) {
        this.posts = new Posts(api, pause, clock);
        this.texts = texts;
        this.journal = journal;
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
            post(reply, text, attempt).ifPresent(refusal -> journal.warn("line-refused", reply.channel(), refusal));
            return reply.way();
        };
    }

    private Optional<String> post(OwedReply reply, String text, Attempt attempt) {
        return isForAskerAlone(reply)
                ? posts.post(reply.user(), Optional.empty(), text, blocks(reply, text), attempt)
                : posts.post(reply.channel(), reply.thread(), text, blocks(reply, text), attempt);
    }

    /**
     * Counts are people's words and nothing else; a line about a booking has a mention and dates in it, one about an address
     * a command.
     */
    private static List<LayoutBlock> blocks(OwedReply reply, String text) {
        boolean markedUp = reply.reply() instanceof Reply.Booking || reply.reply() instanceof Reply.Address;
        return markedUp ? Said.sections(text) : List.of();
    }

    private static boolean isForAskerAlone(OwedReply reply) {
        return reply.reply() instanceof Reply.Watching || reply.reply() instanceof Reply.Address;
    }

    private static boolean isDirect(String channel) {
        return channel.startsWith("D");
    }

    private void tellDirectly(OwedReply reply, String text, String refusal, Attempt attempt) {
        journal.warn("reply-refused", reply.channel(), refusal);
        String explained = explanation(reply.channel(), refusal) + " This is what I wanted to say:\n" + text;
        posts.post(reply.user(), Optional.empty(), explained, blocks(reply, explained), attempt)
                .ifPresent(again -> journal.warn("reply-undeliverable", reply.user(), again));
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
}
