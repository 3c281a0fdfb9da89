package dev.bellhop.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FilesGrammarTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "list", "LIST "})
    void nothing_and_list_are_what_was_shared_last(String text) {
        assertThat(FilesGrammar.read(text)).isEqualTo(new FilesCommand.Recent());
    }

    @Test
    void what_is_looked_for_are_words_as_they_are_counted_each_once() {
        assertThat(FilesGrammar.read("find  Invoice, R&amp;D invoice C++"))
                .isEqualTo(new FilesCommand.Find(List.of("invoice", "r&d", "c++")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "F0123ABCD",
                "https://acme.slack.com/files/U1/F0123ABCD/report.pdf",
                "<https://acme.slack.com/files/U1/F0123ABCD/report.pdf>",
                "<https://acme.slack.com/files/U1/F0123ABCD/report.pdf|report.pdf>",
                "<https://acme.slack.com/files/U1/F0123ABCD?origin=x>"
            })
    void a_file_is_named_by_its_id_or_its_link(String file) {
        assertThat(FilesGrammar.read("get " + file)).isEqualTo(new FilesCommand.Get("F0123ABCD"));
        assertThat(FilesGrammar.read("Forget  " + file)).isEqualTo(new FilesCommand.Forget("F0123ABCD"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "?", "help me"})
    void help_is_given_to_whoever_asks_for_it(String text) {
        assertThat(FilesGrammar.read(text)).isEqualTo(new FilesCommand.Help());
    }

    @ParameterizedTest
    @CsvSource({
        "serch invoice,/files find invoice 2026",
        "list all,/files find invoice 2026",
        "find,/files find invoice 2026",
        "find !!!,/files find invoice 2026",
        "find a b c d e f g h i j k,at most 10 words",
        "get,/files get F0123ABCD",
        "get two files,/files get F0123ABCD",
        "get ../../etc/passwd,/files get F0123ABCD",
        "forget,/files forget F0123ABCD",
        "forget <@U1>,/files forget F0123ABCD",
        "get https://evil.example/files/U1/,/files get F0123ABCD"
    })
    void what_is_no_command_gets_a_sentence_with_an_example(String text, String part) {
        assertThat(FilesGrammar.read(text))
                .isInstanceOfSatisfying(
                        FilesReading.NotUnderstood.class,
                        problem -> assertThat(problem.why()).contains(part));
    }

    @Test
    void a_long_line_is_not_said_again_as_a_whole() {
        assertThat(FilesGrammar.read("x".repeat(4_000)))
                .isInstanceOfSatisfying(
                        FilesReading.NotUnderstood.class,
                        problem -> assertThat(problem.why()).hasSizeLessThan(300));
    }

    @Test
    void a_button_is_for_one_file() {
        assertThat(FilesGrammar.ofButton("F1")).contains(new FilesCommand.Get("F1"));
        assertThat(FilesGrammar.ofButton("")).isEmpty();
        assertThat(FilesGrammar.ofButton("../F1")).isEmpty();
    }
}
