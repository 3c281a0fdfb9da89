package dev.bellhop.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for as long as one file is worked at. What a process before left behind goes with the machine. */
public final class Scratch implements AutoCloseable {

    private final Path folder;

    public Scratch() {
        try {
            folder = Files.createTempDirectory("bellhop-file");
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

    @Override
    public void close() {
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
