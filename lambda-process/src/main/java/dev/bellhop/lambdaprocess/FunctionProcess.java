package dev.bellhop.lambdaprocess;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A function's process, from its start to its end, and the Runtime API that it has to itself. */
public final class FunctionProcess implements AutoCloseable {

    /**
     * What came of an event.
     *
     * @param after how long that took
     * @param ok whether Slack would take it for handled
     */
    public record Answered(Duration after, boolean ok) {}

    private static final Duration LONGEST_INIT = Duration.ofMinutes(2);
    private static final Duration LONGEST_INVOCATION = Duration.ofSeconds(60);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    /** The JVM may write a cache when it ends, which takes longer than anything that it did before. */
    private static final Duration LONGEST_LAST_WORK = Duration.ofMinutes(3);

    private final RuntimeApi api;
    private final Optional<CpuShare> share;
    private final Process process;
    private final long started;

    /**
     * Starts it, without waiting for anything.
     *
     * @param share what it has of its core once it is ready; empty is all
     * @param core the one that it runs on; empty is any
     * @param log takes what it prints
     */
    public FunctionProcess(
            Deployed function, Surroundings around, Optional<CpuShare> share, Optional<Integer> core, File log)
            throws IOException {
        this.share = share;
        this.api = new RuntimeApi(
                "arn:aws:lambda:us-east-1:000000000000:function:" + function.name(),
                LONGEST_INVOCATION,
                () -> share.ifPresent(CpuShare::limit));
        List<String> command = new ArrayList<>();
        share.ifPresent(group -> command.addAll(List.of(
                "/bin/sh",
                "-c",
                "echo $$ > \"$0\" && exec \"$@\"",
                group.members().toString())));
        core.ifPresent(number -> command.addAll(List.of("taskset", "-c", number.toString())));
        command.addAll(function.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(function.taskRoot().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(log);
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
        environment.clear();
        environment.put("PATH", path);
        environment.putAll(around.environment(function));
        environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
        this.started = System.nanoTime();
        this.process = builder.start();
        var unused = process.onExit().thenRun(() -> api.ended("The process has ended; what it printed is in " + log));
    }

    /** Waits until it asks for its first invocation; how long that took since its start. */
    public Duration awaitReady() throws InterruptedException {
        return Duration.ofNanos(api.awaitReady(LONGEST_INIT) - started);
    }

    /** Has it handle an event, and waits for its answer. */
    public Answered invoke(String event) throws InterruptedException {
        long sent = System.nanoTime();
        RuntimeApi.Answer answer = api.invoke(event);
        return new Answered(Duration.ofNanos(answer.at() - sent), answer.body().contains("\"statusCode\":200"));
    }

    /** How much of a core it has used. */
    public Duration cpu() throws IOException {
        return ProcFiles.cpu(Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat")));
    }

    /** The most memory that it has ever had, in bytes. */
    public long peakMemory() throws IOException {
        return ProcFiles.peakMemory(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
    }

    /**
     * Asks it to end, and waits until it has.
     *
     * @throws IllegalStateException where it does not
     */
    public void end() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(LONGEST_LAST_WORK.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("The function's process does not end: " + process.pid());
        }
    }

    /** Ends it as Lambda does, without asking. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("The function's process does not end: " + process.pid());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        api.close();
        share.ifPresent(CpuShare::close);
    }
}
