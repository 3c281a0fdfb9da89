package dev.bellhop.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.localaws.LocalAws;
import dev.bellhop.localaws.LocalBuckets;
import dev.bellhop.localaws.Template;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A file goes through the worker in parts: what it takes of memory has nothing to do with how large it is. */
final class StreamingTest {

    private static final String SECRET = "secret";

    /** Megabytes. Less than the file has. */
    private static final int HEAP = 64;

    /** Megabytes, which the function has; some are the runtime's. */
    private static final int MEMORY = 512;

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_file_of_100_mb_goes_through_a_heap_of_64() throws Exception {
        byte[] content = new byte[(int) KeptFile.MOST_BYTES];
        new Random(1).nextBytes(content);
        Template template = Template.ofProject();
        Iterator<String> ids = Stream.concat(
                        Stream.of(SECRET),
                        Stream.generate(() -> UUID.randomUUID().toString()))
                .iterator();
        try (FakeSlack slack = new FakeSlack();
                LocalBuckets buckets = LocalBuckets.temporary(
                        template, new LocalAws(template).functions(), Clock.systemUTC(), ids::next, happening -> {})) {
            slack.has("F1", "film.mp4", "video/mp4", content);

            String said = carried(slack, buckets, template.function("FilesFunction"));

            assertThat(said).contains("size=" + content.length, "back true -1");
            assertThat(Integer.parseInt(said.replaceAll("(?s).*resident ([0-9]+) MB.*", "$1")))
                    .isLessThan(MEMORY * 3 / 4);
            assertThat(template.function("FilesFunction").memory()).isEqualTo(MEMORY);
        }
    }

    /** What the process says; it says nothing where it ran out of memory. */
    private static String carried(FakeSlack slack, LocalBuckets buckets, Template.Function function)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Carried.class.getName(),
                slack.url(),
                "F1",
                function.environment().get("FILES_BUCKET"),
                FileKeys.export("T1", "large"));
        builder.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL_S3",
                        buckets.endpoint().toString(),
                        "AWS_REGION",
                        "us-east-1",
                        "AWS_ACCESS_KEY_ID",
                        "local",
                        "AWS_SECRET_ACCESS_KEY",
                        SECRET));
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        System.out.print(said);
        return said;
    }
}
