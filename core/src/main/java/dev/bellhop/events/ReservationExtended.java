package dev.bellhop.events;

import java.time.Instant;

/**
 * A booking ends later than before; {@code reservation} has the new end.
 *
 * @param by who extended it
 */
public record ReservationExtended(Reservation reservation, String by, Instant time) implements ReservationEvent {

    public static final String TYPE = "bellhop.reservation.extended.v1";

    @Override
    public String type() {
        return TYPE;
    }
}
