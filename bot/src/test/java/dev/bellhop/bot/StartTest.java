package dev.bellhop.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.bellhop.localaws.LocalDynamo;
import dev.bellhop.localaws.Template;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What a start loads, held to a list: a library that creeps in is seen here, and not in somebody's cold starts. Nothing is
 * timed.
 */
final class StartTest {

    /** Of the JDK, each of which would bring some hundred classes more. */
    private static final List<String> HEAVY = List.of(
            "com.sun.net.httpserver.",
            "java.awt.",
            "java.beans.",
            "java.net.http.",
            "java.rmi.",
            "javax.management.",
            "javax.script.",
            "javax.swing.");

    private static final int MOST_TRIES = 5;

    private static final String PUBLISHED = """
            <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>1</MessageId>\
            </PublishResult></PublishResponse>""";

    @TempDir
    private Path temporary;

    /** What the child does: it starts as Lambda starts it, with all its priming. */
    static final class Start {
        private Start() {}

        public static void main(String[] args) {
            new BotHandler();
        }
    }

    @Test
    void classes_are_of_the_families_that_are_listed_and_no_more_than_that() throws Exception {
        Map<String, Integer> most = limits();
        Map<String, Integer> loaded = new TreeMap<>();
        Set<String> strangers = new TreeSet<>();
        for (String name : loaded()) {
            Optional<String> family =
                    most.keySet().stream().filter(name::startsWith).max(Comparator.comparingInt(String::length));
            family.ifPresentOrElse(known -> loaded.merge(known, 1, Integer::sum), () -> strangers.add(name));
        }

        assertThat(strangers).as("of no family in start-classes.txt").isEmpty();
        assertThat(loaded)
                .allSatisfy((family, classes) ->
                        assertThat(classes).as(family + ", all of " + loaded).isLessThanOrEqualTo(most.get(family)));
        assertThat(loaded.keySet()).as("what is listed is loaded").isEqualTo(most.keySet());
    }

    @Test
    void nothing_is_deployed_but_what_is_listed() throws IOException {
        List<String> deployed = Arrays.stream(classPath().split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).getFileName().toString())
                .filter(name -> name.endsWith(".jar"))
                .map(name -> name.replaceAll("-[0-9][^-]*(-SNAPSHOT)?\\.jar$", ""))
                .filter(name -> !name.startsWith("bellhop-"))
                .sorted()
                .toList();

        assertThat(deployed).isEqualTo(lines("dependencies.txt"));
    }

    /** What a start loads, without what of the JDK is not {@link #HEAVY}. */
    private Set<String> loaded() throws Exception {
        Path log = temporary.resolve("classes.log");
        try (LocalDynamo dynamo = LocalDynamo.inMemory()) {
            dynamo.createTables(Template.ofProject());
            HttpServer others = snsAndSlack();
            try {
                ProcessBuilder builder = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Xlog:class+load=info:file=" + log + ":none",
                                "-cp",
                                String.join(File.pathSeparator, "target/classes", "target/test-classes", classPath()),
                                Start.class.getName())
                        .redirectErrorStream(true);
                builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.endsWith("_OPTIONS"));
                builder.environment().putAll(environment(dynamo, others));
                primed(builder);
            } finally {
                others.stop(0);
            }
        }
        Set<String> names = Files.readAllLines(log).stream()
                .map(line -> line.split(" ", 2)[0])
                // Of the JDK's making, at run time.
                .filter(name -> !name.contains("/0x") && !name.contains("$$Lambda"))
                .collect(Collectors.toCollection(TreeSet::new));
        names.removeIf(name -> name.startsWith("dev.bellhop.bot.StartTest"));
        names.removeIf(name -> name.matches("(java|javax|jdk|sun|com\\.sun)\\..*")
                && HEAVY.stream().noneMatch(name::startsWith));
        return names;
    }

    /** A start has three seconds for its priming, of which a busy machine may need more. */
    private static void primed(ProcessBuilder builder) throws IOException, InterruptedException {
        String printed = "";
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Process process = builder.start();
            printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(printed).isZero();
            if (printed.isEmpty()) {
                return;
            }
        }
        throw new AssertionError("Of " + MOST_TRIES + " starts none was primed: " + printed);
    }

    /** What Slack says is not read when it is connected to. */
    private static HttpServer snsAndSlack() throws IOException {
        HttpServer others = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        others.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                byte[] body = PUBLISHED.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        others.start();
        return others;
    }

    private static Map<String, String> environment(LocalDynamo dynamo, HttpServer others) {
        String url = "http://127.0.0.1:" + others.getAddress().getPort();
        Map<String, String> environment = new HashMap<>(Map.of(
                "SLACK_SIGNING_SECRET", "secret",
                "SLACK_BOT_TOKEN", "xoxb-test",
                "WORDS_TABLE", "WordsTable",
                "LEDGER_TABLE", "LedgerTable",
                "RESERVATIONS_TABLE", "ReservationsTable",
                "PEOPLE_TABLE", "PeopleTable",
                "SNS_TOPIC_ARN", "arn:aws:sns:eu-central-1:123456789012:events"));
        environment.putAll(Map.of(
                "AWS_REGION",
                "eu-central-1",
                "AWS_ACCESS_KEY_ID",
                accessKey(dynamo),
                "AWS_SECRET_ACCESS_KEY",
                "secret",
                "AWS_ENDPOINT_URL_DYNAMODB",
                dynamo.endpoint().toString(),
                "AWS_ENDPOINT_URL_SNS",
                url,
                "SLACK_API_URL",
                url + "/api/"));
        return environment;
    }

    /** DynamoDB Local has a database for each. */
    private static String accessKey(LocalDynamo dynamo) {
        try (DynamoDbClient client = dynamo.client()) {
            return client.serviceClientConfiguration()
                    .credentialsProvider()
                    .resolveIdentity()
                    .join()
                    .accessKeyId();
        }
    }

    private static Map<String, Integer> limits() throws IOException {
        return lines("start-classes.txt").stream()
                .map(line -> line.split(" +", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> Integer.valueOf(parts[1])));
    }

    private static List<String> lines(String name) throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/dev/bellhop/bot", name)).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    /** Written by the build: what the jar is made of, beside the bot's own classes. */
    private static String classPath() throws IOException {
        return Files.readString(Path.of("target/runtime-classpath")).strip();
    }
}
