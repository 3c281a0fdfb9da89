package dev.bellhop.bot;

import dev.bellhop.delivery.Way;
import dev.bellhop.events.Ts;
import dev.bellhop.words.Message;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes messages of what Slack sent, of which any part may be missing or malformed. */
final class Heard {

    /** Slack's ids are upper-case letters and digits; those of stand-ins may be more readable. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** What else Slack names things by; never long enough to be too long for an identity. */
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_.:-]{1,200}");

    private Heard() {}

    /**
     * @param thread {@code thread_ts}
     * @throws BadRequestException where a part is missing or malformed; the message names it
     */
    static Message message(
            @Nullable String team,
            @Nullable String channel,
            @Nullable String channelType,
            @Nullable String thread,
            @Nullable String user,
            @Nullable String ts,
            @Nullable String text,
            boolean mentionsBot,
            Way way) {
        String in = id(channel, "channel");
        return new Message(
                id(team, "team"),
                in,
                channelType(in, channelType),
                Optional.ofNullable(thread).filter(Heard::isTs),
                id(user, "user"),
                ts(ts, "ts"),
                text == null ? "" : text,
                mentionsBot,
                way);
    }

    static String id(@Nullable String id, String name) {
        if (id == null || !ID.matcher(id).matches()) {
            throw new BadRequestException("The " + name + " is missing or not an id.");
        }
        return id;
    }

    /** A part of an identity, such as a {@code trigger_id}. */
    static String part(@Nullable String part, String name) {
        if (part == null || !PART.matcher(part).matches()) {
            throw new BadRequestException("The " + name + " is missing or malformed.");
        }
        return part;
    }

    /** A {@code response_url}. */
    static String responseUrl(@Nullable String url) {
        if (url == null || !(url.startsWith("https://") || url.startsWith("http://"))) {
            throw new BadRequestException("The response_url is missing or no URL.");
        }
        return url;
    }

    static String ts(@Nullable String ts, String name) {
        if (ts == null || !isTs(ts)) {
            throw new BadRequestException("The " + name + " is missing or not a time such as 1700000000.000100.");
        }
        return ts;
    }

    private static boolean isTs(String ts) {
        try {
            return Ts.time(ts).getEpochSecond() >= 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A mention doesn't say what it was made in, and an app's home says {@code app_home}; a D is always a direct one. */
    private static String channelType(String channel, @Nullable String given) {
        if (channel.startsWith("D")) {
            return "im";
        }
        return given == null ? Message.UNKNOWN_CHANNEL_TYPE : given;
    }
}
