package dev.bellhop.bench;

import dev.bellhop.lambdaprocess.Deployed;
import dev.bellhop.lambdaprocess.Program;
import dev.bellhop.lambdaprocess.RuntimeClient;
import dev.bellhop.lambdaprocess.TaskRoot;
import dev.bellhop.localaws.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes variants of artifacts: unpacks them as Lambda does, and says how its runtimes start them. */
final class Artifacts {

    /** The managed runtime gives a function of 512 MB a heap of this size; the rest is for everything else. */
    private static final String HEAP = "-Xmx430m";

    private static final String MANAGED_RUNTIME = "java25";

    private final Path project;
    private final Path work;
    private final Template.Function bot;

    /**
     * @param project its folder
     * @param work the folder for what a run makes
     */
    Artifacts(Path project, Path work, Template template) {
        this.project = project;
        this.work = work;
        this.bot = template.function("BotFunction");
    }

    Variants all() throws IOException {
        Path fast = project.resolve("bot/target/bellhop-bot-fast.zip");
        Path whyNot = project.resolve("fast/target/not-made");
        return Files.exists(whyNot)
                ? new Variants(List.of(peer(), managed()), Map.of("fast", Files.readString(whyNot)))
                : new Variants(List.of(peer(), managed(), fast(fast)), Map.of());
    }

    /**
     * The bot, and what it was before.
     *
     * @param jar of an earlier build of it
     */
    Variants against(Path jar) throws IOException {
        return new Variants(List.of(managed("before", jar, bot.handler(), bot.environment()), managed()), Map.of());
    }

    /** The naive bot, on the managed runtime as it is by itself. */
    private Variant peer() throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("WORDS_TABLE", bot.environment().get("WORDS_TABLE"));
        environment.put("SNS_TOPIC_ARN", bot.environment().get("SNS_TOPIC_ARN"));
        return managed(
                "peer",
                project.resolve("bench/peer/target/bellhop-bench-peer.jar"),
                "dev.bellhop.bench.peer.NaiveBot::handleRequest",
                environment);
    }

    /** The bot as {@code template.yaml} deploys it. */
    private Variant managed() throws IOException {
        return managed("managed", project.resolve(bot.codeUri()), bot.handler(), bot.environment());
    }

    /**
     * A jar on the managed runtime for Java: unpacked into the task root, from where the runtime's own class loader takes the
     * function's classes.
     */
    private Variant managed(String name, Path jar, String handler, Map<String, String> ofTemplate) throws IOException {
        RuntimeClient client = RuntimeClient.of(project);
        Path nativePart = work.resolve("libaws-lambda-jni.so");
        client.copyNativePart(nativePart);
        List<String> command = List.of(
                Program.pathOfJdk("java"),
                HEAP,
                // What the managed runtime sets by itself, for every function.
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                RuntimeClient.nativePartAt(nativePart),
                "-cp",
                client.classPath(),
                RuntimeClient.MAIN,
                handler);
        return new Variant(
                jar,
                new Deployed(name, MANAGED_RUNTIME, handler, bot.memory(), unpacked(name, jar), command, ofTemplate),
                false);
    }

    /** The bot with its own Java runtime, and a cache of its classes. */
    private Variant fast(Path zip) throws IOException {
        Path taskRoot = unpacked("fast", zip);
        List<String> command = List.of(taskRoot.resolve("bootstrap").toString());
        return new Variant(zip, Deployed.of(bot, "fast", "provided.al2023", taskRoot, command), true);
    }

    private Path unpacked(String name, Path artifact) throws IOException {
        if (!Files.exists(artifact)) {
            throw new IllegalStateException(artifact + " is not there; bin/bench builds it.");
        }
        return TaskRoot.unpacked(artifact, work.resolve(name).resolve("task"));
    }
}
