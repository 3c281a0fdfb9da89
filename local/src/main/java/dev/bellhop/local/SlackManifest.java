package dev.bellhop.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What Slack knows of the app from {@code slack-manifest.yml}. */
public final class SlackManifest {

    private static final String NAME = "slack-manifest.yml";

    private SlackManifest() {}

    /**
     * A slash command.
     *
     * @param command with its slash
     * @param usageHint what may stand behind it; empty where nothing is said
     */
    public record Command(String command, String description, String usageHint) {}

    /**
     * What the app adds to the menu of messages.
     *
     * @param name as people see it
     */
    public record MessageShortcut(String name, String callbackId) {}

    /** The message shortcuts of the project's own manifest; none where there is no manifest. */
    static List<MessageShortcut> messageShortcuts() {
        return list("features", "shortcuts").stream()
                .filter(tree -> text(tree, "type").equals("message"))
                .map(tree -> new MessageShortcut(text(tree, "name"), text(tree, "callback_id")))
                .toList();
    }

    /** The commands of the project's own manifest; none where there is no manifest. */
    static List<Command> commands() {
        return list("features", "slash_commands").stream()
                .map(SlackManifest::command)
                .toList();
    }

    /** What the bot asks to be allowed by the project's own manifest; nothing where there is no manifest. */
    public static Set<String> botScopes() {
        return list("oauth_config", "scopes", "bot").stream()
                .map(String::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<?> list(String... path) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(NAME))) {
                return list(folder.resolve(NAME), path);
            }
        }
        return List.of();
    }

    private static List<?> list(Path manifest, String... path) {
        try (Reader reader = Files.newBufferedReader(manifest)) {
            Optional<Object> found = Optional.of(new Yaml(new SafeConstructor(new LoaderOptions())).load(reader));
            for (String name : path) {
                found = found.flatMap(tree -> member(tree, name));
            }
            return found.filter(List.class::isInstance)
                    .map(list -> (List<?>) list)
                    .orElse(List.of());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + manifest, e);
        }
    }

    private static Command command(Object tree) {
        return new Command(text(tree, "command"), text(tree, "description"), text(tree, "usage_hint"));
    }

    private static String text(Object tree, String name) {
        return member(tree, name).map(Object::toString).orElse("");
    }

    private static Optional<Object> member(Object tree, String name) {
        return tree instanceof Map<?, ?> map ? Optional.ofNullable(map.get(name)) : Optional.empty();
    }
}
