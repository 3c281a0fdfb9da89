package dev.bellhop.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WordsGrammarTest {

    @Test
    void nothing_and_top_alone_are_the_top_ten() {
        assertThat(WordsGrammar.read("")).isEqualTo(new WordsCommand.Top(10));
        assertThat(WordsGrammar.read("  ")).isEqualTo(new WordsCommand.Top(10));
        assertThat(WordsGrammar.read("Top")).isEqualTo(new WordsCommand.Top(10));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 25, 50})
    void a_top_has_as_many_as_one_asks_for(int most) {
        assertThat(WordsGrammar.read("top  " + most)).isEqualTo(new WordsCommand.Top(most));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "51", "1000", "-1", "ten", "10 20"})
    void how_many_can_be_shown_is_said(String most) {
        assertThat(problem("top " + most)).contains("from 1 to 50", "/words top 25");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hello!|hello",
                "“Hello”|hello",
                "R&amp;D|r&d",
                "C++|c++",
                ":tada:|:tada:",
                "top25|top25",
                "\"top\"|top",
                "\"stop\"|stop",
                "word top|top",
                "WORD Forget|forget",
                "word|word",
                "word word|word",
                "word optout|optout",
                "opt|opt",
                "word export|export"
            })
    void a_word_is_asked_about_as_it_is_counted_and_no_word_is_out_of_reach(String typed, String word) {
        assertThat(WordsGrammar.read(typed)).isEqualTo(new WordsCommand.About(word));
    }

    @Test
    void an_export_is_of_all_or_of_what_was_said_since() {
        assertThat(WordsGrammar.read("export")).isEqualTo(new WordsCommand.Export(Optional.empty()));
        assertThat(WordsGrammar.read("Export 30d"))
                .isEqualTo(new WordsCommand.Export(Optional.of(new Since.Ago(Duration.ofDays(30)))));
        assertThat(WordsGrammar.read("export 12h"))
                .isEqualTo(new WordsCommand.Export(Optional.of(new Since.Ago(Duration.ofHours(12)))));
        assertThat(WordsGrammar.read("export 2026-11-01"))
                .isEqualTo(new WordsCommand.Export(Optional.of(new Since.Day(LocalDate.of(2026, 11, 1)))));
    }

    @Test
    void since_is_so_long_ago_or_from_the_beginning_of_a_day() {
        Instant now = Instant.parse("2026-12-01T10:00:00Z");

        assertThat(new Since.Ago(Duration.ofDays(2)).from(now)).isEqualTo("2026-11-29T10:00:00Z");
        assertThat(new Since.Day(LocalDate.of(2026, 11, 1)).from(now)).isEqualTo("2026-11-01T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0d", "30", "yesterday", "2026-13-01", "1.11.2026", "99999d", "30d csv"})
    void from_when_on_something_can_be_exported_is_said(String since) {
        assertThat(problem("export " + since)).contains("/words export 30d", "/words word export");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello world", "word hello world", "stop add hello world", "opt maybe"})
    void one_word_at_a_time_is_taken(String typed) {
        assertThat(problem(typed)).contains("One word at a time", "nothing was done", "/words help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!!", "<@U1>", "stop add", "stop remove ...", "word <#C1|general>"})
    void where_there_is_no_word_it_is_asked_for(String typed) {
        assertThat(problem(typed)).contains("Which word?", "/words help");
    }

    @Test
    void stop_words_are_put_in_taken_out_and_listed() {
        assertThat(WordsGrammar.read("stop add The")).isEqualTo(new WordsCommand.StopAdd("the"));
        assertThat(WordsGrammar.read("STOP Remove \"the\"")).isEqualTo(new WordsCommand.StopRemove("the"));
        assertThat(WordsGrammar.read("stop list")).isEqualTo(new WordsCommand.StopList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "stop the", "stop and go"})
    void what_can_be_done_with_stop_words_is_said(String typed) {
        assertThat(problem(typed)).contains("stop add", "stop remove", "stop list", "/words word stop");
    }

    @Test
    void people_opt_out_and_in_and_are_forgotten() {
        assertThat(WordsGrammar.read("optout")).isEqualTo(new WordsCommand.OptOut());
        assertThat(WordsGrammar.read("opt-out")).isEqualTo(new WordsCommand.OptOut());
        assertThat(WordsGrammar.read("Opt out")).isEqualTo(new WordsCommand.OptOut());
        assertThat(WordsGrammar.read("optin")).isEqualTo(new WordsCommand.OptIn());
        assertThat(WordsGrammar.read("opt-in")).isEqualTo(new WordsCommand.OptIn());
        assertThat(WordsGrammar.read("opt in")).isEqualTo(new WordsCommand.OptIn());
        assertThat(WordsGrammar.read("Forget ME")).isEqualTo(new WordsCommand.ForgetMe());
        assertThat(WordsGrammar.read("help")).isEqualTo(new WordsCommand.Help());
        assertThat(WordsGrammar.read("?")).isEqualTo(new WordsCommand.Help());
    }

    @ParameterizedTest
    @ValueSource(strings = {"optout please", "optin now", "help me", "stop list all"})
    void what_stands_alone_is_not_done_with_something_behind_it(String typed) {
        assertThat(problem(typed)).contains("Nothing was done");
    }

    @ParameterizedTest
    @ValueSource(strings = {"forget", "forget you", "forget me not"})
    void who_is_to_be_forgotten_has_to_be_said(String typed) {
        assertThat(problem(typed)).contains("/words forget me", "/words word forget");
    }

    private static String problem(String typed) {
        WordsCommand read = WordsGrammar.read(typed);
        assertThat(read).isInstanceOf(WordsCommand.Unclear.class);
        return ((WordsCommand.Unclear) read).problem();
    }
}
