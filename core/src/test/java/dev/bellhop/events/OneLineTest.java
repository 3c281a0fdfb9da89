package dev.bellhop.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OneLineTest {

    @ParameterizedTest
    @ValueSource(strings = {"report.pdf", "../../etc/passwd", "a b", "\uD83C\uDF89.png", "<!here>", "zażółć.txt"})
    void what_can_be_shown_stays_as_it_is(String name) {
        assertThat(OneLine.of(name)).isEqualTo(name);
    }

    @Test
    void what_is_composed_of_several_characters_stays_whole() {
        String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67.jpg";

        assertThat(OneLine.of(family)).isEqualTo(family);
    }

    /** The first is shown as photo_gnp.exe and ends in png, the others hide or break something. */
    @Test
    void nothing_turns_a_line_round_hides_in_it_or_ends_it() {
        assertThat(OneLine.of("photo_\u202Egnp.exe")).isEqualTo("photo_gnp.exe");
        assertThat(OneLine.of("\u2066a\u2069\u200F.txt")).isEqualTo("a.txt");
        assertThat(OneLine.of("a\u0000b\u001B[31mc\uFEFF")).isEqualTo("ab[31mc");
        assertThat(OneLine.of("a\nb\u2028c\td\u0085e")).isEqualTo("a b c d e");
        assertThat(OneLine.of("a\uD83Db")).isEqualTo("ab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n ", "\u200D", "\u200C \u200D", "\u202E"})
    void what_nobody_sees_is_nothing(String name) {
        assertThat(OneLine.of(name)).isEmpty();
    }

    @Test
    void a_long_line_is_cut_between_characters_and_then_stays_as_it_is() {
        String cut = OneLine.of("\uD83C\uDF89".repeat(300));

        assertThat(cut).endsWith("\uD83C\uDF89…");
        assertThat(cut.codePointCount(0, cut.length())).isEqualTo(OneLine.MOST);
        assertThat(OneLine.of(cut)).isEqualTo(cut);
        assertThat(OneLine.of("x".repeat(255))).hasSize(255).doesNotContain("…");
    }
}
