package dev.bellhop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Debts;
import dev.bellhop.delivery.Finisher;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Lease;
import dev.bellhop.delivery.Ledger;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.Publisher;
import dev.bellhop.events.ConfirmationRequested;
import dev.bellhop.events.Event;
import dev.bellhop.events.ReservationEvent;
import dev.bellhop.reservations.Booking;
import dev.bellhop.reservations.CalendarStore;
import dev.bellhop.reservations.Change;
import dev.bellhop.reservations.Day;
import dev.bellhop.words.Chunk;
import dev.bellhop.words.Sayings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the simulation is good for: builds that are broken as one could break them by mistake, and how soon it is seen. */
final class BrokenBuildsTest {

    private static final int MOST = 1_000;

    @Test
    void a_store_that_marks_and_counts_in_two_calls_is_caught() throws InterruptedException {
        Build build = new Build() {
            @Override
            public Sayings sayings(Sayings real, Reached reached) {
                return (mark, chunk, user) -> {
                    Commit marked = reached.ledger().open(mark);
                    if (marked instanceof Commit.Committed) {
                        count(mark, chunk, reached);
                    }
                    return marked;
                };
            }

            private static void count(Mark mark, Chunk chunk, Reached reached) {
                Identity own = new Identity(mark.identity() + ":counted");
                Mark unguarded = Mark.settled(own, mark.lease(), mark.since());
                while (reached.words().add(unguarded, chunk) instanceof Commit.Conflict) {
                    reached.by().pause(Duration.ofMillis(5));
                }
            }
        };

        assertCaught(build, "what is counted is published, and nothing else");
    }

    @Test
    void a_debt_that_is_cleared_before_the_event_is_published_is_caught() throws InterruptedException {
        Build build = new Build() {
            @Override
            public Publisher publisher(Publisher real, Reached reached) {
                return (event, attempt) -> {
                    reached.ledger().settle(paid(new Identity(event.id()), attempt.lease()));
                    real.publish(event, attempt);
                };
            }
        };

        assertCaught(build, "what is counted is published, and nothing else");
    }

    private static Mark paid(Identity identity, Lease lease) {
        return new Mark(
                identity,
                lease,
                Instant.EPOCH,
                Optional.empty(),
                Debts.NONE,
                Optional.empty(),
                Finisher.SWEEPER,
                Optional.empty());
    }

    @Test
    void a_calendar_without_its_lock_is_caught() throws InterruptedException {
        Build build = new Build() {
            @Override
            public CalendarStore calendars(CalendarStore real, Reached reached) {
                return new Unlocked(real);
            }
        };

        assertCaught(build, "no two live bookings overlap");
    }

    /** Writes the days whatever their version is by now. */
    private record Unlocked(CalendarStore real) implements CalendarStore {

        @Override
        public List<Day> days(String team, String resource, LocalDate from, LocalDate to) {
            return real.days(team, resource, from, to);
        }

        @Override
        public Commit commit(Mark mark, Change change) {
            Booking booking = change.booking();
            List<Day> days = change.days().stream()
                    .map(day -> days(booking.team(), booking.resource(), day.date(), day.date()).stream()
                            .findFirst()
                            .map(stored -> new Day(day.date(), stored.version(), day.holds()))
                            .orElse(day))
                    .toList();
            return real.commit(mark, new Change(days, booking));
        }

        @Override
        public Commit note(Mark mark, Booking booking) {
            return real.note(mark, booking);
        }
    }

    @Test
    void a_subscriber_that_does_not_look_at_its_mark_is_caught() throws InterruptedException {
        Build build = new Build() {
            @Override
            public Ledger ledger(Ledger real, Reached reached) {
                return new Unread(real);
            }
        };

        assertCaught(build, "nothing is said twice without an excuse");
    }

    /** Takes each delivery for the first. */
    private record Unread(Ledger real) implements Ledger {

        @Override
        public Commit open(Mark mark) {
            real.open(mark);
            return new Commit.Committed(mark);
        }

        @Override
        public Optional<Mark> take(Identity identity, Lease lease, Instant now) {
            return real.take(identity, lease, now);
        }

        @Override
        public boolean settle(Mark mark) {
            return real.settle(mark);
        }
    }

    @Test
    void a_code_that_is_asked_for_and_not_published_is_caught() throws InterruptedException {
        Build build = new Build() {
            @Override
            public Publisher publisher(Publisher real, Reached reached) {
                return (event, attempt) -> {
                    if (!event.type().equals(ConfirmationRequested.TYPE)) {
                        real.publish(event, attempt);
                    }
                };
            }
        };

        assertCaught(build, "who was told that a code is sent can rely on it being published");
    }

    @Test
    void a_filter_that_forgets_a_type_is_caught() throws InterruptedException {
        Build build = new Build() {
            @Override
            public boolean isNotified(Event event) {
                return event instanceof ReservationEvent;
            }
        };

        assertCaught(build, "who was told that a code is sent gets it");
    }

    @Test
    void a_question_that_is_not_answered_where_another_was_quicker_is_caught() throws InterruptedException {
        Build build = new Build() {
            @Override
            public CalendarStore calendars(CalendarStore real, Reached reached) {
                return new Impatient(real);
            }
        };

        assertCaught(build, "who asks undisturbed is answered");
    }

    /** Takes what may be tried again for a failure. */
    private record Impatient(CalendarStore real) implements CalendarStore {

        @Override
        public List<Day> days(String team, String resource, LocalDate from, LocalDate to) {
            return real.days(team, resource, from, to);
        }

        @Override
        public Commit commit(Mark mark, Change change) {
            Commit commit = real.commit(mark, change);
            if (commit instanceof Commit.Conflict) {
                throw new IllegalStateException("The calendar was changed meanwhile.");
            }
            return commit;
        }

        @Override
        public Commit note(Mark mark, Booking booking) {
            return real.note(mark, booking);
        }
    }

    @Test
    void a_conflict_that_is_taken_for_an_opt_out_is_caught() throws InterruptedException {
        Build build = new Build() {
            @Override
            public Sayings sayings(Sayings real, Reached reached) {
                return (mark, chunk, user) -> {
                    Commit commit = real.add(mark, chunk, user);
                    return commit instanceof Commit.Conflict ? new Commit.Declined() : commit;
                };
            }
        };

        assertCaught(build, "who opts out later is counted until then");
    }

    @Test
    void an_assertion_that_fails_beside_an_invocation_is_caught() throws InterruptedException {
        Build build = new Build() {
            @Override
            public Publisher publisher(Publisher real, Reached reached) {
                return (event, attempt) -> {
                    throw new AssertionError("an invariant of the core's own");
                };
            }
        };

        assertCaught(build, "nothing throws");
    }

    private static void assertCaught(Build build, String promise) throws InterruptedException {
        Schedules schedules = Schedules.run(
                LongStream.range(0, MOST),
                seed -> Simulation.run(seed, build, false),
                outcome -> isBroken(promise, outcome));
        System.out.println("Caught in schedule " + schedules.count() + ": " + promise);
        assertThat(schedules.broken())
                .as("%s: within %d schedules", promise, MOST)
                .anyMatch(outcome -> isBroken(promise, outcome));
    }

    private static boolean isBroken(String promise, Outcome outcome) {
        return outcome.violations().stream()
                .anyMatch(violation -> violation.promise().equals(promise));
    }
}
