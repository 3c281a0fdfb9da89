package dev.bellhop.bench;

import dev.bellhop.localaws.Template;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What {@code bin/bench} runs. */
final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        // DynamoDB Local leaves threads behind that would keep this running.
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        try {
            measure(Options.of(arguments, Path.of(System.getProperty("bellhop.bench.from", ""))));
            return 0;
        } catch (Options.UsageException e) {
            System.err.println("bin/bench: " + e.getMessage());
            return 2;
        } catch (Exception e) {
            // Whatever it is, nothing further can be measured; the trace says where it was.
            e.printStackTrace();
            return 1;
        }
    }

    private static void measure(Options options) throws Exception {
        Report report = new Report(System.out);
        if (options.parts().contains(Options.Part.KNEES)) {
            new Knees(Template.ofProject()).measure(report);
        }
        if (!options.parts().equals(Set.of(Options.Part.KNEES))) {
            measureHere(options, report);
        }
        report.write(options.markdown());
    }

    private static void measureHere(Options options, Report report) throws Exception {
        try (Rig rig = new Rig(Path.of("").toAbsolutePath())) {
            if (options.parts().contains(Options.Part.COLD) || options.parts().contains(Options.Part.WARM)) {
                measureVariants(rig, options, report);
            }
            if (options.parts().contains(Options.Part.COST)) {
                new Cost(rig.services(), rig.messages(), rig.template()).measure(report);
            }
            if (options.parts().contains(Options.Part.LOAD)) {
                new Load(rig.services(), rig.messages(), options.held()).measure(report);
            }
        }
    }

    private static void measureVariants(Rig rig, Options options, Report report) throws Exception {
        Variants variants = options.against().isPresent()
                ? rig.artifacts().against(options.against().get())
                : rig.artifacts().all();
        variants.missing().forEach((name, why) -> report.paragraph(name + " is not measured: it needs " + why + "."));
        for (Variant variant : variants.measured()) {
            if (variant.cached()) {
                rig.provesCache(variant);
                report.paragraph(variant.name()
                        + " was started with the cache of its classes, as its JVM says in a start that is not"
                        + " measured.");
            }
        }
        if (options.parts().contains(Options.Part.COLD)) {
            new Cold(rig, options).measure(variants, report);
        }
        if (options.parts().contains(Options.Part.WARM)) {
            new Warm(rig, options).measure(variants, report);
        }
    }
}
