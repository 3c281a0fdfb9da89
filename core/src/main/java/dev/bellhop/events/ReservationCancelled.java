package dev.bellhop.events;

import java.time.Instant;

/**
 * A booking was cancelled before its end, by its holder or an operator.
 *
 * @param by who cancelled it
 */
public record ReservationCancelled(Reservation reservation, String by, Instant time) implements ReservationEvent {

    public static final String TYPE = "bellhop.reservation.cancelled.v1";

    @Override
    public String type() {
        return TYPE;
    }
}
