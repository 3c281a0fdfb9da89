package dev.bellhop.reservations;

import dev.bellhop.people.Address;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What can be asked for with {@code /reserve}. Names of resources are in lower case. */
public sealed interface ReserveCommand extends Reading {

    /** Nothing was said: show the form. */
    record Open() implements ReserveCommand {}

    /**
     * @param zone named, or else the asker's
     * @param reason empty where none was given
     * @param shifts where a clock change made the times other than they were given
     */
    record Book(String resource, Optional<String> location, Slot slot, ZoneId zone, String reason, List<Shift> shifts)
            implements ReserveCommand {
        public Book {
            shifts = List.copyOf(shifts);
        }
    }

    record Show(Scope scope) implements ReserveCommand {}

    /** @param target a resource, or the id of a booking */
    record Cancel(String target) implements ReserveCommand {}

    /**
     * @param target a resource, or the id of a booking
     * @param by how much longer
     */
    record Extend(String target, Duration by) implements ReserveCommand {}

    /** @param target a resource, or the id of a booking */
    record Release(String target) implements ReserveCommand {}

    record Watch(String resource) implements ReserveCommand {}

    record Unwatch(String resource) implements ReserveCommand {}

    /** @param address where the asker wants to be told from now on */
    record Notify(Address address) implements ReserveCommand {}

    /** @param code six digits */
    record Confirm(String code) implements ReserveCommand {}

    record Help() implements ReserveCommand {}

    /** Whose bookings are to be shown; always those that are not over. */
    sealed interface Scope {

        record Everything() implements Scope {}

        record Mine() implements Scope {}

        /** @param day the rest of the asker's day */
        record Today(Slot day) implements Scope {}

        record Of(String resource) implements Scope {}
    }
}
