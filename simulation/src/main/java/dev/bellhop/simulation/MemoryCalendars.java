package dev.bellhop.simulation;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;
import dev.bellhop.reservations.Booking;
import dev.bellhop.reservations.Bookings;
import dev.bellhop.reservations.CalendarStore;
import dev.bellhop.reservations.Change;
import dev.bellhop.reservations.Day;
import dev.bellhop.reservations.EndingBookings;
import dev.bellhop.reservations.Slot;
import dev.bellhop.reservations.WatchStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Calendars, bookings and watches, in memory. */
final class MemoryCalendars implements CalendarStore, Bookings, EndingBookings, WatchStore {

    private record Key(String team, String name) {}

    private static final Comparator<Booking> BY_END =
            Comparator.comparing((Booking booking) -> booking.slot().end()).thenComparing(Booking::id);

    private final MemoryLedger ledger;
    private final Map<Key, NavigableMap<LocalDate, Day>> days = new HashMap<>();
    private final Map<Key, Booking> bookings = new HashMap<>();
    private final Map<Key, Set<String>> watchers = new HashMap<>();

    MemoryCalendars(MemoryLedger ledger) {
        this.ledger = ledger;
    }

    /** All that were ever made. */
    Collection<Booking> bookings() {
        return bookings.values();
    }

    /** All days of {@code resource}. */
    Collection<Day> days(String team, String resource) {
        return calendar(team, resource).values();
    }

    private NavigableMap<LocalDate, Day> calendar(String team, String resource) {
        return days.computeIfAbsent(new Key(team, resource), key -> new TreeMap<>());
    }

    @Override
    public List<Day> days(String team, String resource, LocalDate from, LocalDate to) {
        return List.copyOf(calendar(team, resource).subMap(from, true, to, true).values());
    }

    @Override
    public Commit commit(Mark mark, Change change) {
        return ledger.has(mark.identity()) || holds(change)
                ? ledger.open(mark, () -> write(change))
                : new Commit.Conflict();
    }

    private boolean holds(Change change) {
        Booking booking = change.booking();
        NavigableMap<LocalDate, Day> calendar = calendar(booking.team(), booking.resource());
        return revision(booking) == booking.revision() - 1
                && change.days().stream()
                        .allMatch(day -> calendar.getOrDefault(day.date(), Day.empty(day.date()))
                                        .version()
                                == day.version());
    }

    private int revision(Booking booking) {
        return find(booking.team(), booking.id()).map(Booking::revision).orElse(0);
    }

    private void write(Change change) {
        Booking booking = change.booking();
        bookings.put(new Key(booking.team(), booking.id()), booking);
        NavigableMap<LocalDate, Day> calendar = calendar(booking.team(), booking.resource());
        change.days().forEach(day -> calendar.put(day.date(), new Day(day.date(), day.version() + 1, day.holds())));
    }

    @Override
    public Commit note(Mark mark, Booking booking) {
        return ledger.has(mark.identity()) || revision(booking) == booking.revision()
                ? ledger.open(mark)
                : new Commit.Conflict();
    }

    @Override
    public Optional<Booking> find(String team, String id) {
        return Optional.ofNullable(bookings.get(new Key(team, id)));
    }

    @Override
    public List<Booking> ofUser(String team, String user, Instant after, int limit) {
        return live().filter(booking -> booking.team().equals(team)
                        && booking.user().equals(user)
                        && !booking.slot().isOver(after))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Booking> overlapping(String team, Slot slot, int limit) {
        return live().filter(
                        booking -> booking.team().equals(team) && booking.slot().overlaps(slot))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Booking> endingIn(Slot slot, int limit) {
        return live().filter(booking -> slot.contains(booking.slot().end()))
                .limit(limit)
                .toList();
    }

    private Stream<Booking> live() {
        return bookings.values().stream()
                .filter(booking -> !booking.cancelled())
                .sorted(BY_END);
    }

    @Override
    public Commit watch(Mark mark, String team, String resource, String user) {
        return ledger.open(mark, () -> of(team, resource).add(user));
    }

    @Override
    public Commit unwatch(Mark mark, String team, String resource, String user) {
        return ledger.open(mark, () -> of(team, resource).remove(user));
    }

    @Override
    public List<String> watchers(String team, String resource) {
        return List.copyOf(of(team, resource));
    }

    private Set<String> of(String team, String resource) {
        return watchers.computeIfAbsent(new Key(team, resource), key -> new TreeSet<>());
    }

    @Override
    public List<String> watched(String team, String user) {
        return watchers.entrySet().stream()
                .filter(entry ->
                        entry.getKey().team().equals(team) && entry.getValue().contains(user))
                .map(entry -> entry.getKey().name())
                .sorted()
                .toList();
    }
}
