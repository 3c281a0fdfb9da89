package dev.bellhop.simulation;

import dev.bellhop.delivery.Commit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A call of a service: it goes there, acts, and comes back, each at a time of its own. Whether the caller still lives then does
 * not matter to the service.
 *
 * @param touches the items that it writes or checks; while a transaction is at one, no other write is
 * @param most how long the caller waits, where it has as much time
 * @param conflict what a transaction in conflict comes to; empty where the call is none
 * @param stale what an index that lags answers instead; empty where the call always reads what is written
 * @param act what the service does
 */
record Call<T>(
        String name, Set<String> touches, Duration most, Optional<Commit> conflict, Stale<T> stale, Supplier<T> act) {

    /** As {@code AwsClients} has it. */
    private static final Duration MOST_OF_DYNAMO = Duration.ofMillis(2_200);

    private static final Duration LEAST = Duration.ofMillis(400);

    private static final int MOST_TRIES = 6;

    /** What an index may still answer. */
    @FunctionalInterface
    interface Stale<T> {
        Optional<T> answer();
    }

    /** The call failed, or nobody knows whether it did. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed(String call, String why) {
            super(call + ": " + why, null, false, false);
        }
    }

    /** Of DynamoDB. */
    static <T> Call<T> ofDynamo(String name, Set<String> touches, Stale<T> stale, Supplier<T> act) {
        return new Call<>(name, touches, MOST_OF_DYNAMO, Optional.empty(), stale, act);
    }

    static <T> Call<T> transaction(String name, Set<String> touches, Supplier<T> act) {
        return new Call<>(name, touches, MOST_OF_DYNAMO, Optional.of(new Commit.Conflict()), Optional::empty, act);
    }

    /** Of a service that is no database. */
    static <T> Call<T> outside(String name, Duration most, Supplier<T> act) {
        return new Call<>(name, Set.of(), most, Optional.empty(), Optional::empty, act);
    }

    void send(Sandbox from, Consumer<Sandbox.Answer<T>> answer) {
        Duration left = from.attempt().left(from.clock());
        Duration shorter = left.compareTo(most) < 0 ? left : most;
        Duration wait = shorter.compareTo(LEAST) < 0 ? LEAST : shorter;
        new Tries(from, from.world().scheduler().now().plus(wait), answer).next(1);
    }

    /** Those of the client: what failed may be tried again by itself. */
    private final class Tries {
        private final Sandbox from;
        private final World world;
        private final Instant deadline;
        private final Consumer<Sandbox.Answer<T>> answer;

        Tries(Sandbox from, Instant deadline, Consumer<Sandbox.Answer<T>> answer) {
            this.from = from;
            this.world = from.world();
            this.deadline = deadline;
            this.answer = answer;
        }

        void next(int number) {
            Weather weather = world.weather();
            Duration there = weather.hop();
            Duration back = weather.hop();
            if (from.strikes(Fault.SLOW)) {
                Duration slow = weather.between(Duration.ofMillis(50), Duration.ofSeconds(9));
                boolean onTheWay = world.chance(2);
                there = onTheWay ? there.plus(slow) : there;
                back = onTheWay ? back : back.plus(slow);
                endInTime();
            }
            if (from.strikes(Fault.REQUEST_LOST)) {
                world.scheduler().after(there, () -> failed(number, "it did not get there"));
                return;
            }
            Duration theWayBack = back;
            world.scheduler().after(there, () -> arrive(number, theWayBack));
        }

        private void endInTime() {
            Duration left = Duration.between(world.scheduler().now(), deadline);
            world.scheduler()
                    .after(
                            left,
                            () -> answer.accept(() -> {
                                throw new Failed(name, "no answer in time");
                            }));
        }

        private void arrive(int number, Duration back) {
            Weather weather = world.weather();
            if (from.strikes(Fault.THROTTLED)) {
                world.scheduler().after(back, () -> failed(number, "throttled"));
                return;
            }
            if (stale.answer().isPresent() && from.strikes(Fault.STALE)) {
                T old = stale.answer().get();
                world.scheduler().after(back, () -> answer.accept(() -> old));
                return;
            }
            boolean meets = world.locks().isHeld(touches);
            if (meets) {
                weather.count(Fault.CONFLICT);
            }
            if (conflict.isEmpty()) {
                if (meets) {
                    world.scheduler().after(back, () -> failed(number, "a transaction is at its item"));
                } else {
                    answered(number, act.get(), back);
                }
                return;
            }
            if (meets || from.strikes(Fault.CONFLICT)) {
                refused(back);
                return;
            }
            world.locks().hold(touches);
            world.scheduler().after(weather.hop(), () -> {
                world.locks().letGo(touches);
                answered(number, act.get(), back);
            });
        }

        /** A conflict is all that a transaction can be told where the act itself would not say it. */
        @SuppressWarnings("unchecked") // A call that can be in conflict comes to a commit.
        private void refused(Duration back) {
            T refusal = (T) conflict.orElseThrow();
            world.scheduler().after(back, () -> answer.accept(() -> refusal));
        }

        private void answered(int number, T result, Duration back) {
            world.story(() -> name + " comes to " + result);
            if (from.strikes(Fault.ANSWER_LOST)) {
                world.scheduler().after(back, () -> failed(number, "the answer was lost"));
            } else {
                world.scheduler().after(back, () -> answer.accept(() -> result));
            }
        }

        private void failed(int number, String why) {
            Duration wait = Duration.ofMillis(25L << number);
            boolean again =
                    number < MOST_TRIES && world.scheduler().now().plus(wait).isBefore(deadline) && world.chance(2);
            if (again) {
                endInTime();
                world.scheduler().after(wait, () -> next(number + 1));
            } else {
                answer.accept(() -> {
                    throw new Failed(name, why);
                });
            }
        }
    }
}
