package dev.bellhop.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellhop.localaws.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@code docs/scaling.md} says what the model says, and the model what is so. */
class ScalingTest {

    private final ScalingModel model = new ScalingModel(Template.ofProject());

    @Test
    void the_page_has_the_tables_that_bin_bench_prints() throws IOException {
        String page = Files.readString(Path.of("../docs/scaling.md"));

        assertThat(page).contains(model.table().toString());
        assertThat(page).contains(new Knees(Template.ofProject()).hotWord().toString());
        assertThat(page).contains(Knees.bursts(model.throttle()).toString());
    }

    @Test
    void what_is_refused_at_once_comes_again_with_the_rest_and_what_is_left_after_four_tries_is_lost() {
        assertThat(new Throttle(50, 100).taken(1_000)).containsExactly(100L, 0L, 100L, 100L);
        assertThat(new Throttle(1, 100).taken(1_000)).containsExactly(100L, 0L, 60L, 100L);
        assertThat(new Throttle(50, 100).taken(150)).containsExactly(100L, 0L, 50L, 0L);
        assertThat(new Throttle(50, 100).safe()).isEqualTo(300);
    }

    @Test
    void a_word_that_nobody_else_wants_is_written_at_the_first_try() {
        HotWord.Result alone = HotWord.of(8, 0.5, Duration.ofSeconds(40), 1);

        assertThat(alone.messages()).isPositive();
        assertThat(alone.transactions()).isEqualTo(2 * alone.messages());
        assertThat(alone.refused() + alone.busy() + alone.left()).isZero();
        assertThat(alone.counted()).allSatisfy(millis -> assertThat(millis).isCloseTo(10, within(1e-6)));
    }

    @Test
    void a_word_that_all_want_is_refused_less_where_it_has_more_items() {
        HotWord.Result one = HotWord.of(1, 20, Duration.ofSeconds(20), 1);
        HotWord.Result eight = HotWord.of(8, 20, Duration.ofSeconds(20), 1);

        assertThat(one.messages()).isEqualTo(eight.messages());
        assertThat(one.refused()).isGreaterThan(2 * eight.refused());
        assertThat(one.transactions() - one.refused()).isEqualTo(2 * one.messages() - 2 * one.busy() - one.left());
    }
}
