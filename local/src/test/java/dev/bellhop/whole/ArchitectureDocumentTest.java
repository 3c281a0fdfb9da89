package dev.bellhop.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the tables of ports in {@code docs/architecture.md} and the code together. */
final class ArchitectureDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "architecture.md");

    /** The modules that deploy. */
    private static final List<String> ADAPTING = List.of("aws", "slack", "bot", "subscribers", "files");

    private static final Pattern NAME = Pattern.compile("`([A-Za-z0-9]+)`");

    /** A rehearsal of a start stands for no service. */
    private static final String REHEARSAL = "Rehearsal";

    private final JavaClasses all = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.bellhop");

    @Test
    void every_port_of_core_is_named_with_its_adapters() {
        Map<String, Set<String>> code = new TreeMap<>();
        ports().forEach(port -> code.put(port.getSimpleName(), adapters(port)));

        assertThat(documented()).isEqualTo(code);
    }

    /** What {@code core} asks of others: its interfaces that anybody may implement. */
    private Stream<JavaClass> ports() {
        return all.stream()
                .filter(type -> isIn("core", type))
                .filter(type -> type.isInterface() && type.isTopLevelClass())
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !type.reflect().isSealed());
    }

    /** Who implements it outside {@code core}, or makes such a thing. */
    private Set<String> adapters(JavaClass port) {
        return all.stream()
                .filter(type -> ADAPTING.stream().anyMatch(module -> isIn(module, type)))
                .filter(type -> !type.isInterface() && isAdapter(type, port))
                .map(ArchitectureDocumentTest::outermost)
                .map(JavaClass::getSimpleName)
                .filter(name -> !name.startsWith(REHEARSAL))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isAdapter(JavaClass type, JavaClass port) {
        return type.isAssignableTo(port.getName())
                || type.getMethods().stream()
                        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                        .anyMatch(method -> method.getRawReturnType().equals(port));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureDocumentTest::outermost).orElse(type);
    }

    /** By its folder, for packages of two modules may have one name. */
    private static boolean isIn(String module, JavaClass type) {
        return type.getSource().orElseThrow().getUri().toString().contains("/" + module + "/target/");
    }

    /** The rows of the tables whose first column is {@code port}. */
    private static Map<String, Set<String>> documented() {
        Map<String, Set<String>> rows = new TreeMap<>();
        boolean inTable = false;
        for (String line : lines()) {
            String[] cells = line.split("\\|", -1);
            inTable = line.startsWith("| port |") || (inTable && line.startsWith("|"));
            if (inTable && cells[1].contains("`")) {
                rows.put(names(cells[1]).iterator().next(), names(cells[3]));
            }
        }
        return rows;
    }

    private static Set<String> names(String cell) {
        return NAME.matcher(cell).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Iterable<String> lines() {
        try {
            return Files.readAllLines(DOCUMENT);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
