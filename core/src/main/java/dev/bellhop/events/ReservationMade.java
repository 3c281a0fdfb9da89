package dev.bellhop.events;

import java.time.Instant;

/** A booking was made. */
public record ReservationMade(Reservation reservation, Instant time) implements ReservationEvent {

    public static final String TYPE = "bellhop.reservation.made.v1";

    @Override
    public String type() {
        return TYPE;
    }
}
