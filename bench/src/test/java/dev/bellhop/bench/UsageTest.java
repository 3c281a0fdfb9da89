package dev.bellhop.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class UsageTest {

    private static final Usage ONE = new Usage(1, 2, 0.1, 7, new Units(10, 100), 1, 3, 2_000);

    @Test
    void each_thing_has_its_price() {
        // By hand: 1 + 2 * 0.2 + 0.1 * 16.6667 + 100 * 0.625 + 10 * 0.125 + 0.5 + 3 * 0.4 + 2,000 B * 0.5 $/GB, a
        // million times.
        assertThat(ONE.dollars() * 1e6).isCloseTo(69.51667, within(1e-6));
    }

    @Test
    void what_is_used_in_time_is_replaced_alone() {
        assertThat(ONE.lasting(0.2).dollars() - ONE.dollars()).isCloseTo(0.00000166667, within(1e-12));
    }

    @Test
    void a_twentieth_more_costs_a_twentieth_more() {
        assertThat(ONE.plus(ONE.times(0.05)).dollars()).isCloseTo(1.05 * ONE.dollars(), within(1e-12));
    }
}
