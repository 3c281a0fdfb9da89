package dev.bellhop.files;

import dev.bellhop.events.FileEvent;
import java.util.Optional;

/**
 * The message with which somebody shared a file.
 *
 * @param channelType Slack's {@code channel}, {@code group}, {@code im} or {@code mpim}; {@code unknown} where Slack didn't say
 * @param thread {@code thread_ts}, where the message stands in a thread
 * @param ts the message's
 * @param user who said it
 */
public record Share(String channel, String channelType, Optional<String> thread, String ts, String user) {

    public static Share of(FileEvent event) {
        return new Share(event.channel(), event.channelType(), event.thread(), event.ts(), event.user());
    }

    /** The thread that it is answered in: its own, or else one that the answer begins below it. */
    public String answerThread() {
        return thread.orElse(ts);
    }

    /**
     * What it is seen by: the channel, or, where it was shared with the bot alone, who shared it. Slack tells of nobody's direct
     * conversations.
     */
    public String conversation() {
        return channel.startsWith("D") ? user : channel;
    }
}
