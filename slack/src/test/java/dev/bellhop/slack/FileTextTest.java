package dev.bellhop.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ImageBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.element.ButtonElement;
import dev.bellhop.delivery.Reply;
import dev.bellhop.events.FileFacts;
import dev.bellhop.events.FileKind;
import dev.bellhop.events.FileProblem;
import dev.bellhop.events.FileProcessed;
import dev.bellhop.events.FileShared;
import dev.bellhop.files.FileStatus;
import dev.bellhop.files.FilesCommand;
import dev.bellhop.files.FilesReading;
import dev.bellhop.files.Finding;
import dev.bellhop.files.KeptFile;
import dev.bellhop.files.Share;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileTextTest {

    private static final URI LINK = URI.create("https://bucket.s3.amazonaws.com/originals/T1/F1?X-Amz-A=1&X-Amz-B=2");
    private static final Share SHARE = new Share("C1", "channel", Optional.empty(), "1764583200.000100", "U1");
    private static final FileFacts REPORT = new FileFacts(
            FileKind.DOCUMENT,
            Optional.empty(),
            Optional.empty(),
            Optional.of(200),
            Optional.of("R&D <!here>"),
            Optional.of("Ada"),
            Optional.of("en"),
            Optional.of(412_345));
    private static final FileFacts OTHER = FileFacts.of(FileKind.OTHER);

    @Test
    void a_picture_is_answered_with_its_figures_its_thumbnail_and_a_button() {
        Said said = FileText.answer(
                kept("holiday.jpg", FileFacts.ofPicture(3024, 4032), ""), SHARE, Optional.of("F0THUMB01"));

        assertThat(said.text()).isEqualTo("<@U1> I keep `holiday.jpg`, a picture of 3024 × 4032 pixels, 2.4 MB.");
        assertThat(block(said, ImageBlock.class)).hasValueSatisfying(image -> {
            assertThat(image.getImageUrl()).isNull();
            assertThat(image.getSlackFile().getId()).isEqualTo("F0THUMB01");
            assertThat(image.getAltText()).isEqualTo("thumbnail of holiday.jpg");
        });
        assertThat(button(said)).hasValueSatisfying(button -> {
            assertThat(button.getActionId()).isEqualTo("file_download");
            assertThat(button.getValue()).isEqualTo("F1");
        });
    }

    @Test
    void a_document_is_answered_with_what_it_says_of_itself_and_its_first_lines() {
        String excerpt = "First & <line>\n\n  second ```line``` \u202Edlo\n";

        Said said = FileText.answer(kept("report.pdf", REPORT, excerpt), SHARE, Optional.empty());

        assertThat(said.text())
                .isEqualTo("<@U1> I keep `report.pdf`, a document of 200 pages, “R&amp;D &lt;!here&gt;”, by Ada, in"
                        + " English, 412,345 characters, 2.4 MB.");
        assertThat(texts(said)).contains("```\nFirst &amp; &lt;line&gt;\nsecond '''line''' dlo\n```");
        assertThat(block(said, ImageBlock.class)).isEmpty();
    }

    @Test
    void of_a_long_text_the_first_lines_are_shown_and_fit_into_one_section() {
        FileFacts text = FileFacts.of(FileKind.TEXT);

        Said many = FileText.answer(kept("a.txt", text, "line\n".repeat(100)), SHARE, Optional.empty());
        Said large = FileText.answer(kept("a.txt", text, "&".repeat(600)), SHARE, Optional.empty());

        assertThat(texts(many)).contains("```\n" + "line\n".repeat(8) + "```");
        assertThat(texts(large)).hasSize(2).allSatisfy(part -> assertThat(part).hasSizeLessThan(2_900));
        assertThat(texts(large).get(1)).startsWith("```\n").endsWith("…\n```");
    }

    @ParameterizedTest
    @CsvSource({
        "TOO_LARGE,'I don''t keep `x`, for it is larger than 100 MB; share a smaller one'",
        "UNSUPPORTED,'I keep `x`, but I can look only into pictures (JPEG, PNG, GIF, WebP), PDF, plain text and Markdown'",
        "PASSWORD_PROTECTED,'I keep `x`, but it does not open without a password; share a copy that does'",
        "DAMAGED,'I keep `x`, but it is damaged or ends too early; see whether it opens where you have it'",
        "NOT_WHAT_IT_SAYS,'I keep `x`, but what is in it is of another kind than its name says; give it the right name'",
        "TOO_MANY_PIXELS,'I keep `x`, but it has more than 50 million pixels, of which I make no thumbnail; share a'",
        "TOO_COMPLEX,'I keep `x`, but reading it takes more than I have; share it in parts'",
        "EMPTY,'There is nothing in `x`: it has 0 bytes; save it where you have it, and share it again'",
        "EXTERNAL,'I can''t keep `x`, for it is not stored in Slack, which only links there; upload the file itself'",
        "NO_ACCESS,'Slack does not give me `x`; type /invite @ and my name'",
        "GONE,'I can''t keep `x`, for it was deleted before I was done with it; share it again'",
        "TOO_SLOW,'I can''t keep `x`, for Slack did not hand it over in the time that I have, twice; share it again later'"
    })
    void what_is_wrong_with_a_file_is_said_in_one_sentence_with_what_to_do(FileProblem problem, String start) {
        String said = FileText.problem(problem, "x", SHARE).text();

        assertThat(said).startsWith("<@U1> " + start).endsWith(".");
        assertThat(said.chars().filter(character -> character == '.')).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(FileProblem.class)
    void what_is_wrong_is_told_elsewhere_as_plain_text(FileProblem problem) {
        assertThat(FileText.plain(processed("R&D.pdf", Optional.of(problem))))
                .contains("“R&D.pdf”", ";")
                .doesNotContain("`", "&amp;");
    }

    @Test
    void a_file_with_a_problem_has_its_button_where_its_original_is_kept_and_none_where_it_is_not() {
        Said kept = FileText.answer(wrong(FileProblem.DAMAGED, FileStatus.PROCESSED), SHARE, Optional.empty());
        Said refused = FileText.answer(wrong(FileProblem.TOO_LARGE, FileStatus.REFUSED), SHARE, Optional.empty());

        assertThat(button(kept)).isPresent();
        assertThat(button(refused)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!here>",
                "<@U9>",
                "a&b",
                "`code`",
                "*_~",
                "../../etc/passwd",
                "x\u202Egnp.exe",
                "a\nb",
                "\uD83C\uDF89.png"
            })
    void a_name_is_shown_as_it_is_and_calls_nobody_turns_nothing_round_and_ends_no_line(String name) {
        KeptFile file = kept(name, OTHER, "");

        assertThat(List.of(
                        FileText.answer(file, SHARE, Optional.empty()).text(),
                        FileText.list(found(file)).text(),
                        FileText.found(List.of("x"), found(file)).text(),
                        FileText.link(file, LINK, Duration.ofMinutes(15)).text(),
                        FileText.notYet(file).text(),
                        FileText.notTheSharer(file).text(),
                        FileText.forgotten(name).text(),
                        FileText.problem(FileProblem.GONE, name).text(),
                        FileText.line(processed(name, Optional.empty()))))
                .allSatisfy(said -> assertThat(said)
                        .contains("`" + shown(name) + "`")
                        .doesNotContain("<!here>", "<@U9>", "``", "\u202E", "a\nb", "a&b"));
    }

    private static String shown(String name) {
        return SlackText.escape(name).replace('`', '\'').replace("\u202E", "").replace("\n", " ");
    }

    @Test
    void a_file_without_a_name_is_that_file() {
        assertThat(FileText.problem(FileProblem.GONE, "\u200D").text()).startsWith("I can't keep that file, ");
        assertThat(FileText.plain(processed("", Optional.empty()))).startsWith("I keep that file, ");
    }

    @Test
    void a_list_has_what_each_is_who_shared_it_and_its_id() {
        Said list = FileText.list(found(kept("report.pdf", REPORT, "")));
        Said more = FileText.list(new Finding.Found(List.of(kept("report.pdf", REPORT, "")), true, true));

        assertThat(list.text())
                .startsWith("*Files*, newest first:\n• `report.pdf` – a document of 200 pages, ")
                .contains("shared by <@U1> <!date^", "– `F1`\n", "`/files get &lt;id&gt;`");
        assertThat(more.text()).contains("*The last 1 file*");
        assertThat(FileText.list(found()).text()).contains("no file", "Mention me");
    }

    @Test
    void what_was_found_has_what_was_looked_for() {
        KeptFile file = kept("report.pdf", REPORT, "");

        assertThat(FileText.found(List.of("r&d", "c++"), found(file, file)).text())
                .startsWith("*2 files* with `r&amp;d` and `c++`:\n• ");
        assertThat(FileText.found(List.of("<x>"), found()).text())
                .isEqualTo(
                        "No file that was shared where you are has `&lt;x&gt;` in its name, its title, or the first 2000"
                                + " different words of its text. I look for whole words.");
    }

    @Test
    void who_was_not_shown_all_that_there_is_is_told_so() {
        Finding.Found none = new Finding.Found(List.of(), false, false);
        Finding.Found one = new Finding.Found(List.of(kept("report.pdf", REPORT, "")), false, false);

        assertThat(List.of(
                        FileText.list(none).text(),
                        FileText.list(one).text(),
                        FileText.found(List.of("x"), none).text(),
                        FileText.found(List.of("x"), one).text()))
                .allSatisfy(text -> assertThat(text).contains("I looked at the newest 2000 alone"));
        assertThat(FileText.list(found()).text()).doesNotContain("2000 alone");
    }

    @Test
    void a_link_is_whole_and_says_how_long_it_is_good() {
        Duration good = Duration.ofMinutes(15);

        assertThat(FileText.link(kept("a.png", FileFacts.ofPicture(1, 1), ""), LINK, good)
                        .text())
                .startsWith(
                        "<https://bucket.s3.amazonaws.com/originals/T1/F1?X-Amz-A=1&amp;X-Amz-B=2|Download> `a.png`")
                .contains("15 minutes");
        assertThat(FileText.exported(1_234, LINK, good).text())
                .contains("&amp;X-Amz-B=2|Download>", "1,234 words", "15 minutes", "private");
    }

    @Test
    void what_is_left_out_is_said_with_what_to_do() {
        assertThat(FileText.leftOut(new Reply.FilesLeftOut(1, 0)))
                .isEqualTo("I can't keep 1 file, for it is not stored in Slack, which only links there; upload the file"
                        + " itself, and I can.");
        assertThat(FileText.leftOut(new Reply.FilesLeftOut(2, 3)))
                .isEqualTo("I can't keep 2 files, for they are not stored in Slack, which only links there; upload the"
                        + " files themselves, and I can. I keep at most 10 files of one message, so 3 files were left"
                        + " out; share them in another one.");
    }

    @Test
    void what_was_typed_is_no_markup() {
        assertThat(FileText.of(new FilesReading.NotUnderstood("I don't know `<!here>`"))
                        .text())
                .isEqualTo("I don't know `&lt;!here&gt;`");
        assertThat(FileText.underway(new FilesCommand.Find(List.of("<x>"))).text())
                .contains("`&lt;x&gt;`");
    }

    private static KeptFile kept(String name, FileFacts facts, String excerpt) {
        return file(name, FileStatus.PROCESSED, Optional.empty(), facts, excerpt);
    }

    private static KeptFile wrong(FileProblem problem, FileStatus status) {
        return file("x", status, Optional.of(problem), OTHER, "");
    }

    private static KeptFile file(
            String name, FileStatus status, Optional<FileProblem> problem, FileFacts facts, String excerpt) {
        return new KeptFile(
                "T1",
                "F1",
                1,
                name,
                "application/octet-stream",
                2_483_921,
                "U1",
                Set.of("C1"),
                List.of(),
                status,
                problem,
                facts,
                excerpt,
                false,
                false,
                Optional.empty(),
                Instant.parse("2026-12-01T10:00:00Z"),
                1);
    }

    private static FileProcessed processed(String name, Optional<FileProblem> problem) {
        FileShared shared = new FileShared(
                "T1", "C1", "channel", Optional.empty(), "U1", "1764583200.000100", "F1", name, "application/pdf", 7);
        return FileProcessed.of(shared, problem, OTHER);
    }

    private static <B extends LayoutBlock> Optional<B> block(Said said, Class<B> kind) {
        return said.blocks().stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    private static Optional<ButtonElement> button(Said said) {
        return block(said, ActionsBlock.class)
                .map(actions -> (ButtonElement) actions.getElements().get(0));
    }

    private static List<String> texts(Said said) {
        return said.blocks().stream()
                .filter(SectionBlock.class::isInstance)
                .map(block -> ((MarkdownTextObject) ((SectionBlock) block).getText()).getText())
                .toList();
    }

    private static Finding.Found found(KeptFile... files) {
        return new Finding.Found(List.of(files), false, true);
    }
}
