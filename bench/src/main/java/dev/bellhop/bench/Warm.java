package dev.bellhop.bench;

import dev.bellhop.lambdaprocess.FunctionProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A message after the other to a process that is warm. The variants have their turns, so that whatever else the machine does meets all. */
final class Warm {

    /**
     * Before anything is measured, of few words and with services that take no time: connections are there, and what is
     * compiled at all is.
     */
    private static final int WARM_UP = 200;

    private static final int WARM_UP_WORDS = 5;

    /** Then of those that are measured, to see how many there is time for. */
    private static final int TRIAL = 10;

    /** Of fewer, the slowest in a hundred are one or two. */
    private static final int LEAST_FOR_P99 = 200;

    private static final double MEGABYTE = 1024.0 * 1024;

    private final Rig rig;
    private final Options options;

    Warm(Rig rig, Options options) {
        this.rig = rig;
        this.options = options;
    }

    void measure(Variants variants, Report report) throws IOException, InterruptedException {
        report.heading("Warm");
        report.paragraph("One message after the other, up to " + options.messages()
                + " of them, or as many as the slowest variant has time for in "
                + options.longest().toSeconds() + " s, after " + (WARM_UP + TRIAL)
                + " that are not counted: from the event to the answer, in ms. The 99th percentile of fewer than "
                + LEAST_FOR_P99 + " is not a figure. The ratio is of the medians, to "
                + variants.compared().name() + "'s.");
        for (double times : options.serviceTimes()) {
            report.paragraph("Services take " + Figures.times(times) + ".");
            report.table(table(variants, times));
        }
        Table sizes = new Table("variant", "artifact, MB");
        for (Variant variant : variants.measured()) {
            sizes.row(variant.name(), Figures.number(Files.size(variant.artifact()) / MEGABYTE, 1));
        }
        report.table(sizes);
    }

    private Table table(Variants variants, double times) throws IOException, InterruptedException {
        Table table = new Table(
                "variant",
                "CPU",
                "words",
                "messages",
                "p50",
                "ratio",
                "p99",
                "CPU used a message",
                "peak memory, MB",
                "answered 200");
        for (int words : options.words()) {
            for (Share share : Share.values()) {
                if (!rig.shares().contains(share)) {
                    variants.measured().forEach(variant -> notMeasured(table, variant.name(), share, words));
                    variants.missing().keySet().forEach(name -> notMeasured(table, name, share, words));
                    continue;
                }
                List<Run> runs = runs(variants.measured(), share, words, times);
                for (Run run : runs) {
                    table.row(
                            run.variant.name(),
                            share.text(),
                            Integer.toString(words),
                            Integer.toString(run.answers.size()),
                            Figures.number(run.sample().median(), 1),
                            Figures.ratio(
                                    run.sample().median(),
                                    runs.getFirst().sample().median()),
                            run.answers.size() < LEAST_FOR_P99
                                    ? "too few"
                                    : Figures.number(run.sample().percentile(99), 1),
                            Figures.number(Figures.millis(run.cpu) / run.answers.size(), 2),
                            Figures.number(run.process.peakMemory() / MEGABYTE, 0),
                            run.answers.stream()
                                            .filter(FunctionProcess.Answered::ok)
                                            .count() + " of " + run.answers.size());
                }
                for (Run run : runs) {
                    run.process.close();
                }
                variants.missing().keySet().forEach(name -> notMeasured(table, name, share, words));
            }
        }
        return table;
    }

    private static void notMeasured(Table table, String name, Share share, int words) {
        String none = "not measured";
        table.row(name, share.text(), Integer.toString(words), none, none, none, none, none, none, none);
    }

    /** The processes are left running, for their memory to be read. */
    private List<Run> runs(List<Variant> variants, Share share, int words, double times)
            throws IOException, InterruptedException {
        List<Run> runs = new ArrayList<>();
        rig.services().take(0);
        for (Variant variant : variants) {
            Run run = new Run(variant, rig.start(variant.function(), share));
            run.process.awaitReady();
            run.say(WARM_UP, WARM_UP_WORDS);
            runs.add(run);
        }
        rig.services().take(times);
        Duration each = Duration.ZERO;
        for (Run run : runs) {
            Duration took = run.say(TRIAL, words).stream()
                    .map(FunctionProcess.Answered::after)
                    .reduce(Duration.ZERO, Duration::plus);
            each = Collections.max(List.of(each, took.dividedBy(TRIAL)));
        }
        for (int turn : Turns.of(options.messages(), options.longest(), each)) {
            for (Run run : runs) {
                run.turn(turn, words);
            }
        }
        return runs;
    }

    private final class Run {
        private final Variant variant;
        private final FunctionProcess process;
        private final List<FunctionProcess.Answered> answers = new ArrayList<>();
        private Duration cpu = Duration.ZERO;

        Run(Variant variant, FunctionProcess process) {
            this.variant = variant;
            this.process = process;
        }

        List<FunctionProcess.Answered> say(int messages, int words) throws InterruptedException {
            List<FunctionProcess.Answered> answered = new ArrayList<>();
            for (int message = 0; message < messages; message++) {
                answered.add(process.invoke(rig.messages().next(words).throughGateway()));
            }
            return answered;
        }

        void turn(int messages, int words) throws IOException, InterruptedException {
            Duration before = process.cpu();
            answers.addAll(say(messages, words));
            cpu = cpu.plus(process.cpu()).minus(before);
        }

        Sample sample() {
            return new Sample(answers.stream()
                    .map(answered -> Figures.millis(answered.after()))
                    .toList());
        }
    }
}
