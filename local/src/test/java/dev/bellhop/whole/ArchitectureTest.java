package dev.bellhop.whole;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may know whom, across the modules. */
final class ArchitectureTest {

    private final JavaClasses all = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.bellhop");

    @Test
    void bot_and_subscribers_meet_at_the_topic_alone() {
        noClasses()
                .that()
                .resideInAPackage("dev.bellhop.bot..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.bellhop.subscribers..")
                .check(all);
        noClasses()
                .that()
                .resideInAPackage("dev.bellhop.subscribers..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.bellhop.bot..")
                .check(all);
    }

    @Test
    void nothing_that_deploys_knows_the_laptop() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.bellhop.local..", "dev.bellhop.localaws..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.bellhop.local..", "dev.bellhop.localaws..", "software.amazon.dynamodb..")
                .check(all);
    }

    @Test
    void slack_and_aws_do_not_know_each_other() {
        noClasses()
                .that()
                .resideInAPackage("dev.bellhop.slack..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.bellhop.aws..", "software.amazon..")
                .check(all);
        noClasses()
                .that()
                .resideInAPackage("dev.bellhop.aws..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.bellhop.slack..", "com.slack..")
                .check(all);
    }

    @Test
    void an_environment_is_read_where_a_handler_is_wired_and_nowhere_else() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.bellhop.aws.Environment")
                .and()
                .resideOutsideOfPackage("dev.bellhop.local..")
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(all);
    }
}
