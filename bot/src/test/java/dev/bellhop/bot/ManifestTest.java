package dev.bellhop.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
            "app_mention", List.of("app_mentions:read"),
            "member_joined_channel", List.of("channels:read", "groups:read"),
            "message.channels", List.of("channels:history"),
            "message.groups", List.of("groups:history"),
            "message.im", List.of("im:history"),
            "message.mpim", List.of("mpim:history"));

    private final String text = read();
    private final Map<String, Object> manifest = new Yaml().load(text);

    @Test
    void scopes_are_those_of_the_events_and_of_answering() {
        Set<String> wanted = new TreeSet<>(Set.of("chat:write"));
        list("settings", "event_subscriptions", "bot_events").forEach(event -> wanted.addAll(SCOPES.get(event)));

        assertThat(list("oauth_config", "scopes", "bot")).containsExactlyElementsOf(wanted);
    }

    @Test
    void every_event_that_is_listened_to_is_subscribed_to() {
        assertThat(list("settings", "event_subscriptions", "bot_events"))
                .containsExactlyInAnyOrderElementsOf(SCOPES.keySet());
    }

    @Test
    void there_is_one_placeholder_and_it_is_the_request_urls_host() {
        assertThat(text.split("REPLACE-ME", -1)).hasSize(2);
        assertThat(at("settings", "event_subscriptions", "request_url")).isEqualTo("https://REPLACE-ME/slack/events");
    }

    @Test
    void the_bot_can_be_written_to_directly() {
        assertThat(at("features", "app_home", "messages_tab_enabled")).isEqualTo(true);
        assertThat(at("features", "app_home", "messages_tab_read_only_enabled")).isEqualTo(false);
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
