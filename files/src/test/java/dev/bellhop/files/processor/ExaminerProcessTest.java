package dev.bellhop.files.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.aws.Environment;
import dev.bellhop.aws.FunctionLog;
import dev.bellhop.events.FileFacts;
import dev.bellhop.events.FileKind;
import dev.bellhop.events.FileProblem;
import dev.bellhop.files.Examiner.Examined;
import dev.bellhop.files.FileStatus;
import dev.bellhop.files.KeptFile;
import dev.bellhop.files.Samples;
import dev.bellhop.files.examination.Examination;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The process that looks into a file: what it can take, and what becomes of whoever takes more. */
final class ExaminerProcessTest {

    /** Of each side: 49 million pixels. */
    private static final int SIDE = 7_000;

    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private Path original;
    private Path scratch;

    @BeforeEach
    void folders() throws IOException {
        original = folder.resolve("original");
        scratch = Files.createDirectory(folder.resolve("scratch"));
    }

    @Test
    void forty_nine_megapixels_of_eight_bytes_each_fit_into_its_heap() throws IOException {
        // Decoded whole, these are 392 MB.
        Samples.deepPng(SIDE, SIDE, original);

        Examined found = examine(new ExaminerProcess(log()), "deep.png", LONG);

        assertThat(found.problem()).isEmpty();
        assertThat(found.facts().width()).hasValue(SIDE);
        BufferedImage thumbnail =
                Samples.read(Files.readAllBytes(found.thumbnail().orElseThrow()));
        assertThat(thumbnail.getWidth()).isEqualTo(480);
        assertThat(thumbnail.getHeight()).isEqualTo(480);
    }

    @ParameterizedTest
    @CsvSource({"jpeg,5", "gif,13"})
    void forty_nine_megapixels_of_each_format_fit_into_its_heap(String format, int type) throws IOException {
        Files.write(original, Samples.written(Samples.image(SIDE, SIDE, type), format));

        Examined found = examine(new ExaminerProcess(log()), "large." + format, LONG);

        assertThat(found.problem()).isEmpty();
        assertThat(Samples.read(Files.readAllBytes(found.thumbnail().orElseThrow()))
                        .getWidth())
                .isEqualTo(480);
    }

    @Test
    void a_document_of_two_hundred_pages_needs_a_fraction_of_its_heap() throws IOException {
        Files.write(original, Samples.pdf(200, "Title", "Author"));

        Examined found =
                examine(new ExaminerProcess(log(), ExaminerProcess.HEAP / 10, Examination.class), "report.pdf", LONG);

        assertThat(found.problem()).isEmpty();
        assertThat(found.facts().pages()).hasValue(200);
    }

    @Test
    void what_takes_more_memory_than_it_has_ends_it_and_nobody_else() throws IOException {
        Files.write(original, Samples.picture(3_000, 3_000, "png"));

        Examined found = examine(new ExaminerProcess(log(), 16, Examination.class), "large.png", LONG);

        assertThat(found.problem()).hasValue(FileProblem.TOO_COMPLEX);
        assertThat(found.thumbnail()).isEmpty();
    }

    @Test
    void what_takes_too_long_is_given_up() throws IOException {
        Files.write(original, Samples.pdf(1, "Title", "Author"));

        Examined found = examine(new ExaminerProcess(log()), "report.pdf", Duration.ofMillis(1));

        assertThat(found.problem()).hasValue(FileProblem.TOO_COMPLEX);
    }

    @Test
    void nothing_is_left_running_by_what_is_given_up() throws IOException {
        Files.write(original, Samples.pdfBomb(50));
        List<ProcessHandle> before = ProcessHandle.current().children().toList();

        examine(new ExaminerProcess(log()), "report.pdf", Duration.ofMillis(1));

        assertThat(ProcessHandle.current().children().filter(child -> !before.contains(child)))
                .isEmpty();
    }

    /** Whoever wrote the report may have been a file's maker. */
    static Stream<String> reportsThatAreNone() {
        return Stream.of(
                "",
                "null",
                "[]",
                "{",
                "{}",
                "\0\0\0",
                "{\"kind\":\"NONSENSE\"}",
                "{\"kind\":\"PICTURE\",\"width\":\"wide\"}",
                "{\"kind\":\"PICTURE\",\"width\":-1,\"height\":1}",
                "{\"kind\":\"DOCUMENT\",\"pages\":-1}",
                "{\"kind\":\"TEXT\",\"characters\":-1}",
                "{\"x\":" + "[".repeat(60_000),
                "{\"kind\":\"TEXT\",\"title\":\"" + "x".repeat(64 * 1024) + "\"}");
    }

    @ParameterizedTest
    @MethodSource("reportsThatAreNone")
    void what_writes_a_report_that_is_none_is_given_up(String report) throws IOException {
        Files.writeString(original, report);

        Examined found =
                examine(new ExaminerProcess(log(), ExaminerProcess.HEAP, CopiesItsFile.class), "report.json", LONG);

        assertThat(found).isEqualTo(Examined.of(FileFacts.of(FileKind.OTHER), FileProblem.TOO_COMPLEX));
    }

    @Test
    void what_writes_no_report_is_given_up() throws IOException {
        Files.writeString(original, "any");

        Examined found =
                examine(new ExaminerProcess(log(), ExaminerProcess.HEAP, DoesNothing.class), "report.json", LONG);

        assertThat(found.problem()).hasValue(FileProblem.TOO_COMPLEX);
    }

    @Test
    void what_writes_a_report_is_believed() throws IOException {
        Files.writeString(original, "{\"kind\":\"PICTURE\",\"width\":2,\"height\":1}");

        Examined found =
                examine(new ExaminerProcess(log(), ExaminerProcess.HEAP, CopiesItsFile.class), "report.json", LONG);

        assertThat(found.problem()).isEmpty();
        assertThat(found.facts().width()).hasValue(2);
    }

    /** Takes its file for the report. */
    static final class CopiesItsFile {
        private CopiesItsFile() {}

        public static void main(String[] arguments) throws IOException {
            Files.copy(Path.of(arguments[0]), Path.of(arguments[1], Examination.FOUND));
        }
    }

    /** Ends well, and has found nothing. */
    static final class DoesNothing {
        private DoesNothing() {}

        public static void main(String[] arguments) {}
    }

    private Examined examine(ExaminerProcess process, String name, Duration most) {
        KeptFile file = new KeptFile(
                "T1",
                "F1",
                1,
                name,
                "",
                1,
                "U1",
                Set.of("C1"),
                List.of(),
                FileStatus.KEPT,
                Optional.empty(),
                FileFacts.of(FileKind.OTHER),
                "",
                false,
                false,
                Optional.empty(),
                Instant.EPOCH,
                2);
        return process.examine(original, file, scratch, most);
    }

    private static FunctionLog log() {
        return new FunctionLog("processor", new Environment(Map.of()), Clock.systemUTC(), line -> {});
    }
}
