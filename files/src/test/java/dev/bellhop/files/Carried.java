package dev.bellhop.files;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.files.bucket.S3Bytes;
import dev.bellhop.files.depot.Depot;
import dev.bellhop.slack.SlackApi;
import dev.bellhop.slack.SlackFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The main class of a process that takes a file the way it goes: from Slack, to S3, and from there to whoever looks into it. It says
 * what memory that took.
 */
final class Carried {

    private Carried() {}

    /** @param arguments the prefix of Slack's Web API, the file's id, the bucket, the key */
    public static void main(String[] arguments) throws IOException {
        Clock clock = Clock.systemUTC();
        Instant end = clock.instant().plus(Duration.ofMinutes(2));
        var slack = new SlackApi(arguments[0], FakeSlack.TOKEN);
        var fetching = new SlackFiles(slack, arguments[0], wait -> {}, clock);
        try (Scratch scratch = new Scratch();
                S3Client s3 = Depot.s3()) {
            Path original = scratch.file("original");
            var fetched = fetching.fetch(arguments[1], original, KeptFile.MOST_BYTES, Attempt.of("carried", end, end));
            var bytes = new S3Bytes(s3, arguments[2]);
            bytes.putNew(arguments[3], original);
            boolean back = bytes.get(arguments[3], scratch.file("back"));
            long same = Files.mismatch(original, scratch.file("back"));
            System.out.println(fetched + " back " + back + " " + same);
        }
        System.out.println("resident " + resident() + " MB");
    }

    /** At most, since the process began; of Linux. */
    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .findFirst()
                        .orElseThrow()
                / 1024;
    }
}
