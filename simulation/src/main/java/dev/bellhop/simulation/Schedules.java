package dev.bellhop.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** Many schedules, one after the other. */
final class Schedules {

    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private final List<Outcome> broken = new ArrayList<>();
    private long run;

    /**
     * @param schedule runs the schedule of a seed
     * @throws IllegalStateException where it throws, instead of saying that nothing was broken
     */
    static Schedules run(LongStream seeds, LongFunction<Outcome> schedule) throws InterruptedException {
        return run(seeds, schedule, outcome -> false);
    }

    /**
     * The same until something was found.
     *
     * @param found whether an outcome is what is looked for
     */
    static Schedules run(LongStream seeds, LongFunction<Outcome> schedule, Predicate<Outcome> found)
            throws InterruptedException {
        Schedules schedules = new Schedules();
        // A virtual thread, as those are that it hands over to: else each time costs two switches of the system's.
        FutureTask<Schedules> all = new FutureTask<>(() -> schedules.add(seeds, schedule, found), schedules);
        Thread.ofVirtual().start(all);
        try {
            return all.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Only " + schedules.run + " schedules were run.", e.getCause());
        }
    }

    private Schedules() {}

    private void add(LongStream seeds, LongFunction<Outcome> schedule, Predicate<Outcome> found) {
        for (PrimitiveIterator.OfLong each = seeds.iterator(); each.hasNext(); ) {
            Outcome outcome = schedule.apply(each.nextLong());
            add(outcome);
            if (found.test(outcome)) {
                return;
            }
        }
    }

    private void add(Outcome outcome) {
        run++;
        outcome.faults().forEach((fault, times) -> faults.merge(fault, times, Long::sum));
        if (!outcome.violations().isEmpty()) {
            broken.add(outcome);
        }
    }

    /** How many were run. */
    long count() {
        return run;
    }

    /** How often each kind of fault struck in all of them. */
    Map<Fault, Long> faults() {
        return faults;
    }

    /** Those in which a promise was broken. */
    List<Outcome> broken() {
        return broken;
    }
}
