package dev.bellhop.reservations;

import dev.bellhop.delivery.BookingChange;
import dev.bellhop.reservations.ReserveCommand.Scope;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What became of a request: everything that an answer needs. */
public sealed interface Result {

    /**
     * It was done, now or at an earlier delivery of the same request.
     *
     * @param booking as it stands now
     */
    record Done(BookingChange change, Booking booking) implements Result {}

    /** The asker has it already, at some of that time; nothing was changed. */
    record YoursAlready(String resource, Hold hold) implements Result {}

    /**
     * Someone else has it then. It can also be the asker, at a location that is not apart from the one asked for.
     *
     * @param next the next slot of the same length that is free; empty where there is none as far as one can book
     */
    record Taken(ReserveCommand.Book asked, Hold by, Optional<Slot> next) implements Result {}

    /** The booking can't be longer, for {@code by} comes after it. */
    record ExtensionTaken(Booking booking, Hold by) implements Result {}

    /** It is someone else's. */
    record NotYours(String resource, Hold hold) implements Result {}

    /** There is neither a booking nor a booked resource of that name. */
    record Unknown(String target) implements Result {}

    /** It was cancelled before, or is over. */
    record Over(Booking booking) implements Result {}

    /** More than one can be meant; the id says which. */
    record Which(String resource, List<Hold> holds) implements Result {
        public Which {
            holds = List.copyOf(holds);
        }
    }

    /** The asker is no operator. */
    record NotOperator() implements Result {}

    /** The resource has as many bookings on that day as can be kept. */
    record Full(String resource, LocalDate day) implements Result {}

    /** It is not within the limits. */
    record Refused(Refusal refusal) implements Result {}

    /** Too many wanted the same resource for as long as it was tried; nothing was done, and it may be tried again. */
    record Busy() implements Result {}

    /** Another delivery of the same request is at work, and will answer. */
    record Underway() implements Result {}

    /** The asker is told about the resource from now on, or not any more. */
    record Watching(String resource, boolean watching) implements Result {}

    /**
     * What is booked.
     *
     * @param more whether there is more than is listed
     */
    record Listed(Scope scope, List<Listing> listings, boolean more) implements Result {
        public Listed {
            listings = List.copyOf(listings);
        }
    }

    /** A line of a list. */
    record Listing(String resource, Hold hold) {}
}
