package dev.bellhop.local;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a function is invoked by the clock.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html">Rate
 *     expressions</a>
 */
final class Schedule {

    private static final Pattern RATE = Pattern.compile("rate\\(([1-9][0-9]{0,4}) (minute|hour|day)s?\\)");

    private Schedule() {}

    /** @throws IllegalArgumentException where it isn't a rate, such as {@code rate(1 minute)} */
    static Duration rate(String expression) {
        Matcher rate = RATE.matcher(expression);
        if (!rate.matches()) {
            throw new IllegalArgumentException(
                    "The schedule " + expression + " is not one that runs here: rate(n minutes|hours|days).");
        }
        long n = Long.parseLong(rate.group(1));
        return switch (rate.group(2)) {
            case "minute" -> Duration.ofMinutes(n);
            case "hour" -> Duration.ofHours(n);
            default -> Duration.ofDays(n);
        };
    }
}
