package dev.bellhop.slack;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.LayoutBlock;
import dev.bellhop.delivery.AddressChange;
import dev.bellhop.delivery.BookingChange;
import dev.bellhop.events.FileProcessed;
import dev.bellhop.events.ReservationCancelled;
import dev.bellhop.events.ReservationEnding;
import dev.bellhop.events.ReservationEvent;
import dev.bellhop.events.ReservationExtended;
import dev.bellhop.events.ReservationMade;
import dev.bellhop.notifications.Notification;
import dev.bellhop.people.Confirmation;
import dev.bellhop.reservations.Booking;
import dev.bellhop.reservations.ReserveCommand;
import dev.bellhop.reservations.Slot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What people are told in direct messages, and the buttons with which they can do something about it. */
public final class NotificationText {

    private NotificationText() {}

    /** @param user who is told */
    public static Said of(Notification notification, String user) {
        return switch (notification) {
            case Notification.Booked(ReservationEvent event) ->
                event.reservation().user().equals(user) ? ofBooker(event) : ofWatcher(event);
            case Notification.Filed(FileProcessed event) -> Said.of(FileText.line(event));
            case Notification.Plain(Optional<String> subject, String body) ->
                Said.of(subject.map(line -> "*" + SlackText.escape(line) + "*\n")
                                .orElse("")
                        + SlackText.escape(body));
            case Notification.Code(Confirmation confirmation) ->
                Said.of(AddressText.line(confirmation.address().channel(), AddressChange.CODE_SENT));
            case Notification.CodeUnsent(Confirmation confirmation) ->
                Said.of("I could not send you a code "
                        + AddressText.by(confirmation.address().channel())
                        + ". If the address is right, whoever runs me can find out why. Until you choose another with"
                        + " `/reserve notify`, I tell you as before.");
        };
    }

    private static Said ofBooker(ReservationEvent event) {
        return event instanceof ReservationEnding
                ? ending(Booking.of(event.reservation(), false))
                : Said.of(line(event));
    }

    private static Said ending(Booking booking) {
        return Said.of(
                "Your booking of " + ReservationText.thing(booking.resource(), booking.hold()) + " ends "
                        + SlackTime.until(booking.slot().end(), booking.zone()) + ". Do you need it longer?",
                ReminderButtons.of(booking.id()));
    }

    private static Said ofWatcher(ReservationEvent event) {
        String resource = event.reservation().resource();
        String text = line(event) + "\nYou watch " + SlackText.escape(resource) + "; `/reserve unwatch "
                + SlackText.escape(resource) + "` ends that.";
        return free(event)
                .map(slot -> Said.of(text, bookButton(Booking.of(event.reservation(), true), slot)))
                .orElseGet(() -> Said.of(text));
    }

    private static String line(ReservationEvent event) {
        return switch (event) {
            case ReservationMade made ->
                ReservationText.line(
                        made.reservation().user(), BookingChange.MADE, Booking.of(made.reservation(), false));
            case ReservationExtended extended ->
                ReservationText.line(extended.by(), BookingChange.EXTENDED, Booking.of(extended.reservation(), false));
            case ReservationCancelled cancelled ->
                ReservationText.line(
                        cancelled.by(),
                        cancelled.by().equals(cancelled.reservation().user())
                                ? BookingChange.CANCELLED
                                : BookingChange.RELEASED,
                        Booking.of(cancelled.reservation(), true));
            case ReservationEnding ending ->
                "The booking of " + SlackText.escape(ending.subject()) + " by <@" + ending.by() + "> ends soon.";
        };
    }

    /** What can be booked again of a booking that was given up. */
    private static Optional<Slot> free(ReservationEvent event) {
        Instant start = event.reservation().start();
        Instant end = event.reservation().end();
        return event instanceof ReservationCancelled && end.isAfter(event.time())
                ? Optional.of(new Slot(start.isBefore(event.time()) ? event.time() : start, end))
                : Optional.empty();
    }

    private static LayoutBlock bookButton(Booking freed, Slot slot) {
        var asked =
                new ReserveCommand.Book(freed.resource(), freed.hold().location(), slot, freed.zone(), "", List.of());
        return ActionsBlock.builder()
                .elements(List.of(ReservationText.button(ReservationText.BOOK, "Book it", BookButton.of(asked, slot))))
                .build();
    }
}
