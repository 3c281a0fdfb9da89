package dev.bellhop.reservations;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks bookings up. What one resource has is in its {@linkplain CalendarStore calendar}, which never lags. */
public interface Bookings {

    /** The booking as it stands now, cancelled and over ones included; commits that returned before included. */
    Optional<Booking> find(String team, String id);

    /** What {@code user} has live and ending after {@code after}, soonest end first; may lag a little. */
    List<Booking> ofUser(String team, String user, Instant after, int limit);

    /** What anyone has live and overlapping {@code slot}, soonest end first; may lag a little. */
    List<Booking> overlapping(String team, Slot slot, int limit);
}
