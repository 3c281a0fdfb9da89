package dev.bellhop.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import dev.bellhop.files.FilesCommand;
import dev.bellhop.files.FilesRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class FilesJsonTest {

    private static final String REST = "\"id\":\"T1:1.2.3\",\"team\":\"T1\",\"user\":\"U1\",\"channel\":\"C1\","
            + "\"responseUrl\":\"https://hooks.slack.com/secret-part\"";

    static Stream<FilesCommand> commands() {
        return Stream.of(
                new FilesCommand.Recent(),
                new FilesCommand.Find(List.of("r&d", "c++")),
                new FilesCommand.Find(List.of("<b>", "x&lt;y", "a>b", "<!here>", "c++")),
                new FilesCommand.Get("F1"),
                new FilesCommand.Forget("F1"),
                new FilesCommand.Export(Optional.empty()),
                new FilesCommand.Export(Optional.of(Instant.parse("2026-11-01T00:00:00Z"))));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_request_is_read_as_it_was_written(FilesCommand command) {
        FilesRequest request = request(command);

        assertThat(FilesJson.read(FilesJson.write(request))).isEqualTo(request);
        assertThat(request.toString()).doesNotContain("secret-part", "c++");
    }

    @Test
    void help_needs_no_function() {
        assertThatThrownBy(() -> FilesJson.write(request(new FilesCommand.Help())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|\"id\" is missing",
                "{REST}|\"function\" is missing",
                "{REST,\"function\":\"secret\"}|list, find, get, forget, export",
                "{REST,\"function\":\"get\"}|\"file\" is missing",
                "{REST,\"function\":\"get\",\"file\":{}}|\"file\" is missing",
                "{REST,\"function\":\"find\",\"query\":\"!\"}|no word in it",
                "{REST,\"function\":\"export\",\"since\":\"secret\"}|an instant such as"
            })
    void what_is_missing_or_malformed_is_said_without_quoting_it(String json, String part) {
        assertThatThrownBy(() -> FilesJson.read(
                        JsonParser.parseString(json.replace("REST", REST)).getAsJsonObject()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(part)
                .hasMessageNotContaining("secret");
    }

    private static FilesRequest request(FilesCommand command) {
        return new FilesRequest("T1:1.2.3", "T1", "U1", "C1", "https://hooks.slack.com/secret-part", command);
    }
}
