package dev.bellhop.bench;

import dev.bellhop.aws.AwsClients;
import dev.bellhop.localaws.ConflictLayer;
import dev.bellhop.localaws.LocalDynamo;
import dev.bellhop.localaws.Template;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The whole system under load, beside what its store takes without it. All of it shares this machine: the functions, for which
 * Lambda would have hundreds of sandboxes, the services, DynamoDB Local and whoever sends.
 */
final class Load {

    private static final int WORDS = 5;
    private static final Duration BARE = Duration.ofSeconds(6);

    /** Of the bare rate, what is held for long. */
    private static final double SHARE = 0.7;

    /** Of the bare rate, what is tried before that for a short time. */
    private static final List<Double> SHARES = List.of(0.3, 0.5);

    /** What is tried after that, to see where it ends. */
    private static final double BEYOND = 0.9;

    private static final Duration WARM = Duration.ofSeconds(10);
    private static final Duration COMPILING = Duration.ofSeconds(90);
    private static final Duration TRY = Duration.ofSeconds(10);

    /** After another fifth of the time everything has its usual size. */
    private static final int PARTS = 5;

    /** By so much more may be on the heap at the end. */
    private static final double MOST_GROWTH = 0.1;

    private static final int COLLECTIONS = 4;

    private static final int BURST = 2_000;

    private static final String HOT = "hot";

    /** A fast machine is done with one message before the next comes, at the first of them. */
    private static final List<Double> HOT_RATES = List.of(10.0, 20.0, 40.0);

    private static final Duration HOT_SPAN = Duration.ofSeconds(10);

    /** What a transaction takes on AWS, more or less. */
    private static final Duration TRANSACTION = Service.DYNAMO_TRANSACTION.time(1);

    private final Services services;
    private final Messages messages;
    private final Duration span;

    /** @param span for which the rate is held */
    Load(Services services, Messages messages, Duration span) {
        this.services = services;
        this.messages = messages;
        this.span = span;
    }

    void measure(Report report) throws IOException, InterruptedException {
        services.take(0);
        try (LocalDynamo store = LocalDynamo.inMemory()) {
            store.createTables(Template.ofProject());
            double bare = bare(store, report);
            String endpoint = store.engineEndpoint().toString();
            try (Whole whole = new Whole(services.slackApi(), Map.of("AWS_ENDPOINT_URL_DYNAMODB", endpoint))) {
                hold(whole, bare, report);
                burst(whole, report);
            }
        }
        hotWord(report);
    }

    private double bare(LocalDynamo store, Report report) throws InterruptedException {
        report.heading("Load: the store alone");
        report.paragraph("What the store takes of the calls that a message of " + WORDS
                + " words causes in the bot, the multiplier, the logger and the leaderboard, issued by the SDK's clients with"
                + " nothing around them, by each client one message after the other, for "
                + BARE.toSeconds() + " s each. In ms.");
        List<Saturation.Reached> reached;
        try (DynamoDbClient dynamo =
                AwsClients.dynamo(store.clientBuilder().endpointOverride(store.engineEndpoint()))) {
            StoreCalls calls = new StoreCalls(dynamo, Template.ofProject(), "T0BARE", Clock.systemUTC());
            reached = new Saturation(calls, () -> messages.said(WORDS)).measure(BARE);
        }
        Table table = new Table("clients", "messages a second", "p50", "p99");
        for (Saturation.Reached each : reached) {
            table.row(
                    Integer.toString(each.clients()),
                    Figures.number(each.perSecond(), 1),
                    Figures.number(each.took().median(), 0),
                    Figures.number(each.took().percentile(99), 0));
        }
        report.table(table);
        return reached.stream()
                .max(Comparator.comparingDouble(Saturation.Reached::perSecond))
                .orElseThrow()
                .perSecond();
    }

    private void hold(Whole whole, double bare, Report report) throws InterruptedException {
        report.heading("Load: the whole system");
        report.paragraph("Through HTTP at the front and the same store, by shares of what it took alone, "
                + Figures.number(bare, 1)
                + " messages a second. A share is held where all are answered 200 within Slack's 3 s,"
                + " and the 99th percentile is at most " + Figures.number(Held.MOST_OF_MEDIAN, 0)
                + " times the median. Behind is the multiplier, from when a message was said. In ms.");
        Table table = new Table(
                "share",
                "messages a second",
                "for, s",
                "answered 200",
                "p50",
                "p99",
                "p99 / p50",
                "behind, p50",
                "behind, p99",
                "held");
        whole.warm(WARM, () -> messages.said(WORDS));
        // The JVM compiles for a minute or two, on the same cores.
        whole.at(bare * SHARES.getLast(), COMPILING, () -> messages.said(WORDS));
        for (double share : SHARES) {
            row(table, whole, share, bare, TRY, whole.at(bare * share, TRY, () -> messages.said(WORDS)));
        }
        Duration first = span.dividedBy(PARTS);
        row(table, whole, SHARE, bare, first, whole.at(bare * SHARE, first, () -> messages.said(WORDS)));
        double before = megabytes();
        row(table, whole, SHARE, bare, span, whole.at(bare * SHARE, span, () -> messages.said(WORDS)));
        double after = megabytes();
        row(table, whole, BEYOND, bare, TRY, whole.at(bare * BEYOND, TRY, () -> messages.said(WORDS)));
        report.table(table);
        boolean flat = after <= before * (1 + MOST_GROWTH);
        report.paragraph("On the heap after a full collection: " + Figures.number(before, 0)
                + " MB before the longest row, " + Figures.number(after, 0)
                + " MB after it, which is "
                + (flat ? "flat" : "NOT FLAT") + ": at most " + Figures.number(100 * MOST_GROWTH, 0) + " % more. "
                + whole.account() + " " + whole.troubles());
    }

    private static void row(Table table, Whole whole, double share, double bare, Duration time, Held held) {
        Sample times = held.times();
        table.row(
                Figures.number(share, 2),
                Figures.number(share * bare, 1),
                Long.toString(time.toSeconds()),
                held.atOnce() + " of " + held.messages().size(),
                Figures.number(times.median(), 0),
                Figures.number(times.percentile(99), 0),
                Figures.ratio(times.percentile(99), times.median()),
                figure(whole.behind("p50", held)),
                figure(whole.behind("p99", held)),
                held.isHeld() ? "yes" : "no");
    }

    private static String figure(OptionalDouble value) {
        return value.isPresent() ? Figures.number(value.getAsDouble(), 0) : "none";
    }

    private void burst(Whole whole, Report report) throws InterruptedException {
        report.heading("Load: a burst");
        report.paragraph(
                "Messages that are sent in one moment; what is not answered 200 within 3 s comes again as Slack has it: at"
                        + " once, after one minute and after five.");
        Held held = whole.atOnce(
                Stream.generate(() -> messages.said(WORDS)).limit(BURST).toList());
        Table table = new Table("messages", "answered 200 at once", "in the end", "tries", "all done after, s");
        table.row(
                Integer.toString(BURST),
                Long.toString(held.atOnce()),
                Long.toString(held.heard()),
                Long.toString(held.tries()),
                Figures.number(Figures.millis(Duration.between(held.from(), held.to())) / 1e3, 0));
        report.table(table);
        report.paragraph(whole.account() + " " + whole.troubles());
    }

    private void hotWord(Report report) throws IOException, InterruptedException {
        report.heading("Load: a hot word");
        report.paragraph(
                "Messages that all have one ordinary word in common, beside the trigger, where transactions take "
                        + TRANSACTION.toMillis()
                        + " ms longer, and DynamoDB refuses one that meets another at an item.");
        ConflictLayer conflicts = new ConflictLayer(TRANSACTION);
        try (Whole whole = new Whole(services.slackApi(), Map.of(), conflicts)) {
            whole.warm(WARM, () -> messages.said(WORDS, List.of(HOT)));
            Table table = new Table(
                    "messages a second",
                    "messages",
                    "refused in conflict",
                    "answered 200 at once",
                    "in the end",
                    "p50",
                    "p99");
            for (double rate : HOT_RATES) {
                int before = conflicts.conflicts();
                Held held = whole.at(rate, HOT_SPAN, () -> messages.said(WORDS, List.of(HOT)));
                table.row(
                        Figures.number(rate, 0),
                        Integer.toString(held.messages().size()),
                        Integer.toString(conflicts.conflicts() - before),
                        Long.toString(held.atOnce()),
                        Long.toString(held.heard()),
                        Figures.number(held.times().median(), 0),
                        Figures.number(held.times().percentile(99), 0));
            }
            report.table(table);
            report.paragraph(whole.account() + " " + whole.troubles());
        }
    }

    /** On the heap, after everything was collected that can be: only every fourth collection moves all that is left together. */
    private static double megabytes() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        return IntStream.range(0, COLLECTIONS)
                .mapToDouble(any -> {
                    memory.gc();
                    return memory.getHeapMemoryUsage().getUsed() / 1e6;
                })
                .min()
                .orElseThrow();
    }
}
