package dev.bellhop.simulation;

import java.io.PrintStream;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** {@code bin/simulate}: runs schedules, and says what went wrong on the way and what came of it. */
public final class Main {

    private static final String USAGE = "bin/simulate --help says what can be asked for.";

    private Main() {}

    /**
     * @param seeds how many schedules
     * @param first the first one's seed
     * @param story whether to tell what happened
     */
    record Options(long seeds, long first, boolean story) {

        /** @throws IllegalArgumentException that says what is wrong */
        static Options parse(List<String> arguments) {
            long seeds = 0;
            Long first = null;
            boolean story = false;
            for (int i = 0; i < arguments.size(); i++) {
                switch (arguments.get(i)) {
                    case "--seeds" -> seeds = number(arguments, ++i, 1);
                    case "--seed" -> first = number(arguments, ++i, 0);
                    case "--story" -> story = true;
                    default -> throw new IllegalArgumentException(arguments.get(i) + " is not an option. " + USAGE);
                }
            }
            if (seeds == 0) {
                seeds = first == null ? 1_000 : 1;
            }
            if (story && seeds > 1) {
                throw new IllegalArgumentException("--story tells one schedule: name it with --seed. " + USAGE);
            }
            return new Options(seeds, first == null ? 0 : first, story);
        }

        private static long number(List<String> arguments, int at, long least) {
            String option = arguments.get(at - 1);
            String text = at < arguments.size() ? arguments.get(at) : "";
            if (!text.matches("[0-9]{1,15}") || Long.parseLong(text) < least) {
                throw new IllegalArgumentException(
                        option + " needs a whole number, at least " + least + ", and not \"" + text + "\". " + USAGE);
            }
            return Long.parseLong(text);
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        Options options;
        try {
            options = Options.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println("bin/simulate: " + e.getMessage());
            System.exit(2);
            return;
        }
        try {
            LongFunction<Outcome> schedule = options.story() ? Simulation::tell : Simulation::run;
            System.exit(run(options, schedule, System.out) ? 0 : 1);
        } catch (IllegalStateException e) {
            e.printStackTrace();
            System.exit(2);
        }
    }

    /**
     * Whether all promises were kept.
     *
     * @param schedule runs the schedule of a seed
     * @throws IllegalStateException where not all of them were tried
     */
    static boolean run(Options options, LongFunction<Outcome> schedule, PrintStream out) throws InterruptedException {
        long start = System.nanoTime();
        LongStream seeds = LongStream.range(options.first(), options.first() + options.seeds());
        Schedules schedules = Schedules.run(seeds, seed -> told(schedule.apply(seed), out));
        double seconds = (System.nanoTime() - start) / 1e9;
        schedules.faults().forEach((fault, times) -> out.printf("%,14d  %s%n", times, fault.label()));
        out.printf(
                "%,d faults in %,d schedules in %.0f s (%.0f a second)%n",
                schedules.faults().values().stream().mapToLong(Long::longValue).sum(),
                schedules.count(),
                seconds,
                schedules.count() / seconds);
        out.printf("%,d schedules with a violation%n", schedules.broken().size());
        if (schedules.count() != options.seeds()) {
            throw new IllegalStateException("Of " + options.seeds() + " schedules " + schedules.count() + " were run.");
        }
        return schedules.broken().isEmpty();
    }

    /** A violation is said at once: whoever runs many may not wait for the end. */
    private static Outcome told(Outcome outcome, PrintStream out) {
        outcome.story().forEach(out::println);
        outcome.violations()
                .forEach(violation -> out.println(
                        "VIOLATION " + violation + " (bin/simulate --seed " + outcome.seed() + " --story)"));
        return outcome;
    }
}
