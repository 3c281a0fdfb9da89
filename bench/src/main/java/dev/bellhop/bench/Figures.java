package dev.bellhop.bench;

import java.time.Duration;
import java.util.Locale;

/** How figures are written. */
final class Figures {

    private Figures() {}

    static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    /** The median, and between what all of them are. */
    static String spread(Sample sample) {
        return String.format(Locale.ROOT, "%.0f (%.0f to %.0f)", sample.median(), sample.min(), sample.max());
    }

    /** To so many places behind the point. */
    static String number(double value, int places) {
        return String.format(Locale.ROOT, "%,." + places + "f", value);
    }

    static String ratio(double ours, double theirs) {
        return number(ours / theirs, 2);
    }

    /** What {@link Service#time} makes of it. */
    static String times(double times) {
        if (times == 0) {
            return "no longer than they do here";
        }
        return String.format(
                Locale.ROOT,
                "%s ms a call to DynamoDB, %s ms a transaction, %s ms a publish, %s ms a call to Slack longer than they do here",
                plain(Service.DYNAMO, times),
                plain(Service.DYNAMO_TRANSACTION, times),
                plain(Service.SNS, times),
                plain(Service.SLACK, times));
    }

    private static String plain(Service service, double times) {
        double millis = millis(service.time(times));
        return number(millis, millis == Math.rint(millis) ? 0 : 1);
    }
}
