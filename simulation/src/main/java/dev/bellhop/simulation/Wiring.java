package dev.bellhop.simulation;

import dev.bellhop.aws.EventJson;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Channel;
import dev.bellhop.delivery.Delivery;
import dev.bellhop.delivery.Journal;
import dev.bellhop.delivery.Ledger;
import dev.bellhop.delivery.Marks;
import dev.bellhop.delivery.Metric;
import dev.bellhop.delivery.Once;
import dev.bellhop.delivery.OwedEvent;
import dev.bellhop.delivery.OwedMarks;
import dev.bellhop.delivery.OwedReply;
import dev.bellhop.delivery.Patience;
import dev.bellhop.delivery.Replies;
import dev.bellhop.delivery.Reply;
import dev.bellhop.delivery.Sweep;
import dev.bellhop.delivery.Way;
import dev.bellhop.notifications.Messenger;
import dev.bellhop.notifications.Notifier;
import dev.bellhop.people.AddressBook;
import dev.bellhop.people.Confirmations;
import dev.bellhop.people.OptOuts;
import dev.bellhop.people.Preferences;
import dev.bellhop.reservations.Bookings;
import dev.bellhop.reservations.CalendarStore;
import dev.bellhop.reservations.EndingBookings;
import dev.bellhop.reservations.Limits;
import dev.bellhop.reservations.Reminders;
import dev.bellhop.reservations.Reservations;
import dev.bellhop.reservations.WatchStore;
import dev.bellhop.words.BoardStore;
import dev.bellhop.words.Bonus;
import dev.bellhop.words.Counting;
import dev.bellhop.words.Leaderboard;
import dev.bellhop.words.Sayings;
import dev.bellhop.words.Shards;
import dev.bellhop.words.WordStore;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What the handlers wire, for one invocation: {@code core}'s classes on ports of which every call may fail. */
final class Wiring {

    static final int BONUS = 10;
    static final String OPERATOR = "UOPS";

    /** As {@code LinesAside} has it. */
    private static final Duration MOST_ASIDE = Duration.ofSeconds(1);

    private final World world;
    private final Stores stores;
    private final Witness witness;
    private final Topic topic;
    private final Shards shards;
    private final Ports ports;
    private final Build build;

    Wiring(World world, Stores stores, Witness witness, Topic topic, Shards shards, Build build) {
        this.world = world;
        this.stores = stores;
        this.witness = witness;
        this.topic = topic;
        this.shards = shards;
        this.ports = new Ports(shards, witness);
        this.build = build;
    }

    Of of(Sandbox sandbox) {
        return new Of(sandbox);
    }

    /** One process' own. */
    final class Of {

        private final Sandbox sandbox;
        private final Build.Reached reached;
        private final Ledger ledger;
        private final WordStore words;
        private final CalendarStore calendars;
        private final Journal journal;

        private Of(Sandbox sandbox) {
            this.sandbox = sandbox;
            this.reached = new Build.Reached(
                    ports.reached(Ledger.class, stores.ledger(), sandbox),
                    ports.reached(WordStore.class, stores.words(), sandbox),
                    ports.reached(CalendarStore.class, stores.calendars(), sandbox),
                    sandbox);
            this.ledger = build.ledger(reached.ledger(), reached);
            this.words = build.words(reached.words(), reached);
            this.calendars = build.calendars(reached.calendars(), reached);
            this.journal = new Noted(sandbox);
        }

        Journal journal() {
            return journal;
        }

        Counting counting() {
            return new Counting(
                    build.sayings(ports.reached(Sayings.class, stores.words(), sandbox), reached),
                    ledger,
                    delivery(Patience.MOST_TRIES_WHILE_SLACK_WAITS),
                    journal,
                    shards.triggers(),
                    Optional.of(new EventJson()),
                    "bellhop/bot",
                    sandbox.clock());
        }

        OptOuts optOuts() {
            return ports.reached(OptOuts.class, stores.words(), sandbox);
        }

        Reservations reservations() {
            return new Reservations(
                    calendars,
                    bookings(),
                    watches(),
                    marks(),
                    delivery(Patience.MOST_TRIES_WHILE_SLACK_WAITS),
                    journal,
                    new Limits(Duration.ofDays(3)),
                    Set.of(OPERATOR),
                    Optional.of(new EventJson()),
                    "bellhop/bot",
                    world.random(),
                    sandbox.clock());
        }

        AddressBook addresses() {
            return new AddressBook(
                    preferences(),
                    confirmations(),
                    marks(),
                    delivery(Patience.MOST_TRIES_WHILE_SLACK_WAITS),
                    Set.of(Channel.SLACK, Channel.EMAIL),
                    Optional.of(new EventJson()),
                    "bellhop/bot",
                    world.random(),
                    sandbox.clock());
        }

        Bonus bonus() {
            return new Bonus(words, once(), BONUS);
        }

        Leaderboard leaderboard() {
            return new Leaderboard(
                    words,
                    ports.reached(BoardStore.class, stores.words(), sandbox),
                    patience(Integer.MAX_VALUE),
                    BONUS);
        }

        Once once() {
            return new Once(ledger, patience(Integer.MAX_VALUE), journal, sandbox.clock());
        }

        /** @param told where it is told */
        Notifier notifier(Messenger told) {
            return new Notifier(
                    watches(), preferences(), confirmations(), told, once(), "reservation", journal, sandbox.clock());
        }

        Reminders reminders() {
            return new Reminders(
                    ports.reached(EndingBookings.class, stores.calendars(), sandbox),
                    calendars,
                    bookings(),
                    marks(),
                    delivery(Integer.MAX_VALUE),
                    new EventJson(),
                    "bellhop/sweeper",
                    journal,
                    sandbox.clock());
        }

        Sweep sweep() {
            return new Sweep(
                    ports.reached(OwedMarks.class, stores.ledger(), sandbox),
                    delivery(Integer.MAX_VALUE),
                    replies(),
                    journal,
                    sandbox.clock());
        }

        private Preferences preferences() {
            return ports.reached(Preferences.class, stores.preferences(), sandbox);
        }

        private Confirmations confirmations() {
            return ports.reached(Confirmations.class, stores.confirmations(), sandbox);
        }

        private Bookings bookings() {
            return ports.reached(Bookings.class, stores.calendars(), sandbox);
        }

        private WatchStore watches() {
            return ports.reached(WatchStore.class, stores.calendars(), sandbox);
        }

        private Marks marks() {
            return ports.reached(Marks.class, stores.ledger(), sandbox);
        }

        private Patience patience(int mostTries) {
            return new Patience(sandbox.clock(), sandbox, world.random(), mostTries);
        }

        private Delivery delivery(int mostTries) {
            return new Delivery(
                    ledger,
                    Optional.of(build.publisher(this::publish, reached)),
                    Counting.chunks(words),
                    patience(mostTries),
                    journal,
                    sandbox.clock(),
                    sandbox);
        }

        private void publish(OwedEvent event, Attempt attempt) {
            sandbox.call(Call.outside("publish " + event.id(), attempt.left(sandbox.clock()), () -> {
                topic.publish(event);
                return true;
            }));
        }

        /** In Slack, by its Web API. */
        Replies replies() {
            return reply -> {
                read(reply);
                sandbox.answerReady();
                return attempt -> sandbox.beside(() -> {
                    post(attempt);
                    return Way.EVENT;
                });
            };
        }

        /** The same beside an answer that whoever asked gets in the response, which is all where it is for them alone. */
        Replies linesAside() {
            return reply -> {
                boolean forAskerAlone =
                        reply.reply() instanceof Reply.Watching || reply.reply() instanceof Reply.Address;
                if (!forAskerAlone) {
                    read(reply);
                }
                sandbox.answerReady();
                return attempt -> sandbox.beside(() -> {
                    if (!forAskerAlone) {
                        post(attempt.within(MOST_ASIDE, sandbox.clock()));
                    }
                    return reply.way();
                });
            };
        }

        /** What is told is read before it is told. */
        void read(OwedReply reply) {
            switch (reply.reply()) {
                case Reply.Counts counts -> words.counts(reply.team(), counts.words());
                case Reply.Booking booking -> bookings().find(reply.team(), booking.booking());
                default -> {}
            }
        }

        private void post(Attempt attempt) {
            Duration left = attempt.left(sandbox.clock());
            if (left.isZero()) {
                throw new Call.Failed("post", "no time left");
            }
            witness.saying(Witness.Kind.REPLY, sandbox.about(), sandbox, left, () -> {});
        }
    }

    /** Keeps what an invocation is about; what it notes is part of the story. */
    private record Noted(Sandbox sandbox) implements Journal {

        @Override
        public void note(String outcome, String subject, String detail) {
            sandbox.world().story(() -> sandbox + " notes " + outcome + " " + subject + " " + detail);
        }

        @Override
        public void warn(String outcome, String subject, String detail) {
            note(outcome, subject, detail);
        }

        @Override
        public void failed(String outcome, String subject, Throwable cause) {
            note(outcome, subject, String.valueOf(cause.getMessage()));
        }

        @Override
        public <T> T about(String event, Supplier<T> work) {
            return sandbox.about(event, work);
        }

        @Override
        public void forget() {}

        @Override
        public void add(Metric metric, long value, String... dimensions) {}
    }
}
