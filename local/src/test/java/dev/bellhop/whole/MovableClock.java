package dev.bellhop.whole;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** Runs as time does, and can be moved on. */
final class MovableClock extends Clock {

    private static final Instant START = Instant.parse("2026-12-01T10:00:00Z");

    private final long started = System.nanoTime();
    private final AtomicReference<Duration> moved = new AtomicReference<>(Duration.ZERO);

    void move(Duration by) {
        moved.updateAndGet(all -> all.plus(by));
    }

    @Override
    public Instant instant() {
        return START.plusNanos(System.nanoTime() - started).plus(moved.get());
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
