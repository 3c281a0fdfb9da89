package dev.bellhop.reservations;

import dev.bellhop.events.Reservation;
import java.time.ZoneId;

/**
 * One booking, from when it is made; it stays readable after it is cancelled or over.
 *
 * @param resource in lower case
 * @param hold its place in the resource's calendar; when it is cancelled, the place that it had
 * @param revision 1 when it is made, one more at each change
 * @param zone in which its times were given
 * @param reason as it was given; empty where none was
 */
public record Booking(
        String team, String resource, Hold hold, int revision, ZoneId zone, String reason, boolean cancelled) {

    /** The booking that {@code fact} tells of. */
    public static Booking of(Reservation fact, boolean cancelled) {
        return new Booking(
                fact.team(),
                fact.resource(),
                new Hold(fact.id(), fact.location(), fact.user(), new Slot(fact.start(), fact.end())),
                fact.revision(),
                ZoneId.of(fact.zone()),
                fact.reason(),
                cancelled);
    }

    public String id() {
        return hold.id();
    }

    public String user() {
        return hold.user();
    }

    public Slot slot() {
        return hold.slot();
    }

    Booking cancel() {
        return new Booking(team, resource, hold, revision + 1, zone, reason, true);
    }

    Booking until(Slot longer) {
        return new Booking(team, resource, hold.until(longer), revision + 1, zone, reason, cancelled);
    }

    Reservation asFact() {
        return new Reservation(
                team,
                id(),
                revision,
                resource,
                hold.location(),
                user(),
                slot().start(),
                slot().end(),
                zone.getId(),
                reason);
    }
}
