package dev.bellhop.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.local.LocalBellhop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/doctor} as an operator starts it, with an account at {@code AWS_ENDPOINT_URL}. */
final class BinDoctorTest {

    private static LocalBellhop bot;

    @TempDir
    private Path folder;

    private Account account;
    private String printed = "";

    @BeforeAll
    static void startTheBot() throws IOException {
        bot = LocalBellhop.builder().environment(Map.of()).start();
    }

    @AfterAll
    static void stopTheBot() {
        bot.close();
    }

    @BeforeEach
    void open() throws IOException {
        account = new Account(bot.url());
    }

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void all_well_is_a_line_a_setting_and_zero() throws Exception {
        assertThat(run("--stack", "bellhop")).as(printed).isZero();

        assertThat(printed)
                .contains("ok       stack ", "ok       token ", "@bellhop in Acme", "0 wrong, 0 unknown")
                .doesNotContain("Building", "Exception");
    }

    @Test
    void something_wrong_is_one_and_tells_no_secret() throws Exception {
        account.grant("chat:write");
        account.deploy("SLACK_WEBHOOK_TOKEN", "webhook-token-of-theirs");

        assertThat(run("--stack", "bellhop")).as(printed).isEqualTo(1);

        assertThat(printed)
                .contains("wrong    scopes ", "1 wrong")
                .doesNotContain(Account.TOKEN, LocalBellhop.SIGNING_SECRET, "webhook-token-of-theirs");
    }

    @Test
    void a_stack_that_there_is_not_is_one_line_and_two() throws Exception {
        account.refuse("DescribeStacks", 400, "ValidationError", "Stack with id belhop does not exist");

        assertThat(run("--stack", "belhop")).isEqualTo(2);

        assertThat(printed.lines())
                .singleElement()
                .isEqualTo("bin/doctor: CloudFormation says Stack with id belhop does not exist");
    }

    @Test
    void without_a_stack_it_says_how_it_is_called() throws Exception {
        assertThat(run()).isEqualTo(2);

        assertThat(printed.lines()).singleElement().asString().contains("bin/doctor --stack bellhop");
    }

    private int run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of("../bin/doctor").toAbsolutePath().toString()));
        command.addAll(Arrays.asList(arguments));
        Path out = folder.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL", account.url(),
                        "AWS_REGION", "eu-west-1",
                        "AWS_ACCESS_KEY_ID", "AKIA",
                        "AWS_SECRET_ACCESS_KEY", "secret"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        printed = Files.readString(out);
        return process.exitValue();
    }
}
