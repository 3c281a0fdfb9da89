package dev.bellhop.simulation;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Patience;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One invocation of a function, in a process of its own: it can be killed wherever it waits, and then all that it had in memory
 * is gone.
 */
final class Sandbox implements Executor, Patience.Pause {

    /** The process is gone. No code handles that. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;

        Death() {
            super("the process is gone", null, false, false);
        }
    }

    /** As {@code Invocations} has it. */
    private static final Duration MARGIN = Duration.ofMillis(500);

    private final World world;
    private final Attempt attempt;
    private final Clock clock;

    /** When the platform ends it, by the platform's clock. */
    private final Instant endsAt;

    private final List<Scheduler.Task> tasks = new ArrayList<>();
    private final List<Scheduler.Task> aside = new ArrayList<>();
    private Scheduler.@Nullable Task running;
    private boolean over;
    private boolean dead;
    private boolean disturbed;
    private boolean answerReady;
    private String about = "";

    /**
     * @param timeout after which the platform ends it
     * @param answerBy when whoever asked stops waiting, from what this process' own clock says now
     */
    Sandbox(World world, String function, Duration timeout, UnaryOperator<Instant> answerBy) {
        this.world = world;
        Duration skew = strikes(Fault.SKEW)
                ? world.weather().between(Duration.ofMillis(-900), Duration.ofMillis(900))
                : Duration.ZERO;
        this.clock = new Skewed(world.scheduler(), skew);
        Instant end = clock.instant().plus(timeout);
        Instant latest = end.minus(MARGIN);
        Instant asked = answerBy.apply(clock.instant());
        this.attempt = Attempt.of(function + "-" + world.nextId(), end, asked.isBefore(latest) ? asked : latest);
        this.endsAt = world.scheduler().now().plus(timeout);
        world.scheduler().inBackground(timeout, this::kill);
    }

    Attempt attempt() {
        return attempt;
    }

    Clock clock() {
        return clock;
    }

    World world() {
        return world;
    }

    /** Whether it can still do something. */
    boolean isAlive() {
        return !over;
    }

    boolean wasKilled() {
        return dead;
    }

    /** Whether {@code fault} happens now, to what this invocation does. */
    boolean strikes(Fault fault) {
        boolean happens = world.weather().strikes(fault);
        disturbed |= happens;
        return happens;
    }

    /** Whether something went wrong with what it did. */
    boolean wasDisturbed() {
        return disturbed;
    }

    @Override
    public String toString() {
        return attempt.lease().attempt();
    }

    /**
     * Runs {@code work}.
     *
     * @param then is told what it threw, null where it came to its end; a {@link Death} where it was killed
     */
    void run(Runnable work, Consumer<@Nullable Throwable> then) {
        Scheduler.Task main = task(() -> {
            Throwable thrown = null;
            try {
                work.run();
            } catch (RuntimeException | Death e) {
                thrown = e;
                unlessAssertion(e);
            }
            over = true;
            Throwable outcome = thrown;
            world.story(() -> this + (outcome == null ? " ends" : " ends with " + outcome));
            world.scheduler().after(Duration.ZERO, () -> then.accept(outcome));
        });
        resume(main);
    }

    /** A future wraps what was thrown beside the invocation's own thread. */
    private static void unlessAssertion(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof AssertionError broken) {
                throw broken;
            }
        }
    }

    private Scheduler.Task task(Runnable work) {
        Scheduler.Task task = world.scheduler().new Task(work);
        tasks.add(task);
        return task;
    }

    private void resume(Scheduler.Task task) {
        running = task;
        task.resume();
    }

    private Scheduler.Task running() {
        if (running == null) {
            throw new IllegalStateException(this + " does not run.");
        }
        return running;
    }

    /** Ends it where it stands. What it has sent is on its way all the same. */
    void kill() {
        if (over || dead) {
            return;
        }
        world.story(() -> this + " is killed");
        dead = true;
        List.copyOf(tasks).forEach(this::resume);
        over = true;
    }

    /** Waits until {@code asked} has called what it is given. */
    private <T> T await(Consumer<Consumer<Answer<T>>> asked) {
        Scheduler.Task task = running();
        Waiting<T> waiting = new Waiting<>();
        asked.accept(answer -> {
            if (waiting.answer == null && !dead) {
                waiting.answer = answer;
                resume(task);
            }
        });
        while (waiting.answer == null && !dead) {
            task.park();
        }
        if (dead || waiting.answer == null) {
            throw new Death();
        }
        return waiting.answer.get();
    }

    private static final class Waiting<T> {
        private @Nullable Answer<T> answer;
    }

    /** What a call came to. */
    interface Answer<T> {
        T get();
    }

    /** Calls something outside, with whatever goes wrong on the way. */
    <T> T call(Call<T> call) {
        if (dead) {
            throw new Death();
        }
        world.story(() -> this + " calls " + call.name());
        Weather weather = world.weather();
        if (strikes(Fault.DEATH_BEFORE)) {
            world.scheduler().after(Duration.ZERO, this::kill);
            return await(never -> {});
        }
        if (strikes(Fault.HUNG)) {
            call.send(this, unheard -> {});
            world.scheduler().after(Duration.between(world.scheduler().now(), endsAt), this::kill);
            return await(never -> {});
        }
        if (strikes(Fault.DEATH_AFTER)) {
            Duration when = weather.between(Duration.ZERO, Duration.ofMillis(14));
            world.scheduler().after(when, this::kill);
        }
        return await(answer -> call.send(this, answer));
    }

    @Override
    public void pause(Duration duration) {
        this.<Boolean>await(answer -> world.scheduler().after(duration, () -> answer.accept(() -> true)));
    }

    /** A thread beside the invocation's own. Whoever starts it waits for it where no answer is to be given meanwhile. */
    @Override
    public void execute(Runnable work) {
        Scheduler.Task beside = task(() -> {
            try {
                work.run();
            } catch (Death e) {
                // So is everything else in here.
            }
        });
        aside.add(beside);
        world.scheduler().after(Duration.ZERO, () -> resume(beside));
        if (!answerReady) {
            join();
        }
    }

    /** An answer is ready, and is going to be given. */
    void answerReady() {
        answerReady = true;
    }

    /** Gives an answer while what was started beside it goes on, and waits for that. */
    <T> T beside(Supplier<T> giving) {
        try {
            return giving.get();
        } finally {
            answerReady = false;
            if (!dead) {
                join();
            }
        }
    }

    private void join() {
        while (aside.stream().anyMatch(task -> !task.hasEnded())) {
            pause(Duration.ofMillis(1));
        }
        aside.clear();
    }

    /** Does {@code work}, which is about what has that id. */
    <T> T about(String id, Supplier<T> work) {
        String before = about;
        about = id;
        try {
            return work.get();
        } finally {
            about = before;
        }
    }

    Identity about() {
        return new Identity(about);
    }

    /** A process' own clock. */
    private static final class Skewed extends Clock {
        private final Scheduler scheduler;
        private final Duration skew;

        Skewed(Scheduler scheduler, Duration skew) {
            this.scheduler = scheduler;
            this.skew = skew;
        }

        @Override
        public Instant instant() {
            return scheduler.now().plus(skew);
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
