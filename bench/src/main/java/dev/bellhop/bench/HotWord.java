package dev.bellhop.bench;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.BusyException;
import dev.bellhop.delivery.Patience;
import dev.bellhop.simulation.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A word that is in every message, on a clock of its own: messages come at random, the bot and then the multiplier each want one of the
 * word's items in a transaction, and one that meets another there is refused and tries again, with the patience that the functions have.
 * DynamoDB is nothing here but the time that it takes, so that rates can be tried that no laptop has.
 */
final class HotWord {

    /** As the template has it. */
    private static final Duration TIME_OF_MULTIPLIER = Duration.ofSeconds(30);

    /** From the commit to the multiplier's own: the publish, SNS and Lambda. */
    private static final Duration BEHIND = Duration.ofMillis(100);

    private static final Duration TRANSACTION = Service.DYNAMO_TRANSACTION.time(1);
    private static final Duration REFUSAL = Service.DYNAMO.time(1);

    /**
     * What came of it.
     *
     * @param messages that were sent
     * @param transactions that were tried
     * @param refused transactions, each of which is paid for
     * @param busy messages that the bot gave up on for now, which Slack sends again
     * @param left of the multiplier, which Lambda runs again
     * @param counted how long each message took that was counted, in ms
     */
    record Result(long messages, long transactions, long refused, long busy, long left, List<Double> counted) {
        Result {
            counted = List.copyOf(counted);
        }
    }

    private final Scheduler scheduler = new Scheduler();
    private final Clock clock = new SchedulersClock();
    private final Random random;
    private final boolean[] held;
    private final List<Double> counted = new ArrayList<>();
    private Optional<Scheduler.Task> running = Optional.empty();
    private long transactions;
    private long refused;
    private long busy;
    private long left;

    private HotWord(int items, long seed) {
        this.held = new boolean[items];
        this.random = new Random(seed);
    }

    /**
     * Runs it.
     *
     * @param items that the word is spread over
     * @param span for which messages come
     */
    static Result of(int items, double perSecond, Duration span, long seed) {
        return new HotWord(items, seed).run(perSecond, span);
    }

    private Result run(double perSecond, Duration span) {
        long messages = 0;
        for (double at = gap(perSecond); at < span.toSeconds(); at += gap(perSecond)) {
            scheduler.after(seconds(at), () -> start(this::count));
            messages++;
        }
        while (scheduler.step()) {
            // Until all is done.
        }
        return new Result(messages, transactions, refused, busy, left, counted);
    }

    private double gap(double perSecond) {
        // Math's may differ from one machine to another, and its tables are compared.
        return -StrictMath.log(1 - random.nextDouble()) / perSecond;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private void start(Runnable work) {
        List<Scheduler.Task> self = new ArrayList<>();
        self.add(scheduler.new Task(work));
        resume(self.getFirst());
    }

    private void resume(Scheduler.Task task) {
        running = Optional.of(task);
        task.resume();
    }

    private void pause(Duration wait) {
        Scheduler.Task self = running.orElseThrow();
        scheduler.after(wait, () -> resume(self));
        self.park();
    }

    private void count() {
        Instant came = scheduler.now();
        if (commits(Patience.MOST_TRIES_WHILE_SLACK_WAITS, Attempt.WHILE_SLACK_WAITS)) {
            counted.add(Duration.between(came, scheduler.now()).toNanos() / 1e6);
            scheduler.after(BEHIND, () -> start(this::multiply));
        } else {
            busy++;
        }
    }

    private void multiply() {
        if (!commits(Integer.MAX_VALUE, TIME_OF_MULTIPLIER)) {
            left++;
        }
    }

    private boolean commits(int mostTries, Duration time) {
        Instant end = scheduler.now().plus(time);
        // By the identity, so that each try is at the same one.
        int item = random.nextInt(held.length);
        try {
            return new Patience(clock, this::pause, random, mostTries)
                    .insist("a hot word", Attempt.of("any", end, end), () -> transaction(item));
        } catch (BusyException e) {
            return false;
        }
    }

    private Optional<Boolean> transaction(int item) {
        transactions++;
        if (held[item]) {
            refused++;
            pause(REFUSAL);
            return Optional.empty();
        }
        held[item] = true;
        pause(TRANSACTION);
        held[item] = false;
        return Optional.of(true);
    }

    private final class SchedulersClock extends Clock {
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
            throw new UnsupportedOperationException("The zone is UTC");
        }
    }
}
