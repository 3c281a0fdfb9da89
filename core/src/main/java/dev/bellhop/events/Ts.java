package dev.bellhop.events;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Slack's {@code ts}: a message's id in its channel, and when it was said. */
public final class Ts {

    private static final Pattern TS = Pattern.compile("([0-9]{1,11})(?:\\.([0-9]{1,6}))?");

    private Ts() {}

    /**
     * When {@code ts} was.
     *
     * @throws IllegalArgumentException where it isn't seconds and microseconds, as {@code 1700000000.000100}
     */
    public static Instant time(String ts) {
        Matcher parts = TS.matcher(ts);
        if (!parts.matches()) {
            throw new IllegalArgumentException("A ts looks like 1700000000.000100; this one does not.");
        }
        try {
            String fraction = parts.group(2) == null ? "" : parts.group(2);
            long micros = Long.parseLong((fraction + "000000").substring(0, 6));
            return Instant.ofEpochSecond(Long.parseLong(parts.group(1)), micros * 1_000);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("A ts looks like 1700000000.000100; this one does not.", e);
        }
    }
}
