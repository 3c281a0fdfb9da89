package dev.bellhop.reservations;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Debts;
import dev.bellhop.delivery.Delivery;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Journal;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.Marks;
import dev.bellhop.delivery.Outcome;
import dev.bellhop.events.Envelope;
import dev.bellhop.events.EventWriter;
import dev.bellhop.events.ReservationEnding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Says ten minutes before the end of a booking that it ends: once for each end that it has. */
public final class Reminders {

    static final Duration AHEAD = Duration.ofMinutes(10);

    /** More than one run can do; the next one follows within a minute. */
    private static final int MOST_A_RUN = 500;

    private final EndingBookings ending;
    private final CalendarStore calendars;
    private final Bookings bookings;
    private final Marks marks;
    private final Delivery delivery;
    private final EventWriter events;
    private final String source;
    private final Journal journal;
    private final Clock clock;

    /** @param source CloudEvents {@code source} of the events */
    public Reminders(
            EndingBookings ending,
            CalendarStore calendars,
            Bookings bookings,
            Marks marks,
            Delivery delivery,
            EventWriter events,
            String source,
            Journal journal,
            Clock clock) {
        this.ending = ending;
        this.calendars = calendars;
        this.bookings = bookings;
        this.marks = marks;
        this.delivery = delivery;
        this.events = events;
        this.source = source;
        this.journal = journal;
        this.clock = clock;
    }

    /** One run; ends when all was tried once or the attempt's time is over. Returns how many were reminded of. */
    public int run(Attempt attempt) {
        Instant now = clock.instant();
        int reminded = 0;
        for (Booking booking : ending.endingIn(Slot.of(now, AHEAD), MOST_A_RUN)) {
            if (attempt.left(clock).isZero()) {
                break;
            }
            reminded += journal.about(identity(booking).value(), () -> isReminded(booking, attempt)) ? 1 : 0;
        }
        return reminded;
    }

    private boolean isReminded(Booking booking, Attempt attempt) {
        try {
            return isDue(booking) && remind(booking, attempt);
        } catch (RuntimeException e) {
            journal.failed("reminder-failed", identity(booking).value(), e);
            return false;
        }
    }

    /** Who books for ten minutes needs no reminder at once; who was reminded is not reminded again. */
    private boolean isDue(Booking booking) {
        return booking.slot().length().compareTo(AHEAD) > 0
                && marks.find(identity(booking)).isEmpty();
    }

    private boolean remind(Booking booking, Attempt attempt) {
        Instant now = clock.instant();
        Identity identity = identity(booking);
        ReservationEnding event = new ReservationEnding(booking.asFact(), booking.user(), now);
        Debts owes = new Debts(List.of(events.write(new Envelope(identity.value(), source, event))), Optional.empty());
        Mark mark = Mark.owing(identity, attempt.lease(), now, Optional.empty(), owes);
        Outcome outcome = delivery.deliver(
                mark,
                first -> isStill(booking) ? calendars.note(first, booking) : new Commit.Declined(),
                reply -> {
                    throw new IllegalStateException(identity + " owes no reply.");
                },
                attempt);
        return outcome instanceof Outcome.Done;
    }

    /** The index lags: it may be cancelled or longer by now. */
    private boolean isStill(Booking booking) {
        return bookings.find(booking.team(), booking.id()).equals(Optional.of(booking));
    }

    private static Identity identity(Booking booking) {
        return new Identity(
                booking.team() + ":" + booking.id() + ":" + booking.slot().end());
    }
}
