package dev.bellhop.events;

import java.time.Instant;

/**
 * A booking ends soon.
 *
 * @param by its holder, for whom it ends
 */
public record ReservationEnding(Reservation reservation, String by, Instant time) implements ReservationEvent {

    public static final String TYPE = "bellhop.reservation.ending.v1";

    @Override
    public String type() {
        return TYPE;
    }
}
