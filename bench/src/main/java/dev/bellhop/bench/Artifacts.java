package dev.bellhop.bench;

import dev.bellhop.localaws.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Makes variants of artifacts: unpacks them as Lambda does, and says how its runtimes start them. */
final class Artifacts {

    /** The managed runtime gives a function of 512 MB a heap of this size; the rest is for everything else. */
    private static final String HEAP = "-Xmx430m";

    private static final String RUNTIME = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final String NATIVE_PART = "jni/libaws-lambda-jni.linux-x86_64.so";

    private final Path project;
    private final Path work;
    private final Template template;
    private final Services services;
    private final Certificate certificate;

    /**
     * @param project its folder
     * @param work the folder for what a run makes
     */
    Artifacts(Path project, Path work, Template template, Services services, Certificate certificate) {
        this.project = project;
        this.work = work;
        this.template = template;
        this.services = services;
        this.certificate = certificate;
    }

    /** Everything that is measured; the first is what the others are compared to. */
    List<Variant> all() {
        return List.of(peer(), managed());
    }

    /** The naive bot, on the managed runtime as it is by itself. */
    private Variant peer() {
        Template.Function bot = bot();
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
    private Variant managed() {
        Template.Function bot = bot();
        return managed("managed", project.resolve(bot.codeUri()), bot.handler(), bot.environment());
    }

    private Template.Function bot() {
        return template.function("BotFunction");
    }

    /**
     * A jar on the managed runtime for Java: unpacked into the task root, from where the runtime's own class loader takes the
     * function's classes.
     */
    private Variant managed(String name, Path jar, String handler, Map<String, String> ofTemplate) {
        Path taskRoot = unpacked(name, jar);
        Path runtime = project.resolve("bench/target/lambda-runtime");
        List<String> command = new ArrayList<>(List.of(
                JdkTool.path("java"),
                HEAP,
                // What the managed runtime sets by itself, for every function.
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // Else it is unpacked into one file under /tmp by every process; on Lambda it is a file of the
                // runtime's.
                "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=" + nativePart(runtime),
                "-cp",
                jars(runtime),
                RUNTIME,
                handler));
        return new Variant(name, jar, taskRoot, command, environment(name, handler, taskRoot, ofTemplate));
    }

    private Map<String, String> environment(
            String name, String handler, Path taskRoot, Map<String, String> ofTemplate) {
        Map<String, String> environment = new HashMap<>(ofTemplate);
        environment.values().removeIf(String::isBlank);
        environment.merge(
                "JAVA_TOOL_OPTIONS",
                String.join(" ", certificate.options()),
                (ofFunction, ofBench) -> ofFunction + " " + ofBench);
        environment.putAll(Map.of(
                "SLACK_SIGNING_SECRET",
                SlackRequest.SECRET,
                "SLACK_BOT_TOKEN",
                "xoxb-bench",
                "SLACK_API_URL",
                services.slackApi().toString(),
                "AWS_ENDPOINT_URL",
                services.url().toString(),
                "AWS_ACCESS_KEY_ID",
                "bench",
                "AWS_SECRET_ACCESS_KEY",
                "bench",
                "AWS_REGION",
                "us-east-1",
                "AWS_DEFAULT_REGION",
                "us-east-1"));
        environment.putAll(Map.of(
                "_HANDLER",
                handler,
                "LAMBDA_TASK_ROOT",
                taskRoot.toString(),
                "AWS_EXECUTION_ENV",
                "AWS_Lambda_java25",
                "AWS_LAMBDA_INITIALIZATION_TYPE",
                "on-demand",
                "AWS_LAMBDA_FUNCTION_NAME",
                name,
                "AWS_LAMBDA_FUNCTION_VERSION",
                "$LATEST",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                Integer.toString(bot().memory()),
                "AWS_LAMBDA_LOG_GROUP_NAME",
                "/aws/lambda/" + name,
                "AWS_LAMBDA_LOG_STREAM_NAME",
                "bench",
                "TZ",
                ":UTC"));
        return environment;
    }

    private Path unpacked(String name, Path artifact) {
        if (!Files.exists(artifact)) {
            throw new IllegalStateException(artifact + " is not there; bin/bench builds it.");
        }
        Path root = work.resolve(name).resolve("task");
        try {
            delete(root);
            try (ZipFile zip = new ZipFile(artifact.toFile())) {
                for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                    unpack(zip, entries.nextElement(), root);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack " + artifact + " into " + root, e);
        }
        return root;
    }

    private static void unpack(ZipFile zip, ZipEntry entry, Path root) throws IOException {
        Path file = root.resolve(entry.getName()).normalize();
        if (!file.startsWith(root)) {
            throw new IOException("An entry points outside: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private String jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.joining(":"));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The Lambda runtime's jars are not in " + folder + "; bin/bench puts them there.", e);
        }
    }

    /** The part of the runtime interface client that is no Java, as a file. */
    private Path nativePart(Path runtime) {
        Path file = work.resolve("libaws-lambda-jni.so");
        String client = Stream.of(jars(runtime).split(":", -1))
                .filter(jar -> jar.contains("runtime-interface-client"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no runtime interface client in " + runtime));
        try (ZipFile jar = new ZipFile(client);
                InputStream in = jar.getInputStream(jar.getEntry(NATIVE_PART))) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack " + NATIVE_PART + " of " + client, e);
        }
        return file;
    }
}
