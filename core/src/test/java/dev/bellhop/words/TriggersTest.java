package dev.bellhop.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.delivery.Identity;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TriggersTest {

    @Test
    void triggers_are_read_as_words_are() {
        Triggers triggers = Triggers.parse(" AwsAdvent, #standup ");

        assertThat(triggers.start(Words.in("awsadvent: hi"))).isTrue();
        assertThat(triggers.start(Words.in("<@U1> *Standup* hi"))).isTrue();
        assertThat(triggers.start(Words.in("say awsadvent"))).isFalse();
        assertThat(triggers.start(List.of())).isFalse();
    }

    @Test
    void a_part_that_is_not_one_word_is_refused_by_name() {
        assertThatThrownBy(() -> Triggers.parse("good, two words"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"two words\"");
        assertThatThrownBy(() -> Triggers.parse("good,,")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void only_trigger_words_are_spread_and_each_identity_keeps_its_shard() {
        Shards shards = new Shards(Triggers.parse("hot"), 8);
        Identity identity = Identity.ofMessage("T1", "C1", "1.2");

        assertThat(shards.of("hot")).isEqualTo(8);
        assertThat(shards.of("other")).isEqualTo(1);
        assertThat(shards.pick("other", identity)).isZero();
        assertThat(shards.pick("hot", identity)).isBetween(0, 7).isEqualTo(shards.pick("hot", identity));
    }

    @Test
    void messages_use_all_shards_of_a_trigger_word() {
        Shards shards = new Shards(Triggers.parse("hot"), 8);

        assertThat(java.util.stream.IntStream.range(0, 200)
                        .map(i -> shards.pick("hot", Identity.ofMessage("T1", "C1", "1700000000.%06d".formatted(i))))
                        .distinct()
                        .count())
                .isEqualTo(8);
    }
}
