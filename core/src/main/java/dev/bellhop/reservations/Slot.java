package dev.bellhop.reservations;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A half-open interval, so that one may end in the instant in which the next starts.
 *
 * @param start the first instant of it
 * @param end the first instant after it
 */
public record Slot(Instant start, Instant end) {

    /** @throws IllegalArgumentException where it would not end after its start */
    public Slot {
        if (!end.isAfter(start)) {
            throw new IllegalArgumentException(
                    "A slot ends after its start; this one would be " + start + " to " + end);
        }
    }

    public static Slot of(Instant start, Duration length) {
        return new Slot(start, start.plus(length));
    }

    public Duration length() {
        return Duration.between(start, end);
    }

    public boolean overlaps(Slot other) {
        return start.isBefore(other.end) && other.start.isBefore(end);
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(start) && instant.isBefore(end);
    }

    public boolean isOver(Instant now) {
        return !end.isAfter(now);
    }

    /** The UTC days that it touches, in order. */
    public List<LocalDate> days() {
        return firstDay().datesUntil(lastDay().plusDays(1)).toList();
    }

    LocalDate firstDay() {
        return LocalDate.ofInstant(start, ZoneOffset.UTC);
    }

    LocalDate lastDay() {
        return LocalDate.ofInstant(end.minusNanos(1), ZoneOffset.UTC);
    }
}
