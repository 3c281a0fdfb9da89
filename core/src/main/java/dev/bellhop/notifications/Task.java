package dev.bellhop.notifications;

import dev.bellhop.delivery.Channel;
import dev.bellhop.events.ConfirmationRequested;
import dev.bellhop.events.FileProcessed;
import dev.bellhop.events.ReservationEnding;
import dev.bellhop.events.ReservationEvent;
import java.util.List;
import java.util.Optional;

/** What a notifier can be asked to do; each tells somebody else. */
public sealed interface Task {

    /** Whose booking it is: what others did about it, and what they did themselves where that is on record elsewhere. */
    record NotifyBooker(ReservationEvent event) implements Task {}

    /** Whoever watches the resource. */
    record NotifyWatchers(ReservationEvent event) implements Task {}

    /** Whoever shared a file, where they want to be told elsewhere than in Slack, whose thread they are answered in. */
    record NotifySharer(FileProcessed event) implements Task {}

    /**
     * Whoever named an address: at that address, with the code.
     *
     * @param request for which the code was made
     */
    record SendCode(String team, String user, Channel channel, String request) implements Task {}

    /**
     * One person, whom another service names.
     *
     * @param user their id in Slack, to be told there where e-mail fails
     */
    record NotifyPerson(Optional<String> user, String email, Notification.Plain what) implements Task {}

    /** What is to be done when something happened to a booking. */
    static List<Task> of(ReservationEvent event) {
        return event instanceof ReservationEnding
                ? List.of(new NotifyBooker(event))
                : List.of(new NotifyBooker(event), new NotifyWatchers(event));
    }

    /**
     * What is to be done when a code was asked for.
     *
     * @param id of the event
     */
    static List<Task> of(String id, ConfirmationRequested event) {
        return List.of(new SendCode(event.team(), event.user(), event.channel(), id));
    }

    /** What is to be done when somebody looked into a file. */
    static List<Task> of(FileProcessed event) {
        return List.of(new NotifySharer(event));
    }
}
