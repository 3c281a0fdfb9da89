package dev.bellhop.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Cold starts of each variant, in turn, so that whatever else the machine does meets all of them alike. */
final class Cold {

    private static final int WORDS = 5;

    private record Measured(Variant variant, Share share, ColdStart start) {}

    private final Rig rig;
    private final Options options;

    Cold(Rig rig, Options options) {
        this.rig = rig;
        this.options = options;
    }

    void measure(Variants variants, Report report) throws IOException, InterruptedException {
        report.heading("Cold start");
        report.paragraph(
                "From the start of the process to its first answer, a message of " + WORDS + " words; ms, median ("
                        + "least to most) of " + options.runs() + ". The ratio is of the totals, to "
                        + variants.compared().name() + "'s. Slack waits for 3 s.");
        for (double times : options.serviceTimes()) {
            rig.services().take(times);
            report.paragraph("Services take " + Figures.times(times) + ".");
            report.table(table(variants, starts(variants.measured())));
        }
    }

    private List<Measured> starts(List<Variant> variants) throws IOException, InterruptedException {
        List<Measured> starts = new ArrayList<>();
        for (int run = 0; run < options.runs(); run++) {
            for (Share share : rig.shares()) {
                for (Variant variant : variants) {
                    starts.add(new Measured(variant, share, rig.coldStart(variant, share, WORDS)));
                }
            }
        }
        return starts;
    }

    private static Table table(Variants variants, List<Measured> starts) {
        Table table = new Table("variant", "CPU", "init", "first answer", "total", "ratio", "within 3 s", "CPU used");
        for (Share share : Share.values()) {
            for (Variant variant : variants.measured()) {
                List<ColdStart> measured = of(starts, variant, share);
                if (measured.isEmpty()) {
                    notMeasured(table, variant.name(), share);
                    continue;
                }
                Sample total = sample(measured, ColdStart::total);
                Sample compared = sample(of(starts, variants.compared(), share), ColdStart::total);
                table.row(
                        variant.name(),
                        share.text(),
                        Figures.spread(sample(measured, ColdStart::init)),
                        Figures.spread(sample(measured, ColdStart::first)),
                        Figures.spread(total),
                        Figures.ratio(total.median(), compared.median()),
                        measured.stream().filter(ColdStart::inTime).count() + " of " + measured.size(),
                        Figures.spread(sample(measured, ColdStart::cpu)));
            }
            variants.missing().keySet().forEach(name -> notMeasured(table, name, share));
        }
        return table;
    }

    private static void notMeasured(Table table, String name, Share share) {
        String none = "not measured";
        table.row(name, share.text(), none, none, none, none, none, none);
    }

    private static List<ColdStart> of(List<Measured> starts, Variant variant, Share share) {
        return starts.stream()
                .filter(measured -> measured.variant.equals(variant) && measured.share == share)
                .map(Measured::start)
                .toList();
    }

    private static Sample sample(List<ColdStart> starts, Function<ColdStart, Duration> part) {
        return new Sample(starts.stream().map(part).map(Figures::millis).toList());
    }
}
