package dev.bellhop.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is measured.
 *
 * @param artifact as it is deployed
 * @param taskRoot the folder where it is unpacked, as Lambda does in {@code /var/task}
 * @param command what is started there
 * @param environment beside what Lambda sets
 */
record Variant(String name, Path artifact, Path taskRoot, List<String> command, Map<String, String> environment) {

    Variant {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
