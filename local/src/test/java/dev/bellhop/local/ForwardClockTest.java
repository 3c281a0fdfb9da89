package dev.bellhop.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.localaws.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ForwardClockTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final ForwardClock clock = new ForwardClock(MovableClock.standing(START), executor);
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        clock.close();
        executor.close();
    }

    @Test
    void what_is_due_by_then_is_done_and_what_is_not_waits() {
        clock.after(Duration.ofMinutes(5), () -> done.add("after 5"));
        clock.after(Duration.ofMinutes(1), () -> done.add("after 1"));
        clock.after(Duration.ofMinutes(6), () -> done.add("after 6"));

        clock.advance(Duration.ofMinutes(5));

        assertThat(done).containsExactly("after 1", "after 5");
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofMinutes(5)));
        assertThat(clock.ahead()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void what_is_done_every_minute_is_done_for_each_minute_of_an_hour() {
        everyMinute();

        clock.advance(Duration.ofHours(1));

        assertThat(done).hasSize(60);
    }

    @Test
    void a_long_way_is_gone_in_60_steps() {
        everyMinute();

        clock.advance(Duration.ofDays(30));

        assertThat(done).hasSize(60);
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofDays(30)));
    }

    @Test
    void a_pause_is_over_once_its_time_has_come() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        var over = executor.submit(() -> {
            waits.countDown();
            clock.pause(Duration.ofMinutes(2));
            return clock.instant();
        });
        assertThat(waits.await(2, TimeUnit.MINUTES)).isTrue();

        // The pause may begin after a step, and is then longer by it.
        Instant end = START;
        while (!over.isDone() && end.isBefore(START.plus(Duration.ofDays(1)))) {
            clock.advance(Duration.ofMinutes(1));
            end = clock.instant();
        }

        assertThat(over.get(2, TimeUnit.MINUTES)).isAfterOrEqualTo(START.plus(Duration.ofMinutes(2)));
    }

    @Test
    void without_being_put_forward_it_goes_by_real_time() throws Exception {
        CountDownLatch rung = new CountDownLatch(1);
        try (ForwardClock real = new ForwardClock(java.time.Clock.systemUTC(), executor)) {
            real.after(Duration.ofMillis(20), rung::countDown);

            assertThat(rung.await(2, TimeUnit.MINUTES)).isTrue();
        }
    }

    private void everyMinute() {
        clock.after(Duration.ofMinutes(1), () -> {
            done.add("a minute");
            everyMinute();
        });
    }
}
