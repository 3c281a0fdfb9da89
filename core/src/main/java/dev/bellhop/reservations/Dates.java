package dev.bellhop.reservations;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Days as people write them: {@code today}, {@code tomorrow}, {@code fri}, {@code 2026-12-01}. */
final class Dates {

    private static final List<String> WEEK = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    /** Also the date of {@code 2026-12-01T10:00}, whose {@code T} is read with it. */
    static final Pattern DAY = Pattern.compile(
            "(?:(?<today>today)|(?<tomorrow>tomorrow|tmrw|tmr)"
                    + "|(?<week>mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|r|rs|rsday|urday)?"
                    + "|(?<iso>[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}))(?:(?=[ ,]|$)|(?<=[0-9])t(?=[0-9]))",
            Pattern.CASE_INSENSITIVE);

    /** A date with slashes, which people read in two ways, or with dots, which can also be a time. */
    static final Pattern DOUBTFUL = Cursor.piece("([0-9]{1,2})([/.])([0-9]{1,2})(?:[/.]([0-9]{2,4})?)?");

    private static final Pattern ISO = Pattern.compile("([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})");

    private Dates() {}

    /** A day as it was named. */
    sealed interface Named {

        /** @param days from today */
        record Relative(int days) implements Named {}

        record Weekday(DayOfWeek day) implements Named {}

        record Date(LocalDate date) implements Named {}

        /** The first such day from {@code from} on, if this names one of every week. */
        default LocalDate from(LocalDate from, LocalDate today) {
            return switch (this) {
                case Relative(int days) -> today.plusDays(days);
                case Weekday(DayOfWeek day) -> from.with(TemporalAdjusters.nextOrSame(day));
                case Date(LocalDate date) -> date;
            };
        }
    }

    /** @return empty where there is no such date */
    static Optional<Named> named(MatchResult found) {
        if (found.group("today") != null) {
            return Optional.of(new Named.Relative(0));
        }
        if (found.group("tomorrow") != null) {
            return Optional.of(new Named.Relative(1));
        }
        String week = found.group("week");
        return week == null
                ? date(found.group("iso")).map(Named.Date::new)
                : Optional.of(new Named.Weekday(DayOfWeek.of(WEEK.indexOf(week.toLowerCase(Locale.ROOT)) + 1)));
    }

    /** @return empty where there is no such date */
    static Optional<LocalDate> date(String iso) {
        Matcher parts = ISO.matcher(iso);
        return parts.matches() ? date(number(parts, 1), number(parts, 2), number(parts, 3)) : Optional.empty();
    }

    /** What a {@link #DOUBTFUL} date can be: none, one or two dates, the next ones where it has no year. */
    static List<LocalDate> readings(MatchResult doubtful, LocalDate today) {
        int first = Integer.parseInt(doubtful.group(1));
        int second = Integer.parseInt(doubtful.group(3));
        String year = doubtful.group(4);
        return Stream.of(reading(year, second, first, today), reading(year, first, second, today))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private static Optional<LocalDate> reading(String year, int month, int day, LocalDate today) {
        if (year != null) {
            int number = Integer.parseInt(year);
            return date(number < 100 ? 2000 + number : number, month, day);
        }
        return date(today.getYear(), month, day)
                .filter(date -> !date.isBefore(today))
                .or(() -> date(today.getYear() + 1, month, day));
    }

    private static Optional<LocalDate> date(int year, int month, int day) {
        try {
            return Optional.of(LocalDate.of(year, month, day));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(MatchResult parts, int group) {
        return Integer.parseInt(parts.group(group));
    }
}
