package dev.bellhop.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkspaceFileTest {

    @Test
    void a_folder_that_is_not_there_is_made(@TempDir Path data) {
        WorkspaceFile file = new WorkspaceFile(data.resolve("new/one/workspace.jsonl"));
        SlackWorkspace first = new SlackWorkspace(Clock.systemUTC(), file);
        SlackWorkspace second = new SlackWorkspace(Clock.systemUTC(), message -> {});

        SlackWorkspace.Message said =
                first.post(SlackWorkspace.GENERAL, Optional.empty(), SlackWorkspace.ADA, "hi", Optional.empty());
        file.restore(second);

        assertThat(second.messages()).containsExactly(said);
    }
}
