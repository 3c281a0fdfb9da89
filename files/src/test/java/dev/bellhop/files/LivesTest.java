package dev.bellhop.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.bellhop.events.Envelope;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A file may be forgotten, or its time be over, at any moment, and be shared again: what is late for one life leaves the next alone. */
final class LivesTest {

    private static final Map<String, String> F1 = Map.of("file", "F1");
    private static final Map<String, String> PLANS = Map.of("query", "plans");

    /** Of a message after the first one was forgotten. */
    private static final String LATER = "1764669600.000100";

    private static final Duration YEAR = Duration.ofDays(366);
    private static final String YEAR_LATER = "1796205600.000100";

    @RegisterExtension
    final FilesRig rig = new FilesRig();

    @BeforeEach
    void shareable() {
        rig.slack.has("F1", "notes.txt", "text/plain", "the secret plans".getBytes(UTF_8));
        rig.slack.isIn("U1", "C1");
    }

    @Test
    void what_is_forgotten_while_it_is_looked_into_leaves_nothing() {
        rig.afterPut("texts", () -> rig.forget("F1"));

        rig.share("F1");

        nothingIsLeft();
    }

    @Test
    void what_is_forgotten_between_its_put_and_its_note_leaves_nothing() {
        rig.afterPut("originals", () -> rig.forget("F1"));

        rig.share("F1");

        nothingIsLeft();
    }

    @Test
    void what_is_forgotten_while_it_is_looked_into_twice_leaves_nothing() {
        // The second notification is done with the whole of it between the first one's text and its words.
        rig.afterPut("texts", () -> {
            looked(rig.notifications().getFirst());
            rig.forget("F1");
        });

        rig.share("F1");

        assertThat(rig.keys()).isEmpty();
        assertThat(rig.items("F1")).isEqualTo(1);
    }

    @Test
    void what_is_told_twice_of_an_original_is_looked_into_and_answered_once() {
        rig.share("F1");
        int revision = rig.kept("F1").revision();

        looked(rig.notifications().getFirst());
        rig.quiet();

        assertThat(rig.kept("F1").revision()).isEqualTo(revision);
        assertThat(rig.said()).hasSize(1);
        assertThat(rig.outcomes()).anyMatch(line -> line.startsWith("processor duplicate"));
    }

    @Test
    void what_is_told_twice_at_the_same_time_is_noted_and_answered_once() {
        rig.afterPut("texts", () -> looked(rig.notifications().getFirst()));

        rig.share("F1");

        assertThat(rig.kept("F1").status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(rig.said()).hasSize(1);
        assertThat(rig.outcomes())
                .filteredOn(line -> line.startsWith("processor done"))
                .hasSize(1);
        assertThat(rig.ask("U1", "find", PLANS)).contains("notes.txt");
    }

    @Test
    void what_is_told_four_times_side_by_side_is_noted_and_answered_once() {
        rig.afterPut(
                "texts",
                () -> Stream.generate(() -> CompletableFuture.runAsync(
                                () -> looked(rig.notifications().getFirst())))
                        .limit(3)
                        .toList()
                        .forEach(CompletableFuture::join));

        rig.share("F1");

        assertThat(rig.kept("F1").status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(rig.said()).hasSize(1);
        assertThat(rig.outcomes())
                .filteredOn(line -> line.startsWith("processor done"))
                .hasSize(1);
    }

    @Test
    void what_was_forgotten_and_shared_again_while_it_was_stored_is_there_once() {
        rig.afterPut("originals", () -> {
            rig.forget("F1");
            assertThat(rig.deliver(again())).isEmpty();
        });

        rig.share("F1");

        isThereAnew();
        assertThat(rig.said()).hasSize(1);
    }

    @Test
    void what_was_forgotten_and_shared_again_while_it_was_looked_into_is_there_once() {
        rig.afterPut("texts", () -> {
            rig.forget("F1");
            assertThat(rig.deliver(again())).isEmpty();
        });

        rig.share("F1");

        isThereAnew();
        assertThat(rig.said()).hasSize(1);
    }

    @Test
    void what_could_not_be_taken_away_at_once_is_when_the_request_comes_again() {
        rig.share("F1");
        rig.failDeletions();

        assertThatThrownBy(() -> rig.asked("T1:once", "U1", "forget", F1)).hasMessageContaining("has to be ended");
        assertThat(rig.slack.responses().getLast()).contains("I could not delete all of that yet");
        assertThat(rig.keys()).hasSize(2);

        rig.buckets.faults().clear();
        rig.asked("T1:once", "U1", "forget", F1);
        assertThat(rig.slack.responses().getLast()).contains("I have forgotten");
        assertThat(rig.keys()).isEmpty();
    }

    @Test
    void what_is_shared_again_before_it_was_taken_away_is_there_once_it_was() {
        rig.share("F1");
        rig.failDeletions();
        assertThatThrownBy(() -> rig.forget("F1")).hasMessageContaining("has to be ended");
        rig.buckets.faults().clear();
        assertThat(rig.shelved("F1")).isInstanceOf(Shelved.Forgotten.class);
        assertThat(rig.keys()).hasSize(2);

        rig.share("C1", "U1", LATER, "F1");

        isThereAnew();
    }

    @Test
    void a_forgetting_that_comes_again_takes_nothing_that_was_shared_since() {
        rig.share("F1");
        rig.asked("T1:once", "U1", "forget", F1);
        rig.share("C1", "U1", LATER, "F1");

        rig.asked("T1:once", "U1", "forget", F1);
        rig.quiet();

        isThereAnew();
    }

    @Test
    void what_is_told_late_of_a_former_life_is_taken_away_and_nothing_else() {
        rig.share("F1");
        FileKeys former = rig.of("F1");
        rig.ask("U1", "forget", F1);
        rig.share("C1", "U1", LATER, "F1");

        rig.storeByHand(former.original(), "the secret plans");

        isThereAnew();
        assertThat(rig.of("F1")).isNotEqualTo(former);
    }

    @Test
    void what_was_shared_before_it_was_forgotten_does_not_show_the_next_life_there() {
        rig.share("F1");
        rig.ask("U1", "forget", F1);
        rig.share("C1", "U1", LATER, "F1");
        int said = rig.said().size();

        rig.share("C2", "U2", "1764583201.000100", "F1");

        assertThat(rig.kept("F1").channels()).containsExactly("C1");
        assertThat(rig.said()).hasSize(said);
    }

    @Test
    void what_is_shared_again_before_the_bucket_lets_go_of_it_is_kept_anew() {
        rig.share("F1");
        FileKeys former = rig.of("F1");
        rig.expire("F1");

        rig.share("C1", "U1", LATER, "F1");

        assertThat(rig.kept("F1").status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(rig.said()).hasSize(2);
        assertThat(rig.keys()).contains(former.original(), rig.of("F1").original());
        assertThat(rig.ask("U1", "find", PLANS)).contains("*1 file*", "notes.txt");
    }

    @Test
    void what_is_shared_again_before_the_table_lets_go_of_it_is_kept_anew() {
        rig.share("F1");
        FileKeys former = rig.of("F1");
        rig.clock.move(YEAR);

        rig.share("C1", "U1", YEAR_LATER, "F1");

        assertThat(rig.kept("F1").status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(rig.of("F1")).isNotEqualTo(former);
        assertThat(rig.said()).hasSize(2);
        assertThat(rig.ask("U1", "find", PLANS)).contains("*1 file*", "notes.txt");
    }

    @Test
    void what_is_in_a_message_of_years_ago_is_kept_as_long_as_any() {
        rig.share("C1", "U1", "1448964000.000100", "F1");

        assertThat(rig.kept("F1").status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(rig.ask("U1", "list", Map.of())).contains("notes.txt");
    }

    @Test
    void what_is_over_is_not_shown_though_it_is_there_still() {
        rig.share("F1");
        rig.clock.move(YEAR);

        assertThat(rig.ask("U1", "list", Map.of())).doesNotContain("notes.txt");
        assertThat(rig.ask("U1", "find", PLANS)).doesNotContain("notes.txt");
        assertThat(rig.ask("U1", "get", F1)).contains("There is no such file");
    }

    private Envelope again() {
        return FilesRig.shared("C1", "U1", LATER, "F1");
    }

    private void looked(JsonObject notification) {
        rig.invoke("ProcessorFunction", rig.processor, notification);
    }

    /** But the tombstone. */
    private void nothingIsLeft() {
        assertThat(rig.shelved("F1")).isInstanceOf(Shelved.Forgotten.class);
        assertThat(rig.keys()).isEmpty();
        assertThat(rig.items("F1")).isEqualTo(1);
        assertThat(rig.said()).isEmpty();
    }

    /** And nothing of a former life. */
    private void isThereAnew() {
        assertThat(rig.kept("F1").status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(rig.keys())
                .containsExactly(rig.of("F1").original(), rig.of("F1").text());
        assertThat(rig.ask("U1", "find", PLANS)).contains("*1 file*", "notes.txt");
        // What it is, its six words, and what says that it was forgotten before.
        assertThat(rig.items("F1")).isEqualTo(1 + 6 + 1);
    }
}
