package dev.bellhop.bench;

import dev.bellhop.aws.DynamoLedger;
import dev.bellhop.aws.Environment;
import dev.bellhop.aws.WordSettings;
import dev.bellhop.localaws.Template;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a counted message uses of each limit that there is, and so at which rate each is reached. A message is of five words, the trigger
 * among them, in one workspace, and answered in its channel. What is ours is read from the template and the code; what is Slack's and
 * AWS's stands here, with where it is from in {@code docs/scaling.md}.
 */
final class ScalingModel {

    /** Those that the table is for, in messages a second. */
    static final List<Integer> RATES = List.of(1, 10, 50, 100, 500, 1_000);

    static final int WORDS = 5;

    /** What a message writes and reads of DynamoDB; {@code ScalingTest} counts it. */
    static final double WORDS_WRITES = 20;

    static final double WORDS_READS = 12;
    static final double LEDGER_WRITES = 7;
    static final double OWED_WRITES = 3;

    /** Dollars of a message, by {@code bin/bench cost}. */
    static final double DOLLARS = 31.63e-6;

    /** What all functions together run for a message: 0.177 GB-s of 512 MB, by {@code bin/bench cost}. */
    private static final double SANDBOX_SECONDS = 0.354;

    /** The message, and what the bot says. */
    private static final double EVENTS = 2;

    private static final double SLACK_EVENTS = 30_000 / 3_600.0;
    private static final double CHANNEL_POSTS = 1;
    private static final double PARTITION_WRITES = 1_000;
    private static final double PARTITION_READS = 3_000;
    private static final double FIRST_TABLE_WRITES = 4_000;
    private static final double TABLE_WRITES = 40_000;
    private static final double CONCURRENCY = 1_000;
    private static final double SMALL_CONCURRENCY = 10;
    private static final double PUBLISHES = 30_000;
    private static final double SMALL_PUBLISHES = 300;
    private static final double LOG_PUTS = 5_000;

    /** The bot's transaction and the multiplier's. */
    private static final double TRANSACTIONS = 2;

    /** Of one item in a transaction. */
    private static final double ITEM_WRITES = 2;

    private static final double TRANSACTION_SECONDS =
            Service.DYNAMO_TRANSACTION.time(1).toMillis() / 1e3;

    /** A batch of a thousand messages: some twenty reads, and the board. */
    private static final double BATCH_SECONDS = 1;

    private static final double MONTH = 30.4 * 24 * 3_600;

    /**
     * Something that there is only so much of.
     *
     * @param use of one message
     * @param most there is, in the same unit, a second or at a time
     */
    record Limit(String name, double use, double most) {

        /** The messages a second at which it is reached. */
        double knee() {
            return most / use;
        }

        double share(double perSecond) {
            return perSecond / knee();
        }
    }

    private final int shards;
    private final Throttle throttle;
    private final Template.Source board;

    ScalingModel(Template template) {
        this.shards = WordSettings.shards(
                        new Environment(template.function("BotFunction").environment()))
                .each();
        this.throttle = throttle(template);
        this.board = template.function("LeaderboardFunction").sources().getFirst();
    }

    int shards() {
        return shards;
    }

    /** API Gateway's, as the template sets it. */
    Throttle throttle() {
        return throttle;
    }

    /** The lowest first. */
    List<Limit> limits() {
        return Stream.of(
                        new Limit("Slack: answers in one channel", 1, CHANNEL_POSTS),
                        new Limit("Slack: events of a workspace", EVENTS, SLACK_EVENTS),
                        new Limit("API Gateway: throttle of the template", EVENTS, throttle.perSecond()),
                        new Limit("Lambda: 10 sandboxes of a new account", SANDBOX_SECONDS, SMALL_CONCURRENCY),
                        new Limit("Lambda: 1,000 sandboxes of an account", SANDBOX_SECONDS, CONCURRENCY),
                        new Limit("words: time of an ordinary word's item", TRANSACTIONS * TRANSACTION_SECONDS, 1),
                        new Limit("words: time of the trigger's items", TRANSACTIONS * TRANSACTION_SECONDS, shards),
                        new Limit(
                                "words: writes of an ordinary word's item",
                                TRANSACTIONS * ITEM_WRITES,
                                PARTITION_WRITES),
                        new Limit(
                                "words: writes of the trigger's items",
                                TRANSACTIONS * ITEM_WRITES,
                                shards * PARTITION_WRITES),
                        new Limit("words: writes of one partition", WORDS_WRITES, PARTITION_WRITES),
                        new Limit("words: reads of one partition", WORDS_READS, PARTITION_READS),
                        new Limit("words: writes of a new table", WORDS_WRITES, FIRST_TABLE_WRITES),
                        new Limit("words: writes of a table", WORDS_WRITES, TABLE_WRITES),
                        new Limit("ledger: writes of a new table", LEDGER_WRITES, FIRST_TABLE_WRITES),
                        new Limit(
                                "ledger: writes of the index owed",
                                OWED_WRITES,
                                DynamoLedger.OWED_SHARDS * PARTITION_WRITES),
                        new Limit("SNS: publishes in a small region", 1, SMALL_PUBLISHES),
                        new Limit("SNS: publishes in us-east-1", 1, PUBLISHES),
                        new Limit("CloudWatch Logs: PutLogEvents of the logger", 1, LOG_PUTS),
                        new Limit(
                                "leaderboard: batches at once", BATCH_SECONDS / board.batchSize(), board.concurrency()))
                .sorted((one, other) -> Double.compare(one.knee(), other.knee()))
                .toList();
    }

    Table table() {
        String[] titles = Stream.concat(
                        Stream.of("limit", "a message", "there is", "reached at"),
                        RATES.stream().map(rate -> Figures.number(rate, 0) + "/s"))
                .toArray(String[]::new);
        Table table = new Table(titles);
        for (Limit limit : limits()) {
            table.row(Stream.concat(
                            Stream.of(limit.name, brief(limit.use), brief(limit.most), brief(limit.knee()) + "/s"),
                            RATES.stream().map(rate -> percent(limit.share(rate))))
                    .toList());
        }
        table.row(Stream.concat(
                        Stream.of("dollars a month", "", "", ""),
                        RATES.stream().map(rate -> Figures.number(rate * MONTH * DOLLARS, 0)))
                .toList());
        return table;
    }

    private static String percent(double share) {
        return share < 0.0095 ? "<1 %" : Figures.number(100 * share, 0) + " %";
    }

    private static String brief(double value) {
        return Figures.number(value, value >= 20 || value == Math.rint(value) ? 0 : value >= 1 ? 1 : 3);
    }

    private static Throttle throttle(Template template) {
        Map<?, ?> settings =
                map(map(map(map(template.tree(), "Resources"), "Api"), "Properties"), "DefaultRouteSettings");
        return new Throttle(number(settings, "ThrottlingRateLimit"), number(settings, "ThrottlingBurstLimit"));
    }

    private static Map<?, ?> map(Map<?, ?> parent, String name) {
        if (parent.get(name) instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalStateException("The template has no " + name);
    }

    private static double number(Map<?, ?> settings, String name) {
        return Double.parseDouble(String.valueOf(settings.get(name)));
    }
}
