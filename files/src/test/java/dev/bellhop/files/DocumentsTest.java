package dev.bellhop.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.events.FileFacts;
import dev.bellhop.events.FileKind;
import dev.bellhop.events.FileProblem;
import dev.bellhop.events.OneLine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents and texts, all the way from the event to the answer, and found again. */
final class DocumentsTest {

    @RegisterExtension
    final FilesRig rig = new FilesRig();

    @Test
    void a_document_of_two_hundred_pages_is_read_and_found_by_a_word_of_its_last_page() {
        rig.slack.has("F1", "report.pdf", "application/pdf", Samples.pdf(200, "The report", "Ada Lovelace"));
        rig.slack.isIn("U2", "C1");

        rig.share("F1");

        FileFacts facts = rig.kept("F1").facts();
        assertThat(rig.kept("F1").problem()).isEmpty();
        assertThat(facts.pages()).hasValue(200);
        assertThat(facts.title()).hasValue("The report");
        assertThat(facts.author()).hasValue("Ada Lovelace");
        assertThat(facts.language()).hasValue("en");
        String text = new String(rig.object(rig.of("F1").text()), StandardCharsets.UTF_8);
        assertThat(text).contains("marker1 ", "marker200 ");
        assertThat(facts.characters()).hasValue(text.length());
        assertThat(rig.said()).singleElement().asString().contains("200 pages", "The report", "Ada Lovelace");
        assertThat(rig.ask("U2", "find", Map.of("query", "marker200 lovelace"))).contains("No file");
        assertThat(rig.ask("U2", "find", Map.of("query", "marker200 page"))).contains("report.pdf", "F1");
        assertThat(rig.ask("U2", "find", Map.of("query", "report"))).contains("report.pdf");
    }

    @Test
    void a_title_as_long_as_a_book_is_cut_and_the_document_read() {
        rig.slack.has("F1", "long.pdf", "application/pdf", Samples.pdf(1, "T".repeat(100_000), "A".repeat(100_000)));

        rig.share("F1");

        FileFacts facts = rig.kept("F1").facts();
        assertThat(rig.kept("F1").problem()).isEmpty();
        assertThat(facts.title().orElseThrow()).startsWith("TTT").hasSize(OneLine.MOST);
        assertThat(facts.author().orElseThrow()).startsWith("AAA").hasSize(OneLine.MOST);
        assertThat(rig.said()).hasSize(1);
    }

    @Test
    void a_locked_document_is_kept_and_its_password_not_guessed() {
        rig.slack.has("F1", "locked.pdf", "application/pdf", Samples.lockedPdf());

        rig.share("F1");

        assertThat(rig.kept("F1").problem()).hasValue(FileProblem.PASSWORD_PROTECTED);
        assertThat(rig.keys()).containsExactly(rig.of("F1").original());
        assertThat(rig.said()).singleElement().asString().contains("password");
    }

    @Test
    void a_document_that_ends_too_early_is_damaged() {
        rig.slack.has("F1", "cut.pdf", "application/pdf", Samples.half(Samples.pdf(20, "Cut", "Ada")));

        rig.share("F1");

        assertThat(rig.kept("F1").problem()).hasValue(FileProblem.DAMAGED);
        assertThat(rig.said()).singleElement().asString().contains("damaged");
    }

    @Test
    void a_document_that_unpacks_to_more_than_there_is_is_given_up() {
        byte[] bomb = Samples.pdfBomb(1_500);
        assertThat(bomb.length).isLessThan(8 * 1024 * 1024);
        rig.slack.has("F1", "bomb.pdf", "application/pdf", bomb);

        rig.share("F1");

        assertThat(rig.kept("F1").problem()).hasValue(FileProblem.TOO_COMPLEX);
        assertThat(rig.said()).singleElement().asString().contains("takes more than I have");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%PDF-1.7 is how a PDF begins.\n", "# PDF\n\n%PDF-1.7 is how one begins, %%EOF how it ends.\n"})
    void a_text_that_speaks_of_pdf_is_a_text(String text) {
        rig.slack.has("F1", "pdf.md", "text/markdown", ("About " + text).getBytes(StandardCharsets.UTF_8));

        rig.share("F1");

        assertThat(rig.kept("F1").problem()).isEmpty();
        assertThat(rig.kept("F1").facts().kind()).isEqualTo(FileKind.TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF", "\r\n \n", "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n"})
    void a_document_behind_what_does_not_belong_to_it_is_read_as_readers_do(String before) {
        byte[] pdf = Samples.joined(before.getBytes(StandardCharsets.UTF_8), Samples.pdf(3, "The report", "Ada"));
        rig.slack.has("F1", "report.pdf", "application/pdf", pdf);

        rig.share("F1");

        assertThat(rig.kept("F1").problem()).isEmpty();
        assertThat(rig.kept("F1").facts().pages()).hasValue(3);
        assertThat(rig.kept("F1").excerpt()).contains("marker3");
    }

    @Test
    void a_text_of_before_unicode_is_read_too() {
        rig.slack.has("F1", "old.txt", "text/plain", "Grüße aus Köln".getBytes(StandardCharsets.ISO_8859_1));
        rig.slack.isIn("U1", "C1");

        rig.share("F1");

        assertThat(new String(rig.object(rig.of("F1").text()), StandardCharsets.UTF_8))
                .isEqualTo("Grüße aus Köln");
        assertThat(rig.ask("U1", "find", Map.of("query", "KÖLN"))).contains("old.txt");
    }

    @Test
    void what_a_text_is_written_in_is_said_where_it_is_clear() {
        String german = "Das ist ein Text, der auf Deutsch geschrieben ist und in dem nicht viel steht. ".repeat(3);
        rig.slack.has("F1", "text.txt", "text/plain", german.getBytes(StandardCharsets.UTF_8));
        rig.slack.has("F2", "code.txt", "text/plain", "x = 1\ny = 2\n".getBytes(StandardCharsets.UTF_8));

        rig.share("F1");
        rig.share("F2");

        assertThat(rig.kept("F1").facts().language()).hasValue("de");
        assertThat(rig.kept("F2").facts().language()).isEmpty();
    }

    @Test
    void what_looks_like_markup_in_a_text_is_text() {
        rig.slack.has(
                "F1", "a.txt", "text/plain", "<!channel> <@U9> R&D *bold* `code`".getBytes(StandardCharsets.UTF_8));
        rig.slack.isIn("U1", "C1");

        rig.share("F1");

        assertThat(rig.slack.posts().getFirst().get("blocks").getAsString()).doesNotContain("<!channel>", "<@U9>");
        assertThat(rig.ask("U1", "find", Map.of("query", "r&amp;d"))).contains("a.txt");
        assertThat(List.of(rig.kept("F1").excerpt())).containsExactly("<!channel> <@U9> R&D *bold* `code`");
    }
}
