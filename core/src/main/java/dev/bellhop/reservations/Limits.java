package dev.bellhop.reservations;

import dev.bellhop.reservations.Refusal.Field;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * How long and how far ahead one may book.
 *
 * @param longest one booking with all its extensions; whole hours, at most {@value #MOST_HOURS}
 */
public record Limits(Duration longest) {

    /** A booking, its mark and a calendar item for each of its days have to fit into one transaction of 100. */
    public static final int MOST_HOURS = 90 * 24;

    /** How far ahead a booking may start. */
    static final Duration AHEAD = Duration.ofDays(90);

    /** A button is pressed a little after its text was written, and a command is read a little before it is done. */
    static final Duration GRACE = Duration.ofMinutes(5);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm", Locale.ENGLISH);

    public Limits {
        if (longest.compareTo(Duration.ofHours(1)) < 0 || longest.compareTo(Duration.ofHours(MOST_HOURS)) > 0) {
            throw new IllegalArgumentException("The longest booking is 1 to " + MOST_HOURS + " hours, not " + longest);
        }
    }

    /** What is wrong with {@code slot}, if anything is. */
    Optional<Refusal> refuse(String resource, Slot slot, ZoneId zone, Instant now) {
        return refuse(resource, slot, zone, now, now.minus(GRACE));
    }

    /** The same at the time of asking: what starts before {@code earliest} is past. */
    Optional<Refusal> refuse(String resource, Slot slot, ZoneId zone, Instant now, Instant earliest) {
        if (slot.start().isBefore(earliest)) {
            return refusal(
                    Field.WHEN,
                    format(slot.start(), zone) + " is past: in " + zone + " it is " + format(now, zone) + ".",
                    resource,
                    "tomorrow " + time(slot.start(), zone));
        }
        if (slot.start().isAfter(latestStart(now))) {
            return refusal(
                    Field.WHEN,
                    format(slot.start(), zone) + " is too far ahead: a booking starts at most " + AHEAD.toDays()
                            + " days from now, which is until " + format(latestStart(now), zone) + ".",
                    resource,
                    "tomorrow " + time(slot.start(), zone));
        }
        return refuseLength(resource, slot.length());
    }

    private Optional<Refusal> refuseLength(String resource, Duration length) {
        return length.compareTo(longest) <= 0
                ? Optional.empty()
                : refusal(
                        Field.LENGTH,
                        Lengths.format(length) + " is too long: one booking lasts at most " + Lengths.format(longest)
                                + ".",
                        resource,
                        "for " + longest.toHours() + "h");
    }

    /** What is wrong with a booking lasting as long as {@code longer}, if anything is. */
    Optional<Refusal> refuseExtension(String resource, Slot longer) {
        if (longer.length().compareTo(longest) <= 0) {
            return Optional.empty();
        }
        return Optional.of(new Refusal(
                Field.LENGTH,
                "",
                "With that it would last " + Lengths.format(longer.length()) + ", and one booking lasts at most "
                        + Lengths.format(longest) + ", extensions counted.",
                "/reserve extend " + resource + " 15m"));
    }

    static Instant latestStart(Instant now) {
        return now.plus(AHEAD);
    }

    static String format(Instant instant, ZoneId zone) {
        return TIME.format(instant.atZone(zone));
    }

    private static String time(Instant instant, ZoneId zone) {
        return DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).format(instant.atZone(zone));
    }

    private static Optional<Refusal> refusal(Field field, String problem, String resource, String rest) {
        return Optional.of(new Refusal(field, "", problem, "/reserve " + resource + " " + rest));
    }
}
