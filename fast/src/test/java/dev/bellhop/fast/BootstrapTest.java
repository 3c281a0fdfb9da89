package dev.bellhop.fast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Lambda starts, with a java that only says how it was called. */
final class BootstrapTest {

    @TempDir
    private Path temporary;

    private FunctionFolder folder;

    @BeforeEach
    void fill() throws IOException, InterruptedException {
        folder = FunctionFolder.empty(temporary.resolve("task"));
        Path java = folder.root().resolve("runtime/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\necho \"$@\"\n");
        try (InputStream in = FunctionFolder.class.getResourceAsStream("bootstrap")) {
            Files.copy(in, folder.bootstrap());
        }
        for (Path program : new Path[] {java, folder.bootstrap()}) {
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.writeString(folder.cache(), "classes");
        jar("of day 1");
        folder.sign();
    }

    @Test
    void classes_come_from_the_cache_that_was_made_of_them() throws IOException {
        assertThat(start()).contains("-XX:AOTCache=lib/bellhop-bot.aot").doesNotContain("no-cache");
    }

    @Test
    void a_rebuilt_jar_is_run_without_the_cache_and_that_is_said() throws IOException {
        jar("of day 2");

        assertThat(start()).contains("\"outcome\":\"no-cache\"").doesNotContain("AOTCache=");
    }

    @Test
    void a_zip_keeps_what_may_be_run_and_what_the_cache_is_of() throws IOException {
        Path zip = temporary.resolve("function.zip");
        folder.zip(zip);

        folder = FunctionFolder.unpacked(zip, temporary.resolve("elsewhere"));

        assertThat(start()).contains("-XX:AOTCache=lib/bellhop-bot.aot");
    }

    @Test
    void the_heap_is_most_of_the_memory() throws IOException {
        assertThat(start()).contains("-Xmx430m").endsWith("AWSLambda dev.bellhop.Handler::handle\n");
    }

    private void jar(String content) throws IOException {
        try (OutputStream file = Files.newOutputStream(folder.root().resolve("lib/bellhop-bot.jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            JarEntry entry = new JarEntry("Some.class");
            entry.setTime(0);
            jar.putNextEntry(entry);
            jar.write(content.getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        }
    }

    private String start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(folder.bootstrap().toString()).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "LAMBDA_TASK_ROOT", folder.root().toString(),
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512",
                        "_HANDLER", "dev.bellhop.Handler::handle"));
        try (InputStream printed = builder.start().getInputStream()) {
            return new String(printed.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
