package dev.bellhop.local;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Slack's {@code <!date^…>}, which everyone reads in their own zone. Times are shown with 24 hours, one of a person's two
 * choices in Slack. The {@code pretty} forms name the date too, never "today".
 *
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text#date-formatting">Date formatting</a>
 */
final class SlackDate {

    private static final Pattern TOKEN = Pattern.compile("\\{(\\w+)}");
    private static final Map<String, DateTimeFormatter> FORMATS = Map.of(
            "date_num", formatter("uuuu-MM-dd"),
            "date", formatter("MMMM d, uuuu"),
            "date_pretty", formatter("MMMM d, uuuu"),
            "date_short", formatter("MMM d, uuuu"),
            "date_short_pretty", formatter("MMM d, uuuu"),
            "date_long", formatter("EEEE, MMMM d, uuuu"),
            "date_long_pretty", formatter("EEEE, MMMM d, uuuu"),
            "time", formatter("HH:mm"),
            "time_secs", formatter("HH:mm:ss"));

    private SlackDate() {}

    /** @param seconds since 1970 */
    static Optional<String> shown(String seconds, String format, ZoneId zone) {
        ZonedDateTime time = Instant.ofEpochSecond(Long.parseLong(seconds)).atZone(zone);
        return Optional.of(TOKEN.matcher(format).replaceAll(token -> {
            DateTimeFormatter known = FORMATS.get(token.group(1));
            return Matcher.quoteReplacement(known == null ? token.group() : known.format(time));
        }));
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US);
    }
}
