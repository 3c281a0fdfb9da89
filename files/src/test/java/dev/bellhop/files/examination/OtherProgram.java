package dev.bellhop.files.examination;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that is installed here and has nothing to do with ours, so that what ours makes of a file can be compared with it.
 *
 * @param executable where it is
 */
record OtherProgram(Path executable) {

    /** Set where the comparisons must not be left out. */
    private static final String REQUIRED = "COMPARISONS";

    private static final int LONGEST_SECONDS = 120;

    /** It was called {@code convert} before its version 7, as are other programs. */
    static OtherProgram imageMagick() {
        return installed("imagemagick", List.of("magick", "convert"), OtherProgram::isImageMagick);
    }

    private static boolean isImageMagick(Path executable) {
        try {
            return new OtherProgram(executable).run("-version").contains("ImageMagick");
        } catch (AssertionError e) {
            return false;
        }
    }

    static OtherProgram pdftotext() {
        return installed("poppler-utils", List.of("pdftotext"), executable -> true);
    }

    static OtherProgram pdfinfo() {
        return installed("poppler-utils", List.of("pdfinfo"), executable -> true);
    }

    /** Fails where the comparisons are required; elsewhere they are skipped, and the report says why. */
    private static OtherProgram installed(String debianPackage, List<String> names, Predicate<Path> isIt) {
        Optional<Path> found = names.stream()
                .flatMap(name -> Stream.of(
                                System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .filter(isIt)
                .findFirst();
        if (found.isPresent()) {
            return new OtherProgram(found.get());
        }
        String message = "Thumbnails and texts are NOT COMPARED with another program's: there is no " + names.get(0)
                + ". Install it (Debian: apt-get install " + debianPackage + ").";
        if ("required".equals(System.getenv(REQUIRED)) || System.getenv("CI") != null) {
            throw new AssertionError(message);
        }
        // Surefire shows no reason for a whole class.
        System.err.println(message);
        return Assumptions.<OtherProgram>abort(message);
    }

    /** What it prints; it has to end well. */
    String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(false)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end well");
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
