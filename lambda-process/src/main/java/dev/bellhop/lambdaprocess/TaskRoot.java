package dev.bellhop.lambdaprocess;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** The folder that a function is started in, Lambda's {@code /var/task}. */
public final class TaskRoot {

    private TaskRoot() {}

    /** Makes the folder anew, with nothing in it. */
    public static Path empty(Path folder) throws IOException {
        delete(folder);
        return Files.createDirectories(folder);
    }

    /**
     * Makes the folder anew from a jar or a zip, as Lambda does: files with their permissions, but with other times, and in an order of its
     * own.
     */
    public static Path unpacked(Path artifact, Path folder) throws IOException {
        empty(folder);
        URI uri = URI.create("jar:" + artifact.toUri());
        Map<String, String> options = Map.of("enablePosixFileAttributes", "true", "defaultPermissions", "rw-r--r--");
        try (FileSystem packed = FileSystems.newFileSystem(uri, options);
                Stream<Path> entries = Files.walk(packed.getPath("/"))) {
            for (Path entry : entries.filter(Files::isRegularFile).toList()) {
                Path file = folder.resolve(entry.toString().substring(1));
                Files.createDirectories(file.getParent());
                Files.copy(entry, file);
                Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(entry));
            }
        }
        return folder;
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
