package dev.bellhop.reservations;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A time that a clock change made another one, or ambiguous; to be said to whoever gave it.
 *
 * @param given as it was given
 * @param taken what it was taken for
 */
public record Shift(Kind kind, LocalDateTime given, ZonedDateTime taken) {

    public enum Kind {
        /** The clock leaps over the time given, so it was moved forward by as much. */
        GAP,
        /** The clock shows the time given twice, and the earlier was taken, or the later where the earlier is over. */
        OVERLAP
    }

    /** A time on the clocks of a zone, as an instant. */
    record Fixed(Instant instant, Optional<Shift> shift) {}

    /** @param ok whether an instant will do; of the two in an overlap the earlier one that does is taken */
    static Fixed fix(LocalDateTime given, ZoneId zone, Predicate<Instant> ok) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(given);
        if (offsets.isEmpty()) {
            ZonedDateTime taken = ZonedDateTime.ofLocal(given, zone, null);
            return new Fixed(taken.toInstant(), Optional.of(new Shift(Kind.GAP, given, taken)));
        }
        Instant earlier = given.toInstant(offsets.get(0));
        if (offsets.size() == 1) {
            return new Fixed(earlier, Optional.empty());
        }
        Instant later = given.toInstant(offsets.get(1));
        Instant taken = ok.test(earlier) || !ok.test(later) ? earlier : later;
        return new Fixed(taken, Optional.of(new Shift(Kind.OVERLAP, given, taken.atZone(zone))));
    }
}
