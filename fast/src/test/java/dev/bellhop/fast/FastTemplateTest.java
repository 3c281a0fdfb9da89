package dev.bellhop.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FastTemplateTest {

    private static final String ARTIFACT = "bot/target/bellhop-bot-fast.zip";

    @Test
    void differs_in_the_artifact_and_the_runtime_of_the_bot_alone() throws IOException {
        List<String> original = Files.readAllLines(Path.of("..", "template.yaml"));
        List<String> fast =
                new ArrayList<>(List.of(FastTemplate.of(String.join("\n", original), "BotFunction", ARTIFACT)
                        .split("\n", -1)));
        // It stands in target/, from where the same files are a folder up.
        fast.replaceAll(line -> line.replace("CodeUri: ../", "CodeUri: "));

        List<String> added = new ArrayList<>(fast);
        original.forEach(added::remove);
        List<String> removed = new ArrayList<>(original);
        fast.forEach(removed::remove);

        assertThat(added).containsExactly("      CodeUri: " + ARTIFACT, "      Runtime: provided.al2023");
        assertThat(removed).containsExactly("      CodeUri: bot/target/bellhop-bot.jar");
        int bot = fast.indexOf("  BotFunction:");
        assertThat(fast.subList(bot, bot + 5)).containsAll(added);
    }

    @Test
    void a_template_without_the_bot_is_refused() {
        assertThatThrownBy(() -> FastTemplate.of("Resources:\n  OtherFunction:\n", "BotFunction", ARTIFACT))
                .hasMessageContaining("BotFunction");
    }
}
