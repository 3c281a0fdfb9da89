package dev.bellhop.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.bellhop.events.FileKind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class FilesTest {

    private static final String NOTES = "# Notes\n\nThe quick brown fox jumps over the lazy dog. It is what it is.\n";

    @RegisterExtension
    final FilesRig rig = new FilesRig();

    @Test
    void a_text_is_kept_and_answered_about_in_its_thread() {
        rig.slack.has("F1", "notes.md", "text/markdown", NOTES.getBytes(StandardCharsets.UTF_8));

        rig.share("F1");

        assertThat(rig.outcomes()).isNotEmpty();
        assertThat(rig.said()).hasSize(1).first().asString().contains("notes.md", "a text", "<@U1>");
        JsonObject post = rig.slack.posts().getFirst();
        assertThat(post.get("channel").getAsString()).isEqualTo("C1");
        assertThat(post.get("thread_ts").getAsString()).isEqualTo(FilesRig.TS);
        assertThat(post.get("blocks").getAsString()).contains("quick brown fox", "Download");
        KeptFile file = rig.kept("F1");
        assertThat(file.status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(file.facts().kind()).isEqualTo(FileKind.TEXT);
        assertThat(file.facts().characters()).hasValue(NOTES.length());
        assertThat(file.waiting()).isEmpty();
        assertThat(rig.keys())
                .containsExactly(rig.of("F1").original(), rig.of("F1").text());
        assertThat(rig.object(rig.of("F1").original())).isEqualTo(NOTES.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void same_event_three_times_stores_once_and_replies_once() {
        rig.slack.has("F1", "notes.md", "text/markdown", NOTES.getBytes(StandardCharsets.UTF_8));

        rig.share("F1");
        rig.share("F1");
        rig.share("F1");

        assertThat(rig.said()).hasSize(1);
        assertThat(rig.slack.downloads()).hasSize(1);
    }
}
