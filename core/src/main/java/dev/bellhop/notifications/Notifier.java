package dev.bellhop.notifications;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Channel;
import dev.bellhop.delivery.Handled;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Journal;
import dev.bellhop.delivery.Metric;
import dev.bellhop.delivery.Once;
import dev.bellhop.events.FileProcessed;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
     * @return what it came to; ignored where there is nobody to be told
     * @throws NotToldException where somebody was not told; all others are by then
     */
    public Handled run(String id, List<Task> tasks, Attempt attempt) {
        return each(tasks, task -> run(id, task, attempt));
    }

    private Handled run(String id, Task task, Attempt attempt) {
        return switch (task) {
            case Task.NotifyBooker(ReservationEvent event) -> notifyBooker(id, event, attempt);
            case Task.NotifyWatchers(ReservationEvent event) -> notifyWatchers(id, event, attempt);
            case Task.NotifySharer(FileProcessed event) -> notifySharer(id, event, attempt);
            case Task.NotifyPerson person -> notifyPerson(id, person, attempt);
            case Task.SendCode code -> sendCode(id, code, attempt);
        };
    }

    /** What they did themselves they were answered in Slack; elsewhere they have it on record. */
    private Handled notifyBooker(String id, ReservationEvent event, Attempt attempt) {
        if (event instanceof ReservationEnding && !event.reservation().end().isAfter(clock.instant())) {
            journal.note("reminder-obsolete", id, "it is over");
            return Handled.IGNORED;
        }
        String booker = event.reservation().user();
        List<Address> ways = ways(preferences.of(event.team(), booker), !isDoneBy(event, booker));
        return ways.isEmpty()
                ? Handled.IGNORED
                : tell(id, Recipient.of(booker), new Notification.Booked(event), ways, attempt);
    }

    private Handled notifyWatchers(String id, ReservationEvent event, Attempt attempt) {
        String booker = event.reservation().user();
        List<String> others = watches.watchers(event.team(), event.subject()).stream()
                .filter(watcher -> !watcher.equals(booker) && !isDoneBy(event, watcher))
                .toList();
        return each(others, watcher -> {
            List<Address> ways = ways(preferences.of(event.team(), watcher), true);
            return tell(id, Recipient.of(watcher), new Notification.Booked(event), ways, attempt);
        });
    }

    /** In Slack they are mentioned in the answer to their message; a direct message would say the same again. */
    private Handled notifySharer(String id, FileProcessed event, Attempt attempt) {
        List<Address> ways = ways(preferences.of(event.team(), event.user()), false);
        return ways.isEmpty()
                ? Handled.IGNORED
                : tell(id, Recipient.of(event.user()), new Notification.Filed(event), ways, attempt);
    }

    private static boolean isDoneBy(ReservationEvent event, String user) {
        return switch (event) {
            case ReservationMade made -> made.reservation().user().equals(user);
            case ReservationCancelled cancelled -> cancelled.by().equals(user);
            case ReservationExtended extended -> extended.by().equals(user);
            case ReservationEnding ending -> false;
        };
    }

    /** Someone whom nothing reaches is noted; what is booked, and what became of a file, can be seen in Slack. */
    private Handled tell(String id, Recipient to, Notification what, List<Address> ways, Attempt attempt) {
        return once.perform(identity(id, to), attempt, () -> {
            if (!isTold(id, to, what, ways, attempt)) {
                journal.warn("unreachable", id, to.name());
            }
        });
    }

    /** What another service has to say can be seen nowhere else, so an operator has to know that it was not told. */
    private Handled notifyPerson(String id, Task.NotifyPerson person, Attempt attempt) {
        Recipient to = new Recipient(person.user());
        List<Address> ways =
                ways(new Address.Email(person.email()), person.user().isPresent());
        return once.perform(identity(id, to), attempt, () -> {
            if (!isTold(id, to, person.what(), ways, attempt)) {
                throw new UnreachableException(id, to);
            }
        });
    }

    /** A code that was asked for later makes this one useless, and is sent by itself. */
    private Handled sendCode(String id, Task.SendCode task, Attempt attempt) {
        Optional<Confirmation> waiting = confirmations.of(task.team(), task.user()).stream()
                .filter(confirmation -> confirmation.address().channel() == task.channel())
                .filter(confirmation -> confirmation.request().value().equals(task.request()))
                .filter(confirmation -> confirmation.isWaiting(clock.instant()))
                .findFirst();
        if (waiting.isEmpty()) {
            journal.note("code-obsolete", id, task.channel().name());
            return Handled.IGNORED;
        }
        Recipient user = Recipient.of(task.user());
        return once.perform(identity(id, user), attempt, () -> sendCode(id, user, waiting.get(), attempt));
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
        String sending = "Send " + noun(way.channel()) + " to: " + to.name();
        Optional<String> refused;
        try {
            refused = messenger.tell(to, way, what, attempt);
        } catch (RuntimeException e) {
            count(way, "failed");
            throw e;
        }
        refused.ifPresentOrElse(
                why -> journal.warn("refused", id, sending + " (" + why + ")"),
                () -> journal.note("told", id, sending));
        count(way, refused.isEmpty() ? "told" : "refused");
        return refused;
    }

    private void count(Address way, String outcome) {
        journal.add(Metric.NOTIFICATIONS, 1, way.channel().name().toLowerCase(Locale.ROOT), outcome);
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
    private static <T> Handled each(List<T> all, Function<T, Handled> action) {
        Set<Handled> parts = EnumSet.noneOf(Handled.class);
        List<RuntimeException> failures = new ArrayList<>();
        for (T one : all) {
            try {
                parts.add(action.apply(one));
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw new NotToldException(failures);
        }
        return Handled.of(parts);
    }
}
