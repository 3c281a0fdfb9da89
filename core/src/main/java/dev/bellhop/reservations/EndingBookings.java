package dev.bellhop.reservations;

import java.util.List;

/** The index of live bookings by their end. */
@FunctionalInterface
public interface EndingBookings {

    /** Bookings of all workspaces that are live and end in {@code slot}, soonest first; may lag a little. */
    List<Booking> endingIn(Slot slot, int limit);
}
