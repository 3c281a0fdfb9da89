package dev.bellhop.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WordsTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            quoteCharacter = '"',
            value = {
                "C++ | c++",
                "C# | c#",
                "#C#! | c#",
                "#general | general",
                "+1 | +1",
                "don't | don't",
                "R&amp;D | r&d",
                "&amp;lt;b | lt;b",
                "~done~ | done",
                "*bold* | bold",
                "_it_, | it",
                "`code` | code",
                ":tada: | :tada:",
                "(:tada:), | :tada:",
                ":wave::skin-tone-2: | :wave::skin-tone-2:",
                "note: | note",
                "14:00 | 14:00",
                "„Straße“ | straße",
                "ÉCOLE | école",
                "İstanbul | i̇stanbul",
                "J̌upa | ǰupa",
                "👍 | 👍",
                "&lt;@U1&gt; | <@u1>",
                "--verbose | verbose",
            })
    void one_word_is_trimmed_and_lower_case(String text, String word) {
        assertThat(Words.in(text)).containsExactly(word);
    }

    @Test
    void mentions_and_bare_links_are_dropped_and_labels_stay() {
        String text = "hi <@U1> <@U1|ada> <#C1|general> <!here> <!subteam^S1|@team>there<@U2>again "
                + "<https://example.com/a?b=c> <https://example.com|the Site>, <mailto:a@b.c|a@b.c>";

        assertThat(Words.in(text)).containsExactly("hi", "there", "again", "the", "site", "a@b.c");
    }

    @Test
    void white_space_is_what_unicode_says() {
        assertThat(Words.in("a\u00A0b\u2003c\nd\te\u3000f\u2028g")).containsExactly("a", "b", "c", "d", "e", "f", "g");
    }

    @Test
    void decomposed_and_composed_letters_are_the_same_word() {
        assertThat(Words.in("e\u0301cole")).isEqualTo(Words.in("\u00E9cole"));
    }

    @Test
    void repeats_are_kept_in_order() {
        assertThat(Words.in("b a B")).containsExactly("b", "a", "b");
    }

    @Test
    void words_over_a_hundred_code_points_are_no_words() {
        String longest = "\uD83D\uDC4D".repeat(100);

        assertThat(Words.in(longest + " " + longest + "x " + "y".repeat(10_000)))
                .containsExactly(longest);
    }

    @Test
    void a_row_of_emoji_longer_than_a_stack_is_deep_is_no_word() {
        assertThat(Words.in("awsadvent " + ":a:".repeat(13_000) + " ever after"))
                .containsExactly("awsadvent", "ever", "after");
    }

    @Test
    void nothing_but_punctuation_and_spaces_is_nothing() {
        assertThat(Words.in(" ... !? * _ ~ ` # - (:) ")).isEmpty();
        assertThat(Words.in("")).isEmpty();
    }

    @Test
    void half_a_surrogate_pair_becomes_a_replacement_character() {
        assertThat(Words.in("a\uD83D b\uDC4D")).containsExactly("a\uFFFD", "b\uFFFD");
    }

    @Test
    void unclosed_markup_is_text() {
        assertThat(Words.in("<@U1 and <<b")).containsExactly("<@u1", "and", "<<b");
    }

    @Property
    void every_word_is_a_key_whatever_the_text(@ForAll String text) {
        List<String> words = Words.in(text);

        assertThat(words).allSatisfy(word -> {
            assertThat(word).isNotEmpty().doesNotContainPattern("\\p{IsWhite_Space}");
            assertThat(word.codePointCount(0, word.length())).isLessThanOrEqualTo(Words.LONGEST);
            assertThat(word).doesNotContainPattern("\\p{Cs}");
        });
    }
}
