package dev.bellhop.notifications;

import dev.bellhop.delivery.Attempt;
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
     * Does a task.
     *
     * @param id of what happened; whoever was told of it before is not told again
     * @throws NotToldException where somebody may be told later; all others are told by then
     */
    public void run(String id, Task task, Attempt attempt) {
        switch (task) {
            case Task.NotifyBooker(ReservationEvent event) -> notifyBooker(id, event, attempt);
            case Task.NotifyWatchers(ReservationEvent event) -> notifyWatchers(id, event, attempt);
            case Task.SendCode code -> sendCode(id, code, attempt);
            case Task.NotifyPerson(Optional<String> user, String email, Notification.Plain what) ->
                tell(id, new Recipient(user), what, ways(new Address.Email(email), user.isPresent()), attempt);
        }
    }

    /** What they did themselves they were answered in Slack; elsewhere they have it on record. */
    private void notifyBooker(String id, ReservationEvent event, Attempt attempt) {
        String booker = event.reservation().user();
        Address preferred = preferences.of(event.team(), booker);
        boolean knows = isDoneBy(event, booker);
        List<Address> ways = ways(preferred, !knows);
        if (!ways.isEmpty()) {
            tell(id, Recipient.of(booker), new Notification.Booked(event), ways, attempt);
        }
    }

    private void notifyWatchers(String id, ReservationEvent event, Attempt attempt) {
        String booker = event.reservation().user();
        List<RuntimeException> failures = new ArrayList<>();
        for (String watcher : watches.watchers(event.team(), event.subject())) {
            if (watcher.equals(booker) || isDoneBy(event, watcher)) {
                continue;
            }
            try {
                List<Address> ways = ways(preferences.of(event.team(), watcher), true);
                tell(id, Recipient.of(watcher), new Notification.Booked(event), ways, attempt);
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw new NotToldException(failures);
        }
    }

    private static boolean isDoneBy(ReservationEvent event, String user) {
        return switch (event) {
            case ReservationMade made -> made.reservation().user().equals(user);
            case ReservationCancelled cancelled -> cancelled.by().equals(user);
            case ReservationExtended extended -> extended.by().equals(user);
            case ReservationEnding ending -> false;
        };
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
        Confirmation confirmation = waiting.get();
        once.perform(
                identity(id, user),
                attempt,
                () -> tried(id, user, confirmation.address(), new Notification.Code(confirmation), attempt)
                        .ifPresent(why -> tried(
                                id,
                                user,
                                new Address.Slack(),
                                new Notification.CodeUnsent(confirmation, why),
                                attempt)));
    }

    private static List<Address> ways(Address preferred, boolean inSlack) {
        Address slack = new Address.Slack();
        return Stream.of(preferred, slack)
                .distinct()
                .filter(address -> inSlack || !address.equals(slack))
                .toList();
    }

    /** Tells in the first of the ways that takes it. Someone whom none reaches must not keep the others from being told. */
    private void tell(String id, Recipient to, Notification what, List<Address> ways, Attempt attempt) {
        once.perform(identity(id, to), attempt, () -> {
            boolean told = ways.stream()
                    .anyMatch(way -> tried(id, to, way, what, attempt).isEmpty());
            if (!told) {
                journal.note("unreachable", id, to.name());
            }
        });
    }

    private Identity identity(String id, Recipient to) {
        return Identity.atSubscriber(name, id + ":" + to.name());
    }

    private Optional<String> tried(String id, Recipient to, Address way, Notification what, Attempt attempt) {
        Optional<String> refused = messenger.tell(to, way, what, attempt);
        journal.note(
                refused.isEmpty() ? "told" : "refused",
                id,
                to.name() + " by " + way.channel()
                        + refused.map(why -> ": " + why).orElse(""));
        return refused;
    }
}
