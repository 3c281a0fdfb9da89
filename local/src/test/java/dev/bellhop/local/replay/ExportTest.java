package dev.bellhop.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExportTest {

    private static final String A = "{\"id\":\"a\",\"text\":\"tab\\t and é\"}";
    private static final String B = "{\"id\":\"b\",\"events\":1}";

    @TempDir
    private Path folder;

    @Test
    void lines_are_known_by_their_number() throws IOException {
        assertThat(read(A + "\n\n" + B + "\r\n"))
                .containsExactly(new Export.Line("log line 1", A), new Export.Line("log line 3", B));
    }

    @Test
    void what_can_not_be_read_is_given_too() throws IOException {
        assertThat(read("{\"id\":\"a\n" + B + "\n[1\nnothing"))
                .extracting(Export.Line::text)
                .containsExactly("{\"id\":\"a", B, "[1", "nothing");
    }

    @Test
    void an_export_task_writes_gzip_with_the_time_before_each_line() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(("2026-12-01T10:00:00.000Z " + A + "\n2026-12-01T10:00:01.123Z " + B + "\n")
                    .getBytes(StandardCharsets.UTF_8));
        }

        assertThat(read(bytes.toByteArray())).extracting(Export.Line::text).containsExactly(A, B);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"events\":[{\"timestamp\":1,\"message\":%1$s},{\"timestamp\":2,\"message\":%2$s}],\"nextToken\":\"t\"}",
                "{\n  \"events\": [\n    {\"message\": %1$s, \"eventId\": \"1\"},\n    {\"message\": %2$s}\n  ]\n}\n",
                "{\n  \"events\": [{\"message\": %1$s}]\n}\n{\n  \"events\": [{\"message\": %2$s}]\n}\n",
                "{\"events\":[{\"message\":%1$s}]}\n{\"events\":[{\"message\":%2$s}]}\n",
                "{\"timestamp\":1,\"message\":%1$s}\n{\"timestamp\":1,\"message\":%2$s}\n",
                "[\n    %1$s,\n    %2$s\n]\n",
                "[%1$s,%2$s]"
            })
    void what_the_tools_print_as_json_is_what_stands_in_it(String form) throws IOException {
        assertThat(read(form.formatted(quoted(A), quoted(B))))
                .extracting(Export.Line::text)
                .containsExactly(A, B);
    }

    @Test
    void as_text_the_tools_put_tabs_between() throws IOException {
        assertThat(read(A + "\t" + B)).extracting(Export.Line::text).containsExactly(A, B);
    }

    private static String quoted(String line) {
        return "\"" + line.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private List<Export.Line> read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<Export.Line> read(byte[] bytes) throws IOException {
        Path file = folder.resolve("log");
        Files.write(file, bytes);
        List<Export.Line> lines = new ArrayList<>();
        new Export(file).read(lines::add);
        return lines;
    }
}
