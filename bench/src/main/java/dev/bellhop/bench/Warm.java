package dev.bellhop.bench;

import dev.bellhop.lambdaprocess.FunctionProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A message after the other to a process that is warm. The variants have their turns, so that whatever else the machine does meets all. */
final class Warm {

    /** Before anything is measured: connections are there, and what is compiled at all is. */
    private static final int WARM_UP = 200;

    /** Long enough that what a pause costs, connections that were dropped meanwhile, is no more than once in so many. */
    private static final int TURN = 500;

    private static final double MEGABYTE = 1024.0 * 1024;

    private final Rig rig;
    private final Options options;

    Warm(Rig rig, Options options) {
        this.rig = rig;
        this.options = options;
    }

    void measure(Variants variants, Report report) throws IOException, InterruptedException {
        report.heading("Warm");
        report.paragraph("One message after the other, " + options.messages() + " of them after " + WARM_UP
                + " that are not counted: from the event to the answer, in ms. The ratio is of the medians, to "
                + variants.compared().name() + "'s.");
        for (double times : options.serviceTimes()) {
            rig.services().take(times);
            report.paragraph("Services take " + Figures.times(times) + ".");
            report.table(table(variants));
        }
        Table sizes = new Table("variant", "artifact, MB");
        for (Variant variant : variants.measured()) {
            sizes.row(variant.name(), Figures.number(Files.size(variant.artifact()) / MEGABYTE, 1));
        }
        report.table(sizes);
    }

    private Table table(Variants variants) throws IOException, InterruptedException {
        Table table = new Table(
                "variant",
                "CPU",
                "words",
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
                List<Run> runs = runs(variants.measured(), share, words);
                for (Run run : runs) {
                    table.row(
                            run.variant.name(),
                            share.text(),
                            Integer.toString(words),
                            Figures.number(run.sample().median(), 1),
                            Figures.ratio(
                                    run.sample().median(),
                                    runs.getFirst().sample().median()),
                            Figures.number(run.sample().percentile(99), 1),
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
        table.row(name, share.text(), Integer.toString(words), none, none, none, none, none, none);
    }

    /** The processes are left running, for their memory to be read. */
    private List<Run> runs(List<Variant> variants, Share share, int words) throws IOException, InterruptedException {
        List<Run> runs = new ArrayList<>();
        for (Variant variant : variants) {
            Run run = new Run(variant, rig.start(variant.function(), share));
            run.process.awaitReady();
            for (int message = 0; message < WARM_UP; message++) {
                run.process.invoke(rig.messages().next(words).throughGateway());
            }
            runs.add(run);
        }
        for (int done = 0; done < options.messages(); done += TURN) {
            for (Run run : runs) {
                run.turn(Math.min(TURN, options.messages() - done), words);
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

        void turn(int messages, int words) throws IOException, InterruptedException {
            Duration before = process.cpu();
            for (int message = 0; message < messages; message++) {
                answers.add(process.invoke(rig.messages().next(words).throughGateway()));
            }
            cpu = cpu.plus(process.cpu()).minus(before);
        }

        Sample sample() {
            return new Sample(answers.stream()
                    .map(answered -> Figures.millis(answered.after()))
                    .toList());
        }
    }
}
