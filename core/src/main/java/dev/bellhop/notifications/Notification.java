package dev.bellhop.notifications;

import dev.bellhop.events.FileProcessed;
import dev.bellhop.events.ReservationEvent;
import dev.bellhop.people.Confirmation;
import java.util.Optional;

/** What somebody is told. */
public sealed interface Notification {

    /** Something happened to a booking: theirs, or one of a resource that they watch. */
    record Booked(ReservationEvent event) implements Notification {}

    /** What became of a file that they shared. */
    record Filed(FileProcessed event) implements Notification {}

    /** The code that shows that an address is theirs. */
    record Code(Confirmation confirmation) implements Notification {}

    /** No code could be sent to the address that they named. */
    record CodeUnsent(Confirmation confirmation) implements Notification {}

    /** What somebody else's service has to say. */
    record Plain(Optional<String> subject, String body) implements Notification {}
}
