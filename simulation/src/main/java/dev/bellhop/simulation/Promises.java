package dev.bellhop.simulation;

import dev.bellhop.aws.EventJson;
import dev.bellhop.delivery.AddressChange;
import dev.bellhop.delivery.Channel;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Way;
import dev.bellhop.events.Envelope;
import dev.bellhop.events.MessageCounted;
import dev.bellhop.events.ReservationCancelled;
import dev.bellhop.events.ReservationEnding;
import dev.bellhop.events.ReservationEvent;
import dev.bellhop.people.Address;
import dev.bellhop.people.Answer;
import dev.bellhop.people.Confirmation;
import dev.bellhop.reservations.Booking;
import dev.bellhop.reservations.Day;
import dev.bellhop.reservations.Hold;
import dev.bellhop.reservations.ReserveCommand;
import dev.bellhop.reservations.Result;
import dev.bellhop.words.Board;
import dev.bellhop.words.Count;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What has to be true once everything came to rest, said in other words than the code's. */
final class Promises {

    /** The bot's timeout, and a call that it made then. */
    private static final Duration MOST_AT_WORK = Duration.ofSeconds(20);

    /** What is still to be done when nothing goes wrong any more: the sweeper's next runs, late deliveries, Lambda's retries. */
    private static final Duration MOST_TO_SETTLE = Duration.ofMinutes(10);

    private final People people;
    private final Stores stores;
    private final Witness witness;
    private final List<Envelope> log;
    private final Map<String, Count> counts;
    private final Lambda lambda;
    private final Instant calm;
    private final List<Violation> broken = new ArrayList<>();

    /** @param calm from when on nothing went wrong any more */
    Promises(People people, Stores stores, Witness witness, Lambda lambda, List<Envelope> log, Instant calm) {
        this.lambda = lambda;
        this.calm = calm;
        this.people = people;
        this.stores = stores;
        this.witness = witness;
        this.log = log;
        this.counts = stores.words().all(People.TEAM);
    }

    List<Violation> broken() {
        Map<String, Envelope> events = new HashMap<>();
        log.forEach(event -> events.put(event.id(), event));
        words(events);
        bookings(events);
        notices(events);
        addresses();
        codes(events);
        sayings();
        return broken;
    }

    private void expect(boolean kept, String promise, Object story) {
        if (!kept) {
            broken.add(new Violation(promise, String.valueOf(story)));
        }
    }

    private void words(Map<String, Envelope> events) {
        Map<String, Long> right = new HashMap<>();
        Map<String, Long> rightInPublic = new HashMap<>();
        for (Said said : people.said) {
            if (said.message().text().equals(People.HELP)) {
                expect(
                        !said.isAcknowledged() || witness.times(Witness.Kind.REPLY, said.identity()) > 0,
                        "who asks for help is answered",
                        said);
                continue;
            }
            long times = mentions(said.own);
            expect(times <= 1, "a message is counted once", said + " is counted " + times + " times");
            expect(
                    times == 1 || mayBeOptedOut(said) || !said.isAcknowledged(),
                    "what Slack was told is done is counted",
                    said + " is counted " + times + " times");
            expect(
                    times == 1 || !mayBeOptedOut(said) || !wasDoneBeforeAskingOut(said),
                    "who opts out later is counted until then",
                    said + " is counted " + times + " times");
            expect(times == 0 || !isOptedOut(said), "who opted out is not counted", said);
            Envelope event = events.get(said.identity().value());
            expect((event != null) == (times > 0), "what is counted is published, and nothing else", said);
            if (times > 0) {
                boolean told = witness.times(Witness.Kind.REPLY, said.identity()) > 0
                        || said.answeredInBody
                        || (said.way() == Way.WEBHOOK && said.givenUp);
                expect(told, "what is counted is answered", said);
                said.words().forEach((word, occurrences) -> right.merge(word, (long) occurrences, Long::sum));
                if (event != null && event.event() instanceof MessageCounted counted && counted.isPublic()) {
                    said.words()
                            .forEach((word, occurrences) -> rightInPublic.merge(word, (long) occurrences, Long::sum));
                }
            } else {
                expect(
                        witness.times(Witness.Kind.REPLY, said.identity()) == 0,
                        "what is not counted is not answered",
                        said);
            }
        }
        Set<String> all = new HashSet<>(right.keySet());
        all.addAll(counts.keySet());
        for (String word : all) {
            long times = right.getOrDefault(word, 0L);
            Count count = counts.getOrDefault(word, Count.ZERO);
            expect(
                    count.equals(new Count(times, times * (1 + Wiring.BONUS))),
                    "counts are what was said, with the bonus once",
                    word + " was said " + times + " times and stands at " + count);
        }
        board(right, rightInPublic);
    }

    /** Who asks to be opted out is, sooner or later; what they said before may be heard after that. */
    private boolean mayBeOptedOut(Said said) {
        return people.quiet.equals(Optional.of(said.user()));
    }

    /** Slack heard that it is done when nobody had asked to be opted out. */
    private boolean wasDoneBeforeAskingOut(Said said) {
        return said.wasAcknowledgedBefore(people.askedOut.orElse(Instant.MAX));
    }

    private boolean isOptedOut(Said said) {
        return mayBeOptedOut(said)
                && people.optedOut.filter(since -> !said.at.isBefore(since)).isPresent();
    }

    private long mentions(String word) {
        return counts.getOrDefault(word, Count.ZERO).mentions();
    }

    /** Who was heard in public stands there with all that was said in public, and at most with all that was said. */
    private void board(Map<String, Long> said, Map<String, Long> saidInPublic) {
        Map<String, Long> standings = new HashMap<>();
        stores.words().read(People.TEAM).standings().forEach(each -> standings.put(each.word(), each.count()));
        for (Map.Entry<String, Long> word : saidInPublic.entrySet()) {
            long stands = standings.getOrDefault(word.getKey(), 0L);
            long most = said.getOrDefault(word.getKey(), 0L) * (1 + Wiring.BONUS);
            expect(
                    stands >= word.getValue() * (1 + Wiring.BONUS) && stands <= most,
                    "the board has what was said in public",
                    word + " stands at " + stands + " of " + most);
        }
        expect(
                saidInPublic.keySet().containsAll(standings.keySet()) || standings.size() == Board.MOST,
                "the board has nothing that was not said in public",
                standings.keySet());
    }

    private void bookings(Map<String, Envelope> events) {
        List<Booking> all = List.copyOf(stores.calendars().bookings());
        for (Booking one : all) {
            for (Booking other : all) {
                boolean apart = one.id().compareTo(other.id()) <= 0
                        || one.cancelled()
                        || other.cancelled()
                        || !one.resource().equals(other.resource())
                        || isElsewhere(one.hold(), other.hold())
                        || !one.slot().end().isAfter(other.slot().start())
                        || !other.slot().end().isAfter(one.slot().start());
                expect(apart, "no two live bookings overlap", one + " and " + other);
            }
            calendar(one);
            long changes = events.values().stream()
                    .filter(event -> event.event() instanceof ReservationEvent about
                            && !(about instanceof ReservationEnding)
                            && about.reservation().id().equals(one.id()))
                    .count();
            expect(
                    changes == one.revision(),
                    "each change of a booking is published once",
                    one + " has " + changes + " events");
            long endings = events.values().stream()
                    .filter(event -> event.event() instanceof ReservationEnding ending
                            && ending.reservation().id().equals(one.id())
                            && ending.reservation().end().equals(one.slot().end()))
                    .count();
            boolean reminds = !one.cancelled() && one.slot().length().compareTo(Duration.ofMinutes(10)) > 0;
            // A minute before is the sweeper's last run, and one to spare.
            if (reminds && one.slot().end().isAfter(calm.plus(Duration.ofMinutes(2)))) {
                String id = one.team() + ":" + one.id() + ":" + one.slot().end();
                expect(events.containsKey(id), "whose booking ends is reminded", one);
                expect(
                        witness.times(Witness.Kind.NOTICE, Simulation.notice(id, one.user())) > 0
                                || one.slot().end().isBefore(calm.plus(Duration.ofMinutes(12))),
                        "whose booking ends is told so",
                        one);
            }
            expect(endings <= (reminds || one.cancelled() ? 1 : 0), "nobody is reminded twice", one);
        }
        for (Asked asked : people.asked) {
            if (asked.answer.orElse(null) instanceof Result.Done(var change, Booking booking)) {
                Optional<Booking> stored = stores.calendars().find(People.TEAM, booking.id());
                expect(
                        stored.filter(now -> now.revision() >= booking.revision())
                                .isPresent(),
                        "who was told that it is done can rely on it",
                        asked + " " + change + " " + stored);
                expect(
                        events.containsKey(asked.request.identity().value()),
                        "who was told that it is done can rely on it being published",
                        asked);
            }
            expect(asked.answer.isPresent() || asked.disturbed, "who asks undisturbed is answered", asked);
        }
    }

    private void calendar(Booking booking) {
        for (Day day : stores.calendars().days(booking.team(), booking.resource())) {
            boolean there = day.holds().contains(booking.hold());
            boolean named = day.holds().stream().anyMatch(hold -> hold.id().equals(booking.id()));
            expect(!booking.cancelled() || !named, "what is cancelled is in no calendar", booking + " is in " + day);
            expect(
                    booking.cancelled() || !booking.slot().days().contains(day.date()) || there,
                    "what is booked is in its calendar",
                    booking + " is not in " + day);
        }
    }

    private static boolean isElsewhere(Hold one, Hold other) {
        return one.location().isPresent()
                && other.location().isPresent()
                && !one.location().get().equalsIgnoreCase(other.location().get());
    }

    private void notices(Map<String, Envelope> events) {
        for (Envelope event : events.values()) {
            if (!(event.event() instanceof ReservationEvent about)) {
                continue;
            }
            if (!(about instanceof ReservationEnding)) {
                expect(
                        witness.times(Witness.Kind.REPLY, new Identity(event.id())) > 0,
                        "who changed a booking is answered in the channel",
                        event.id());
                for (String watcher : People.USERS) {
                    if (watchedAllAlong(watcher, about)
                            && !watcher.equals(about.reservation().user())
                            && !watcher.equals(by(about))) {
                        told(event, watcher);
                    }
                }
            }
            String holder = about.reservation().user();
            if (isOnRecord(holder) && !(about instanceof ReservationEnding)) {
                told(event, holder);
            }
            if (about instanceof ReservationCancelled cancelled
                    && !cancelled.by().equals(about.reservation().user())) {
                told(event, about.reservation().user());
            }
        }
    }

    /** Whether somebody has always been told by mail of what happens to their bookings, also by themselves. */
    private boolean isOnRecord(String user) {
        return people.chosen.get(user) instanceof Address.Email(String address)
                && !address.equals(People.REFUSED)
                && people.asked.stream()
                        .noneMatch(asked ->
                                asked.request.user().equals(user) && asked.command instanceof ReserveCommand.Notify);
    }

    private void addresses() {
        for (String user : People.USERS) {
            Address now = stores.preferences().of(People.TEAM, user);
            Address before = people.chosen.getOrDefault(user, new Address.Slack());
            expect(
                    now.equals(before) || people.codes.containsValue(now),
                    "an address is used once its code came back",
                    user + " is told by " + now);
            boolean confirmed = people.asked.stream()
                    .anyMatch(asked -> asked.request.user().equals(user)
                            && asked.answer.equals(
                                    Optional.of(new Answer.Done(Channel.EMAIL, AddressChange.CONFIRMED))));
            expect(
                    !confirmed || !now.equals(before),
                    "who was told that an address is used is told there",
                    user + " is told by " + now);
        }
    }

    private void codes(Map<String, Envelope> events) {
        for (Asked asked : people.asked) {
            boolean sent = asked.answer.equals(Optional.of(new Answer.Done(Channel.EMAIL, AddressChange.CODE_SENT)));
            if (!sent || !(asked.command instanceof ReserveCommand.Notify(Address named))) {
                continue;
            }
            Identity request = asked.request.identity();
            expect(
                    events.containsKey(request.value()),
                    "who was told that a code is sent can rely on it being published",
                    asked);
            Optional<Address> came = Optional.ofNullable(people.codes.get(request));
            expect(
                    came.isPresent() || mayBeAnothers(asked) || mayBeTooLate(asked),
                    "who was told that a code is sent gets it",
                    asked);
            expect(came.isEmpty() || came.equals(Optional.of(named)), "a code goes where it was asked for", asked);
        }
    }

    /** A code asked for later makes it useless. Which of two came later is not known where they were at work at the same time. */
    private boolean mayBeAnothers(Asked asked) {
        return people.asked.stream()
                .anyMatch(other -> other != asked
                        && other.request.user().equals(asked.request.user())
                        && other.command instanceof ReserveCommand.Notify
                        && other.at.isAfter(asked.at.minus(MOST_AT_WORK)));
    }

    /** It may be of no use any more when it can be sent: faults lasted almost as long, or it lay among the dead letters. */
    private boolean mayBeTooLate(Asked asked) {
        String request = asked.request.identity().value();
        return asked.at.plus(Confirmation.GOOD).isBefore(calm.plus(MOST_TO_SETTLE))
                || lambda.wasDeadLetter(
                        "reservation", body -> EventJson.read(body).id().equals(request));
    }

    private void told(Envelope event, String user) {
        expect(
                witness.times(Witness.Kind.NOTICE, Simulation.notice(event.id(), user)) > 0,
                "who has to be told is told",
                user + " of " + event);
    }

    private static String by(ReservationEvent event) {
        return switch (event) {
            case ReservationCancelled cancelled -> cancelled.by();
            default -> event.reservation().user();
        };
    }

    /** Who was told that they watch before it happened, and never asked not to. */
    private boolean watchedAllAlong(String user, ReservationEvent about) {
        boolean unwatched = people.asked.stream()
                .anyMatch(asked -> asked.request.user().equals(user)
                        && asked.command.equals(new ReserveCommand.Unwatch(about.subject())));
        return !unwatched
                && people.asked.stream()
                        .anyMatch(asked -> asked.request.user().equals(user)
                                && asked.answer.orElse(null) instanceof Result.Watching(String resource, boolean on)
                                && on
                                && resource.equals(about.subject())
                                && asked.heard
                                        .filter(heard ->
                                                heard.isBefore(about.time().minusSeconds(2)))
                                        .isPresent());
    }

    private void sayings() {
        for (Witness.Kind kind : Witness.Kind.values()) {
            for (Identity under : witness.all(kind)) {
                expect(
                        witness.withoutExcuse(kind, under) <= 1,
                        "nothing is said twice without an excuse",
                        kind + " of " + under + " was said " + witness.times(kind, under) + " times");
            }
        }
    }
}
