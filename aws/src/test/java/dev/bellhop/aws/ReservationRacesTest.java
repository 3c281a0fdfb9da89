package dev.bellhop.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Delivery;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Journal;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.OwedReply;
import dev.bellhop.delivery.Patience;
import dev.bellhop.delivery.Replies;
import dev.bellhop.delivery.Request;
import dev.bellhop.delivery.Way;
import dev.bellhop.localaws.ConflictLayer;
import dev.bellhop.localaws.LocalDynamo;
import dev.bellhop.localaws.MovableClock;
import dev.bellhop.localaws.Template;
import dev.bellhop.reservations.Booking;
import dev.bellhop.reservations.CalendarStore;
import dev.bellhop.reservations.Change;
import dev.bellhop.reservations.Day;
import dev.bellhop.reservations.Limits;
import dev.bellhop.reservations.Reservations;
import dev.bellhop.reservations.ReserveCommand;
import dev.bellhop.reservations.Result;
import dev.bellhop.reservations.Slot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Many people at once, each in a thread, on DynamoDB Local with the conflicts that DynamoDB has. */
final class ReservationRacesTest {

    /** An interaction has 3 s; the bot keeps some of that for the answer. */
    private static final Duration PATIENCE = Duration.ofMillis(2_500);

    /** A hundred processes share two cores here; each is to have the time that it has by itself. */
    private static final int SLOWNESS = 4;

    private final MovableClock clock = MovableClock.slow(Instant.parse("2026-12-01T10:00:00Z"), SLOWNESS);

    private final ConflictLayer conflicts =
            new ConflictLayer(Duration.ofMillis(5).multipliedBy(SLOWNESS));
    private final LocalDynamo dynamo = LocalDynamo.inMemory(conflicts);

    /** Not the bot's client, which gives a call 2.2 s: how busy this machine is is not in question here. */
    private final DynamoDbClient client = dynamo.client();

    private final DynamoLedger ledger = new DynamoLedger(client, "LedgerTable", clock);
    private final DynamoBookings bookings = new DynamoBookings(client, "ReservationsTable");
    private final Counted calendars = new Counted(new DynamoCalendarStore(client, "ReservationsTable", "LedgerTable"));
    private final Instant tomorrow =
            clock.instant().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);

    @BeforeEach
    void createTables() {
        dynamo.createTables(Template.ofProject());
    }

    @AfterEach
    void stop() {
        client.close();
        dynamo.close();
    }

    @Test
    void of_thirty_people_who_want_one_slot_at_once_one_gets_it_and_all_others_hear_who_has_it() throws Exception {
        Slot slot = Slot.of(tomorrow, Duration.ofHours(1));

        List<Result> results = atOnce(30, i -> insist("U" + i, slot));

        List<Booking> winners = done(results);
        assertThat(winners).hasSize(1);
        assertThat(results)
                .filteredOn(Result.Taken.class::isInstance)
                .hasSize(29)
                .allSatisfy(result -> assertThat(((Result.Taken) result).by())
                        .isEqualTo(winners.get(0).hold()));
        assertThat(bookings.overlapping("T1", slot, 99)).isEqualTo(winners);
    }

    /** Their transactions don't meet, so that nothing but the calendar's version is in the way of a second. */
    @Test
    void of_thirty_people_who_all_saw_it_free_one_gets_it() throws Exception {
        Slot slot = Slot.of(tomorrow, Duration.ofHours(1));
        book(calendars, new Identity("T1:before"), "U99", Slot.of(tomorrow.plusSeconds(72_000), Duration.ofHours(1)));
        CalendarStore seen = new SeenByAll(calendars, 30);

        List<Result> results = atOnce(30, i -> insist(seen, "U" + i, slot));

        List<Booking> winners = done(results);
        assertThat(winners).hasSize(1);
        assertThat(results).filteredOn(Result.Taken.class::isInstance).hasSize(29);
        assertThat(bookings.overlapping("T1", slot, 99)).isEqualTo(winners);
    }

    @Test
    void slots_that_overlap_are_never_both_booked() throws Exception {
        List<Result> results =
                atOnce(30, i -> insist("U" + i, Slot.of(tomorrow.plusSeconds(i * 1_200L), Duration.ofHours(1))));

        List<Booking> winners = done(results);
        assertThat(winners)
                .hasSizeGreaterThanOrEqualTo(6)
                .allSatisfy(winner -> assertThat(winners)
                        .filteredOn(other -> other.slot().overlaps(winner.slot()))
                        .containsExactly(winner));
        assertThat(bookings.overlapping("T1", Slot.of(tomorrow, Duration.ofDays(1)), 99))
                .containsExactlyInAnyOrderElementsOf(winners);
    }

    @Test
    void a_hundred_people_with_slots_side_by_side_all_get_theirs() throws Exception {
        List<Result> results =
                atOnce(100, i -> insist("U" + i, Slot.of(tomorrow.plusSeconds(i * 600L), Duration.ofMinutes(10))));

        IntSummaryStatistics tries =
                calendars.tries.values().stream().mapToInt(Integer::intValue).summaryStatistics();
        System.out.printf(
                "100 adjacent slots: %d requests, %d were told that it is busy; tries a request: %.1f on average, %d at"
                        + " most; %d conflicts%n",
                tries.getCount(), tries.getCount() - 100, tries.getAverage(), tries.getMax(), conflicts.conflicts());
        assertThat(results).hasOnlyElementsOfType(Result.Done.class);
        assertThat(bookings.overlapping("T1", Slot.of(tomorrow, Duration.ofDays(1)), 199))
                .containsExactlyInAnyOrderElementsOf(done(results));
        assertThat(calendars.days("T1", "staging", date(), date()))
                .singleElement()
                .satisfies(day -> assertThat(day.holds()).hasSize(100))
                .satisfies(day -> assertThat(day.version()).isEqualTo(100));
    }

    @Test
    void a_request_that_comes_thirty_times_at_once_books_once() throws Exception {
        Slot slot = Slot.of(tomorrow, Duration.ofHours(1));

        List<Result> results = atOnce(30, i -> book(calendars, new Identity("T1:same"), "U1", slot));

        assertThat(results).hasOnlyElementsOfTypes(Result.Done.class, Result.Underway.class, Result.Busy.class);
        List<Booking> booked = bookings.overlapping("T1", slot, 9);
        assertThat(booked).hasSize(1);
        assertThat(done(results)).isNotEmpty().containsOnly(booked.get(0));
    }

    /** Asks again as long as it is told that it is busy, as a person would. */
    private Result insist(String user, Slot slot) {
        return insist(calendars, user, slot);
    }

    private Result insist(CalendarStore store, String user, Slot slot) {
        Result result = new Result.Busy();
        for (int request = 0; request < 200 && result instanceof Result.Busy; request++) {
            result = book(store, new Identity("T1:" + user + ":" + request), user, slot);
        }
        return result;
    }

    private Result book(CalendarStore store, Identity identity, String user, Slot slot) {
        Instant now = clock.instant();
        Attempt attempt =
                Attempt.of(identity + " " + Thread.currentThread().threadId(), now.plusSeconds(60), now.plus(PATIENCE));
        return reservations(store)
                .book(
                        new Request(identity, Way.INTERACTION, "T1", "C1", Optional.empty(), user),
                        new ReserveCommand.Book("staging", Optional.empty(), slot, ZoneOffset.UTC, "", List.of()),
                        new Told(),
                        attempt);
    }

    private Reservations reservations(CalendarStore store) {
        Delivery delivery = new Delivery(
                ledger,
                Optional.empty(),
                mark -> {
                    throw new AssertionError("reservations are whole with one transaction");
                },
                new Patience(clock, clock::sleep, new Random()),
                Journal.SILENT,
                clock,
                Runnable::run);
        return new Reservations(
                store,
                bookings,
                new DynamoWatchStore(client, "ReservationsTable", "LedgerTable"),
                ledger,
                delivery,
                Journal.SILENT,
                new Limits(Duration.ofDays(3)),
                Set.of(),
                Optional.empty(),
                "bellhop/test",
                new Random(),
                clock);
    }

    private LocalDate date() {
        return LocalDate.ofInstant(tomorrow, ZoneOffset.UTC);
    }

    private static List<Booking> done(List<Result> results) {
        return results.stream()
                .filter(Result.Done.class::isInstance)
                .map(result -> ((Result.Done) result).booking())
                .toList();
    }

    private static List<Result> atOnce(int people, IntFunction<Result> each) throws Exception {
        CountDownLatch start = new CountDownLatch(people);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Result>> futures = IntStream.range(0, people)
                    .mapToObj(i -> threads.submit(() -> {
                        start.countDown();
                        start.await();
                        return each.apply(i);
                    }))
                    .toList();
            List<Result> results = new ArrayList<>();
            for (Future<Result> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    /** Counts how often each request tried to write. */
    private static final class Counted implements CalendarStore {
        final Map<Identity, Integer> tries = new ConcurrentHashMap<>();
        private final CalendarStore store;

        Counted(CalendarStore store) {
            this.store = store;
        }

        @Override
        public List<Day> days(String team, String resource, LocalDate from, LocalDate to) {
            return store.days(team, resource, from, to);
        }

        @Override
        public Commit commit(Mark mark, Change change) {
            tries.merge(mark.identity(), 1, Integer::sum);
            return store.commit(mark, change);
        }

        @Override
        public Commit note(Mark mark, Booking booking) {
            return store.note(mark, booking);
        }
    }

    /** Lets nobody go on before so many have read, and then one write after the other. */
    private static final class SeenByAll implements CalendarStore {
        private final CalendarStore store;
        private final CountDownLatch unread;

        SeenByAll(CalendarStore store, int readers) {
            this.store = store;
            this.unread = new CountDownLatch(readers);
        }

        @Override
        public List<Day> days(String team, String resource, LocalDate from, LocalDate to) {
            List<Day> days = store.days(team, resource, from, to);
            unread.countDown();
            try {
                unread.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            return days;
        }

        @Override
        public synchronized Commit commit(Mark mark, Change change) {
            return store.commit(mark, change);
        }

        @Override
        public Commit note(Mark mark, Booking booking) {
            return store.note(mark, booking);
        }
    }

    private static final class Told implements Replies {
        @Override
        public Ready ready(OwedReply reply) {
            return attempt -> reply.way();
        }
    }
}
