package dev.bellhop.events;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message was counted.
 *
 * @param text as Slack sent it, at most {@value #MOST_TEXT} code points of it
 * @param truncated whether there was more text
 */
public record MessageCounted(
        String team,
        String channel,
        String channelType,
        Optional<String> thread,
        String user,
        String ts,
        String text,
        boolean truncated,
        List<WordTimes> words)
        implements Event {

    public static final String TYPE = "bellhop.message.counted.v1";

    /** What Slack calls a public channel. */
    private static final String PUBLIC_CHANNEL = "channel";

    /** Enough for a reader; a whole message of Slack's 40,000 characters need not fit into an SNS message. */
    public static final int MOST_TEXT = 8_000;

    public MessageCounted {
        words = List.copyOf(words);
    }

    /**
     * Whether everybody in the workspace may read it. Where Slack did not say what kind of channel it was in
     * ({@code unknown}), it is not known to be public.
     */
    public boolean isPublic() {
        return channelType.equals(PUBLIC_CHANNEL);
    }

    /** The same with at most {@code codePoints} of its text. */
    public MessageCounted withTextAtMost(int codePoints) {
        if (text.codePointCount(0, text.length()) <= codePoints) {
            return this;
        }
        String cut = text.substring(0, text.offsetByCodePoints(0, codePoints));
        return new MessageCounted(team, channel, channelType, thread, user, ts, cut, true, words);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String subject() {
        return channel;
    }

    @Override
    public Instant time() {
        return Ts.time(ts);
    }
}
