package dev.bellhop.subscribers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class SubscribersArchitectureTest {

    private final JavaClasses subscribers = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.bellhop.subscribers");

    @Test
    void no_subscriber_knows_another() {
        slices().matching("dev.bellhop.subscribers.(*)..")
                .should()
                .notDependOnEachOther()
                .check(subscribers);
    }

    @Test
    void what_they_share_knows_none_of_them() {
        noClasses()
                .that()
                .resideInAPackage("dev.bellhop.subscribers")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.bellhop.subscribers.*..")
                .check(subscribers);
    }
}
