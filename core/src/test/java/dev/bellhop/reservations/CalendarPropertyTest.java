package dev.bellhop.reservations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Some people do random things at random times, some of them in the instant in which another does something; whatever the
 * order, the promises hold after each step. Times are quarters of an hour, so that the next free slot can be searched for
 * one by one.
 */
final class CalendarPropertyTest {

    private static final int STEPS = 150;
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final List<Optional<String>> LOCATIONS =
            List.of(Optional.empty(), Optional.of("lab"), Optional.of("Lab"), Optional.of("attic"));

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private Random random = new Random();
    private Desk desk = new Desk();
    private int refusals;

    @ParameterizedTest
    @MethodSource("seeds")
    void no_two_live_bookings_overlap_and_every_refusal_names_a_real_holder(long seed) {
        random = new Random(seed);
        desk = new Desk(new Random(seed));

        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(4) == 0) {
                desk.store.meanwhile(this::act);
            }
            act();
            desk.time.pause(QUARTER.multipliedBy(random.nextInt(2)));
            assertNoOverlap();
            assertCalendarsAreRight();
        }
        assertThat(refusals).isPositive();
    }

    private void act() {
        switch (random.nextInt(9)) {
            case 0, 1, 2, 3, 4 -> book();
            case 5, 6 -> extend();
            default -> cancel();
        }
    }

    private void book() {
        Instant now = desk.time.instant();
        int from = random.nextInt(60);
        Slot slot = new Slot(quarter(now, from), quarter(now, from + 1 + random.nextInt(40)));
        ReserveCommand.Book asked = new ReserveCommand.Book(
                "staging", LOCATIONS.get(random.nextInt(4)), slot, ZoneOffset.UTC, "", List.of());
        Request request = desk.request("U" + random.nextInt(4));
        switch (desk.book(request, asked)) {
            case Result.Done(var change, Booking booking) -> {
                assertThat(booking.slot()).isEqualTo(slot);
                assertThat(booking.user()).isEqualTo(request.user());
            }
            case Result.YoursAlready(String resource, Hold hold) -> {
                assertReal(hold, asked.location(), slot);
                assertThat(hold.user()).isEqualTo(request.user());
            }
            case Result.Taken(ReserveCommand.Book same, Hold by, Optional<Slot> next) -> {
                assertReal(by, asked.location(), slot);
                assertThat(next).isEqualTo(Optional.of(searched(asked)));
            }
            case Result other -> throw new AssertionError(other);
        }
    }

    private void extend() {
        Booking booking = any();
        if (booking == null) {
            return;
        }
        Duration by = QUARTER.multipliedBy(1 + random.nextInt(30));
        Result result = desk.extend(booking.user(), booking.id(), (int) by.toMinutes());
        switch (result) {
            case Result.Done(var change, Booking longer) ->
                assertThat(longer.slot().end())
                        .isAfterOrEqualTo(booking.slot().end().plus(by));
            case Result.ExtensionTaken(Booking same, Hold by1) ->
                assertReal(
                        by1,
                        booking.hold().location(),
                        new Slot(same.slot().end(), same.slot().end().plus(by)));
            case Result.Over(Booking over) -> assertThat(isLive(over)).isFalse();
            case Result.Refused refused ->
                assertThat(refused.refusal().problem()).contains("extensions counted");
            case Result other -> throw new AssertionError(other);
        }
    }

    private void cancel() {
        Booking booking = any();
        if (booking == null) {
            return;
        }
        String user = random.nextInt(3) == 0 ? "U9" : booking.user();
        switch (desk.cancel(user, booking.id())) {
            case Result.Done(var change, Booking cancelled) ->
                assertThat(cancelled.cancelled()).isTrue();
            case Result.NotYours(String resource, Hold hold) ->
                assertThat(hold.user()).isNotEqualTo(user);
            case Result.Over(Booking over) -> assertThat(isLive(over)).isFalse();
            case Result other -> throw new AssertionError(other);
        }
    }

    private @Nullable Booking any() {
        List<Booking> bookings = desk.store.bookings();
        return bookings.isEmpty() ? null : bookings.get(random.nextInt(bookings.size()));
    }

    private void assertReal(Hold named, Optional<String> location, Slot slot) {
        refusals++;
        Booking booking = desk.store.bookings().stream()
                .filter(candidate -> candidate.id().equals(named.id()))
                .findFirst()
                .orElseThrow();
        assertThat(booking.cancelled()).isFalse();
        assertThat(booking.hold()).isEqualTo(named);
        assertThat(inTheWay(named, location, slot)).isTrue();
    }

    private Slot searched(ReserveCommand.Book asked) {
        return Stream.iterate(asked.slot().start(), start -> start.plus(QUARTER))
                .map(start -> Slot.of(start, asked.slot().length()))
                .filter(slot -> stored().noneMatch(booking -> inTheWay(booking.hold(), asked.location(), slot)))
                .findFirst()
                .orElseThrow();
    }

    private void assertNoOverlap() {
        List<Booking> live = stored().toList();
        for (Booking one : live) {
            for (Booking other : live) {
                assertThat(one.id().equals(other.id())
                                || !inTheWay(one.hold(), other.hold().location(), other.slot()))
                        .as("%s and %s", one, other)
                        .isTrue();
            }
        }
    }

    /** Each live booking is on each of its days, and nothing else is, but what is not long over. */
    private void assertCalendarsAreRight() {
        List<Day> days = desk.store.days("T1", "staging");
        List<Booking> live = stored().toList();
        for (Day day : days) {
            assertThat(live.stream().map(Booking::hold).toList()).containsAll(day.holds());
        }
        for (Booking booking : live) {
            if (isLive(booking)) {
                assertThat(days.stream()
                                .filter(day -> day.holds().contains(booking.hold()))
                                .map(Day::date)
                                .toList())
                        .isEqualTo(booking.slot().days());
            }
        }
    }

    /** The rule once more, in other words than the code's. */
    private static boolean inTheWay(Hold hold, Optional<String> location, Slot slot) {
        boolean samePlace = hold.location().isEmpty()
                || location.isEmpty()
                || hold.location().get().equalsIgnoreCase(location.get());
        return samePlace
                && hold.slot().end().compareTo(slot.start()) > 0
                && slot.end().compareTo(hold.slot().start()) > 0;
    }

    private Stream<Booking> stored() {
        return desk.store.bookings().stream().filter(booking -> !booking.cancelled());
    }

    private boolean isLive(Booking booking) {
        return !booking.cancelled() && booking.slot().end().isAfter(desk.time.instant());
    }

    private static Instant quarter(Instant now, int quarters) {
        long seconds = QUARTER.toSeconds();
        long next = Math.ceilDiv(now.getEpochSecond(), seconds) + quarters;
        return Instant.ofEpochSecond(next * seconds);
    }
}
