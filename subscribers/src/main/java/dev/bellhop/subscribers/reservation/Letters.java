package dev.bellhop.subscribers.reservation;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.events.FileProcessed;
import dev.bellhop.events.Reservation;
import dev.bellhop.events.ReservationCancelled;
import dev.bellhop.events.ReservationEnding;
import dev.bellhop.events.ReservationEvent;
import dev.bellhop.events.ReservationExtended;
import dev.bellhop.events.ReservationMade;
import dev.bellhop.notifications.Notification;
import dev.bellhop.notifications.Recipient;
import dev.bellhop.people.Confirmation;
import dev.bellhop.reservations.Slot;
import dev.bellhop.slack.FileText;
import dev.bellhop.slack.SlackTime;
import dev.bellhop.slack.SlackUsers;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes letters. People are called by their names, for no mention works outside Slack. */
final class Letters {

    private static final String HOW_THIS_CAME = "To be told in Slack instead, type there: /reserve notify slack";

    private final SlackUsers users;

    Letters(SlackUsers users) {
        this.users = users;
    }

    Letter of(Notification notification, Recipient to, Attempt attempt) {
        return switch (notification) {
            case Notification.Booked(ReservationEvent event) ->
                to.user().equals(Optional.of(event.reservation().user()))
                        ? ofBooker(event, attempt)
                        : ofWatcher(event, attempt);
            case Notification.Filed(FileProcessed event) ->
                new Letter(
                        FileText.plain(event),
                        Optional.empty(),
                        List.of("What I found stands in Slack, in the thread of the message that you shared it with."),
                        HOW_THIS_CAME);
            case Notification.Code(Confirmation confirmation) -> code(confirmation);
            case Notification.Plain(Optional<String> subject, String body) ->
                new Letter(
                        subject.orElse("A message from Bellhop"),
                        Optional.empty(),
                        body.lines().toList(),
                        "");
            case Notification.CodeUnsent unsent ->
                throw new IllegalArgumentException("Whom no code reaches is told in Slack.");
        };
    }

    private static Letter code(Confirmation confirmation) {
        String code = confirmation.code();
        return new Letter(
                code + " is your code for Bellhop. Type in Slack: /reserve confirm " + code,
                Optional.empty(),
                List.of("It is good for " + Confirmation.GOOD.toMinutes() + " minutes."),
                "If you did not ask for it, do nothing: without the code nothing more is sent here.");
    }

    private Letter ofBooker(ReservationEvent event, Attempt attempt) {
        Reservation booked = event.reservation();
        String thing = thing(booked);
        return switch (event) {
            case ReservationMade made -> letter("You booked " + thing, booked, cancel(booked));
            case ReservationExtended extended -> letter("You keep " + thing + " longer", booked, cancel(booked));
            case ReservationCancelled cancelled ->
                letter(
                        cancelled.by().equals(booked.user())
                                ? "You cancelled your booking of " + thing
                                : name(cancelled.by(), attempt) + " released " + thing + ", which you had booked",
                        booked,
                        HOW_THIS_CAME);
            case ReservationEnding ending ->
                letter(
                        "Your booking of " + thing + " ends soon",
                        booked,
                        "To keep it, type in Slack: /reserve extend " + booked.id() + " 30m\n" + HOW_THIS_CAME);
        };
    }

    private Letter ofWatcher(ReservationEvent event, Attempt attempt) {
        Reservation booked = event.reservation();
        String thing = thing(booked);
        String booker = name(booked.user(), attempt);
        String headline = switch (event) {
            case ReservationMade made -> booker + " booked " + thing;
            case ReservationExtended extended -> booker + " keeps " + thing + " longer";
            case ReservationCancelled cancelled ->
                cancelled.by().equals(booked.user())
                        ? booker + " cancelled a booking of " + thing
                        : name(cancelled.by(), attempt) + " released " + thing + ", which " + booker + " had booked";
            case ReservationEnding ending -> booker + "'s booking of " + thing + " ends soon";
        };
        return letter(
                headline,
                booked,
                "You watch " + booked.resource() + ". To stop, type in Slack: /reserve unwatch " + booked.resource()
                        + "\n" + HOW_THIS_CAME);
    }

    private static Letter letter(String headline, Reservation booked, String closing) {
        List<String> lines = new ArrayList<>();
        if (!booked.reason().isEmpty()) {
            lines.add("Reason: " + booked.reason());
        }
        lines.add("Id: " + booked.id());
        Slot slot = new Slot(booked.start(), booked.end());
        return new Letter(headline, Optional.of(SlackTime.plain(slot, ZoneId.of(booked.zone()))), lines, closing);
    }

    private static String cancel(Reservation booked) {
        return "To give it up, type in Slack: /reserve cancel " + booked.id() + "\n" + HOW_THIS_CAME;
    }

    private static String thing(Reservation booked) {
        return booked.resource()
                + booked.location().map(place -> " at " + place).orElse("");
    }

    private String name(String user, Attempt attempt) {
        return users.name(user, attempt).orElse("Somebody");
    }
}
