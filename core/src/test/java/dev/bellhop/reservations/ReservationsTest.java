package dev.bellhop.reservations;

import static dev.bellhop.reservations.Desk.slot;
import static dev.bellhop.reservations.Desk.staging;
import static dev.bellhop.reservations.Desk.stagingAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.delivery.BookingChange;
import dev.bellhop.delivery.OwedEvent;
import dev.bellhop.delivery.OwedReply;
import dev.bellhop.delivery.Reply;
import dev.bellhop.delivery.Request;
import dev.bellhop.delivery.Sweep;
import dev.bellhop.events.Reservation;
import dev.bellhop.events.ReservationCancelled;
import dev.bellhop.events.ReservationEvent;
import dev.bellhop.events.ReservationExtended;
import dev.bellhop.events.ReservationMade;
import dev.bellhop.memory.Faults;
import dev.bellhop.reservations.ReserveCommand.Scope;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReservationsTest {

    private final Desk desk = new Desk();

    @Test
    void a_free_slot_is_booked_answered_and_published() {
        Request request = desk.request("U1");

        Booking booking = done(BookingChange.MADE, desk.book(request, staging(0, 60)));

        assertThat(booking.id()).matches("[0-9a-hjkmnp-tv-z]{5}");
        assertThat(desk.store.bookings()).containsExactly(booking);
        assertThat(desk.store.days("T1", "staging"))
                .containsExactly(new Day(LocalDate.of(2026, 12, 1), 1, List.of(booking.hold())));
        assertThat(desk.outside.said)
                .containsExactly(request.owed(new Reply.Booking(booking.id(), BookingChange.MADE)));
        assertThat(desk.outside.published)
                .extracting(OwedEvent::id)
                .containsExactly(request.identity().value());
        assertThat(desk.written)
                .containsExactly(new ReservationMade(
                        new Reservation(
                                "T1",
                                booking.id(),
                                1,
                                "staging",
                                Optional.empty(),
                                "U1",
                                Desk.TEN,
                                Desk.TEN.plusSeconds(3_600),
                                "Z",
                                "demo"),
                        Desk.TEN));
        assertThat(desk.marks.mark(request.identity()).isSettled()).isTrue();
    }

    @Test
    void who_comes_second_is_told_who_has_it_and_when_it_is_free_next() {
        Booking first = book("U1", staging(0, 60));
        book("U3", staging(75, 90));

        Result second = desk.book("U2", staging(30, 60));

        assertThat(second).isEqualTo(new Result.Taken(staging(30, 60), first.hold(), Optional.of(slot(90, 120))));
        assertThat(desk.outside.counted).contains("BookingConflicts 1");
        assertThat(desk.store.bookings()).hasSize(2);
        assertThat(desk.outside.said).hasSize(2);
    }

    @Test
    void of_two_in_the_same_instant_one_wins_and_the_other_is_told() {
        desk.store.meanwhile(() -> book("U1", staging(0, 60)));

        Result late = desk.book("U2", staging(0, 60));

        assertThat(late)
                .isInstanceOfSatisfying(
                        Result.Taken.class,
                        taken -> assertThat(taken.by().user()).isEqualTo("U1"));
        assertThat(desk.store.bookings()).extracting(Booking::user).containsExactly("U1");
    }

    @Test
    void whoever_books_an_adjacent_slot_in_the_same_instant_wins_too() {
        desk.store.meanwhile(() -> book("U1", staging(0, 60)));

        book("U2", staging(60, 120));

        assertThat(desk.store.bookings()).hasSize(2);
        assertThat(desk.store.days("T1", "staging").get(0).holds())
                .extracting(Hold::user)
                .containsExactly("U1", "U2");
        assertThat(desk.store.commits()).isEqualTo(3);
    }

    @Test
    void locations_are_apart_and_the_whole_resource_is_apart_from_none() {
        book("U1", stagingAt("Lab", 0, 60));

        assertThat(desk.book("U2", stagingAt("lab", 0, 60))).isInstanceOf(Result.Taken.class);
        assertThat(desk.book("U2", staging(0, 60))).isInstanceOf(Result.Taken.class);
        book("U2", stagingAt("Attic", 0, 60));
        assertThat(desk.book("U3", staging(30, 90))).extracting("next").isEqualTo(Optional.of(slot(60, 120)));
    }

    @Test
    void whoever_has_it_already_gets_what_they_have() {
        Booking booking = book("U1", stagingAt("lab", 0, 60));

        assertThat(desk.book("U1", stagingAt("Lab", 30, 90)))
                .isEqualTo(new Result.YoursAlready("staging", booking.hold()));
        assertThat(desk.book("U1", staging(30, 90))).isInstanceOf(Result.Taken.class);
        assertThat(desk.store.bookings()).containsExactly(booking);
    }

    @Test
    void a_repeated_request_books_once_and_is_answered_the_same() {
        Request request = desk.request("U1");
        Booking booking = done(BookingChange.MADE, desk.book(request, staging(0, 60)));

        Booking again = done(BookingChange.MADE, desk.book(request, staging(0, 60)));

        assertThat(again).isEqualTo(booking);
        assertThat(desk.store.bookings()).hasSize(1);
        assertThat(desk.outside.published).hasSize(1);
    }

    @Test
    void a_repeated_request_does_not_book_again_what_was_cancelled_and_given_to_another() {
        Request request = desk.request("U1");
        Booking booking = done(BookingChange.MADE, desk.book(request, staging(0, 60)));
        desk.cancel("U1", "staging");

        Booking again = done(BookingChange.MADE, desk.book(request, staging(0, 60)));
        assertThat(again).isEqualTo(booking.cancel());

        book("U2", staging(0, 60));
        assertThat(done(BookingChange.MADE, desk.book(request, staging(0, 60)))).isEqualTo(booking.cancel());
        desk.time.pause(Duration.ofHours(1));
        assertThat(done(BookingChange.MADE, desk.book(request, staging(0, 60)))).isEqualTo(booking.cancel());
    }

    @Test
    void a_repeated_extension_extends_once_even_where_it_could_not_any_more() {
        book("U1", staging(0, 60));
        Request request = desk.request("U1");
        desk.extend(request, "staging", 30);
        book("U2", staging(90, 120));

        Booking again = done(BookingChange.EXTENDED, desk.extend(request, "staging", 30));

        assertThat(again.slot()).isEqualTo(slot(0, 90));
        assertThat(again.revision()).isEqualTo(2);
        assertThat(desk.outside.published).hasSize(3);
    }

    @Test
    void a_repeated_cancellation_is_answered_the_same_and_leaves_the_next_booking_alone() {
        book("U1", staging(0, 60));
        Booking later = book("U1", staging(120, 180));
        Request request = desk.request("U1");
        Booking cancelled = done(BookingChange.CANCELLED, desk.cancel(request, "staging"));

        assertThat(done(BookingChange.CANCELLED, desk.cancel(request, "staging")))
                .isEqualTo(cancelled);
        assertThat(desk.store.bookings()).contains(later);
    }

    @Test
    void booked_cancelled_and_booked_again_is_a_new_booking() {
        Booking first = book("U1", staging(0, 60));
        Booking cancelled = done(BookingChange.CANCELLED, desk.cancel("U1", "staging"));

        Booking second = book("U1", staging(0, 60));

        assertThat(cancelled).isEqualTo(first.cancel());
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(desk.written.get(1)).isInstanceOfSatisfying(ReservationCancelled.class, event -> {
            assertThat(event.by()).isEqualTo("U1");
            assertThat(event.reservation().revision()).isEqualTo(2);
        });
    }

    @Test
    void an_extension_is_written_on_every_day_that_it_touches() {
        int untilMidnight = 14 * 60;
        Booking booking = book("U1", staging(untilMidnight - 60, untilMidnight));
        assertThat(desk.store.days("T1", "staging")).hasSize(1);

        Booking extended = done(BookingChange.EXTENDED, desk.extend("U1", booking.id(), 30));

        assertThat(extended.slot()).isEqualTo(slot(untilMidnight - 60, untilMidnight + 30));
        assertThat(desk.store.days("T1", "staging"))
                .hasSize(2)
                .allSatisfy(day -> assertThat(day.holds()).containsExactly(extended.hold()));
        assertThat(desk.written.get(1)).isInstanceOf(ReservationExtended.class);

        desk.cancel("U1", booking.id());
        assertThat(desk.store.days("T1", "staging"))
                .hasSize(2)
                .allSatisfy(day -> assertThat(day.holds()).isEmpty());
    }

    @Test
    void an_extension_into_a_booking_or_beyond_the_longest_is_refused() {
        Booking first = book("U1", staging(0, 60));
        Booking second = book("U2", staging(90, 120));

        assertThat(desk.extend("U1", "staging", 31)).isEqualTo(new Result.ExtensionTaken(first, second.hold()));
        assertThat(desk.outside.counted).contains("BookingConflicts 1");
        assertThat(desk.extend("U2", "staging", 3 * 24 * 60))
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.refusal().problem()).contains("72h30m", "extensions counted"));
        assertThat(done(BookingChange.EXTENDED, desk.extend("U1", "staging", 30))
                        .slot())
                .isEqualTo(slot(0, 90));
    }

    @Test
    void only_its_holder_cancels_and_extends_a_booking() {
        Booking booking = book("U1", staging(0, 60));
        Result.NotYours notYours = new Result.NotYours("staging", booking.hold());

        assertThat(desk.cancel("U2", "staging")).isEqualTo(notYours);
        assertThat(desk.cancel("U2", booking.id())).isEqualTo(notYours);
        assertThat(desk.extend("U2", "staging", 5)).isEqualTo(notYours);
        assertThat(desk.extend("U2", booking.id(), 5)).isEqualTo(notYours);
        assertThat(desk.store.bookings()).containsExactly(booking);
    }

    @Test
    void operators_release_what_others_have() {
        Booking booking = book("U1", staging(0, 60));

        assertThat(desk.release("U2", "staging")).isEqualTo(new Result.NotOperator());
        assertThat(done(BookingChange.RELEASED, desk.release("UOPS", "staging")))
                .isEqualTo(booking.cancel());
        assertThat(desk.written.get(1))
                .isInstanceOfSatisfying(
                        ReservationCancelled.class,
                        event -> assertThat(event.by()).isEqualTo("UOPS"));
    }

    @Test
    void what_is_cancelled_or_over_is_not_changed() {
        Booking booking = book("U1", staging(0, 60));
        desk.cancel("U1", booking.id());
        Booking short1 = book("U1", staging(0, 30));
        desk.time.pause(Duration.ofMinutes(30));

        assertThat(desk.cancel("U1", booking.id())).isEqualTo(new Result.Over(booking.cancel()));
        assertThat(desk.extend("U1", short1.id(), 30)).isEqualTo(new Result.Over(short1));
        assertThat(desk.cancel("U1", "staging")).isEqualTo(new Result.Unknown("staging"));
        assertThat(desk.cancel("U1", "zz9zz")).isEqualTo(new Result.Unknown("zz9zz"));
    }

    @Test
    void of_several_bookings_the_running_one_is_meant_else_it_is_asked_which() {
        Booking running = book("U1", staging(0, 60));
        Booking second = book("U1", staging(120, 180));
        Booking third = book("U1", staging(240, 300));

        assertThat(done(BookingChange.CANCELLED, desk.cancel("U1", "staging")).id())
                .isEqualTo(running.id());
        assertThat(desk.cancel("U1", "staging"))
                .isEqualTo(new Result.Which("staging", List.of(second.hold(), third.hold())));
        desk.cancel("U1", second.id().toUpperCase(Locale.ROOT));
        assertThat(done(BookingChange.CANCELLED, desk.cancel("U1", "staging")).id())
                .isEqualTo(third.id());
    }

    @Test
    void an_id_is_found_whichever_way_its_letters_were_read() {
        assertThat(BookingIds.normal("OIL7b")).isEqualTo("0117b");
        assertThat(BookingIds.isId("watch")).isFalse();
        assertThat(BookingIds.isId("12345")).isFalse();
    }

    @Test
    void an_id_that_is_in_use_is_not_given_twice() {
        Desk unlucky = new Desk(new TwiceTheSame());
        Booking first = done(BookingChange.MADE, unlucky.book("U1", staging(0, 60)));

        Booking second = done(BookingChange.MADE, unlucky.book("U2", staging(60, 120)));

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(unlucky.store.commits()).isEqualTo(3);
    }

    /** Gives the same five letters twice, then others. */
    private static final class TwiceTheSame implements RandomGenerator {
        private final Random later = new Random(5);
        private int calls;

        @Override
        public long nextLong() {
            return later.nextLong();
        }

        @Override
        public int nextInt(int bound) {
            calls++;
            return calls <= 10 ? (calls - 1) % 5 + 7 : later.nextInt(bound);
        }
    }

    @Test
    void without_the_lock_in_time_it_is_busy_and_works_later() {
        desk.store.conflict(1_000);
        Request request = desk.request("U1");
        assertThat(desk.book(request, staging(0, 60))).isEqualTo(new Result.Busy());
        assertThat(desk.outside.counted).contains("BookingConflicts 1");
        assertThat(desk.store.bookings()).isEmpty();
        assertThat(desk.marks.mark(request.identity())).isNull();

        desk.store.conflict(0);
        book("U1", staging(0, 60));
    }

    @Test
    void limits_hold_for_requests_that_were_never_read_as_text() {
        assertThat(desk.book("U1", staging(-6, 60))).isInstanceOf(Result.Refused.class);
        assertThat(desk.book("U1", staging(0, 3 * 24 * 60 + 1))).isInstanceOf(Result.Refused.class);
        assertThat(desk.book("U1", staging(90 * 24 * 60 + 1, 90 * 24 * 60 + 5))).isInstanceOf(Result.Refused.class);

        book("U1", staging(-4, 60));
    }

    @Test
    void a_day_takes_no_more_bookings_than_can_be_kept() {
        for (int i = 0; i < Day.MOST_HOLDS; i++) {
            book("U1", staging(i, i + 1));
        }

        assertThat(desk.book("U1", staging(800, 801))).isEqualTo(new Result.Full("staging", LocalDate.of(2026, 12, 1)));
        done(
                BookingChange.CANCELLED,
                desk.cancel("U1", desk.store.bookings().get(0).id()));
        book("U1", staging(800, 801));
    }

    @Test
    void into_a_full_day_nothing_is_extended_but_what_is_there_already() {
        int midnight = 14 * 60;
        Booking before = book("U1", stagingAt("lab", midnight - 60, midnight));
        for (int i = 1; i <= Day.MOST_HOLDS; i++) {
            book("U2", stagingAt("attic", midnight + 2 * i, midnight + 2 * i + 1));
        }

        assertThat(desk.extend("U1", before.id(), 1)).isEqualTo(new Result.Full("staging", LocalDate.of(2026, 12, 2)));
        String there = desk.store.days("T1", "staging").get(1).holds().get(0).id();
        done(BookingChange.EXTENDED, desk.extend("U2", there, 1));
    }

    @Test
    void what_is_long_over_is_dropped_when_the_day_is_written_again() {
        book("U1", staging(0, 30));
        book("U1", staging(30, 60));
        desk.time.pause(Duration.ofMinutes(95));

        book("U1", staging(100, 110));

        assertThat(desk.store.days("T1", "staging").get(0).holds())
                .extracting(Hold::slot)
                .containsExactly(slot(30, 60), slot(100, 110));
    }

    @Test
    void lists_show_what_is_not_over_and_say_when_there_is_more() {
        Booking mine = book("U1", staging(0, 60));
        Booking tomorrow = book("U1", staging(24 * 60, 25 * 60));
        Booking other = book("U2", staging(60, 120));
        desk.cancel("U2", book("U2", staging(200, 210)).id());
        Reservations reservations = desk.reservations();
        Slot today = slot(0, 14 * 60);

        assertThat(reservations.list("T1", "U1", new Scope.Everything()).listings())
                .containsExactly(line(mine), line(other), line(tomorrow));
        assertThat(reservations.list("T1", "U1", new Scope.Mine()).listings())
                .containsExactly(line(mine), line(tomorrow));
        assertThat(reservations.list("T1", "U1", new Scope.Today(today)).listings())
                .containsExactly(line(mine), line(other));
        assertThat(reservations.list("T1", "U1", new Scope.Of("staging")).listings())
                .containsExactly(line(mine), line(other), line(tomorrow));
        assertThat(reservations.list("T2", "U1", new Scope.Everything()).listings())
                .isEmpty();
        assertThat(reservations.list("T1", "U1", new Scope.Of("lab")).more()).isFalse();

        for (int i = 0; i < Reservations.MOST_LISTED; i++) {
            book("U3", staging(200 + i, 201 + i));
        }
        Result.Listed many = reservations.list("T1", "U1", new Scope.Of("staging"));
        assertThat(many.listings()).hasSize(Reservations.MOST_LISTED);
        assertThat(many.more()).isTrue();
    }

    private static Result.Listing line(Booking booking) {
        return new Result.Listing("staging", booking.hold());
    }

    @Test
    void watching_starts_and_stops_and_a_late_repeat_does_not_start_it_again() {
        Reservations reservations = desk.reservations();
        Request watch = desk.request("U1");

        assertThat(reservations.watch(watch, "staging", desk.outside, desk.attempt()))
                .isEqualTo(new Result.Watching("staging", true));
        assertThat(desk.store.watchers("T1", "staging")).containsExactly("U1");
        assertThat(desk.outside.said).containsExactly(watch.owed(new Reply.Watching("staging", true)));

        assertThat(reservations.unwatch(desk.request("U1"), "staging", desk.outside, desk.attempt()))
                .isEqualTo(new Result.Watching("staging", false));
        reservations.watch(watch, "staging", desk.outside, desk.attempt());
        assertThat(desk.store.watchers("T1", "staging")).isEmpty();
    }

    @ParameterizedTest(name = "{0} dies after call {1}, and the {2} finishes")
    @CsvSource({
        "book, 2, sweeper",
        "book, 3, sweeper",
        "book, 4, sweeper",
        "book, 5, sweeper",
        "book, 2, repeat",
        "book, 3, repeat",
        "book, 4, repeat",
        "book, 5, repeat",
        "cancel, 4, sweeper",
        "cancel, 5, sweeper",
        "cancel, 6, sweeper",
        "cancel, 7, sweeper",
        "cancel, 4, repeat",
        "cancel, 5, repeat",
        "cancel, 6, repeat",
        "cancel, 7, repeat",
        "extend, 4, sweeper",
        "extend, 5, sweeper",
        "extend, 6, sweeper",
        "extend, 7, sweeper",
        "extend, 4, repeat",
        "extend, 5, repeat",
        "extend, 6, repeat",
        "extend, 7, repeat",
    })
    void a_death_after_the_commit_ends_with_one_change_its_event_and_an_answer(
            String command, int call, String finisher) {
        if (!command.equals("book")) {
            book("U1", staging(0, 60));
        }
        forgetOutside();
        Request request = desk.request("U1");
        desk.faults.dieAfter(call);
        assertThatThrownBy(() -> perform(command, request))
                .isInstanceOfAny(Faults.Death.class, CompletionException.class);
        desk.faults.reset();
        Booking committed = desk.store.bookings().get(0);
        desk.time.pause(Duration.ofSeconds(13));

        if (finisher.equals("repeat")) {
            assertThat(perform(command, request)).isEqualTo(new Result.Done(changeOf(command), committed));
        }
        Sweep.Report report = desk.sweep();

        int commitCall = command.equals("book") ? 2 : 4;
        assertThat(report.left()).isZero();
        assertThat(desk.store.bookings()).containsExactly(committed);
        assertThat(desk.outside.published)
                .hasSize(call == commitCall + 1 || call == commitCall + 2 ? 2 : 1)
                .extracting(OwedEvent::id)
                .containsOnly(request.identity().value());
        assertThat(desk.outside.said)
                .hasSize(call == commitCall + 2 ? 2 : 1)
                .containsOnly(request.owed(new Reply.Booking(committed.id(), changeOf(command))));
        assertThat(desk.marks.mark(request.identity()).isSettled()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"book, 1", "cancel, 1", "cancel, 2", "cancel, 3", "extend, 1", "extend, 2", "extend, 3"})
    void a_death_before_the_commit_leaves_no_trace_and_the_repeat_is_the_first(String command, int call) {
        if (!command.equals("book")) {
            book("U1", staging(0, 60));
        }
        forgetOutside();
        Request request = desk.request("U1");
        desk.faults.dieAfter(call);
        assertThatThrownBy(() -> perform(command, request)).isInstanceOf(Faults.Death.class);
        desk.faults.reset();
        assertThat(desk.marks.mark(request.identity())).isNull();

        assertThat(perform(command, request)).isInstanceOf(Result.Done.class);
        assertThat(desk.outside.published).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"book", "cancel", "extend"})
    void a_lost_answer_of_the_commit_is_not_done_again(String command) {
        if (!command.equals("book")) {
            book("U1", staging(0, 60));
        }
        forgetOutside();
        Request request = desk.request("U1");
        desk.faults.failAfter(command.equals("book") ? 2 : 4);
        assertThatThrownBy(() -> perform(command, request)).hasMessage("answer lost");
        desk.faults.reset();
        Booking committed = desk.store.bookings().get(0);

        assertThat(perform(command, request)).isEqualTo(new Result.Underway());
        desk.time.pause(Duration.ofSeconds(13));
        desk.sweep();

        assertThat(desk.store.bookings()).containsExactly(committed);
        assertThat(desk.outside.published).hasSize(1);
        assertThat(desk.outside.said).extracting(OwedReply::user).containsExactly("U1");
        assertThat(perform(command, request)).isEqualTo(new Result.Done(changeOf(command), committed));
    }

    @Test
    void without_a_topic_no_event_is_owed() {
        Reservations quiet = new Reservations(
                desk.store,
                desk.store,
                desk.store,
                desk.marks,
                desk.deliveryWithoutTopic(),
                desk.outside,
                new Limits(Duration.ofDays(3)),
                Set.of(),
                Optional.empty(),
                "bellhop/test",
                new Random(1),
                desk.time);
        Request request = desk.request("U1");

        done(BookingChange.MADE, quiet.book(request, staging(0, 60), desk.outside, desk.attempt()));

        assertThat(desk.marks.mark(request.identity()).isSettled()).isTrue();
    }

    @Test
    void an_ending_is_published_once_for_each_end() {
        Booking booking = book("U1", staging(0, 60));
        desk.time.pause(Duration.ofMinutes(49));
        assertThat(desk.remind()).isZero();

        desk.time.pause(Duration.ofMinutes(2));
        assertThat(desk.remind()).isEqualTo(1);
        assertThat(desk.remind()).isZero();
        desk.extend("U1", "staging", 30);
        assertThat(desk.remind()).isZero();
        desk.time.pause(Duration.ofMinutes(30));
        assertThat(desk.remind()).isEqualTo(1);

        assertThat(desk.outside.published)
                .extracting(OwedEvent::type)
                .containsExactly(
                        "bellhop.reservation.made.v1",
                        "bellhop.reservation.ending.v1",
                        "bellhop.reservation.extended.v1",
                        "bellhop.reservation.ending.v1");
        assertThat(desk.outside.published.get(1).id()).isEqualTo("T1:" + booking.id() + ":2026-12-01T11:00:00Z");
        assertThat(desk.written)
                .extracting(ReservationEvent::reservation)
                .extracting(Reservation::revision)
                .containsExactly(1, 1, 2, 2);
    }

    @Test
    void a_cancelled_or_a_very_short_booking_is_not_reminded_of() {
        book("U1", staging(0, 10));
        book("U1", staging(10, 60));
        assertThat(desk.remind()).isZero();

        desk.time.pause(Duration.ofMinutes(51));
        desk.store.meanwhile(() -> desk.cancel("U1", "staging"));
        assertThat(desk.remind()).isZero();

        assertThat(desk.outside.published).extracting(OwedEvent::type).doesNotContain("bellhop.reservation.ending.v1");
        assertThat(desk.outside.notes).doesNotContain("reminder-failed");
    }

    @Test
    void a_reminder_left_by_a_dead_process_is_published_by_the_sweep() {
        book("U1", staging(0, 60));
        desk.time.pause(Duration.ofMinutes(51));
        forgetOutside();
        desk.faults.dieAfter(3);
        assertThatThrownBy(desk::remind).isInstanceOf(Faults.Death.class);
        assertThat(desk.faults.calls()).endsWith("note");
        desk.faults.reset();
        desk.time.pause(Duration.ofSeconds(13));

        desk.sweep();
        desk.remind();

        assertThat(desk.outside.published).hasSize(1);
    }

    private Result perform(String command, Request request) {
        return switch (command) {
            case "book" -> desk.book(request, staging(0, 60));
            case "cancel" -> desk.cancel(request, "staging");
            case "extend" -> desk.extend(request, "staging", 30);
            default -> throw new IllegalArgumentException(command);
        };
    }

    private static BookingChange changeOf(String command) {
        return switch (command) {
            case "book" -> BookingChange.MADE;
            case "cancel" -> BookingChange.CANCELLED;
            default -> BookingChange.EXTENDED;
        };
    }

    private void forgetOutside() {
        desk.faults.reset();
        desk.outside.published.clear();
        desk.outside.said.clear();
        desk.written.clear();
    }

    private Booking book(String user, ReserveCommand.Book asked) {
        return done(BookingChange.MADE, desk.book(user, asked));
    }

    private static Booking done(BookingChange change, Result result) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.Done.class, done -> assertThat(done.change()).isEqualTo(change));
        return ((Result.Done) result).booking();
    }
}
