package dev.bellhop.fast;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The template with the bot's artifact and its runtime exchanged. It stands a folder deeper, and paths are meant from where a
 * template stands; the files that they lead to are the same.
 */
final class FastTemplate {

    static final String RUNTIME = "provided.al2023";

    private static final Pattern RESOURCE = Pattern.compile(" {2}(\\w+):");
    private static final Pattern CODE = Pattern.compile("( +)CodeUri: (\\S+)");

    private FastTemplate() {}

    /**
     * @param function the logical id of the bot
     * @param artifact its path from the project's folder
     * @throws IllegalStateException where {@code template} has no such function with a {@code CodeUri}
     */
    static String of(String template, String function, String artifact) {
        List<String> lines = new ArrayList<>();
        String resource = "";
        boolean exchanged = false;
        for (String line : template.split("\n", -1)) {
            Matcher named = RESOURCE.matcher(line);
            resource = named.matches() ? named.group(1) : resource;
            Matcher code = CODE.matcher(line);
            if (!code.matches()) {
                lines.add(line);
            } else if (resource.equals(function)) {
                lines.add(code.group(1) + "CodeUri: ../" + artifact);
                lines.add(code.group(1) + "Runtime: " + RUNTIME);
                exchanged = true;
            } else {
                lines.add(code.group(1) + "CodeUri: ../" + code.group(2));
            }
        }
        if (!exchanged) {
            throw new IllegalStateException("The template has no " + function + " with a CodeUri");
        }
        return String.join("\n", lines);
    }
}
