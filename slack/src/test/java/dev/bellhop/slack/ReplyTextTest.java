package dev.bellhop.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.OwedReply;
import dev.bellhop.delivery.Reply;
import dev.bellhop.delivery.Way;
import dev.bellhop.words.Triggers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplyTextTest {

    private final FixedCounts words = new FixedCounts(Map.of("awsadvent", 1L, "some", 12L, "<!here>", 2L, "r&d", 3L));
    private final ReplyText text = new ReplyText(words, Triggers.parse("standup, awsadvent"));

    @Test
    void words_stand_in_order_with_their_counts() {
        assertThat(of(new Reply.Counts(List.of("awsadvent", "some", "never"), 0, 0)))
                .isEqualTo("awsadvent 1 · some 12 · never 0");
    }

    @Test
    void words_not_shown_are_numbered() {
        assertThat(of(new Reply.Counts(List.of("awsadvent"), 14, 0))).isEqualTo("awsadvent 1 · +14 more");
    }

    @Test
    void words_left_out_get_a_sentence() {
        assertThat(of(new Reply.Counts(List.of("awsadvent"), 0, 7)))
                .isEqualTo(
                        "awsadvent 1\n7 further words were left out: I count at most 500 different words of one message.");
        assertThat(of(new Reply.Counts(List.of("awsadvent"), 0, 1))).contains("\n1 further word was left out");
    }

    @Test
    void no_word_becomes_markup() {
        assertThat(of(new Reply.Counts(List.of("<!here>", "r&d"), 0, 0))).isEqualTo("&lt;!here&gt; 2 · r&amp;d 3");
    }

    @Test
    void help_is_one_line_and_names_the_trigger_words() {
        assertThat(of(new Reply.Help())).contains("awsadvent or standup").doesNotContain("\n");
    }

    private String of(Reply reply) {
        return text.of(new OwedReply(Way.EVENT, "T1", "C1", Optional.empty(), "U1", reply));
    }
}
