package dev.bellhop.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code bin/local} as a new user starts it. */
final class BinLocalTest {

    private static final int SIGTERM = 143;

    @TempDir
    private Path folder;

    private Path out;
    private Process process;

    @BeforeEach
    void prepare() {
        out = folder.resolve("out");
    }

    @AfterEach
    void kill() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Test
    void a_line_typed_is_answered_and_a_signal_stops_it() throws Exception {
        start("--port", "0");
        Eventually.is(() -> printed().contains("ready http://localhost:"));

        type("awsadvent some words");
        Eventually.is(() -> printed().contains("bellhop: awsadvent 1 · some 1 · words 1"));
        Eventually.is(() ->
                printed().contains("MultiplierFunction  done") && printed().contains("LoggerFunction  done"));
        type("awsadvent some words");
        Eventually.is(() -> printed().contains("bellhop: awsadvent 12 · some 12 · words 12"));
        process.destroy();

        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isIn(0, SIGTERM);
        // A busy machine may be told that the first message took too long; what is not wanted is a stack trace.
        assertThat(printed()).doesNotContain("Building", "\tat ");
    }

    @Test
    void quit_ends_it() throws Exception {
        start("--port", "0");

        type("/quit");

        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void without_input_it_goes_on_until_a_signal() throws Exception {
        start("--port", "0");
        process.getOutputStream().close();
        Eventually.is(() -> printed().contains("ready http://localhost:"));

        assertThat(process.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();
        process.destroy();

        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void a_taken_port_is_one_clear_line() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            start("--port", Integer.toString(taken.getLocalPort()));

            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(printed())
                    .contains("port " + taken.getLocalPort() + " is in use")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void a_malformed_variable_is_one_clear_line() throws Exception {
        start(Map.of("TRIGGER_WORDS", "two words"), "--port", "0");

        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(printed()).contains("TRIGGER_WORDS is \"two words\"").doesNotContain("Exception");
    }

    @Test
    void a_real_workspace_is_joined_and_what_is_typed_is_not_sent() throws Exception {
        try (FakeSlack slack = new FakeSlack()) {
            start(tokens(slack, FakeSlack.APP_TOKEN, FakeSlack.BOT_TOKEN), "--port", "0");
            Eventually.is(() -> printed().contains("ready http://localhost:"));

            type("awsadvent some words");
            type("/quit");

            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(printed())
                    .contains("Slack is Acme, the bot @bellhop. Talk to it there")
                    .contains("what is typed here is not sent")
                    .doesNotContain(FakeSlack.APP_TOKEN, FakeSlack.BOT_TOKEN, "ticket", "Exception", "awsadvent");
            assertThat(slack.calls("chat.postMessage")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "xapp-wrong,xoxb-right,SLACK_APP_TOKEN: Slack says invalid_auth",
        "xapp-1-A0-right,xoxb-wrong,SLACK_BOT_TOKEN: Slack says invalid_auth",
        "xapp-1-A0-right,'',SLACK_BOT_TOKEN is not set"
    })
    void a_wrong_or_missing_token_is_one_clear_line(String appToken, String botToken, String line) throws Exception {
        try (FakeSlack slack = new FakeSlack()) {
            start(tokens(slack, appToken, botToken), "--port", "0");

            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(printed().lines())
                    .singleElement()
                    .asString()
                    .startsWith("bin/local: " + line)
                    .doesNotContain(appToken);
        }
    }

    @Test
    void a_bots_token_alone_joins_nothing_and_says_so() throws Exception {
        start(Map.of("SLACK_BOT_TOKEN", "xoxb-alone"), "--port", "0");
        Eventually.is(() -> printed().contains("ready http://localhost:"));

        type("awsadvent");

        Eventually.is(() -> printed().contains("bellhop: awsadvent 1"));
        assertThat(printed()).contains("set SLACK_APP_TOKEN too").doesNotContain("xoxb-alone");
    }

    @Test
    void a_wrong_option_is_one_clear_line() throws Exception {
        start("--prot", "0");

        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(printed()).contains("--prot");
    }

    private static Map<String, String> tokens(FakeSlack slack, String appToken, String botToken) {
        return Map.of("SLACK_APP_TOKEN", appToken, "SLACK_BOT_TOKEN", botToken, "SLACK_API_URL", slack.url());
    }

    private void start(String... arguments) throws IOException {
        start(Map.of(), arguments);
    }

    private void start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(root().resolve("bin/local").toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
    }

    private void type(String line) throws IOException {
        BufferedWriter input = process.outputWriter(StandardCharsets.UTF_8);
        input.write(line + "\n");
        input.flush();
    }

    private String printed() {
        try {
            return Files.readString(out);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("template.yaml"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
