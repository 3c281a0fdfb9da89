package dev.bellhop.words;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** From when on, as people say it. */
public sealed interface Since {

    /** So long before now. */
    record Ago(Duration length) implements Since {
        @Override
        public Instant from(Instant now) {
            return now.minus(length);
        }
    }

    /** From the beginning of a day, in UTC. */
    record Day(LocalDate day) implements Since {
        @Override
        public Instant from(Instant now) {
            return day.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
    }

    Instant from(Instant now);
}
