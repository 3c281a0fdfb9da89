package dev.bellhop.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for as long as one file is worked at. */
public final class Scratch implements AutoCloseable {

    private static final String PREFIX = "bellhop-file";

    private final Path folder;

    public Scratch() {
        try {
            folder = Files.createTempDirectory(PREFIX);
        } catch (IOException e) {
            throw new UncheckedIOException("There is no room for a temporary folder", e);
        }
    }

    public Path folder() {
        return folder;
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    /**
     * Deletes what processes before this one were cut off at: a sandbox of Lambda's that is started again after that has its
     * temporary files still, and room for few. For who is alone there.
     */
    public static void deleteLeft() {
        deleteLeft(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static void deleteLeft(Path in) {
        try (Stream<Path> left = Files.list(in)) {
            left.filter(each -> each.getFileName().toString().startsWith(PREFIX))
                    .forEach(Scratch::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("Temporary folders can't be listed", e);
        }
    }

    @Override
    public void close() {
        delete(folder);
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A temporary folder can't be deleted", e);
        }
    }
}
