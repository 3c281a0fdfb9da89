package dev.bellhop.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class ManifestTest {

    /**
     * What Slack wants for an event, all of it or, where there is a choice, what its channels need.
     *
     * @see <a href="https://docs.slack.dev/reference/events">Events</a>
     */
    private static final Map<String, List<String>> SCOPES = Map.of(
            "app_home_opened", List.of(),
            "app_mention", List.of("app_mentions:read"),
            "member_joined_channel", List.of("channels:read", "groups:read"),
            "message.channels", List.of("channels:history"),
            "message.groups", List.of("groups:history"),
            "message.im", List.of("im:history"),
            "message.mpim", List.of("mpim:history"));

    /** For the files themselves and their thumbnails, and for who sees which: the conversations that somebody is in. */
    private static final Set<String> FILES =
            Set.of("files:read", "files:write", "channels:read", "groups:read", "mpim:read");

    private final String text = read();
    private final Map<String, Object> manifest = new Yaml().load(text);

    @Test
    void scopes_are_those_of_the_events_the_commands_the_files_and_of_answering() {
        Set<String> wanted = new TreeSet<>(Set.of("chat:write", "commands", "users:read"));
        list("settings", "event_subscriptions", "bot_events").forEach(event -> wanted.addAll(SCOPES.get(event)));
        wanted.addAll(FILES);

        assertThat(list("oauth_config", "scopes", "bot")).containsExactlyElementsOf(wanted);
    }

    @Test
    void every_event_that_is_listened_to_is_subscribed_to() {
        assertThat(list("settings", "event_subscriptions", "bot_events"))
                .containsExactlyInAnyOrderElementsOf(SCOPES.keySet());
    }

    @Test
    void the_placeholder_is_the_host_of_every_request_url_and_nothing_else() {
        String filled = text.lines().filter(line -> !line.startsWith("#")).reduce("", (all, line) -> all + line + "\n");

        assertThat(filled.split("REPLACE-ME", -1)).hasSize(7);
        assertThat(List.of(
                        at("settings", "event_subscriptions", "request_url"),
                        at("settings", "interactivity", "request_url"),
                        command("/reserve").get("url"),
                        command("/ops").get("url"),
                        command("/words").get("url"),
                        command("/files").get("url")))
                .containsOnly("https://REPLACE-ME/slack/events");
    }

    /**
     * Escaped, people and channels come as ids: nobody's name is taken for a word.
     *
     * @see <a href="https://docs.slack.dev/interactivity/implementing-slash-commands">Slash commands</a>
     */
    @Test
    void the_commands_are_there_with_a_hint_and_escaped() {
        assertThat(commands().stream().map(command -> (String) command.get("command")))
                .containsExactly("/reserve", "/ops", "/words", "/files");
        assertThat(commands()).allSatisfy(command -> {
            assertThat(command.get("should_escape")).isEqualTo(true);
            assertThat((String) command.get("usage_hint")).contains("help");
        });
        assertThat((String) command("/reserve").get("usage_hint")).contains("<resource>");
        assertThat((String) command("/words").get("usage_hint")).contains("<word>", "export", "optout", "forget me");
        assertThat((String) command("/files").get("usage_hint")).contains("find <words>", "get <id>", "forget <id>");
        assertThat(at("settings", "interactivity", "is_enabled")).isEqualTo(true);
    }

    @Test
    void a_message_has_files_kept_by_its_menu() {
        Map<?, ?> shortcut = (Map<?, ?>) ((List<?>) at("features", "shortcuts")).get(0);

        assertThat(shortcut.get("name")).isEqualTo("Keep files");
        assertThat(shortcut.get("type")).isEqualTo("message");
        assertThat(shortcut.get("callback_id")).isEqualTo("keep_files");
    }

    @Test
    void the_bot_has_a_home() {
        assertThat(at("features", "app_home", "home_tab_enabled")).isEqualTo(true);
    }

    @Test
    void the_bot_can_be_written_to_directly() {
        assertThat(at("features", "app_home", "messages_tab_enabled")).isEqualTo(true);
        assertThat(at("features", "app_home", "messages_tab_read_only_enabled")).isEqualTo(false);
    }

    private Map<?, ?> command(String name) {
        return commands().stream()
                .filter(command -> name.equals(command.get("command")))
                .findFirst()
                .orElseThrow();
    }

    private List<Map<?, ?>> commands() {
        List<Map<?, ?>> commands = new ArrayList<>();
        ((List<?>) at("features", "slash_commands")).forEach(command -> commands.add((Map<?, ?>) command));
        return commands;
    }

    private Object at(String... path) {
        Object found = manifest;
        for (String name : path) {
            found = ((Map<?, ?>) found).get(name);
        }
        return found;
    }

    private List<String> list(String... path) {
        return ((List<?>) at(path)).stream().map(String.class::cast).toList();
    }

    private static String read() {
        try {
            return Files.readString(Path.of("..", "slack-manifest.yml"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
