package dev.bellhop.files.processor;

import dev.bellhop.delivery.Journal;
import dev.bellhop.events.FileFacts;
import dev.bellhop.events.FileKind;
import dev.bellhop.events.FileProblem;
import dev.bellhop.files.Examiner;
import dev.bellhop.files.KeptFile;
import dev.bellhop.files.examination.Examination;
import dev.bellhop.files.examination.Report;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Has a file looked into by a process of its own, with a heap of its own, a time of its own and an empty environment: a file that
 * makes its reader take all memory, never end, or do what its maker wants, does it there. It is no sandbox: who takes that process
 * over is the same user, who may look into this one.
 */
public final class ExaminerProcess implements Examiner {

    /**
     * Megabytes. A picture of fifty million pixels is decoded to every third of them; in a format that can only be decoded whole
     * it takes 200. A document of some thousand pages takes about as much.
     */
    static final int HEAP = 640;

    private static final FileFacts NOTHING = FileFacts.of(FileKind.OTHER);

    private final Journal journal;
    private final int heap;
    private final Class<?> program;

    public ExaminerProcess(Journal journal) {
        this(journal, HEAP, Examination.class);
    }

    /**
     * @param heap in megabytes
     * @param program that is run
     */
    ExaminerProcess(Journal journal, int heap, Class<?> program) {
        this.journal = journal;
        this.heap = heap;
        this.program = program;
    }

    /** {@inheritDoc} Throws {@link UncheckedIOException} where no process can be started. */
    @Override
    public Examined examine(Path original, KeptFile file, Path scratch, Duration most) {
        try {
            Process process = started(original, file, scratch);
            try {
                if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
                    journal.warn("examination-cut-off", file.id(), "it took longer than " + most);
                    return Examined.of(NOTHING, FileProblem.TOO_COMPLEX);
                }
            } finally {
                process.destroyForcibly().waitFor();
            }
            return result(process.exitValue(), file, scratch);
        } catch (IOException e) {
            throw new UncheckedIOException("No process can be started for a file", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The invocation ends while a file is looked into", e);
        }
    }

    private Process started(Path original, KeptFile file, Path scratch) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap + "m",
                "-XX:MaxMetaspaceSize=128m",
                "-XX:MaxDirectMemorySize=64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + scratch,
                "-Duser.home=" + scratch,
                "-Dpdfbox.fontcache=" + scratch,
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                classPath(),
                program.getName(),
                original.toString(),
                scratch.toString(),
                file.name(),
                file.mimetype());
        builder.environment().clear();
        Process process = builder.directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        return process;
    }

    /** Where what it needs was loaded from: one folder in Lambda, several in a build. */
    private String classPath() {
        return Stream.concat(Stream.of(program), Examination.NEEDS.stream())
                .map(ExaminerProcess::location)
                .flatMap(Optional::stream)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Optional<String> location(Class<?> type) {
        try {
            var source = type.getProtectionDomain().getCodeSource();
            return source == null
                    ? Optional.empty()
                    : Optional.of(Path.of(source.getLocation().toURI()).toString());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The class path has an entry that is no file: " + type, e);
        }
    }

    private Examined result(int exit, KeptFile file, Path scratch) {
        Path found = scratch.resolve(Examination.FOUND);
        if (exit == 0 && Files.exists(found)) {
            try {
                return Report.read(found).examined(scratch);
            } catch (IOException e) {
                // It would be none the next time too.
                journal.failed("examination-unreadable", file.id(), e);
                return Examined.of(NOTHING, FileProblem.TOO_COMPLEX);
            }
        }
        journal.warn("examination-died", file.id(), "its process ended with " + exit);
        return Examined.of(NOTHING, FileProblem.TOO_COMPLEX);
    }
}
