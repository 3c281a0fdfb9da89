package dev.bellhop.subscribers;

import dev.bellhop.delivery.Patience;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that only waiting moves. */
public final class Time extends Clock implements Patience.Pause {

    private Instant now = Instant.parse("2026-12-01T10:00:00Z");

    @Override
    public synchronized void pause(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new IllegalArgumentException("Only UTC, not " + zone);
    }
}
