package dev.bellhop.simulation;

import dev.bellhop.aws.EventJson;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Finisher;
import dev.bellhop.delivery.Identity;
import dev.bellhop.events.ConfirmationRequested;
import dev.bellhop.events.Envelope;
import dev.bellhop.events.FileProcessed;
import dev.bellhop.events.FileShared;
import dev.bellhop.events.MessageCounted;
import dev.bellhop.events.ReservationEvent;
import dev.bellhop.notifications.Messenger;
import dev.bellhop.notifications.Notification;
import dev.bellhop.notifications.Recipient;
import dev.bellhop.notifications.Task;
import dev.bellhop.people.Address;
import dev.bellhop.people.Confirmation;
import dev.bellhop.words.Shards;
import dev.bellhop.words.Triggers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One schedule: what some people do in some minutes, under some weather, until all of it came to rest. */
public final class Simulation {

    private static final Shards SHARDS = new Shards(Triggers.parse(Said.TRIGGER), 8);

    /** What takes longer than this to come to rest never does. */
    private static final Duration LONGEST = Duration.ofHours(6);

    private static final Duration SWEEPER_TIMEOUT = Duration.ofSeconds(55);

    /** As the sweeper's handler has it. */
    private static final Duration MOST_REMINDING = Duration.ofSeconds(20);

    /** As the leaderboard's handler has it. */
    private static final Duration ENOUGH = Duration.ofSeconds(10);

    private final World world;
    private final Stores stores;
    private final Build build;
    private final Witness witness = new Witness();
    private final Topic topic;
    private final Lambda lambda;
    private final Wiring wiring;
    private final People people;
    private final List<Envelope> log = new ArrayList<>();

    private Simulation(long seed, Build build, boolean told) {
        this.build = build;
        this.world = new World(seed, told);
        this.stores = Stores.empty(new TrueTime(world.scheduler()));
        this.topic = new Topic(world);
        this.lambda = new Lambda(world);
        this.wiring = new Wiring(world, stores, witness, topic, SHARDS, build);
        this.people = new People(world, new Slack(world, wiring), stores);
    }

    /** The schedule of {@code seed}; the same each time. */
    public static Outcome run(long seed) {
        return run(seed, Build.REAL, false);
    }

    /** The same, and its story line by line. */
    public static Outcome tell(long seed) {
        return run(seed, Build.REAL, true);
    }

    static Outcome run(long seed, Build build, boolean told) {
        return new Simulation(seed, build, told).outcome(seed);
    }

    private Outcome outcome(long seed) {
        List<Violation> violations = new ArrayList<>();
        try {
            violations.addAll(broken());
        } catch (Throwable e) {
            // Also an assertion of the core's own, which no handler handles; the next schedule may find something else.
            violations.add(new Violation("nothing throws", stackTrace(e)));
        }
        return new Outcome(seed, new HashMap<>(world.weather().struck()), violations, world.story());
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    private List<Violation> broken() {
        subscribe();
        Duration span = world.chance(2)
                ? Duration.ofMillis(50)
                : Duration.ofMinutes(world.random().nextInt(8));
        Duration trouble = span.plusSeconds(60L * world.random().nextInt(10)).plusSeconds(10);
        people.act(span);
        tick();
        world.scheduler().runUntil(Scheduler.START.plus(trouble));
        world.story(() -> "the weather clears up");
        world.weather().clearUp();
        Instant calm = world.scheduler().now();
        return comesToRest()
                ? new Promises(people, stores, witness, lambda, log, calm).broken()
                : List.of(new Violation(
                        "it comes to rest",
                        "after " + LONGEST + " owed is " + stores.ledger().owed(Instant.MAX, 9) + "; dead letters: "
                                + lambda.hasDeadLetters()));
    }

    /** Lets everything happen that is to come; an operator redrives what became a dead letter. */
    private boolean comesToRest() {
        Instant last = Scheduler.START.plus(LONGEST);
        Instant bookedUntil = bookedUntil();
        while (world.scheduler().now().isBefore(last)) {
            if (!world.scheduler().isAtRest()
                    || isOwed()
                    || world.scheduler().now().isBefore(bookedUntil)) {
                world.scheduler().step();
                bookedUntil = bookedUntil();
            } else if (lambda.hasDeadLetters()) {
                world.story(() -> "an operator redrives");
                lambda.redrive();
            } else {
                return true;
            }
        }
        return false;
    }

    /** Until the last booking is over there is something to be reminded of. */
    private Instant bookedUntil() {
        return stores.calendars().bookings().stream()
                .filter(booking -> !booking.cancelled())
                .map(booking -> booking.slot().end())
                .max(Instant::compareTo)
                .orElse(Scheduler.START);
    }

    private boolean isOwed() {
        return stores.ledger().marks().stream()
                .anyMatch(mark -> mark.finisher() == Finisher.SWEEPER && !mark.isSettled());
    }

    private void subscribe() {
        lambda.register(new Lambda.Function("multiplier", Duration.ofSeconds(30), this::multiply));
        lambda.register(new Lambda.Function("logger", Duration.ofSeconds(30), this::log));
        lambda.register(new Lambda.Function("reservation", Duration.ofMinutes(1), this::notify));
        lambda.register(new Lambda.Function("leaderboard", Duration.ofSeconds(45), (message, sandbox) -> {
            if (!takeIn(List.of(message), sandbox).isEmpty()) {
                throw new IllegalStateException("The leaderboard did not take it.");
            }
        }));
        Queue queue = new Queue(
                world,
                "leaderboard",
                Duration.ofSeconds(45),
                Duration.ofSeconds(20),
                Duration.ofMinutes(5),
                this::takeIn,
                body -> lambda.deadLetter("leaderboard", body));
        topic.subscribe(
                event -> event instanceof MessageCounted,
                body -> lambda.invoke("multiplier", body),
                body -> lambda.deadLetter("multiplier", body));
        topic.subscribe(
                event -> true, body -> lambda.invoke("logger", body), body -> lambda.deadLetter("logger", body));
        topic.subscribe(
                build::isNotified,
                body -> lambda.invoke("reservation", body),
                body -> lambda.deadLetter("reservation", body));
        topic.subscribe(
                event -> event instanceof MessageCounted message && message.isPublic(),
                queue::send,
                body -> lambda.deadLetter("leaderboard", body));
    }

    private void multiply(String message, Sandbox sandbox) {
        Envelope envelope = EventJson.read(message);
        wiring.of(sandbox)
                .bonus()
                .add(
                        Identity.atSubscriber("multiplier", envelope.id()),
                        (MessageCounted) envelope.event(),
                        sandbox.attempt());
    }

    private void log(String message, Sandbox sandbox) {
        Envelope envelope = EventJson.read(message);
        Identity identity = Identity.atSubscriber("logger", envelope.id());
        wiring.of(sandbox)
                .once()
                .perform(
                        identity,
                        sandbox.attempt(),
                        () -> witness.saying(
                                Witness.Kind.LOG_LINE, identity, sandbox, left(sandbox), () -> log.add(envelope)));
    }

    private static Duration left(Sandbox sandbox) {
        return sandbox.attempt().left(sandbox.clock());
    }

    private void notify(String message, Sandbox sandbox) {
        Envelope envelope = EventJson.read(message);
        Messenger messenger = (to, address, what, attempt) -> tell(envelope.id(), to, address, what, attempt, sandbox);
        List<Task> tasks = switch (envelope.event()) {
            case ReservationEvent event -> Task.of(event);
            case ConfirmationRequested event -> Task.of(envelope.id(), event);
            case FileProcessed event -> Task.of(event);
            case MessageCounted counted -> List.of();
            case FileShared shared -> List.of();
        };
        wiring.of(sandbox).notifier(messenger).run(envelope.id(), tasks, sandbox.attempt());
    }

    private Optional<String> tell(
            String id, Recipient to, Address address, Notification what, Attempt attempt, Sandbox sandbox) {
        if (address.equals(new Address.Email(People.REFUSED))) {
            sandbox.call(Call.outside("mail that is refused", attempt.left(sandbox.clock()), () -> true));
            return Optional.of("rejected");
        }
        witness.saying(
                Witness.Kind.NOTICE,
                notice(id, to.user().orElseThrow()),
                sandbox,
                attempt.left(sandbox.clock()),
                () -> {
                    if (what instanceof Notification.Code(Confirmation code)) {
                        people.receive(address, code);
                    }
                });
        return Optional.empty();
    }

    /** What somebody is told of an event under. */
    static Identity notice(String event, String user) {
        return Identity.atSubscriber("reservation", event + ":" + user);
    }

    private Set<Integer> takeIn(List<String> batch, Sandbox sandbox) {
        Map<String, List<Integer>> byTeam = new HashMap<>();
        List<MessageCounted> messages = batch.stream()
                .map(body -> (MessageCounted) EventJson.read(body).event())
                .toList();
        for (int i = 0; i < messages.size(); i++) {
            byTeam.computeIfAbsent(messages.get(i).team(), team -> new ArrayList<>())
                    .add(i);
        }
        Set<Integer> failed = new HashSet<>();
        byTeam.forEach((team, positions) -> {
            try {
                if (left(sandbox).compareTo(ENOUGH) < 0) {
                    throw new IllegalStateException("There was no time left for it.");
                }
                wiring.of(sandbox)
                        .leaderboard()
                        .take(team, positions.stream().map(messages::get).toList(), sandbox.attempt());
            } catch (RuntimeException e) {
                failed.addAll(positions);
            }
        });
        return failed;
    }

    /** Every minute, or about that. */
    private void tick() {
        world.scheduler().inBackground(Duration.ofMinutes(1), () -> {
            if (!world.weather().strikes(Fault.SWEEP_MISSED)) {
                sweep();
            }
            if (world.weather().strikes(Fault.SWEEP_TWICE)) {
                sweep();
            }
            tick();
        });
    }

    private void sweep() {
        Sandbox sandbox = new Sandbox(world, "sweeper", SWEEPER_TIMEOUT, now -> Instant.MAX);
        sandbox.run(
                () -> {
                    Wiring.Of wired = wiring.of(sandbox);
                    wired.reminders().run(sandbox.attempt().within(MOST_REMINDING, sandbox.clock()));
                    wired.sweep().run(sandbox.attempt());
                },
                thrown -> {});
    }

    /** The time that services have. */
    private static final class TrueTime extends Clock {
        private final Scheduler scheduler;

        TrueTime(Scheduler scheduler) {
            this.scheduler = scheduler;
        }

        @Override
        public Instant instant() {
            return scheduler.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new IllegalArgumentException("Only UTC, not " + zone);
        }
    }
}
