package dev.bellhop.lambdaprocess;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Something to be run to its end. */
public record Program(List<String> command) {

    public Program {
        command = List.copyOf(command);
    }

    /** One of the JDK that this runs on. */
    public static Program ofJdk(String name, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(pathOfJdk(name));
        command.addAll(arguments);
        return new Program(command);
    }

    /** Where one of the JDK that this runs on is. */
    public static String pathOfJdk(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /**
     * What it prints.
     *
     * @throws IllegalStateException with that, where it fails
     */
    public String run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command.get(0) + " failed: " + printed.strip());
        }
        return printed;
    }
}
