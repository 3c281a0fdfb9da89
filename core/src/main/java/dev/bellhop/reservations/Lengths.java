package dev.bellhop.reservations;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Lengths of time as people write them: {@code 2h}, {@code 90m}, {@code 1h30}, {@code 1.5 hours}. */
final class Lengths {

    private static final String HOURS = "h(?:(?:ou)?rs?)?";
    private static final String MINUTES = "m(?:in(?:ute)?s?)?";

    private static final Pattern BOTH =
            Cursor.piece("([0-9]{1,4}) ?" + HOURS + " ?(?:and )?([0-9]{1,2})(?: ?" + MINUTES + ")?(?! ?[ap]\\.?m)");
    private static final Pattern ONE =
            Cursor.piece("([0-9]{1,5}(?:[.,][0-9]{1,2})?) ?(d(?:ays?)?|" + HOURS + "|" + MINUTES + ")");

    private Lengths() {}

    /** Reads a length if one is next; whole minutes, perhaps none. */
    static Optional<Duration> take(Cursor cursor) {
        Optional<Duration> both = cursor.take(BOTH)
                .map(found -> Duration.ofHours(Integer.parseInt(found.group(1)))
                        .plusMinutes(Integer.parseInt(found.group(2))));
        return both.or(() -> cursor.take(ONE).map(Lengths::one));
    }

    static boolean isNext(Cursor cursor) {
        return cursor.sees(BOTH) || cursor.sees(ONE);
    }

    private static Duration one(MatchResult found) {
        BigDecimal number = new BigDecimal(found.group(1).replace(',', '.'));
        int minutesEach = switch (found.group(2).toLowerCase(Locale.ROOT).charAt(0)) {
            case 'd' -> 24 * 60;
            case 'h' -> 60;
            default -> 1;
        };
        BigDecimal minutes = number.multiply(BigDecimal.valueOf(minutesEach));
        return Duration.ofMinutes(minutes.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    /** As {@link #take} would read it: {@code 1h30m}. */
    static String format(Duration length) {
        long hours = length.toHours();
        int minutes = length.toMinutesPart();
        if (hours == 0) {
            return minutes + "m";
        }
        return minutes == 0 ? hours + "h" : hours + "h" + minutes + "m";
    }
}
