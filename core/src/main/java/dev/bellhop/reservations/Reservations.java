package dev.bellhop.reservations;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.BookingChange;
import dev.bellhop.delivery.BusyException;
import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Debts;
import dev.bellhop.delivery.Deciding;
import dev.bellhop.delivery.Delivery;
import dev.bellhop.delivery.Effect;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.Marks;
import dev.bellhop.delivery.Metric;
import dev.bellhop.delivery.Metrics;
import dev.bellhop.delivery.Outcome;
import dev.bellhop.delivery.Replies;
import dev.bellhop.delivery.Reply;
import dev.bellhop.delivery.Request;
import dev.bellhop.events.Envelope;
import dev.bellhop.events.EventWriter;
import dev.bellhop.events.ReservationCancelled;
import dev.bellhop.events.ReservationEvent;
import dev.bellhop.events.ReservationExtended;
import dev.bellhop.events.ReservationMade;
import dev.bellhop.reservations.Calendar.Verdict;
import dev.bellhop.reservations.ReserveCommand.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes and changes bookings. Each change is decided on what the calendar says and written in one transaction, on the
 * condition that the calendar still says it; if it doesn't, it is decided again. A request that changed something and
 * comes again is answered with what it changed.
 */
public final class Reservations {

    /** More than one reads in a message. */
    public static final int MOST_LISTED = 20;

    private final CalendarStore calendars;
    private final Bookings bookings;
    private final WatchStore watches;
    private final Marks marks;
    private final Delivery delivery;
    private final Metrics metrics;
    private final Limits limits;
    private final Set<String> operators;
    private final Optional<EventWriter> events;
    private final String source;
    private final BookingIds ids;
    private final Clock clock;

    /**
     * @param operators ids of the users who may release what others have
     * @param events empty where nothing is published; then no event is owed either
     * @param source CloudEvents {@code source} of the events
     * @param random of which ids are made
     */
    public Reservations(
            CalendarStore calendars,
            Bookings bookings,
            WatchStore watches,
            Marks marks,
            Delivery delivery,
            Metrics metrics,
            Limits limits,
            Set<String> operators,
            Optional<EventWriter> events,
            String source,
            RandomGenerator random,
            Clock clock) {
        this.calendars = calendars;
        this.bookings = bookings;
        this.watches = watches;
        this.marks = marks;
        this.delivery = delivery;
        this.metrics = metrics;
        this.limits = limits;
        this.operators = Set.copyOf(operators);
        this.events = events;
        this.source = source;
        this.ids = new BookingIds(random);
        this.clock = clock;
    }

    public Result book(Request request, ReserveCommand.Book asked, Replies replies, Attempt attempt) {
        return change(request, BookingChange.MADE, () -> toBook(request, asked), replies, attempt);
    }

    /** @param target a resource, or the id of a booking */
    public Result cancel(Request request, String target, Replies replies, Attempt attempt) {
        Supplier<Decision> decide =
                () -> on(request.team(), target, isOf(request), booking -> toCancel(request, booking));
        return change(request, BookingChange.CANCELLED, decide, replies, attempt);
    }

    /**
     * @param target a resource, or the id of a booking
     * @param by how much longer; more than nothing
     */
    public Result extend(Request request, String target, Duration by, Replies replies, Attempt attempt) {
        Supplier<Decision> decide =
                () -> on(request.team(), target, isOf(request), booking -> toExtend(request, booking, by));
        return change(request, BookingChange.EXTENDED, decide, replies, attempt);
    }

    /** Takes a booking from whoever has it. */
    public Result release(Request request, String target, Replies replies, Attempt attempt) {
        Supplier<Decision> decide = () -> operators.contains(request.user())
                ? on(request.team(), target, anyone -> true, booking -> toEnd(request, booking))
                : new Decision.Decline(new Result.NotOperator());
        return change(request, BookingChange.RELEASED, decide, replies, attempt);
    }

    public Result watch(Request request, String resource, Replies replies, Attempt attempt) {
        return watching(
                request,
                new Reply.Watching(resource, true),
                mark -> watches.watch(mark, request.team(), resource, request.user()),
                replies,
                attempt);
    }

    public Result unwatch(Request request, String resource, Replies replies, Attempt attempt) {
        return watching(
                request,
                new Reply.Watching(resource, false),
                mark -> watches.unwatch(mark, request.team(), resource, request.user()),
                replies,
                attempt);
    }

    /** What is booked and not over. */
    public Result.Listed list(String team, String user, Scope scope) {
        Instant now = clock.instant();
        List<Result.Listing> found = switch (scope) {
            case Scope.Everything() -> listings(bookings.overlapping(team, asFarAsOneCan(now), MOST_LISTED + 1));
            case Scope.Today(Slot day) -> listings(bookings.overlapping(team, day, MOST_LISTED + 1));
            case Scope.Mine() -> listings(bookings.ofUser(team, user, now, MOST_LISTED + 1));
            case Scope.Of(String resource) ->
                live(team, resource, now).stream()
                        .map(hold -> new Result.Listing(resource, hold))
                        .toList();
        };
        boolean more = found.size() > MOST_LISTED;
        return new Result.Listed(scope, more ? found.subList(0, MOST_LISTED) : found, more);
    }

    /** The resources that {@code user} is told about, in alphabetical order. */
    public List<String> watched(String team, String user) {
        return watches.watched(team, user);
    }

    private static List<Result.Listing> listings(List<Booking> bookings) {
        return bookings.stream()
                .map(booking -> new Result.Listing(booking.resource(), booking.hold()))
                .toList();
    }

    /** What is to be done as things stand. */
    private sealed interface Decision {

        record Write(Change change, ReservationEvent event) implements Decision {}

        record Decline(Result why) implements Decision {}
    }

    /** Decides at each try on what it reads then. */
    private final class Changing extends Deciding<Result> {

        private final Request request;
        private final BookingChange change;
        private final Supplier<Decision> decide;
        private @Nullable Result result;

        Changing(Request request, BookingChange change, Supplier<Decision> decide) {
            super(marks);
            this.request = request;
            this.change = change;
            this.decide = decide;
        }

        @Override
        public Commit commit(Mark mark) {
            return switch (decide.get()) {
                case Decision.Write(Change write, ReservationEvent event) -> write(mark, write, event);
                case Decision.Decline(Result why) -> decline(mark, why);
            };
        }

        private Commit write(Mark mark, Change write, ReservationEvent event) {
            Booking booking = write.booking();
            Mark owing = mark.withResult(booking.id())
                    .withOwes(new Debts(
                            events.map(writer -> List.of(writer.write(
                                            new Envelope(request.identity().value(), source, event))))
                                    .orElse(List.of()),
                            Optional.of(request.owed(new Reply.Booking(booking.id(), change)))));
            Commit commit = calendars.commit(owing, write);
            if (commit instanceof Commit.Committed) {
                result = new Result.Done(change, booking);
            }
            return commit;
        }

        Result result(Mark mark) {
            return result != null ? result : earlier(mark);
        }

        private Result earlier(Mark mark) {
            String id = mark.result()
                    .orElseThrow(() -> new IllegalStateException(
                            mark.identity() + " is the identity of something that changed no booking."));
            return bookings.find(request.team(), id)
                    .<Result>map(booking -> new Result.Done(change, booking))
                    .orElseGet(() -> new Result.Unknown(id));
        }
    }

    private Result change(
            Request request, BookingChange change, Supplier<Decision> decide, Replies replies, Attempt attempt) {
        Result result = changed(request, change, decide, replies, attempt);
        if (result instanceof Result.Taken
                || result instanceof Result.ExtensionTaken
                || result instanceof Result.Busy) {
            metrics.add(Metric.BOOKING_CONFLICTS, 1);
        }
        return result;
    }

    private Result changed(
            Request request, BookingChange change, Supplier<Decision> decide, Replies replies, Attempt attempt) {
        Changing changing = new Changing(request, change, decide);
        Mark mark = Mark.owing(request.identity(), attempt.lease(), clock.instant(), Optional.empty(), Debts.NONE);
        try {
            return switch (delivery.deliver(mark, changing, replies, attempt)) {
                case Outcome.Done(Mark done) -> changing.result(done);
                case Outcome.Settled(Mark settled) -> changing.result(settled);
                case Outcome.Underway() -> new Result.Underway();
                case Outcome.Declined() -> changing.why();
            };
        } catch (BusyException e) {
            return new Result.Busy();
        }
    }

    private Result watching(Request request, Reply.Watching reply, Effect effect, Replies replies, Attempt attempt) {
        Debts owes = new Debts(List.of(), Optional.of(request.owed(reply)));
        Mark mark = Mark.owing(request.identity(), attempt.lease(), clock.instant(), Optional.empty(), owes);
        try {
            return switch (delivery.deliver(mark, effect, replies, attempt)) {
                case Outcome.Done done -> new Result.Watching(reply.resource(), reply.watching());
                case Outcome.Settled settled -> new Result.Watching(reply.resource(), reply.watching());
                case Outcome.Underway() -> new Result.Underway();
                case Outcome.Declined() -> throw new AssertionError("watching declines nothing");
            };
        } catch (BusyException e) {
            return new Result.Busy();
        }
    }

    private Decision toBook(Request request, ReserveCommand.Book asked) {
        Instant now = clock.instant();
        Optional<Refusal> refusal = limits.refuse(asked.resource(), asked.slot(), asked.zone(), now);
        if (refusal.isPresent()) {
            return new Decision.Decline(new Result.Refused(refusal.get()));
        }
        Calendar calendar = calendar(request.team(), asked.resource(), asked.slot());
        return switch (calendar.check(request.user(), asked.location(), asked.slot())) {
            case Verdict.Yours(Hold hold) -> new Decision.Decline(new Result.YoursAlready(asked.resource(), hold));
            case Verdict.Taken(Hold hold) ->
                new Decision.Decline(new Result.Taken(asked, hold, nextFree(request.team(), asked, now)));
            case Verdict.Full(LocalDate day) -> new Decision.Decline(new Result.Full(asked.resource(), day));
            case Verdict.Free() -> {
                Hold hold = new Hold(ids.next(), asked.location(), request.user(), asked.slot());
                Booking booking =
                        new Booking(request.team(), asked.resource(), hold, 1, asked.zone(), asked.reason(), false);
                yield new Decision.Write(
                        new Change(calendar.with(hold, now).changed(), booking),
                        new ReservationMade(booking.asFact(), now));
            }
        };
    }

    private Decision toCancel(Request request, Booking booking) {
        return isOf(request).test(booking.hold())
                ? toEnd(request, booking)
                : new Decision.Decline(new Result.NotYours(booking.resource(), booking.hold()));
    }

    private Decision toEnd(Request request, Booking booking) {
        Instant now = clock.instant();
        if (isOver(booking, now)) {
            return new Decision.Decline(new Result.Over(booking));
        }
        Calendar calendar = calendar(booking.team(), booking.resource(), booking.slot());
        Booking cancelled = booking.cancel();
        return new Decision.Write(
                new Change(calendar.without(booking.id(), now).changed(), cancelled),
                new ReservationCancelled(cancelled.asFact(), request.user(), now));
    }

    private Decision toExtend(Request request, Booking booking, Duration by) {
        Instant now = clock.instant();
        if (!isOf(request).test(booking.hold())) {
            return new Decision.Decline(new Result.NotYours(booking.resource(), booking.hold()));
        }
        if (isOver(booking, now)) {
            return new Decision.Decline(new Result.Over(booking));
        }
        Slot longer = new Slot(booking.slot().start(), booking.slot().end().plus(by));
        Optional<Refusal> refusal = limits.refuseExtension(booking.resource(), longer);
        if (refusal.isPresent()) {
            return new Decision.Decline(new Result.Refused(refusal.get()));
        }
        Calendar calendar = calendar(booking.team(), booking.resource(), longer);
        return switch (calendar.check(booking.hold(), longer)) {
            case Verdict.Taken(Hold hold) -> new Decision.Decline(new Result.ExtensionTaken(booking, hold));
            case Verdict.Full(LocalDate day) -> new Decision.Decline(new Result.Full(booking.resource(), day));
            case Verdict.Yours yours -> throw new AssertionError("a booking does not stand in its own way");
            case Verdict.Free() -> {
                Booking extended = booking.until(longer);
                yield new Decision.Write(
                        new Change(calendar.with(extended.hold(), now).changed(), extended),
                        new ReservationExtended(extended.asFact(), request.user(), now));
            }
        };
    }

    /**
     * Finds the booking that is meant: by its id; else, of the candidates that the resource has, the only one that is
     * running, or the only one.
     */
    private Decision on(String team, String target, Predicate<Hold> candidate, Function<Booking, Decision> then) {
        Optional<Booking> byId =
                Optional.of(BookingIds.normal(target)).filter(BookingIds::isId).flatMap(id -> bookings.find(team, id));
        if (byId.isPresent()) {
            return then.apply(byId.get());
        }
        Instant now = clock.instant();
        List<Hold> live = live(team, target, now);
        if (live.isEmpty()) {
            return new Decision.Decline(new Result.Unknown(target));
        }
        List<Hold> candidates = live.stream().filter(candidate).toList();
        if (candidates.isEmpty()) {
            return new Decision.Decline(new Result.NotYours(target, live.get(0)));
        }
        List<Hold> running =
                candidates.stream().filter(hold -> hold.slot().contains(now)).toList();
        List<Hold> meant = running.size() == 1 ? running : candidates;
        if (meant.size() > 1) {
            return new Decision.Decline(new Result.Which(target, meant));
        }
        return bookings.find(team, meant.get(0).id())
                .map(then)
                .orElseThrow(() -> new IllegalStateException(
                        target + " has " + meant.get(0).id() + " in its calendar, and there is no such booking."));
    }

    private List<Hold> live(String team, String resource, Instant now) {
        return calendar(team, resource, asFarAsOneCan(now)).holds().stream()
                .filter(hold -> !hold.slot().isOver(now))
                .toList();
    }

    private Optional<Slot> nextFree(String team, ReserveCommand.Book asked, Instant now) {
        Instant latest = Limits.latestStart(now);
        Slot horizon = new Slot(asked.slot().start(), latest.plus(asked.slot().length()));
        return calendar(team, asked.resource(), horizon).nextFree(asked.location(), asked.slot(), latest);
    }

    private Calendar calendar(String team, String resource, Slot slot) {
        return Calendar.of(calendars.days(team, resource, slot.firstDay(), slot.lastDay()));
    }

    private Slot asFarAsOneCan(Instant now) {
        return new Slot(now, Limits.latestStart(now).plus(limits.longest()));
    }

    private static boolean isOver(Booking booking, Instant now) {
        return booking.cancelled() || booking.slot().isOver(now);
    }

    private static Predicate<Hold> isOf(Request request) {
        return hold -> hold.user().equals(request.user());
    }
}
