package dev.bellhop.reservations;

import java.util.List;

/**
 * What one transaction writes beside its mark.
 *
 * @param days as they are to be, each with the version that it was read at
 * @param booking as it is to be
 */
public record Change(List<Day> days, Booking booking) {

    public Change {
        days = List.copyOf(days);
    }
}
