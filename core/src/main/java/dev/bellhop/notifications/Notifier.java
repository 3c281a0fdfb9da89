package dev.bellhop.notifications;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Channel;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Journal;
import dev.bellhop.delivery.Once;
import dev.bellhop.events.ReservationCancelled;
import dev.bellhop.events.ReservationEnding;
import dev.bellhop.events.ReservationEvent;
import dev.bellhop.events.ReservationExtended;
import dev.bellhop.events.ReservationMade;
import dev.bellhop.people.Address;
import dev.bellhop.people.Confirmation;
import dev.bellhop.people.Confirmations;
import dev.bellhop.people.Preferences;
import dev.bellhop.reservations.WatchStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Decides whom to tell and how: first where they want to be told; where they can't be, in Slack. Each person is told of each
 * thing under a mark of their own, so that whoever was told is not told again when others are.
 */
public final class Notifier {

    private final WatchStore watches;
    private final Preferences preferences;
    private final Confirmations confirmations;
    private final Messenger messenger;
    private final Once once;
    private final String name;
    private final Journal journal;
    private final Clock clock;

    /** @param name the subscriber's, with which its marks begin */
    public Notifier(
            WatchStore watches,
            Preferences preferences,
            Confirmations confirmations,
            Messenger messenger,
            Once once,
            String name,
            Journal journal,
            Clock clock) {
        this.watches = watches;
        this.preferences = preferences;
        this.confirmations = confirmations;
        this.messenger = messenger;
        this.once = once;
        this.name = name;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Does what there is to do about something.
     *
     * @param id of what happened; whoever was told of it before is not told again
     * @throws NotToldException where somebody was not told; all others are by then
     */
    public void run(String id, List<Task> tasks, Attempt attempt) {
        each(tasks, task -> run(id, task, attempt));
    }

    private void run(String id, Task task, Attempt attempt) {
        switch (task) {
            case Task.NotifyBooker(ReservationEvent event) -> notifyBooker(id, event, attempt);
            case Task.NotifyWatchers(ReservationEvent event) -> notifyWatchers(id, event, attempt);
            case Task.NotifyPerson person -> notifyPerson(id, person, attempt);
            case Task.SendCode code -> sendCode(id, code, attempt);
        }
    }

    /** What they did themselves they were answered in Slack; elsewhere they have it on record. */
    private void notifyBooker(String id, ReservationEvent event, Attempt attempt) {
        String booker = event.reservation().user();
        List<Address> ways = ways(preferences.of(event.team(), booker), !isDoneBy(event, booker));
        if (!ways.isEmpty()) {
            tell(id, Recipient.of(booker), new Notification.Booked(event), ways, attempt);
        }
    }

    private void notifyWatchers(String id, ReservationEvent event, Attempt attempt) {
        String booker = event.reservation().user();
        List<String> others = watches.watchers(event.team(), event.subject()).stream()
                .filter(watcher -> !watcher.equals(booker) && !isDoneBy(event, watcher))
                .toList();
        each(others, watcher -> {
            List<Address> ways = ways(preferences.of(event.team(), watcher), true);
            tell(id, Recipient.of(watcher), new Notification.Booked(event), ways, attempt);
        });
    }

    private static boolean isDoneBy(ReservationEvent event, String user) {
        return switch (event) {
            case ReservationMade made -> made.reservation().user().equals(user);
            case ReservationCancelled cancelled -> cancelled.by().equals(user);
            case ReservationExtended extended -> extended.by().equals(user);
            case ReservationEnding ending -> false;
        };
    }

    /** Someone whom nothing reaches is noted; what is booked can be seen in Slack. */
    private void tell(String id, Recipient to, Notification what, List<Address> ways, Attempt attempt) {
        once.perform(identity(id, to), attempt, () -> {
            if (!isTold(id, to, what, ways, attempt)) {
                journal.note("unreachable", id, to.name());
            }
        });
    }

    /** What another service has to say can be seen nowhere else, so an operator has to know that it was not told. */
    private void notifyPerson(String id, Task.NotifyPerson person, Attempt attempt) {
        Recipient to = new Recipient(person.user());
        List<Address> ways =
                ways(new Address.Email(person.email()), person.user().isPresent());
        once.perform(identity(id, to), attempt, () -> {
            if (!isTold(id, to, person.what(), ways, attempt)) {
                throw new UnreachableException(id, to);
            }
        });
    }

    /** A code that was asked for later makes this one useless, and is sent by itself. */
    private void sendCode(String id, Task.SendCode task, Attempt attempt) {
        Optional<Confirmation> waiting = confirmations.of(task.team(), task.user()).stream()
                .filter(confirmation -> confirmation.address().channel() == task.channel())
                .filter(confirmation -> confirmation.request().value().equals(task.request()))
                .filter(confirmation -> confirmation.isWaiting(clock.instant()))
                .findFirst();
        if (waiting.isEmpty()) {
            journal.note("code-obsolete", id, task.channel().name());
            return;
        }
        Recipient user = Recipient.of(task.user());
        once.perform(identity(id, user), attempt, () -> sendCode(id, user, waiting.get(), attempt));
    }

    private void sendCode(String id, Recipient user, Confirmation confirmation, Attempt attempt) {
        Optional<String> refused =
                tried(id, user, confirmation.address(), new Notification.Code(confirmation), attempt);
        if (refused.isPresent()) {
            tried(id, user, new Address.Slack(), new Notification.CodeUnsent(confirmation), attempt);
        }
    }

    private static List<Address> ways(Address preferred, boolean inSlack) {
        Address slack = new Address.Slack();
        return Stream.of(preferred, slack)
                .distinct()
                .filter(address -> inSlack || !address.equals(slack))
                .toList();
    }

    /** Tells in the first of the ways that takes it. */
    private boolean isTold(String id, Recipient to, Notification what, List<Address> ways, Attempt attempt) {
        return ways.stream().anyMatch(way -> tried(id, to, way, what, attempt).isEmpty());
    }

    private Optional<String> tried(String id, Recipient to, Address way, Notification what, Attempt attempt) {
        Optional<String> refused = messenger.tell(to, way, what, attempt);
        String sending = "Send " + noun(way.channel()) + " to: " + to.name();
        journal.note(
                refused.isEmpty() ? "told" : "refused",
                id,
                sending + refused.map(why -> " (" + why + ")").orElse(""));
        return refused;
    }

    private static String noun(Channel channel) {
        return switch (channel) {
            case SLACK -> "direct message";
            case EMAIL -> "mail";
            case SMS -> "SMS";
            case PUSH -> "push notification";
        };
    }

    private Identity identity(String id, Recipient to) {
        return Identity.atSubscriber(name, id + ":" + to.name());
    }

    /** Does something for each, whichever of them it fails for. */
    private static <T> void each(List<T> all, Consumer<T> action) {
        List<RuntimeException> failures = new ArrayList<>();
        for (T one : all) {
            try {
                action.accept(one);
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw new NotToldException(failures);
        }
    }
}
