package dev.bellhop.events;

/** Something happened to a booking. */
public sealed interface ReservationEvent extends Event
        permits ReservationMade, ReservationCancelled, ReservationExtended, ReservationEnding {

    Reservation reservation();

    @Override
    default String subject() {
        return reservation().resource();
    }

    @Override
    default String team() {
        return reservation().team();
    }
}
