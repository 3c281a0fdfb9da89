package dev.bellhop.words;

import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Way;
import dev.bellhop.events.Ts;
import java.time.Instant;
import java.util.Optional;

/**
 * What somebody said in Slack, whichever way it reached us.
 *
 * @param team the workspace, the envelope's outer {@code team_id}
 * @param channelType Slack's {@code channel}, {@code group}, {@code im} or {@code mpim}; {@code unknown} where Slack
 *     doesn't say
 * @param thread {@code thread_ts}, in a thread
 * @param ts seconds and microseconds, unique in its channel
 * @param mentionsBot whether the bot is mentioned in it
 */
public record Message(
        String team,
        String channel,
        String channelType,
        Optional<String> thread,
        String user,
        String ts,
        String text,
        boolean mentionsBot,
        Way way) {

    public static final String UNKNOWN_CHANNEL_TYPE = "unknown";

    public Identity identity() {
        return Identity.ofMessage(team, channel, ts);
    }

    public boolean isDirect() {
        return channelType.equals("im");
    }

    /**
     * When it was said.
     *
     * @throws IllegalArgumentException where {@code ts} isn't Slack's {@code 1700000000.000100}
     */
    public Instant time() {
        return Ts.time(ts);
    }
}
