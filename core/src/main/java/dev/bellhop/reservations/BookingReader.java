package dev.bellhop.reservations;

import dev.bellhop.reservations.Refusal.Field;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads what may stand after the resource, in whatever order it stands. */
final class BookingReader {

    static final String QUOTES = "\"“”„«»";

    private static final Pattern FOR = Cursor.piece("for");
    private static final Pattern UNTIL = Cursor.piece("until|till|til");
    private static final Pattern IN = Cursor.piece("in");
    private static final Pattern AT = Cursor.piece("at|@");
    private static final Pattern FROM = Cursor.piece("from|on|starting");
    private static final Pattern NOW = Cursor.piece("now");
    private static final Pattern KEYWORD = Cursor.piece("for|until|till|til|in|at|on|from");
    private static final Pattern DIGIT = Pattern.compile("[0-9]");
    private static final Pattern BARE_NUMBER = Cursor.piece("[0-9]{1,2}");
    private static final Pattern BARE_RANGE = Cursor.piece("[0-9]{1,2} ?[-–—] ?[0-9]{1,2}");
    private static final Pattern QUOTED = Cursor.piece("[" + QUOTES + "]([^" + QUOTES + "]*)[" + QUOTES + "]");
    private static final Pattern OPEN_QUOTE = Pattern.compile("[" + QUOTES + "]");
    private static final Pattern WORD = Cursor.piece("[^ ," + QUOTES + "]+");

    /** Longest first, so that {@code in New York} is not a zone {@code New}. */
    private static final List<Pattern> ZONE_NAMES =
            List.of(Cursor.piece("[^ ,]+ [^ ,]+ [^ ,]+"), Cursor.piece("[^ ,]+ [^ ,]+"), Cursor.piece("[^ ,]+"));

    private final Cursor cursor;
    private final Draft draft;
    private final LocalDate tomorrow;

    /** @param cursor after the resource */
    BookingReader(Cursor cursor, Draft draft, ZoneId askersZone, Instant now) {
        this.cursor = cursor;
        this.draft = draft;
        this.tomorrow = LocalDate.ofInstant(now, askersZone).plusDays(1);
    }

    void read() {
        while (!cursor.isAtEnd()) {
            option();
        }
    }

    private void option() {
        if (cursor.take(FOR).isPresent()) {
            draft.length(length("for 1h30m"));
        } else if (cursor.take(UNTIL).isPresent()) {
            until();
        } else if (cursor.take(IN).isPresent()) {
            in();
        } else if (cursor.take(AT).isPresent()) {
            at();
        } else if (cursor.take(FROM).isPresent()) {
            if (!seesTime()) {
                throw draft.refuse(Field.WHEN, missing("a time or a day"), "tomorrow 9am");
            }
        } else {
            when();
        }
    }

    private void until() {
        Optional<Dates.Named> day = cursor.take(Dates.DAY).map(this::day);
        cursor.take(AT);
        MatchResult found = cursor.take(Clocks.TIME)
                .orElseThrow(() -> draft.refuse(Field.LENGTH, missing("a time"), "until 23:59"));
        draft.end(day, time(found.group("time")));
    }

    private void in() {
        if (cursor.sees(DIGIT)) {
            draft.delay(length("in 30m"));
            return;
        }
        Optional<MatchResult> quoted = cursor.take(QUOTED);
        if (quoted.isPresent()) {
            draft.zone(Zones.find(quoted.get().group(1))
                    .orElseThrow(() -> noZone(quoted.get().group(1))));
            return;
        }
        for (Pattern name : ZONE_NAMES) {
            Optional<ZoneId> zone = cursor.peek(name).flatMap(Zones::find);
            if (zone.isPresent()) {
                cursor.take(name);
                draft.zone(zone.get());
                return;
            }
        }
        throw noZone(cursor.word());
    }

    private NotUnderstood noZone(String name) {
        if (name.isEmpty()) {
            return draft.refuse(Field.ZONE, missing("a zone or how long from now"), "in Europe/Berlin");
        }
        String known = Zones.near(name)
                .map(near -> "Did you mean " + near + "?")
                .orElse("Zones are called as Europe/Berlin or America/New_York; a place is said with “at”.");
        return draft.refuse(
                Field.ZONE,
                "“" + name + "” is no time zone that I know. " + known,
                "tomorrow 9am in " + Zones.near(name).orElse("Europe/Berlin"));
    }

    private void at() {
        if (seesTime()) {
            return;
        }
        if (cursor.sees(BARE_NUMBER)) {
            String number = cursor.word();
            throw draft.refuse(
                    Field.WHEN,
                    "“at " + number + "” can be a time or a place. Write “at " + number + ":00” for the time, “at \""
                            + number + "\"” for the place.",
                    "at \"" + number + "\"");
        }
        Optional<MatchResult> quoted = cursor.take(QUOTED);
        if (quoted.isPresent()) {
            draft.location(quoted.get().group(1).strip());
            return;
        }
        if (cursor.sees(OPEN_QUOTE)) {
            throw draft.refuse(Field.LOCATION, "The quote is not closed.", "at \"Room 5\"");
        }
        if (cursor.isAtEnd() || cursor.sees(KEYWORD)) {
            throw draft.refuse(Field.LOCATION, missing("a time or a place"), "at \"Room 5\"");
        }
        draft.location(cursor.take(WORD)
                .map(MatchResult::group)
                .orElseThrow(() -> draft.refuse(Field.LOCATION, missing("a place"), "at \"Room 5\"")));
    }

    private boolean seesTime() {
        return cursor.sees(Dates.DAY)
                || cursor.sees(Clocks.RANGE)
                || cursor.sees(Clocks.TIME)
                || cursor.sees(Dates.DOUBTFUL)
                || cursor.sees(NOW);
    }

    private void when() {
        if (cursor.take(NOW).isPresent()) {
            draft.now();
            return;
        }
        Optional<MatchResult> day = cursor.take(Dates.DAY);
        if (day.isPresent()) {
            draft.day(day(day.get()));
            return;
        }
        Optional<MatchResult> range = cursor.take(Clocks.RANGE);
        if (range.isPresent()) {
            Clocks.Range times = Clocks.range(range.get())
                    .orElseThrow(() -> noTime(range.get().group()));
            draft.time(times.from());
            draft.end(Optional.empty(), times.to());
            return;
        }
        MatchResult time = cursor.take(Clocks.TIME).orElseThrow(this::unknown);
        draft.time(time(time.group("time")));
    }

    private NotUnderstood unknown() {
        Optional<MatchResult> doubtful = cursor.take(Dates.DOUBTFUL);
        if (doubtful.isPresent()) {
            return doubtful(doubtful.get());
        }
        String word = cursor.word();
        if (Lengths.isNext(cursor)) {
            return draft.refuse(
                    Field.LENGTH,
                    "“" + word + "” can be how long it is or when it starts. Write “for " + word + "” or “in " + word
                            + "”.",
                    "for 1h");
        }
        if (cursor.sees(BARE_RANGE) || cursor.sees(BARE_NUMBER)) {
            return draft.refuse(
                    Field.WHEN, "“" + word + "” is no time; 9:00 or 9am would be one.", "tomorrow 9am-11am");
        }
        if (OPEN_QUOTE.matcher(word).lookingAt()) {
            return draft.refuse(
                    Field.LOCATION, "Something in quotes is a place, and stands after “at”.", "at \"Room 5\"");
        }
        return draft.refuse(
                Field.COMMAND,
                "I did not understand “" + word + "”. A reason stands after “--”.",
                "tomorrow 9am for 1h at lab -- demo");
    }

    private NotUnderstood doubtful(MatchResult date) {
        List<LocalDate> readings = Dates.readings(date, tomorrow.minusDays(1));
        String dates = readings.stream().map(LocalDate::toString).collect(Collectors.joining(" or "));
        String time = date.group(2).equals(".")
                        && date.group(4) == null
                        && date.group(3).length() == 2
                ? ", or a time, as " + date.group(1) + ":" + date.group(3)
                : "";
        String problem = readings.isEmpty() && time.isEmpty()
                ? "There is no date “" + date.group() + "”."
                : "“" + date.group() + "” can be read as " + dates + time + ". Write the one that you mean.";
        return draft.refuse(Field.WHEN, problem, tomorrow + " 9:00");
    }

    private Dates.Named day(MatchResult found) {
        return Dates.named(found)
                .orElseThrow(() ->
                        draft.refuse(Field.WHEN, "There is no date " + found.group("iso") + ".", tomorrow + " 9:00"));
    }

    private Clocks.Time time(String text) {
        return Clocks.time(text).orElseThrow(() -> noTime(text));
    }

    private NotUnderstood noTime(String text) {
        return draft.refuse(
                Field.WHEN, "“" + text + "” is no time of day; 14:00 or 2pm would be one.", "tomorrow 14:00");
    }

    private Duration length(String example) {
        return Lengths.take(cursor)
                .orElseThrow(() -> draft.refuse(Field.LENGTH, missing("how long, as 30m, 2h or 1h30"), example));
    }

    private String missing(String what) {
        return cursor.isAtEnd()
                ? "At the end I expected " + what + "."
                : "At “" + cursor.word() + "” I expected " + what + ".";
    }
}
