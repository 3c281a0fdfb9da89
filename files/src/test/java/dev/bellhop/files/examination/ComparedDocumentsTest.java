package dev.bellhop.files.examination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.files.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is read of documents beside what Poppler's {@code pdftotext} and {@code pdfinfo} read: the same words in the same order, and the
 * same figures. How words are set apart on a page is left out, for each program lays it out its way. What was measured is in {@code
 * target/compared-documents.txt}.
 */
final class ComparedDocumentsTest {

    private static final List<String> MEASURED = new ArrayList<>();

    private static OtherProgram pdftotext;
    private static OtherProgram pdfinfo;

    @TempDir
    Path folder;

    @BeforeAll
    static void find() {
        pdftotext = OtherProgram.pdftotext();
        pdfinfo = OtherProgram.pdfinfo();
    }

    @AfterAll
    static void write() throws IOException {
        Files.write(Path.of("target", "compared-documents.txt"), MEASURED);
    }

    /** Printed by a browser ({@code --print-to-pdf}) from the page beside it: a table, ligatures, justified lines, three scripts. */
    @Test
    void a_page_that_a_browser_printed_reads_the_same() throws IOException {
        Path document = folder.resolve("chromium.pdf");
        try (var in = Objects.requireNonNull(getClass().getResourceAsStream("/documents/chromium.pdf"))) {
            Files.copy(in, document);
        }

        isTheSame(document);
    }

    @Test
    void two_hundred_pages_read_the_same() throws IOException {
        Path document = folder.resolve("two-hundred-pages.pdf");
        Files.write(document, Samples.pdf(200, "The report", "Ada Lovelace"));

        isTheSame(document);
    }

    private void isTheSame(Path document) throws IOException {
        Path scratch = Files.createTempDirectory(folder, "scratch");
        Report report = Examination.of(document, scratch, document.getFileName().toString(), "application/pdf");
        List<String> ours = words(Files.readString(scratch.resolve(Report.TEXT)));
        List<String> theirs = words(pdftotext.run("-enc", "UTF-8", "-nopgbrk", document.toString(), "-"));
        Map<String, String> said = pdfinfo.run("-enc", "UTF-8", document.toString())
                .lines()
                .map(line -> line.split(":", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1].strip(), (first, second) -> first));

        assertThat(report.problem()).isNull();
        assertThat(report.pages()).isEqualTo(Integer.valueOf(said.get("Pages")));
        assertThat(Objects.requireNonNullElse(report.title(), "")).isEqualTo(said.getOrDefault("Title", ""));
        assertThat(Objects.requireNonNullElse(report.author(), "")).isEqualTo(said.getOrDefault("Author", ""));
        assertThat(ours).isEqualTo(theirs).hasSizeGreaterThan(100);
        MEASURED.add("%s: %s pages, %d words, all the same in the same order"
                .formatted(document.getFileName(), said.get("Pages"), ours.size()));
    }

    private static List<String> words(String text) {
        return List.of(Normalizer.normalize(text, Normalizer.Form.NFC).strip().split("\\s+"));
    }
}
