package dev.bellhop.fast;

import dev.bellhop.lambdaprocess.Program;
import dev.bellhop.lambdaprocess.RuntimeClient;
import dev.bellhop.lambdaprocess.TaskRoot;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What Lambda finds in {@code /var/task}: a bootstrap, a Java runtime, the jars, and in the end the cache of their classes. */
final class FunctionFolder {

    /**
     * What the bot, its libraries and the runtime interface client need in every start and on every way that was tried. Some of
     * their classes name others, of which they do without: {@code java.desktop}, {@code java.compiler} and
     * {@code java.scripting}.
     */
    private static final String MODULES = "java.base,java.logging,java.management,java.naming,java.sql,jdk.unsupported";

    private final Path root;

    private FunctionFolder(Path root) {
        this.root = root;
    }

    /** @param root is made, and made anew where it is there already */
    static FunctionFolder empty(Path root) throws IOException {
        Files.createDirectories(TaskRoot.empty(root).resolve("lib"));
        return new FunctionFolder(root);
    }

    Path root() {
        return root;
    }

    /** The cache of classes. */
    Path cache() {
        return root.resolve("lib/bellhop-bot.aot");
    }

    /**
     * Puts everything there but the cache.
     *
     * @param bot its jar
     * @param client what starts it
     */
    void fill(Path bot, RuntimeClient client) throws IOException, InterruptedException {
        Program.ofJdk(
                        "jlink",
                        List.of(
                                "--add-modules",
                                MODULES,
                                "--strip-debug",
                                "--no-header-files",
                                "--no-man-pages",
                                "--compress",
                                "zip-0",
                                "--output",
                                root.resolve("runtime").toString()))
                .run();
        Files.copy(bot, root.resolve("lib/bellhop-bot.jar"));
        Files.copy(client.jar(), root.resolve("lib/runtime-interface-client.jar"));
        Files.copy(client.jar("aws-lambda-java-serialization"), root.resolve("lib/serialization.jar"));
        client.copyNativePart(root.resolve("lib/libaws-lambda-jni.so"));
        try (InputStream in =
                Objects.requireNonNull(FunctionFolder.class.getResourceAsStream("bootstrap"), "bootstrap")) {
            Files.copy(in, bootstrap());
        }
        Files.setPosixFilePermissions(bootstrap(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Path bootstrap() {
        return root.resolve("bootstrap");
    }

    /** Notes which jar the cache is of, as the bootstrap asks: the length and the checksum of its list of entries. */
    void sign() throws IOException, InterruptedException {
        Path jar = root.resolve("lib/bellhop-bot.jar");
        long length = Jar.listLength(jar);
        String sum = new Program(List.of("/bin/sh", "-c", "tail -c " + length + " \"$0\" | cksum", jar.toString()))
                .run()
                .strip();
        Files.writeString(root.resolve("lib/bellhop-bot.id"), length + " " + sum + "\n");
    }

    /** Packs it, with the permissions of its files. */
    void zip(Path target) throws IOException {
        Files.deleteIfExists(target);
        URI uri = URI.create("jar:" + target.toUri());
        try (FileSystem zip =
                        FileSystems.newFileSystem(uri, Map.of("create", "true", "enablePosixFileAttributes", "true"));
                Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path entry = zip.getPath(root.relativize(file).toString());
                if (entry.getParent() != null) {
                    Files.createDirectories(entry.getParent());
                }
                Files.copy(file, entry, StandardCopyOption.REPLACE_EXISTING);
                // Lambda runs it as a user of its own.
                Files.setPosixFilePermissions(
                        entry, PosixFilePermissions.fromString(Files.isExecutable(file) ? "rwxr-xr-x" : "rw-r--r--"));
                Files.setLastModifiedTime(entry, FileTime.fromMillis(0));
            }
        }
    }

    /** How many bytes all its files have. */
    long size() throws IOException {
        long size = 0;
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                size += Files.size(file);
            }
        }
        return size;
    }

    /** Unpacks a zip elsewhere, as Lambda does. */
    static FunctionFolder unpacked(Path zip, Path root) throws IOException {
        return new FunctionFolder(TaskRoot.unpacked(zip, root));
    }
}
