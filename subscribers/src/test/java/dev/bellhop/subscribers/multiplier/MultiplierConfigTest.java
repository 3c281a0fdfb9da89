package dev.bellhop.subscribers.multiplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.aws.Environment;
import dev.bellhop.words.Shards;
import dev.bellhop.words.Triggers;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MultiplierConfigTest {

    @Test
    void what_is_unset_has_its_default() {
        var config = MultiplierConfig.from(new Environment(Map.of("WORDS_TABLE", "w", "LEDGER_TABLE", "l")));

        assertThat(config)
                .isEqualTo(new MultiplierConfig(10, new Shards(new Triggers(Set.of("awsadvent")), 8), "w", "l"));
    }

    @Test
    void a_negative_bonus_is_refused_by_name() {
        var environment = new Environment(Map.of("MULTIPLIER_BONUS", "-1"));

        assertThatThrownBy(() -> MultiplierConfig.from(environment))
                .hasMessage("MULTIPLIER_BONUS is \"-1\"; it should be a whole number from 0 to 1000000.");
    }
}
