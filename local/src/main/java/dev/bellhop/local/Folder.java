package dev.bellhop.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder of files: one that stays, or a temporary one that is gone in the end. */
record Folder(Path path, boolean stays) implements AutoCloseable {

    /** @param kept made when missing; without it a temporary one is made */
    static Folder of(Optional<Path> kept) {
        try {
            return new Folder(
                    kept.isPresent() ? Files.createDirectories(kept.get()) : Files.createTempDirectory("bellhop"),
                    kept.isPresent());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot make the folder " + kept.map(Path::toString).orElse("for temporary files"), e);
        }
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() throws IOException {
        if (!stays) {
            try (Stream<Path> paths = Files.list(path)) {
                for (Path each : paths.toList()) {
                    Files.deleteIfExists(each);
                }
            }
            Files.deleteIfExists(path);
        }
    }
}
