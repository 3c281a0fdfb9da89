package dev.bellhop.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What others wrote and Bellhop brings along: that it is what is listed, may be passed on, and is not known to be vulnerable. */
final class SupplyChainTest {

    /** Of SPDX. Whoever passes the jars on has to keep notices, and nothing else. */
    private static final Set<String> PERMISSIVE =
            Set.of("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0");

    /**
     * What a bill of materials takes "The BSD License" for, as TwelveMonkeys calls theirs; by its text it is the one of three clauses:
     * https://github.com/haraldk/TwelveMonkeys/blob/master/LICENSE.txt.
     */
    private static final Map<String, String> MISREAD = Map.of(
            "com.twelvemonkeys.common BSD-4-Clause", "BSD-3-Clause",
            "com.twelvemonkeys.imageio BSD-4-Clause", "BSD-3-Clause");

    private static final Path LISTED = Path.of("..", "docs", "third-party.md");

    /** The last four parts of a jar's path in a Maven repository. */
    private static final Pattern IN_REPOSITORY =
            Pattern.compile(".*/repository/(.+)/([^/]+)/([0-9][^/]*)/\\2-\\3[^/]*\\.jar");

    /** @param name group and artifact */
    private record Library(String name, String version, String licence) {
        boolean isOurs() {
            return name.startsWith("dev.bellhop:");
        }
    }

    private record Advisory(String id, String library, String since, String fixed) {
        static Advisory of(String line) {
            String[] parts = line.split(" ", 5);
            return new Advisory(parts[0], parts[1], parts[2], parts[3]);
        }

        boolean isAbout(Library found) {
            Version version = parsed(found.version());
            return found.name().equals(library)
                    && version.compareTo(parsed(since)) >= 0
                    && version.compareTo(parsed(fixed)) < 0;
        }

        /** Without what only says for which Java it is. */
        private static Version parsed(String version) {
            return Version.parse(version.replaceFirst("[-.](Final|RELEASE|GA|jre|android)$", ""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bot", "subscribers", "files"})
    void what_is_deployed_may_be_passed_on(String module) throws IOException {
        assertThat(deployed(module))
                .allSatisfy(
                        library -> assertThat(PERMISSIVE).as(library.toString()).contains(library.licence()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bot", "subscribers", "files"})
    void what_is_deployed_is_not_known_to_be_vulnerable(String module) throws IOException {
        assertThat(vulnerable(deployed(module))).isEmpty();
    }

    @Test
    void what_runs_on_a_laptop_is_not_known_to_be_vulnerable() throws IOException {
        List<Library> libraries = Arrays.stream(
                        Files.readString(Path.of("target", "classpath")).strip().split(File.pathSeparator, -1))
                .map(entry -> IN_REPOSITORY.matcher(entry.replace('\\', '/')))
                .flatMap(matcher -> matcher.results())
                .map(SupplyChainTest::library)
                .toList();

        assertThat(libraries).extracting(Library::name).contains("software.amazon.dynamodb:DynamoDBLocal");
        assertThat(vulnerable(libraries)).isEmpty();
    }

    /** So that the two before are known to see something. */
    @ParameterizedTest
    @CsvSource({
        "com.squareup.okhttp3:okhttp, 4.9.1, true",
        "com.squareup.okhttp3:okhttp, 4.9.2, false",
        "com.squareup.okio:okio-jvm, 3.3.0, true",
        "org.apache.commons:commons-lang3, 3.17.0, true",
        "org.apache.commons:commons-lang3, 3.18.0, false",
        "com.fasterxml.jackson.core:jackson-databind, 2.12.6, true",
        "io.netty:netty-codec-http2, 4.1.99.Final, true",
        "io.netty:netty-codec-http2, 4.1.124.Final, false",
        "com.google.guava:guava, 31.1-jre, true",
        "com.google.guava:guava, 32.0.0-jre, false"
    })
    void a_version_is_vulnerable_until_it_is_mended(String name, String version, boolean vulnerable)
            throws IOException {
        assertThat(vulnerable(List.of(new Library(name, version, ""))).isEmpty())
                .isEqualTo(!vulnerable);
    }

    @Test
    void whatever_is_deployed_is_listed_with_its_licence() throws IOException {
        Map<String, String> licences = new TreeMap<>();
        Map<String, Set<String>> in = new TreeMap<>();
        for (String module : List.of("bot", "subscribers", "files")) {
            for (Library library : deployed(module)) {
                if (!library.isOurs()) {
                    licences.put(library.name(), library.licence());
                    in.computeIfAbsent(library.name(), name -> new TreeSet<>()).add(module);
                }
            }
        }
        List<String> rows = licences.entrySet().stream()
                .map(entry -> "| " + entry.getKey() + " | " + entry.getValue() + " | "
                        + String.join(", ", in.get(entry.getKey())) + " |")
                .toList();

        assertThat(Files.readAllLines(LISTED).stream().filter(line -> line.matches("\\| [^ ]+:.*")))
                .as(String.join("\n", rows))
                .isEqualTo(rows);
    }

    @Test
    void the_docs_say_how_much_it_is() throws IOException {
        List<Integer> libraries = new ArrayList<>();
        Set<String> licences = new TreeSet<>();
        for (String module : List.of("bot", "subscribers", "files")) {
            List<Library> others = deployed(module).stream()
                    .filter(library -> !library.isOurs())
                    .toList();
            libraries.add(others.size());
            others.forEach(library -> licences.add(library.licence()));
        }

        assertThat(Files.readString(Path.of("..", "docs", "reliability.md")))
                .contains("| %d, %d and %d libraries |".formatted(libraries.toArray()))
                .contains("| " + String.join(", ", licences) + " |")
                .contains("| " + advisories().size() + " lines, ");
    }

    private static List<Advisory> advisories() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("src", "test", "resources", "advisories.txt"))) {
            return lines.filter(line -> !line.startsWith("#")).map(Advisory::of).toList();
        }
    }

    private static List<String> vulnerable(List<Library> libraries) throws IOException {
        List<Advisory> advisories = advisories();
        return libraries.stream()
                .flatMap(library -> advisories.stream()
                        .filter(advisory -> advisory.isAbout(library))
                        .map(advisory -> library.name() + " " + library.version() + ": " + advisory.id()))
                .toList();
    }

    /** From the bill of materials that the build makes beside the jar. */
    private static List<Library> deployed(String module) throws IOException {
        Path bill = Path.of("..", module, "target", "bellhop-" + module + ".cdx.json");
        JsonArray components =
                JsonParser.parseString(Files.readString(bill)).getAsJsonObject().getAsJsonArray("components");
        List<Library> libraries = new ArrayList<>();
        for (JsonElement element : components) {
            JsonObject component = element.getAsJsonObject();
            libraries.add(new Library(
                    component.get("group").getAsString() + ":"
                            + component.get("name").getAsString(),
                    component.get("version").getAsString(),
                    licence(component)));
        }
        assertThat(libraries)
                .extracting(Library::name)
                .contains("dev.bellhop:bellhop-core", "com.google.code.gson:gson");
        return libraries;
    }

    /** Empty where it has none that SPDX knows, or more than one. */
    private static String licence(JsonObject component) {
        JsonArray licences = component.has("licenses") ? component.getAsJsonArray("licenses") : new JsonArray();
        if (licences.size() != 1 || !(licences.get(0).getAsJsonObject().get("license") instanceof JsonObject one)) {
            return "";
        }
        String id = one.has("id") ? one.get("id").getAsString() : "";
        return MISREAD.getOrDefault(component.get("group").getAsString() + " " + id, id);
    }

    private static Library library(MatchResult path) {
        return new Library(path.group(1).replace('/', '.') + ":" + path.group(2), path.group(3), "");
    }
}
