package dev.bellhop.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.events.Event;
import dev.bellhop.localaws.LambdaRuntime;
import dev.bellhop.localaws.Template;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says, done. */
final class ReadmeTest {

    private static final String SNS_EVENT = """
            {"Records":[{"EventSource":"aws:sns","Sns":{"MessageId":"m1","Message":"{\\"specversion\\":\\"1.0\\",\
            \\"id\\":\\"T1:C1:1764583200.000100\\",\\"source\\":\\"bellhop/bot\\",\
            \\"type\\":\\"bellhop.message.counted.v1\\",\\"data\\":{\\"team\\":\\"T1\\",\\"channel\\":\\"C1\\",\
            \\"channelType\\":\\"channel\\",\\"user\\":\\"U1\\",\\"ts\\":\\"1764583200.000100\\",\\"text\\":\\"hi\\",\
            \\"words\\":[{\\"word\\":\\"hi\\",\\"times\\":1}]}}"}}]}""";

    @TempDir
    Path classes;

    @Test
    void its_subscriber_has_at_most_30_lines_compiles_and_does_what_it_says() throws Exception {
        assertThat(block("java").lines()).hasSizeLessThanOrEqualTo(30);
        compile();

        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            Object handler = loader.loadClass("dev.bellhop.subscribers.talk.TalkHandler")
                    .getConstructor()
                    .newInstance();
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            LambdaRuntime.of(Template.ofProject().function("LoggerFunction"), handler, Clock.systemUTC())
                    .invoke(SNS_EVENT.getBytes(StandardCharsets.UTF_8), "r1");
        } finally {
            System.setOut(out);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("\"outcome\":\"talk\",\"subject\":\"C1\",\"detail\":\"1 distinct words\"}")
                .contains("\"event\":\"T1:C1:1764583200.000100\",\"outcome\":\"done\"");
    }

    @Test
    void its_block_of_the_template_subscribes() throws IOException {
        String template = Files.readString(Path.of("../template.yaml"));
        Path extended = classes.resolve("template.yaml");
        Files.writeString(extended, template.replace("\nResources:\n", "\nResources:\n" + block("yaml")));

        compile();

        Template read = Template.read(extended, TemplateTest.PARAMETERS);
        Map<String, List<Event>> subscribers = new HashMap<>(TemplateFaults.SUBSCRIBERS);
        subscribers.put("TalkFunction", List.of(TemplateFaults.counted()));
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            assertThat(TemplateFaults.of(read, loader, subscribers)).isEmpty();
        }

        assertThat(read.function("TalkFunction").handler())
                .isEqualTo("dev.bellhop.subscribers.talk.TalkHandler::handleRequest");
        assertThat(read.subscriptions())
                .filteredOn(subscription -> subscription.endpointArn().endsWith("TalkFunction"))
                .singleElement()
                .satisfies(
                        subscription -> assertThat(subscription.filterPolicy()).isPresent());
    }

    @Test
    void all_that_its_block_lacks_is_the_lines_that_it_tells_of() throws IOException {
        Path extended = classes.resolve("template.yaml");
        Files.writeString(
                extended,
                Files.readString(Path.of("../template.yaml"))
                        .replace("\nResources:\n", "\nResources:\n" + block("yaml")));

        assertThat(CloudWatchFaults.of(
                        Template.read(extended, CloudWatchTest.parameters()),
                        Files.readString(Path.of("../docs/operations.md"))))
                .containsExactlyInAnyOrder(
                        "Dashboard: Errors of TalkFunction is not on it",
                        "Dashboard: ApproximateNumberOfMessagesVisible of TalkDeadLetters is not on it",
                        "Dashboard: TalkDeadLettersWaiting is not on it",
                        "OneEventQuery: asks several functions' logs, and not TalkLogGroup",
                        "ColdStartsQuery: asks several functions' logs, and not TalkLogGroup",
                        "ErrorsQuery: asks several functions' logs, and not TalkLogGroup",
                        "docs/operations.md: no row for the alarm TalkDeadLettersWaiting",
                        "docs/operations.md: no row for the queue TalkDeadLetters");
    }

    @Test
    void its_table_of_variables_names_those_that_the_configurations_read() throws IOException {
        Set<String> inCode = new TreeSet<>();
        for (String module : List.of("aws", "bot", "subscribers", "files", "local")) {
            try (Stream<Path> files = Files.walk(Path.of("../" + module + "/src/main/java"))) {
                for (Path config : files.filter(file -> file.toString().matches(".*(Config|Settings)\\.java"))
                        .toList()) {
                    inCode.addAll(names("\"([A-Z]+_[A-Z_]+)\"", Files.readString(config)));
                }
            }
        }
        String table = readme().split("## Configuration", 2)[1].split("\n## ", 2)[0];
        Set<String> inReadme = new TreeSet<>();
        table.lines()
                .filter(line -> line.startsWith("| `"))
                .forEach(line -> inReadme.addAll(names("`([A-Z]+_[A-Z_]+)`", line.split("\\|", 3)[1])));

        assertThat(inReadme).isEqualTo(inCode);
    }

    private void compile() throws IOException {
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        null,
                        null,
                        List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path")),
                        null,
                        List.of(file("TalkHandler", block("java"))))
                .call();
        assertThat(compiled).isTrue();
    }

    private static Set<String> names(String pattern, String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("../README.md"));
    }

    private static String block(String language) throws IOException {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(readme());
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private static JavaFileObject file(String name, String source) {
        return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
    }
}
