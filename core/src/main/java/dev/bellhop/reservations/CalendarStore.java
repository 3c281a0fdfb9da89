package dev.bellhop.reservations;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;
import java.time.LocalDate;
import java.util.List;

/**
 * Calendars and bookings, written together.
 *
 * <p>Every method throws an unchecked exception where the store can't be reached; a write may then have happened.
 */
public interface CalendarStore {

    /** The days from {@code from} to {@code to}, both included, that are stored; commits that returned before included. */
    List<Day> days(String team, String resource, LocalDate from, LocalDate to);

    /**
     * Writes the mark, the days and the booking, all or nothing. It is a conflict if a day is not stored at the version that
     * it was read at, or the booking not at the revision before this one; revision 1 must not be stored at all. A day is
     * stored with a version one higher.
     */
    Commit commit(Mark mark, Change change);

    /** Writes the mark if {@code booking} is stored at this very revision; else it is a conflict. */
    Commit note(Mark mark, Booking booking);
}
