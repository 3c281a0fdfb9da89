package dev.bellhop.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Mark;
import dev.bellhop.reservations.Booking;
import dev.bellhop.reservations.Change;
import dev.bellhop.reservations.Day;
import dev.bellhop.reservations.Hold;
import dev.bellhop.reservations.Limits;
import dev.bellhop.reservations.Slot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Calendars, bookings and watches on DynamoDB Local. */
final class DynamoReservationsTest extends DynamoTest {

    private static final LocalDate FIRST = LocalDate.parse("2026-12-01");
    private static final LocalDate SECOND = LocalDate.parse("2026-12-02");
    private static final Slot OVER_MIDNIGHT =
            new Slot(Instant.parse("2026-12-01T23:00:00.000000001Z"), Instant.parse("2026-12-02T01:00:00Z"));

    @Test
    void days_booking_and_mark_are_written_together() {
        Booking booking = booking("a1", "U1", OVER_MIDNIGHT);
        Mark mark = owing(Optional.empty()).withResult("a1");

        Commit commit = calendars.commit(mark, made(booking));

        assertThat(commit).isEqualTo(new Commit.Committed(mark));
        assertThat(bookings.find("T1", "a1")).contains(booking);
        assertThat(calendars.days("T1", "staging", FIRST, SECOND))
                .containsExactly(
                        new Day(FIRST, 1, List.of(booking.hold())), new Day(SECOND, 1, List.of(booking.hold())));
        assertThat(ledger.find(IDENTITY)).contains(mark);
    }

    @Test
    void a_booking_without_a_location_comes_back_without_one() {
        Booking booking = new Booking(
                "T1", "staging", new Hold("a1", Optional.empty(), "U1", OVER_MIDNIGHT), 1, ZoneOffset.UTC, "", false);

        calendars.commit(mark("1"), made(booking));

        assertThat(bookings.find("T1", "a1")).contains(booking);
    }

    @Test
    void only_the_days_asked_for_of_that_resource_and_workspace_are_read() {
        calendars.commit(mark("1"), made(booking("a1", "U1", OVER_MIDNIGHT)));
        watches.watch(mark("2"), "T1", "staging", "U2");

        assertThat(calendars.days("T1", "staging", SECOND, SECOND.plusDays(90)))
                .extracting(Day::date)
                .containsExactly(SECOND);
        assertThat(calendars.days("T1", "staging", FIRST.minusDays(9), FIRST))
                .extracting(Day::date)
                .containsExactly(FIRST);
        assertThat(calendars.days("T1", "staging2", FIRST, SECOND)).isEmpty();
        assertThat(calendars.days("T2", "staging", FIRST, SECOND)).isEmpty();
    }

    @Test
    void a_repeat_finds_the_mark_although_the_days_have_changed_by_it() {
        Mark mark = owing(Optional.empty()).withResult("a1");
        Change change = made(booking("a1", "U1", OVER_MIDNIGHT));
        calendars.commit(mark, change);

        Commit repeat = calendars.commit(mark.withLease(OTHER), change);

        assertThat(repeat).isEqualTo(new Commit.Repeat(mark));
        assertThat(calendars.days("T1", "staging", FIRST, SECOND))
                .extracting(Day::version)
                .containsExactly(1L, 1L);
    }

    @Test
    void where_one_of_two_days_was_written_meanwhile_nothing_is_written() {
        Slot onSecond = Slot.of(Instant.parse("2026-12-02T10:00:00Z"), Duration.ofHours(1));
        calendars.commit(mark("1"), made(booking("a1", "U1", onSecond)));

        Commit commit = calendars.commit(mark("2"), made(booking("b2", "U2", OVER_MIDNIGHT)));

        assertThat(commit).isEqualTo(new Commit.Conflict());
        assertThat(bookings.find("T1", "b2")).isEmpty();
        assertThat(ledger.find(mark("2").identity())).isEmpty();
        assertThat(calendars.days("T1", "staging", FIRST, SECOND))
                .extracting(Day::date, Day::version)
                .containsExactly(tuple(SECOND, 1L));
    }

    @Test
    void a_day_read_at_an_older_version_is_a_conflict() {
        Booking booking = booking("a1", "U1", OVER_MIDNIGHT);
        calendars.commit(mark("1"), made(booking));
        Booking longer = change(booking, 2, false);
        calendars.commit(mark("2"), new Change(days(longer, 1), longer));

        Booking third = change(booking, 3, true);
        assertThat(calendars.commit(mark("3"), new Change(days(third, 1), third)))
                .isEqualTo(new Commit.Conflict());
        assertThat(calendars.commit(mark("3"), new Change(days(third, 2), third)))
                .isEqualTo(new Commit.Committed(mark("3")));

        assertThat(bookings.find("T1", "a1")).contains(third);
        assertThat(calendars.days("T1", "staging", FIRST, FIRST))
                .extracting(Day::version)
                .containsExactly(3L);
    }

    @Test
    void an_id_in_use_is_a_conflict() {
        calendars.commit(mark("1"), made(booking("a1", "U1", OVER_MIDNIGHT)));
        Booking same = new Booking(
                "T1", "other", new Hold("a1", Optional.empty(), "U2", OVER_MIDNIGHT), 1, ZoneOffset.UTC, "", false);

        assertThat(calendars.commit(mark("2"), made(same))).isEqualTo(new Commit.Conflict());

        assertThat(calendars.days("T1", "other", FIRST, SECOND)).isEmpty();
    }

    @Test
    void a_revision_that_was_changed_meanwhile_is_a_conflict() {
        Booking booking = booking("a1", "U1", OVER_MIDNIGHT);
        calendars.commit(mark("1"), made(booking));

        Booking third = change(booking, 3, true);
        assertThat(calendars.commit(mark("2"), new Change(days(third, 1), third)))
                .isEqualTo(new Commit.Conflict());

        assertThat(bookings.find("T1", "a1")).contains(booking);
    }

    @Test
    void a_note_is_made_of_a_booking_as_it_stands_and_once() {
        Booking booking = booking("a1", "U1", OVER_MIDNIGHT);
        calendars.commit(mark("1"), made(booking));

        assertThat(calendars.note(mark("2"), booking)).isEqualTo(new Commit.Committed(mark("2")));
        assertThat(calendars.note(mark("2").withLease(OTHER), booking))
                .isInstanceOfSatisfying(
                        Commit.Repeat.class,
                        repeat -> assertThat(repeat.existing().lease()).isEqualTo(LEASE));
    }

    @Test
    void no_note_is_made_of_a_booking_that_changed_or_is_not_there() {
        Booking booking = booking("a1", "U1", OVER_MIDNIGHT);
        calendars.commit(mark("1"), made(booking));

        assertThat(calendars.note(mark("2"), change(booking, 2, false))).isEqualTo(new Commit.Conflict());
        assertThat(calendars.note(mark("2"), booking("b2", "U1", OVER_MIDNIGHT)))
                .isEqualTo(new Commit.Conflict());

        assertThat(ledger.find(mark("2").identity())).isEmpty();
    }

    @Test
    void the_longest_booking_fits_into_one_transaction() {
        Slot longest = Slot.of(NOW.plusSeconds(60), Duration.ofHours(Limits.MOST_HOURS));

        Commit commit = calendars.commit(mark("1"), made(booking("a1", "U1", longest)));

        assertThat(commit).isInstanceOf(Commit.Committed.class);
        assertThat(calendars.days("T1", "staging", FIRST, FIRST.plusDays(100))).hasSize(91);
    }

    @Test
    void a_days_most_bookings_with_the_longest_names_fit_into_one_item() {
        Slot slot = Slot.of(NOW, Duration.ofHours(1));
        List<Hold> holds = IntStream.range(0, 500)
                .mapToObj(i -> new Hold("%05d".formatted(i), Optional.of("\uD83D\uDC4D".repeat(60)), "U" + i, slot))
                .toList();
        Booking booking = booking("a1", "U1", slot);

        Commit commit = calendars.commit(mark("1"), new Change(List.of(new Day(FIRST, 0, holds)), booking));

        assertThat(commit).isInstanceOf(Commit.Committed.class);
        assertThat(calendars.days("T1", "staging", FIRST, FIRST)).containsExactly(new Day(FIRST, 1, holds));
    }

    @Test
    void a_users_live_bookings_are_listed_by_their_end() {
        store(booking("a1", "U1", minutes(60, 120)));
        store(booking("b2", "U1", minutes(10, 20)));
        store(booking("c3", "U1", minutes(30, 40)));
        store(booking("d4", "U2", minutes(45, 50)));
        Booking gone = change(booking("e5", "U1", minutes(130, 140)), 1, true);
        calendars.commit(mark("e5"), new Change(List.of(), gone));

        assertThat(bookings.ofUser("T1", "U1", NOW, 9)).extracting(Booking::id).containsExactly("b2", "c3", "a1");
        assertThat(bookings.ofUser("T1", "U1", NOW, 2)).extracting(Booking::id).containsExactly("b2", "c3");
        assertThat(bookings.ofUser("T1", "U1", minutes(10, 20).end(), 9))
                .as("what ends at that instant is over")
                .extracting(Booking::id)
                .containsExactly("c3", "a1");
        assertThat(bookings.ofUser("T2", "U1", NOW, 9)).isEmpty();
    }

    @Test
    void what_is_cancelled_leaves_the_lists_and_is_still_found() {
        Booking booking = booking("a1", "U1", minutes(10, 20));
        store(booking);
        Booking cancelled = change(booking, 2, true);

        calendars.commit(mark("cancel"), new Change(List.of(), cancelled));

        assertThat(bookings.ofUser("T1", "U1", NOW, 9)).isEmpty();
        assertThat(bookings.overlapping("T1", minutes(0, 60), 9)).isEmpty();
        assertThat(bookings.endingIn(minutes(0, 60), 9)).isEmpty();
        assertThat(bookings.find("T1", "a1")).contains(cancelled);
    }

    @Test
    void bookings_of_a_workspace_that_overlap_are_listed_by_their_end() {
        store(booking("a1", "U1", minutes(0, 10)));
        store(booking("b2", "U2", minutes(5, 200)));
        store(booking("c3", "U3", minutes(20, 25)));
        store(booking("d4", "U4", minutes(30, 40)));
        store(in("T2", booking("e5", "U5", minutes(12, 18))));

        assertThat(bookings.overlapping("T1", minutes(10, 30), 9))
                .extracting(Booking::id)
                .containsExactly("c3", "b2");
        assertThat(bookings.overlapping("T1", minutes(10, 30), 1))
                .extracting(Booking::id)
                .containsExactly("c3");
    }

    @Test
    void bookings_of_all_workspaces_that_end_in_a_slot_are_listed_by_their_end() {
        store(booking("a1", "U1", minutes(0, 9)));
        store(booking("b2", "U2", minutes(0, 10)));
        store(in("T2", booking("c3", "U3", minutes(0, 15))));
        store(booking("d4", "U4", minutes(0, 20)));

        assertThat(bookings.endingIn(minutes(10, 20), 9))
                .as("the slot is half open")
                .extracting(Booking::id)
                .containsExactly("b2", "c3");
        assertThat(bookings.endingIn(minutes(10, 20), 1))
                .extracting(Booking::id)
                .containsExactly("b2");
    }

    @Test
    void more_bookings_than_a_page_are_listed_whatever_their_shard() {
        IntStream.range(0, 130).forEach(i -> store(booking("%03dx".formatted(i), "U1", minutes(i, i + 1))));
        List<String> all = IntStream.range(0, 130).mapToObj("%03dx"::formatted).toList();

        assertThat(bookings.ofUser("T1", "U1", NOW.minusSeconds(1), 500))
                .extracting(Booking::id)
                .containsExactlyElementsOf(all);
        assertThat(bookings.overlapping("T1", minutes(0, 130), 120))
                .extracting(Booking::id)
                .containsExactlyElementsOf(all.subList(0, 120));
    }

    @Test
    void bookings_and_days_expire_long_after_their_end() {
        calendars.commit(mark("1"), made(booking("a1", "U1", OVER_MIDNIGHT)));

        assertThat(expiry("B#T1#a1", "BOOKING")).isEqualTo(Instant.parse("2027-03-02T01:00:00Z"));
        assertThat(expiry("R#T1#staging", "DAY#2026-12-01")).isEqualTo(Instant.parse("2027-03-02T00:00:00Z"));
    }

    @Test
    void who_watches_is_listed_until_they_do_not_any_more() {
        watches.watch(mark("1"), "T1", "staging", "U1");
        watches.watch(mark("2"), "T1", "staging", "U2");
        watches.watch(mark("3"), "T1", "staging#2", "U3");
        watches.watch(mark("4"), "T1", "staging", "U1");
        calendars.commit(mark("5"), made(booking("a1", "U9", OVER_MIDNIGHT)));

        assertThat(watches.watchers("T1", "staging")).containsExactlyInAnyOrder("U1", "U2");
        watches.unwatch(mark("6"), "T1", "staging", "U1");
        watches.unwatch(mark("7"), "T1", "staging", "U7");

        assertThat(watches.watchers("T1", "staging")).containsExactly("U2");
        assertThat(watches.watchers("T2", "staging")).isEmpty();
    }

    @Test
    void watching_again_by_a_repeat_does_not_undo_what_came_after() {
        assertThat(watches.watch(mark("1"), "T1", "staging", "U1")).isEqualTo(new Commit.Committed(mark("1")));
        assertThat(watches.unwatch(mark("2"), "T1", "staging", "U1")).isEqualTo(new Commit.Committed(mark("2")));

        assertThat(watches.watch(mark("1"), "T1", "staging", "U1")).isInstanceOf(Commit.Repeat.class);

        assertThat(watches.watchers("T1", "staging")).isEmpty();
    }

    private void store(Booking booking) {
        Commit commit = calendars.commit(mark(booking.id()), new Change(List.of(), booking));
        assertThat(commit).isInstanceOf(Commit.Committed.class);
    }

    private static Mark mark(String name) {
        return Mark.owing(new Identity("T1:" + name), LEASE, NOW, Optional.empty(), DEBTS);
    }

    private static Slot minutes(int from, int to) {
        return new Slot(NOW.plusSeconds(60L * from), NOW.plusSeconds(60L * to));
    }

    private static Booking booking(String id, String user, Slot slot) {
        Hold hold = new Hold(id, Optional.of("Room \"5\""), user, slot);
        return new Booking("T1", "staging", hold, 1, ZoneId.of("Europe/Berlin"), "R&D \uD83D\uDC4D", false);
    }

    private static Booking change(Booking booking, int revision, boolean cancelled) {
        return new Booking(
                booking.team(),
                booking.resource(),
                booking.hold(),
                revision,
                booking.zone(),
                booking.reason(),
                cancelled);
    }

    private static Booking in(String team, Booking booking) {
        return new Booking(
                team,
                booking.resource(),
                booking.hold(),
                booking.revision(),
                booking.zone(),
                booking.reason(),
                booking.cancelled());
    }

    private static Change made(Booking booking) {
        return new Change(days(booking, 0), booking);
    }

    private static List<Day> days(Booking booking, long version) {
        return booking.slot().days().stream()
                .map(date -> new Day(
                        date,
                        version,
                        Stream.of(booking.hold())
                                .filter(hold -> !booking.cancelled())
                                .toList()))
                .toList();
    }

    private Instant expiry(String pk, String sk) {
        var item = client.getItem(get -> get.tableName("ReservationsTable")
                .key(Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk))));
        return Instant.ofEpochSecond(Long.parseLong(item.item().get("expires").n()));
    }
}
