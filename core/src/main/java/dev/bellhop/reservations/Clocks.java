package dev.bellhop.reservations;

import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of day as people write them: {@code 14:00}, {@code 9am}, {@code 9:30 p.m.}, {@code noon}. */
final class Clocks {

    private static final String HALF = "[ap]\\.?m\\.?";
    private static final String CLOCK =
            "[0-9]{1,2}(?:[:.][0-9]{1,2})? ?" + HALF + "|[0-9]{1,2}:[0-9]{1,2}|noon|midnight";

    static final Pattern TIME = Cursor.piece("(?<time>" + CLOCK + ")");

    /** What can stand before the hyphen of a range may leave {@code am} or {@code pm} to what comes after it. */
    static final Pattern RANGE =
            Cursor.piece("(?<from>" + CLOCK + "|[0-9]{1,2}) ?(?:-|–|—|to\\b) ?(?<to>" + CLOCK + ")");

    private static final Pattern PARTS = Pattern.compile("([0-9]{1,2})(?:[:.]([0-9]{1,2}))? ?(?:([ap])\\.?m\\.?)?");

    private Clocks() {}

    /**
     * A time of day.
     *
     * @param endOfDay whether it is {@code 24:00}, which is a time for an end only
     */
    record Time(LocalTime time, boolean endOfDay) {

        boolean isMidnight() {
            return time.equals(LocalTime.MIDNIGHT);
        }
    }

    /** A range's two times. */
    record Range(Time from, Time to) {}

    /** @return empty where there is no such time, as {@code 25:00} or {@code 13pm} */
    static Optional<Time> time(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "noon" -> Optional.of(new Time(LocalTime.NOON, false));
            case "midnight" -> Optional.of(new Time(LocalTime.MIDNIGHT, false));
            default -> parts(text.toLowerCase(Locale.ROOT));
        };
    }

    static Optional<Range> range(MatchResult found) {
        String from = found.group("from");
        String to = found.group("to");
        Optional<Time> end = time(to);
        Optional<Time> start = hasHalf(from) || !hasHalf(to) ? time(from) : end.flatMap(time -> like(from, to, time));
        return start.flatMap(first -> end.map(last -> new Range(first, last)));
    }

    /** In {@code 2-4pm} the first is in the afternoon too, in {@code 11-1pm} it is not. */
    private static Optional<Time> like(String from, String to, Time end) {
        boolean afternoon = to.toLowerCase(Locale.ROOT).contains("p");
        return time(from + (afternoon ? "pm" : "am"))
                .filter(time -> time.time().isBefore(end.time()))
                .or(() -> from.contains(":") ? time(from) : time(from + (afternoon ? "am" : "pm")));
    }

    private static boolean hasHalf(String text) {
        return text.toLowerCase(Locale.ROOT).endsWith("m")
                || text.endsWith(".")
                || text.equalsIgnoreCase("noon")
                || text.equalsIgnoreCase("midnight");
    }

    private static Optional<Time> parts(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int hour = Integer.parseInt(parts.group(1));
        String minuteText = parts.group(2);
        int minute = minuteText == null ? 0 : Integer.parseInt(minuteText);
        String half = parts.group(3);
        if (minute > 59 || (minuteText != null && minuteText.length() == 1)) {
            return Optional.empty();
        }
        if (half == null) {
            return hour == 24 && minute == 0
                    ? Optional.of(new Time(LocalTime.MIDNIGHT, true))
                    : Optional.of(hour).filter(h -> h <= 23).map(h -> new Time(LocalTime.of(h, minute), false));
        }
        return hour < 1 || hour > 12
                ? Optional.empty()
                : Optional.of(new Time(LocalTime.of(hour % 12 + (half.equals("p") ? 12 : 0), minute), false));
    }
}
