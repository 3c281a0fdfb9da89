package dev.bellhop.lambdaprocess;

import dev.bellhop.localaws.Template;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A function as it lies there to be started.
 *
 * @param runtime Lambda's name of it, such as {@code java25}
 * @param memory in MB
 * @param taskRoot the folder where it is unpacked
 * @param command what is started there
 * @param environment what the template sets
 */
public record Deployed(
        String name,
        String runtime,
        String handler,
        int memory,
        Path taskRoot,
        List<String> command,
        Map<String, String> environment) {

    public Deployed {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** One of the template's, with all that it says but for the runtime. */
    public static Deployed of(
            Template.Function function, String name, String runtime, Path taskRoot, List<String> command) {
        return new Deployed(
                name, runtime, function.handler(), function.memory(), taskRoot, command, function.environment());
    }

    /** The same with options more for its JVM. */
    public Deployed with(String... options) {
        Map<String, String> more = new HashMap<>(environment);
        more.merge("JAVA_TOOL_OPTIONS", String.join(" ", options), (before, added) -> before + " " + added);
        return new Deployed(name, runtime, handler, memory, taskRoot, command, more);
    }
}
