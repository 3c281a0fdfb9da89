package dev.bellhop.fast;

import dev.bellhop.lambdaprocess.AotCache;
import dev.bellhop.lambdaprocess.Certificate;
import dev.bellhop.lambdaprocess.RuntimeClient;
import dev.bellhop.lambdaprocess.ServicesFront;
import dev.bellhop.lambdaprocess.Surroundings;
import dev.bellhop.localaws.Template;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** What {@code ./mvnw package -Pfast} runs, in the project's folder. */
final class Main {

    private static final String BOT = "BotFunction";
    private static final String ZIP = "bot/target/bellhop-bot-fast.zip";

    /** For {@code bin/bench}, which says so too. */
    private static final String WHY_NOT = "not-made";

    /** So that whatever an ordinary day needs is in the cache. */
    private static final int REQUESTS = 200;

    /** The first JDK whose cache is made in one run. */
    private static final int LEAST_JDK = 25;

    private static final long MEGABYTE = 1_000_000;

    /** Lambda takes no more than 250 MB unpacked, which is meant in powers of two; the zip is loaded at each cold start. */
    private static final long MOST_PACKED = 100 * MEGABYTE;

    private static final long MOST_UNPACKED = 250 * MEGABYTE;

    private final Path project;
    private final PrintStream out;

    private Main(Path project, PrintStream out) {
        this.project = project;
        this.out = out;
    }

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        new Main(Path.of("").toAbsolutePath(), out).run();
    }

    private void run() throws IOException, InterruptedException, GeneralSecurityException {
        Path zip = project.resolve(ZIP);
        Path template = project.resolve("target/template-fast.yaml");
        Files.deleteIfExists(zip);
        Files.deleteIfExists(template);
        Optional<String> missing = missing();
        Path whyNot = Files.createDirectories(project.resolve("fast/target")).resolve(WHY_NOT);
        Files.deleteIfExists(whyNot);
        if (missing.isPresent()) {
            Files.writeString(whyNot, missing.get());
            out.println("fast: not made, for it needs " + missing.get() + ".");
            return;
        }
        build(zip);
        Files.createDirectories(template.getParent());
        Files.writeString(template, FastTemplate.of(Files.readString(project.resolve("template.yaml")), BOT, ZIP));
        out.println("fast: deploy target/template-fast.yaml");
    }

    private static Optional<String> missing() {
        String system = System.getProperty("os.name");
        String processor = System.getProperty("os.arch");
        if (!system.equals("Linux") || !processor.equals("amd64")) {
            return Optional.of("Linux on x86_64, as Lambda has it; this is " + system + " on " + processor);
        }
        int jdk = Runtime.version().feature();
        if (jdk < LEAST_JDK) {
            return Optional.of("a JDK " + LEAST_JDK + " or newer on this machine; the newest is " + jdk);
        }
        return Optional.empty();
    }

    private void build(Path zip) throws IOException, InterruptedException, GeneralSecurityException {
        Template.Function bot =
                Template.read(project.resolve("template.yaml"), Map.of()).function(BOT);
        Path work = Files.createDirectories(project.resolve("fast/target"));
        Certificate certificate = Certificate.in(work);
        Requests requests = new Requests(Clock.systemUTC());
        try (ServicesFront front = new ServicesFront(new Services(), certificate)) {
            Surroundings around = new Surroundings(front, certificate);
            FunctionFolder folder = FunctionFolder.empty(work.resolve("task"));
            folder.fill(project.resolve(bot.codeUri()), RuntimeClient.of(project));
            String printed = new Start(folder, bot, around)
                    .answering(REQUESTS, requests::ofDay, "-XX:AOTCacheOutput=" + folder.cache());
            if (!Files.exists(folder.cache())) {
                throw new IllegalStateException("The JVM wrote no cache:\n" + printed);
            }
            folder.sign();
            folder.zip(zip);
            FunctionFolder unpacked = FunctionFolder.unpacked(zip, work.resolve("unpacked"));
            report(zip, unpacked.size());
            String started = new Start(unpacked, bot, around).answering(1, requests::ofDay, AotCache.LOGGED);
            out.println("fast: "
                    + (AotCache.used(started) ? "started with its cache" : "STARTED WITHOUT ITS CACHE:\n" + started));
        }
    }

    private void report(Path zip, long unpacked) throws IOException {
        long packed = Files.size(zip);
        out.println("fast: " + ZIP + ", " + packed / MEGABYTE + " MB packed, " + unpacked / MEGABYTE + " MB unpacked");
        if (packed > MOST_PACKED || unpacked > MOST_UNPACKED) {
            throw new IllegalStateException("That is more than " + MOST_PACKED / MEGABYTE + " MB packed or "
                    + MOST_UNPACKED / MEGABYTE + " MB unpacked");
        }
    }
}
