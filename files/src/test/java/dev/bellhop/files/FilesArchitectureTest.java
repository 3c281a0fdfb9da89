package dev.bellhop.files;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class FilesArchitectureTest {

    private final JavaClasses files = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.bellhop.files");

    @Test
    void whoever_reads_strangers_files_knows_nobody_who_could_be_asked_for_anything() {
        noClasses()
                .that()
                .resideInAPackage("dev.bellhop.files.examination..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "software.amazon..",
                        "com.slack..",
                        "okhttp3..",
                        "java.net..",
                        "dev.bellhop.aws..",
                        "dev.bellhop.slack..")
                .check(files);
    }

    @Test
    void pictures_and_documents_are_decoded_there_and_nowhere_else() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.bellhop.files.examination..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.imageio..", "java.awt..", "org.apache.pdfbox..", "com.twelvemonkeys..")
                .check(files);
    }

    @Test
    void worker_and_processor_meet_at_the_bucket_and_the_topic_alone() {
        noClasses()
                .that()
                .resideInAPackage("dev.bellhop.files.worker..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.bellhop.files.processor..")
                .check(files);
        noClasses()
                .that()
                .resideInAPackage("dev.bellhop.files.processor..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.bellhop.files.worker..")
                .check(files);
    }
}
