package dev.bellhop.reservations;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Delivery;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.OwedEvent;
import dev.bellhop.delivery.Patience;
import dev.bellhop.delivery.Publisher;
import dev.bellhop.delivery.Request;
import dev.bellhop.delivery.Sweep;
import dev.bellhop.delivery.Way;
import dev.bellhop.events.EventWriter;
import dev.bellhop.events.ReservationEvent;
import dev.bellhop.memory.Faults;
import dev.bellhop.memory.MemoryCalendars;
import dev.bellhop.memory.MemoryStore;
import dev.bellhop.memory.Outside;
import dev.bellhop.memory.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Reservations on stores in memory, and people who use them. On its clock it is 2026-12-01, 10:00 UTC. */
final class Desk {

    static final Instant TEN = Instant.parse("2026-12-01T10:00:00Z");

    final Time time = new Time();
    final Faults faults = new Faults();
    final MemoryStore marks = new MemoryStore(faults);
    final MemoryCalendars store = new MemoryCalendars(faults, marks);
    final Outside outside = new Outside(faults);
    final List<ReservationEvent> written = new ArrayList<>();
    private final EventWriter writer = envelope -> {
        written.add((ReservationEvent) envelope.event());
        return new OwedEvent(
                envelope.id(), envelope.event().type(), envelope.event().team(), "{}");
    };
    private final RandomGenerator random;
    private int requests;
    private int attempts;

    Desk() {
        this(new Random(1));
    }

    Desk(RandomGenerator random) {
        this.random = random;
    }

    Request request(String user) {
        return request(user, "trigger-" + ++requests);
    }

    Request request(String user, String trigger) {
        return new Request(new Identity("T1:" + trigger), Way.INTERACTION, "T1", "C1", Optional.empty(), user);
    }

    Result book(String user, ReserveCommand.Book asked) {
        return book(request(user), asked);
    }

    Result book(Request request, ReserveCommand.Book asked) {
        return reservations().book(request, asked, outside, attempt());
    }

    Result cancel(String user, String target) {
        return cancel(request(user), target);
    }

    Result cancel(Request request, String target) {
        return reservations().cancel(request, target, outside, attempt());
    }

    Result extend(String user, String target, int minutes) {
        return extend(request(user), target, minutes);
    }

    Result extend(Request request, String target, int minutes) {
        return reservations().extend(request, target, Duration.ofMinutes(minutes), outside, attempt());
    }

    Result release(String user, String target) {
        return reservations().release(request(user), target, outside, attempt());
    }

    Sweep.Report sweep() {
        return new Sweep(marks, delivery(), outside, outside, time).run(attempt());
    }

    int remind() {
        return new Reminders(store, store, store, marks, delivery(), writer, "bellhop/test", outside, time)
                .run(attempt());
    }

    Reservations reservations() {
        return new Reservations(
                store,
                store,
                store,
                marks,
                delivery(),
                outside,
                new Limits(Duration.ofDays(3)),
                Set.of("UOPS"),
                Optional.of(writer),
                "bellhop/test",
                random,
                time);
    }

    Attempt attempt() {
        return Attempt.of(
                "attempt-" + ++attempts,
                time.instant().plusSeconds(10),
                time.instant().plusMillis(2_500));
    }

    private Delivery delivery() {
        return delivery(Optional.of(outside));
    }

    Delivery deliveryWithoutTopic() {
        return delivery(Optional.empty());
    }

    private Delivery delivery(Optional<Publisher> publisher) {
        return new Delivery(
                marks,
                publisher,
                mark -> {
                    throw new AssertionError("reservations are whole with one transaction");
                },
                new Patience(time, time, new Random(1)),
                outside,
                time,
                Runnable::run);
    }

    /** {@code staging}, from so many minutes after ten. */
    static ReserveCommand.Book staging(int fromMinute, int toMinute) {
        return new ReserveCommand.Book(
                "staging", Optional.empty(), slot(fromMinute, toMinute), utc(), "demo", List.of());
    }

    static ReserveCommand.Book stagingAt(String location, int fromMinute, int toMinute) {
        return new ReserveCommand.Book(
                "staging", Optional.of(location), slot(fromMinute, toMinute), utc(), "demo", List.of());
    }

    static Slot slot(int fromMinute, int toMinute) {
        return new Slot(TEN.plusSeconds(60L * fromMinute), TEN.plusSeconds(60L * toMinute));
    }

    private static ZoneId utc() {
        return ZoneOffset.UTC;
    }
}
