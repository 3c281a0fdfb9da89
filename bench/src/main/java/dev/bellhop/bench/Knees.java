package dev.bellhop.bench;

import dev.bellhop.localaws.Template;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Where each part ends, worked out: no laptop has those rates. {@code docs/scaling.md} has these tables, and is held to them. */
final class Knees {

    private static final List<Integer> ITEMS = List.of(1, 2, 4, 8);
    private static final List<Integer> RATES = List.of(5, 10, 20, 50, 100, 200);

    private static final Duration SPAN = Duration.ofSeconds(20);

    /** Where so many are turned away it is no use to ask what comes of more. */
    private static final double HOPELESS = 0.01;

    private static final List<Integer> BURSTS = List.of(100, 250, 500, 1_000, 2_000);
    private static final long SEED = 2026;

    private final ScalingModel model;

    Knees(Template template) {
        this.model = new ScalingModel(template);
    }

    void measure(Report report) {
        report.heading("Knees");
        report.paragraph("How much of each limit is used by so many messages of " + ScalingModel.WORDS
                + " words a second, by a model.");
        report.table(model.table());
        report.paragraph(
                "A word that is in every message, by the items that it is spread over: simulated, with the functions' own patience,"
                        + " and transactions of "
                        + Service.DYNAMO_TRANSACTION.time(1).toMillis()
                        + " ms. Refused and tries are of the bot and the multiplier together; each try is paid for. Given up is what the bot"
                        + " answers 500, and Slack sends again. In ms.");
        report.table(hotWord());
        report.paragraph("Messages in one moment, before API Gateway's throttle of "
                + Figures.number(model.throttle().perSecond(), 0)
                + " a second and " + Figures.number(model.throttle().burst(), 0)
                + " at once: which of Slack's four tries gets how many through.");
        report.table(bursts(model.throttle()));
    }

    Table hotWord() {
        Table table = new Table(
                "items", "messages a second", "tries a message", "refused", "given up", "counted, p50", "p99");
        for (int items : ITEMS) {
            for (int rate : RATES) {
                HotWord.Result result = HotWord.of(items, rate, SPAN, SEED);
                double givenUp = (double) result.busy() / result.messages();
                table.row(
                        Integer.toString(items),
                        Integer.toString(rate),
                        Figures.number((double) result.transactions() / result.messages(), 1),
                        percent(result.refused(), result.transactions()),
                        percent(result.busy(), result.messages()),
                        result.counted().isEmpty() ? "none" : Figures.number(new Sample(result.counted()).median(), 0),
                        result.counted().isEmpty()
                                ? "none"
                                : Figures.number(new Sample(result.counted()).percentile(99), 0));
                if (givenUp > HOPELESS) {
                    break;
                }
            }
        }
        return table;
    }

    static Table bursts(Throttle throttle) {
        Table table = new Table("messages", "at first", "at once again", "after 1 min", "after 5 more", "lost");
        for (int messages : BURSTS) {
            List<Long> taken = throttle.taken(messages);
            long lost = messages - taken.stream().mapToLong(Long::longValue).sum();
            table.row(Stream.concat(
                            Stream.of(Integer.toString(messages)),
                            Stream.concat(taken.stream(), Stream.of(lost)).map(Object::toString))
                    .toList());
        }
        return table;
    }

    private static String percent(long part, long all) {
        return Figures.number(100.0 * part / all, part == 0 ? 0 : 1) + " %";
    }
}
