package dev.bellhop.reservations;

import java.util.Optional;

/**
 * A live booking as a resource's calendar knows it.
 *
 * @param id the booking's
 * @param location which one of the resource; empty for the whole of it
 * @param user who has it
 */
public record Hold(String id, Optional<String> location, String user, Slot slot) {

    /** Whether whoever wants {@code wanted} at {@code at} can't have it because of this one. */
    boolean blocks(Optional<String> at, Slot wanted) {
        boolean apart = location.isPresent() && at.isPresent() && !isAt(at);
        return !apart && slot.overlaps(wanted);
    }

    boolean isAt(Optional<String> other) {
        return location.map(Names::key).equals(other.map(Names::key));
    }

    Hold until(Slot longer) {
        return new Hold(id, location, user, longer);
    }
}
