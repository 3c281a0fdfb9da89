package dev.bellhop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class CoreArchitectureTest {

    private final JavaClasses core = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.bellhop");

    @Test
    void core_knows_the_jdk_and_nobodys_product() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.bellhop..", "java..", "org.jspecify..")
                .check(core);
    }

    @Test
    void core_takes_time_chance_and_threads_from_outside() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .check(core);
    }

    @Test
    void packages_depend_on_each_other_in_one_direction() {
        slices().matching("dev.bellhop.(*)..").should().beFreeOfCycles().check(core);
    }
}
