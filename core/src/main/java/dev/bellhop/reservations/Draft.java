package dev.bellhop.reservations;

import dev.bellhop.reservations.Refusal.Field;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A booking as far as it is read, and what its times come to once all of it is. Each thing can be said once. */
final class Draft {

    private static final Duration DEFAULT_LENGTH = Duration.ofHours(1);
    private static final int LONGEST_REASON = 300;

    private final String resource;
    private Optional<String> location = Optional.empty();
    private Optional<ZoneId> zone = Optional.empty();
    private Optional<Dates.Named> day = Optional.empty();
    private Optional<Clocks.Time> time = Optional.empty();
    private Optional<Duration> delay = Optional.empty();
    private boolean startsNow;
    private Optional<Dates.Named> endDay = Optional.empty();
    private Optional<Clocks.Time> end = Optional.empty();
    private Optional<Duration> length = Optional.empty();
    private String reason = "";

    /** @param resource checked already */
    Draft(String resource) {
        this.resource = Names.key(resource);
    }

    NotUnderstood refuse(Field field, String problem, String example) {
        return new NotUnderstood(new Refusal(field, "", problem, "/reserve " + resource + " " + example));
    }

    void location(String text) {
        Names.wrongLocation(text).ifPresent(problem -> {
            throw refuse(Field.LOCATION, problem, "at \"Room 5\"");
        });
        once(location.isEmpty(), Field.LOCATION, "where");
        location = Optional.of(text);
    }

    void zone(ZoneId named) {
        once(zone.isEmpty(), Field.ZONE, "in which zone");
        zone = Optional.of(named);
    }

    void day(Dates.Named named) {
        once(day.isEmpty() && delay.isEmpty() && !startsNow, Field.WHEN, "on which day");
        day = Optional.of(named);
    }

    void time(Clocks.Time clock) {
        once(time.isEmpty() && delay.isEmpty() && !startsNow, Field.WHEN, "when it starts");
        if (clock.endOfDay()) {
            throw refuse(Field.WHEN, "A booking can end at 24:00, but not start then.", "tomorrow 0:00");
        }
        time = Optional.of(clock);
    }

    void delay(Duration fromNow) {
        once(day.isEmpty() && time.isEmpty() && delay.isEmpty() && !startsNow, Field.WHEN, "when it starts");
        delay = Optional.of(fromNow);
    }

    void now() {
        once(day.isEmpty() && time.isEmpty() && delay.isEmpty() && !startsNow, Field.WHEN, "when it starts");
        startsNow = true;
    }

    void end(Optional<Dates.Named> onDay, Clocks.Time clock) {
        once(end.isEmpty() && length.isEmpty(), Field.LENGTH, "how long it is");
        endDay = onDay;
        end = Optional.of(clock);
    }

    void length(Duration whole) {
        once(end.isEmpty() && length.isEmpty(), Field.LENGTH, "how long it is");
        if (whole.isZero()) {
            throw refuse(Field.LENGTH, "A booking lasts at least a minute.", "for 30m");
        }
        length = Optional.of(whole);
    }

    void reason(String text) {
        if (text.codePointCount(0, text.length()) > LONGEST_REASON) {
            throw refuse(
                    Field.REASON, "A reason has at most " + LONGEST_REASON + " characters.", "-- a shorter reason");
        }
        reason = text;
    }

    private void once(boolean first, Field field, String what) {
        if (!first) {
            throw refuse(field, "It says twice " + what + ".", "tomorrow 9am for 1h");
        }
    }

    boolean saysNothingYet() {
        return Stream.of(location, zone, day, time, delay, end, length).allMatch(Optional::isEmpty) && !startsNow;
    }

    Reading finish(Limits limits, ZoneId askersZone, Instant now) {
        ZoneId in = zone.orElse(askersZone);
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        Shift.Fixed start = start(in, minute, now);
        if (start.instant().isBefore(minute)) {
            // Before its end is looked at, for that it is past is what has to be said.
            Slot any = Slot.of(start.instant(), DEFAULT_LENGTH);
            return limits.refuse(resource, any, in, now, minute).orElseThrow();
        }
        Shift.Fixed stop = stop(start.instant(), in, minute);
        if (!stop.instant().isAfter(start.instant())) {
            throw refuse(
                    Field.LENGTH,
                    "The end, " + Limits.format(stop.instant(), in) + ", is not after the start, "
                            + Limits.format(start.instant(), in) + ". Past midnight, say how long it is.",
                    "tomorrow 22:00 for 1h");
        }
        Slot slot = new Slot(start.instant(), stop.instant());
        List<Shift> shifts =
                Stream.of(start.shift(), stop.shift()).flatMap(Optional::stream).toList();
        return limits.refuse(resource, slot, in, now, minute)
                .<Reading>map(refusal -> refusal)
                .orElseGet(() -> new ReserveCommand.Book(resource, location, slot, in, reason, shifts));
    }

    private Shift.Fixed start(ZoneId in, Instant minute, Instant now) {
        if (time.isEmpty()) {
            if (day.isPresent()) {
                throw refuse(Field.WHEN, "That is a day; at which time does it start?", "tomorrow 9am");
            }
            Instant start = delay.map(now::plus).orElse(minute);
            return new Shift.Fixed(start.truncatedTo(ChronoUnit.MINUTES), Optional.empty());
        }
        LocalDate today = LocalDate.ofInstant(minute, in);
        LocalDate date = day.map(named -> named.from(today, today)).orElse(today);
        Shift.Fixed first = at(date, time.get(), in, minute);
        boolean nextWeek = day.orElse(null) instanceof Dates.Named.Weekday
                && first.instant().isBefore(minute);
        return nextWeek ? at(date.plusWeeks(1), time.get(), in, minute) : first;
    }

    private Shift.Fixed stop(Instant start, ZoneId in, Instant minute) {
        if (end.isEmpty()) {
            return new Shift.Fixed(start.plus(length.orElse(DEFAULT_LENGTH)), Optional.empty());
        }
        LocalDate today = LocalDate.ofInstant(minute, in);
        LocalDate startDay = LocalDate.ofInstant(start, in);
        // The midnight that something lasts until is the one that ends the day, whichever way it is written.
        boolean nextDay = end.get().endOfDay() || (end.get().isMidnight() && endDay.isEmpty());
        LocalDate date = endDay.map(named -> named.from(startDay, today)).orElse(startDay);
        Instant afterStart = start.plusNanos(1);
        Shift.Fixed first = at(nextDay ? date.plusDays(1) : date, end.get(), in, afterStart);
        boolean nextWeek = endDay.orElse(null) instanceof Dates.Named.Weekday
                && !first.instant().isAfter(start);
        return nextWeek ? at(date.plusWeeks(1), end.get(), in, afterStart) : first;
    }

    private static Shift.Fixed at(LocalDate date, Clocks.Time clock, ZoneId in, Instant earliest) {
        return Shift.fix(LocalDateTime.of(date, clock.time()), in, instant -> !instant.isBefore(earliest));
    }
}
