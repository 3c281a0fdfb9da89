package dev.bellhop.subscribers.ops;

import dev.bellhop.aws.Environment;
import dev.bellhop.subscribers.DeadLetters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the ops worker is told by its environment.
 *
 * @param eventLogGroup where the logger writes
 * @param functionLogGroups where each function writes its outcomes, by the function's short name
 * @param sweeperFunction who redrives
 */
public record OpsConfig(
        String eventLogGroup, Map<String, String> functionLogGroups, DeadLetters deadLetters, String sweeperFunction) {

    public OpsConfig {
        functionLogGroups = Collections.unmodifiableMap(new LinkedHashMap<>(functionLogGroups));
    }

    /** @throws Environment.ConfigurationException where a variable is missing or malformed */
    public static OpsConfig from(Environment environment) {
        environment.required("FUNCTION_LOG_GROUPS", "name=logGroup entries, separated by commas");
        return new OpsConfig(
                environment.required("EVENT_LOG_GROUP", "the name of the CloudWatch Logs group that events go to"),
                environment.parsed(
                        "FUNCTION_LOG_GROUPS", "", "name=logGroup entries, separated by commas", OpsConfig::groups),
                environment.parsed(
                        "DEAD_LETTERS",
                        "",
                        "name=queueUrl=functionName entries, separated by commas",
                        DeadLetters::parse),
                environment.required("SWEEPER_FUNCTION", "the name of the sweeper's function"));
    }

    private static Map<String, String> groups(String text) {
        Map<String, String> groups = new LinkedHashMap<>();
        for (String entry : text.split(",", -1)) {
            String[] parts = entry.strip().split("=", -1);
            boolean whole = parts.length == 2 && !parts[0].isBlank() && !parts[1].isBlank();
            if (!whole || groups.put(parts[0], parts[1]) != null) {
                throw new IllegalArgumentException(entry);
            }
        }
        return groups;
    }
}
