package dev.bellhop.slack;

import dev.bellhop.reservations.Slot;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * Times as each reader's own clock shows them, and beside them as they are in a zone that is named: a reader elsewhere
 * would otherwise take the one for the other.
 *
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text#date-formatting">Formatting dates</a>
 */
public final class SlackTime {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter BOTH = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("EEE d MMM HH:mm:ss", Locale.ENGLISH);

    private SlackTime() {}

    static String range(Slot slot, ZoneId zone) {
        ZonedDateTime start = slot.start().atZone(zone);
        ZonedDateTime end = slot.end().atZone(zone);
        boolean oneDay = start.toLocalDate().equals(end.toLocalDate());
        return date(slot.start(), "{date_short_pretty} {time}", BOTH.format(start)) + " to "
                + date(slot.end(), oneDay ? "{time}" : "{date_short_pretty} {time}", BOTH.format(end))
                + " (" + plain(slot, zone) + ")";
    }

    /** As it is in {@code zone}, which is named: for where Slack's dates are not shown. */
    public static String plain(Slot slot, ZoneId zone) {
        ZonedDateTime start = slot.start().atZone(zone);
        ZonedDateTime end = slot.end().atZone(zone);
        boolean oneDay = start.toLocalDate().equals(end.toLocalDate());
        return BOTH.format(start) + " – " + (oneDay ? TIME : BOTH).format(end) + ", " + name(zone);
    }

    static String until(Instant instant, ZoneId zone) {
        String there = BOTH.format(instant.atZone(zone));
        return date(instant, "{date_short_pretty} {time}", there) + " (" + there + ", " + name(zone) + ")";
    }

    /** A moment, as in a log. */
    static String toTheSecond(Instant instant) {
        return date(
                instant, "{date_short_pretty} {time_secs}", SECONDS.format(instant.atZone(ZoneOffset.UTC)) + " UTC");
    }

    /** For where there is no zone to name but UTC. */
    static String at(Instant instant) {
        return date(instant, "{date_short_pretty} {time}", BOTH.format(instant.atZone(ZoneOffset.UTC)) + " UTC");
    }

    /** For the label of a button, in which Slack formats no dates. */
    static String label(Instant instant, Instant besides, ZoneId zone) {
        ZonedDateTime time = instant.atZone(zone);
        boolean sameDay = time.toLocalDate().equals(besides.atZone(zone).toLocalDate());
        return (sameDay ? TIME : BOTH).format(time);
    }

    static String day(TemporalAccessor time) {
        return DAY.format(time);
    }

    static String time(TemporalAccessor time) {
        return TIME.format(time);
    }

    /** What people call it. */
    static String name(ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    private static String date(Instant instant, String format, String fallback) {
        return "<!date^" + instant.getEpochSecond() + "^" + format + "|" + fallback + ">";
    }
}
