package dev.bellhop.reservations;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Some days of one resource, and the rules about them. It is right about a slot only if it was made of all the days that
 * the slot touches; a day that is not stored has no bookings.
 */
public final class Calendar {

    static final Comparator<Hold> BY_START =
            Comparator.comparing((Hold hold) -> hold.slot().start()).thenComparing(Hold::id);

    /** A booking this long over is dropped from each day that is written: by then no clock takes it for a live one. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final SortedMap<LocalDate, Day> read;
    private final SortedMap<LocalDate, Day> days;

    private Calendar(SortedMap<LocalDate, Day> read, SortedMap<LocalDate, Day> days) {
        this.read = read;
        this.days = days;
    }

    public static Calendar of(Collection<Day> days) {
        SortedMap<LocalDate, Day> read = new TreeMap<>();
        days.forEach(day -> read.put(day.date(), day));
        return new Calendar(read, read);
    }

    /** What stands in the way of a booking, if anything does. */
    public sealed interface Verdict {

        record Free() implements Verdict {}

        /** The asker has that resource and location already, at some of that time. */
        record Yours(Hold hold) implements Verdict {}

        /** Someone has it; also the asker, at another location that is not apart from this one. */
        record Taken(Hold hold) implements Verdict {}

        /** A day has as many bookings as can be kept. */
        record Full(LocalDate day) implements Verdict {}
    }

    /** Whether {@code user} may have {@code slot} at {@code location}. */
    public Verdict check(String user, Optional<String> location, Slot slot) {
        List<Hold> blocking =
                holds().stream().filter(hold -> hold.blocks(location, slot)).toList();
        Optional<Hold> own = blocking.stream()
                .filter(hold -> hold.user().equals(user) && hold.isAt(location))
                .findFirst();
        if (own.isPresent()) {
            return new Verdict.Yours(own.get());
        }
        return blocking.isEmpty() ? room("", slot) : new Verdict.Taken(blocking.get(0));
    }

    /** Whether a booking that is there may last for {@code longer} instead. */
    public Verdict check(Hold held, Slot longer) {
        return holds().stream()
                .filter(hold -> !hold.id().equals(held.id()) && hold.blocks(held.location(), longer))
                .findFirst()
                .<Verdict>map(Verdict.Taken::new)
                .orElseGet(() -> room(held.id(), longer));
    }

    /** Whether there is room for one booking more, or for {@code id}, which has its place in some days already. */
    private Verdict room(String id, Slot slot) {
        return slot.days().stream()
                .filter(date -> day(date).isFull() && !day(date).has(id))
                .findFirst()
                .<Verdict>map(Verdict.Full::new)
                .orElseGet(Verdict.Free::new);
    }

    /** This calendar with {@code hold} in all its days, in place of what had its id there. */
    public Calendar with(Hold hold, Instant now) {
        SortedMap<LocalDate, Day> next = new TreeMap<>(days);
        for (LocalDate date : hold.slot().days()) {
            next.put(date, day(date).withoutOver(now.minus(KEPT)).with(hold));
        }
        return new Calendar(read, next);
    }

    /** This calendar without the booking {@code id}. */
    public Calendar without(String id, Instant now) {
        SortedMap<LocalDate, Day> next = new TreeMap<>(days);
        next.replaceAll((date, day) -> day.has(id) ? day.without(id).withoutOver(now.minus(KEPT)) : day);
        return new Calendar(read, next);
    }

    /** The days that are not as they were read, with the version that they were read at. */
    public List<Day> changed() {
        return days.values().stream()
                .filter(day -> !day.equals(read.get(day.date())))
                .toList();
    }

    /** All bookings in these days, each once, in order of their start. */
    public List<Hold> holds() {
        Map<String, Hold> holds = new HashMap<>();
        days.values().forEach(day -> day.holds().forEach(hold -> holds.put(hold.id(), hold)));
        return holds.values().stream().sorted(BY_START).toList();
    }

    /**
     * The first slot of the same length, from {@code wanted} on, that nobody has.
     *
     * @param latest the latest start of one; the calendar has to have all days up to the end of that
     */
    public Optional<Slot> nextFree(Optional<String> location, Slot wanted, Instant latest) {
        Slot free = wanted;
        for (Hold hold : holds()) {
            if (hold.blocks(location, free)) {
                free = Slot.of(hold.slot().end(), wanted.length());
            }
        }
        return free.start().isAfter(latest) ? Optional.empty() : Optional.of(free);
    }

    private Day day(LocalDate date) {
        return days.getOrDefault(date, Day.empty(date));
    }
}
