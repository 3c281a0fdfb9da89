package dev.bellhop.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import dev.bellhop.words.Board.Standing;
import dev.bellhop.words.Count;
import dev.bellhop.words.Place;
import dev.bellhop.words.Spoken;
import dev.bellhop.words.Triggers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordsTextTest {

    private static final Triggers TRIGGERS = Triggers.parse("awsadvent,standup");
    private static final Instant FIRST = Instant.parse("2026-12-01T10:00:00Z");

    @Test
    void a_top_is_a_table_with_bars_and_the_word_last() {
        Said said = WordsText.top(
                List.of(new Standing("awsadvent", 1_600), new Standing("hello", 800), new Standing("once", 1)),
                TRIGGERS);

        assertThat(sections(said)).containsExactly("*Top 3*", """
                        ```
                        1  1,600  ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇  awsadvent
                        2    800  ▇▇▇▇▇▇▇▇          hello
                        3      1  ▇                 once
                        ```""");
        assertThat(said.text()).contains("1,600", "up to half a minute behind");
    }

    @Test
    void nothing_in_a_word_is_live_and_none_breaks_out_of_the_table() {
        Said said = WordsText.top(List.of(new Standing("<!here>", 2), new Standing("a```b", 1)), TRIGGERS);

        assertThat(said.text()).contains("&lt;!here&gt;").doesNotContain("<!here>");
        assertThat(said.text().split("```", -1)).hasSize(3);
        assertThat(WordsText.about(
                                "a`b&c",
                                new Spoken(new Count(1, 1), Optional.empty(), Optional.empty()),
                                new Place.Beyond())
                        .text())
                .startsWith("`aˋb&amp;c` was said once");
    }

    @Test
    void the_longest_top_of_the_longest_words_is_taken_by_slack() {
        List<Standing> top = IntStream.range(0, 50)
                .mapToObj(i -> new Standing("&".repeat(100), 9_000_000_000L - i))
                .toList();

        Said said = WordsText.top(top, TRIGGERS);

        assertThat(said.blocks()).hasSizeBetween(4, 50);
        assertThat(sections(said)).allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(3_000));
        assertThat(sections(said).stream().skip(1))
                .allSatisfy(text -> assertThat(text).startsWith("```\n").endsWith("\n```"));
        assertThat(String.join("\n", sections(said)).lines().filter(line -> line.contains("▇")))
                .hasSize(50)
                .allSatisfy(line -> assertThat(line).endsWith("&amp;…"));
    }

    @Test
    void before_anything_was_said_it_is_told_how_to_begin() {
        assertThat(WordsText.top(List.of(), TRIGGERS).text())
                .startsWith("Nothing said yet")
                .contains("`awsadvent`");
    }

    @Test
    void of_a_word_it_is_told_how_often_where_and_when() {
        Spoken spoken = new Spoken(new Count(3, 1_033), Optional.of(FIRST), Optional.of(FIRST.plusSeconds(3_600)));

        assertThat(WordsText.about("hello", spoken, new Place.Ranked(4)).text())
                .isEqualTo(
                        "`hello` was said 3 times and stands at 1,033. Its rank is 4, by what is said in public channels,"
                                + " up to half a minute behind.\nFirst said <!date^1796119200^{date_short_pretty} {time}|Tue 1 Dec"
                                + " 10:00 UTC>, last said <!date^1796122800^{date_short_pretty} {time}|Tue 1 Dec 11:00 UTC>.");
        assertThat(WordsText.about("hello", spoken, new Place.Beyond()).text()).contains("beyond the first 1,000");
        assertThat(WordsText.about("hello", spoken, new Place.NotOnBoard()).text())
                .contains("no rank yet");
        assertThat(WordsText.about("hello", spoken, new Place.Stopped()).text()).contains("is a stop word");
        assertThat(WordsText.about("hello", Spoken.NEVER, new Place.NotOnBoard())
                        .text())
                .isEqualTo("Nobody has said `hello` yet.");
    }

    @Test
    void all_stop_words_that_there_can_be_are_listed() {
        List<String> many =
                IntStream.range(0, 500).mapToObj(i -> i + "&".repeat(90)).toList();

        Said said = WordsText.stopWords(many);

        assertThat(said.blocks()).hasSizeLessThanOrEqualTo(50);
        assertThat(sections(said)).allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(3_000));
        assertThat(said.text()).contains("`499&amp;");
        assertThat(WordsText.stopWords(List.of("b", "a")).text()).endsWith(":\n`a`\n`b`");
        assertThat(WordsText.stopWords(List.of()).text()).startsWith("There are no stop words.");
    }

    @Test
    void whoever_is_forgotten_is_told_until_when_what_is_left_is_there() {
        assertThat(WordsText.forgotten(30).text()).contains("at most 30 days", "14 days", "90 days", "35 days");
        assertThat(WordsText.forgotten(1).text()).contains("at most a day");
    }

    private static List<String> sections(Said said) {
        return said.blocks().stream()
                .filter(SectionBlock.class::isInstance)
                .map(block -> ((MarkdownTextObject) ((SectionBlock) block).getText()).getText())
                .toList();
    }
}
