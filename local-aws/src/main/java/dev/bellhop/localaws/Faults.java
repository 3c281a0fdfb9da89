package dev.bellhop.localaws;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * The faults that are to happen to calls of one kind of service.
 *
 * @param <C> a call
 */
public final class Faults<C> {

    private static final class Planned<C> {
        final Fault fault;
        final Predicate<C> which;
        int skip;
        int times;

        Planned(Fault fault, Predicate<C> which, int skip, int times) {
            this.fault = fault;
            this.which = which;
            this.skip = skip;
            this.times = times;
        }
    }

    private final List<Planned<C>> planned = new ArrayList<>();

    public Faults() {}

    /** Makes {@code fault} happen to the next call that {@code which} accepts. */
    public void next(Fault fault, Predicate<C> which) {
        next(fault, which, 0, 1);
    }

    /**
     * Makes {@code fault} happen to calls that {@code which} accepts, and that no earlier plan takes.
     *
     * @param skip how many of them pass first
     * @param times how many of them it happens to; {@link Integer#MAX_VALUE} until {@link #clear}
     */
    public synchronized void next(Fault fault, Predicate<C> which, int skip, int times) {
        planned.add(new Planned<>(fault, which, skip, times));
    }

    /** Every call is lost until {@link #clear}. */
    public void down() {
        next(Fault.LOSE_REQUEST, any -> true, 0, Integer.MAX_VALUE);
    }

    /** No fault happens any more. */
    public synchronized void clear() {
        planned.clear();
    }

    /** Whether something planned has not happened yet. */
    public synchronized boolean isPending() {
        return !planned.isEmpty();
    }

    /**
     * Does {@code work}, unless a fault prevents it.
     *
     * @param error what a fault looks like to the caller; one of the connection looks the same everywhere
     */
    <R> R around(C call, Function<Fault, ? extends RuntimeException> error, Supplier<R> work) {
        Optional<Fault> fault = of(call);
        if (fault.isEmpty() || fault.get().isAfterwards()) {
            R result = work.get();
            if (fault.isEmpty()) {
                return result;
            }
        }
        throw switch (fault.get()) {
            case LOSE_REQUEST, LOSE_ANSWER -> SdkClientException.create("The connection was broken.");
            case FAIL_BEFORE, FAIL_AFTER, THROTTLE, REFUSE -> error.apply(fault.get());
        };
    }

    /** How often the faults planned for {@code which}, the very same, will still happen. */
    public synchronized int pending(Predicate<C> which) {
        return (int) Math.min(
                Integer.MAX_VALUE,
                planned.stream()
                        .filter(plan -> plan.which.equals(which))
                        .mapToLong(plan -> plan.times)
                        .sum());
    }

    /** The fault that happens to {@code call}, which uses it up. */
    public synchronized Optional<Fault> of(C call) {
        for (Iterator<Planned<C>> each = planned.iterator(); each.hasNext(); ) {
            Planned<C> plan = each.next();
            if (!plan.which.test(call)) {
                continue;
            }
            if (plan.skip > 0) {
                plan.skip--;
                continue;
            }
            if (plan.times != Integer.MAX_VALUE && --plan.times == 0) {
                each.remove();
            }
            return Optional.of(plan.fault);
        }
        return Optional.empty();
    }
}
