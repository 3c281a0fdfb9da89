package dev.bellhop.memory;

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
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Calendars, bookings and watches in memory, with the conditions that a real store checks. */
public final class MemoryCalendars implements CalendarStore, Bookings, EndingBookings, WatchStore {

    private final Faults faults;
    private final MemoryStore marks;
    private final Map<String, TreeMap<LocalDate, Day>> days = new HashMap<>();
    private final Map<String, Booking> bookings = new TreeMap<>();
    private final Map<String, Set<String>> watchers = new HashMap<>();
    private final Deque<Runnable> meanwhile = new ArrayDeque<>();
    private int conflicts;
    private int commits;

    public MemoryCalendars(Faults faults, MemoryStore marks) {
        this.faults = faults;
        this.marks = marks;
    }

    /** The next {@code times} transactions meet another that is under way. */
    public void conflict(int times) {
        conflicts = times;
    }

    /** Someone else is faster: {@code other} happens after the next transaction was decided and before it is written. */
    public void meanwhile(Runnable other) {
        meanwhile.add(other);
    }

    public List<Booking> bookings() {
        return List.copyOf(bookings.values());
    }

    public List<Day> days(String team, String resource) {
        return List.copyOf(
                days.getOrDefault(team + " " + resource, new TreeMap<>()).values());
    }

    /** How many transactions were tried. */
    public int commits() {
        return commits;
    }

    @Override
    public List<Day> days(String team, String resource, LocalDate from, LocalDate to) {
        return faults.call(
                "days",
                () -> List.copyOf(days.getOrDefault(team + " " + resource, new TreeMap<>())
                        .subMap(from, true, to, true)
                        .values()));
    }

    @Override
    public Commit commit(Mark mark, Change change) {
        Runnable other = meanwhile.poll();
        if (other != null) {
            other.run();
        }
        return faults.call("commit", () -> {
            commits++;
            if (marks.mark(mark.identity()) == null && !holds(change)) {
                return new Commit.Conflict();
            }
            Commit commit = marks.insert(mark);
            if (commit instanceof Commit.Committed) {
                write(change);
            }
            return commit;
        });
    }

    private boolean holds(Change change) {
        if (conflicts > 0) {
            conflicts--;
            return false;
        }
        Booking booking = change.booking();
        Booking stored = bookings.get(booking.team() + " " + booking.id());
        int revision = stored == null ? 0 : stored.revision();
        TreeMap<LocalDate, Day> calendar = days.getOrDefault(key(booking), new TreeMap<>());
        return revision == booking.revision() - 1
                && change.days().stream()
                        .allMatch(day -> calendar.getOrDefault(day.date(), Day.empty(day.date()))
                                        .version()
                                == day.version());
    }

    private void write(Change change) {
        Booking booking = change.booking();
        bookings.put(booking.team() + " " + booking.id(), booking);
        TreeMap<LocalDate, Day> calendar = days.computeIfAbsent(key(booking), key -> new TreeMap<>());
        change.days().forEach(day -> calendar.put(day.date(), new Day(day.date(), day.version() + 1, day.holds())));
    }

    private static String key(Booking booking) {
        return booking.team() + " " + booking.resource();
    }

    @Override
    public Commit note(Mark mark, Booking booking) {
        Runnable other = meanwhile.poll();
        if (other != null) {
            other.run();
        }
        return faults.call("note", () -> {
            boolean asItWas = booking.equals(bookings.get(booking.team() + " " + booking.id()));
            return marks.mark(mark.identity()) == null && !asItWas ? new Commit.Conflict() : marks.insert(mark);
        });
    }

    @Override
    public Optional<Booking> find(String team, String id) {
        return faults.call("booking", () -> Optional.ofNullable(bookings.get(team + " " + id)));
    }

    @Override
    public List<Booking> ofUser(String team, String user, Instant after, int limit) {
        return live(team)
                .filter(booking ->
                        booking.user().equals(user) && !booking.slot().isOver(after))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Booking> overlapping(String team, Slot slot, int limit) {
        return live(team)
                .filter(booking -> booking.slot().overlaps(slot))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Booking> endingIn(Slot slot, int limit) {
        return live("").filter(booking -> slot.contains(booking.slot().end()))
                .limit(limit)
                .toList();
    }

    /** @param team empty for all */
    private Stream<Booking> live(String team) {
        return bookings.values().stream()
                .filter(booking -> team.isEmpty() || booking.team().equals(team))
                .filter(booking -> !booking.cancelled())
                .sorted(Comparator.comparing(booking -> booking.slot().end()));
    }

    @Override
    public Commit watch(Mark mark, String team, String resource, String user) {
        return faults.call("watch", () -> {
            Commit commit = marks.insert(mark);
            if (commit instanceof Commit.Committed) {
                watchers.computeIfAbsent(team + " " + resource, key -> new TreeSet<>())
                        .add(user);
            }
            return commit;
        });
    }

    @Override
    public Commit unwatch(Mark mark, String team, String resource, String user) {
        return faults.call("unwatch", () -> {
            Commit commit = marks.insert(mark);
            if (commit instanceof Commit.Committed) {
                watchers.getOrDefault(team + " " + resource, new TreeSet<>()).remove(user);
            }
            return commit;
        });
    }

    @Override
    public List<String> watchers(String team, String resource) {
        return faults.call(
                "watchers", () -> List.copyOf(watchers.getOrDefault(team + " " + resource, new TreeSet<>())));
    }

    @Override
    public List<String> watched(String team, String user) {
        return faults.call(
                "watched",
                () -> watchers.entrySet().stream()
                        .filter(watch -> watch.getKey().startsWith(team + " ")
                                && watch.getValue().contains(user))
                        .map(watch -> watch.getKey().substring(team.length() + 1))
                        .sorted()
                        .toList());
    }
}
