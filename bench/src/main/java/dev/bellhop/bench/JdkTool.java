package dev.bellhop.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a program of the JDK that this runs on. */
final class JdkTool {

    private JdkTool() {}

    static String path(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** @throws IllegalStateException with what it printed, where it fails */
    static void run(String name, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(path(name)));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(name + " failed: " + printed.strip());
        }
    }
}
