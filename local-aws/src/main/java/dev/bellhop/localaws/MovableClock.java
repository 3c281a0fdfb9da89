package dev.bellhop.localaws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** A clock that is moved on by whoever has it. Between that it stands still, or runs slower than time does. */
public final class MovableClock extends Clock {

    private final AtomicReference<Instant> moved;
    private final LongSupplier nanosRun;
    private final int slowness;

    private MovableClock(Instant start, LongSupplier nanosRun, int slowness) {
        this.moved = new AtomicReference<>(start);
        this.nanosRun = nanosRun;
        this.slowness = slowness;
    }

    /** One that stands still. */
    public static MovableClock standing(Instant start) {
        return new MovableClock(start, () -> 0, 0);
    }

    /**
     * One that runs: what many processes do at once on one machine, each has the time for that it would have by itself.
     *
     * @param slowness how many real seconds one second of this clock takes, 1 or more
     */
    public static MovableClock slow(Instant start, int slowness) {
        long started = System.nanoTime();
        return new MovableClock(start, () -> (System.nanoTime() - started) / slowness, slowness);
    }

    public void move(Duration by) {
        moved.updateAndGet(instant -> instant.plus(by));
    }

    /** Waits until {@code duration} of this clock, which has to run, is over. */
    public void sleep(Duration duration) {
        LockSupport.parkNanos(duration.multipliedBy(slowness).toNanos());
    }

    @Override
    public Instant instant() {
        return moved.get().plusNanos(nanosRun.getAsLong());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("A movable clock is in UTC alone");
    }
}
