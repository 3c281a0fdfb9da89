package dev.bellhop.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The thumbnail in a thread: how it comes there, and how it goes. */
final class ShowingTest {

    private static final Map<String, String> F1 = Map.of("file", "F1");
    private static final String FIRST = "FTHUMB0001";
    private static final String SECOND = "FTHUMB0002";
    private static final String LATER = "1764583201.000100";

    @RegisterExtension
    final FilesRig rig = new FilesRig();

    @BeforeEach
    void picture() {
        rig.slack.has("F1", "holiday.jpg", "image/jpeg", Samples.photo(120, 80, 6));
        rig.slack.isIn("U1", "C1");
    }

    @Test
    void a_thumbnail_is_uploaded_and_shown_once_slack_knows_what_it_is() {
        rig.share("F1");

        FakeUploads.Upload upload = onlyUpload();
        assertThat(shown()).containsExactly(FIRST);
        assertThat(upload.bytes()).isEqualTo(rig.object(rig.kept("F1").keys().thumbnail()));
        assertThat(upload.described("filename")).isEqualTo("thumbnail.jpg");
        assertThat(upload.described("alt_txt")).isEqualTo("thumbnail of holiday.jpg");
        assertThat(rig.slack.uploads().calls())
                .containsExactly(
                        "files.getUploadURLExternal",
                        "upload",
                        "files.completeUploadExternal",
                        "files.info",
                        "files.info");
        assertThat(rig.kept("F1").picture()).hasValue(FIRST);
        assertThat(rig.outcomes()).noneMatch(outcome -> outcome.contains("thumbnail"));
    }

    @Test
    void the_token_does_not_go_where_the_bytes_go() {
        rig.share("F1");

        assertThat(onlyUpload().token()).isEqualTo("null");
    }

    @Test
    void what_is_shared_twice_is_uploaded_once_and_shown_twice() {
        rig.share("F1");

        rig.share("C2", "U2", LATER, "F1");

        assertThat(rig.slack.uploads().all()).hasSize(1);
        assertThat(shown()).containsExactly(FIRST, FIRST);
    }

    @Test
    void a_thumbnail_that_somebody_deleted_is_uploaded_anew() {
        rig.share("F1");
        rig.slack.uploads().delete(FIRST);

        rig.share("C2", "U2", LATER, "F1");

        assertThat(shown()).containsExactly(FIRST, SECOND);
        assertThat(rig.kept("F1").picture()).hasValue(SECOND);
    }

    @ParameterizedTest
    @CsvSource({
        "files.getUploadURLExternal,missing_scope,files:write",
        "upload,internal_error,HTTP status 500",
        "files.completeUploadExternal,internal_error,internal_error",
        "files.info,internal_error,internal_error"
    })
    void a_thumbnail_that_can_not_be_shown_is_left_out_and_the_answer_is_not(String method, String error, String said) {
        rig.slack.uploads().fails(method, error);

        rig.share("F1");

        assertThat(rig.said()).singleElement().asString().contains("holiday.jpg");
        assertThat(shown()).isEmpty();
        assertThat(rig.outcomes())
                .filteredOn(outcome -> outcome.contains("thumbnail-left-out"))
                .singleElement()
                .asString()
                .contains(said);
        assertThat(rig.aws.queues().bodies("FilesDeadLetters")).isEmpty();
    }

    @Test
    void a_thumbnail_that_is_not_there_in_time_is_left_out_and_shown_the_next_time() {
        rig.slack.uploads().unknownFor(15);

        rig.share("F1");
        rig.share("C2", "U2", LATER, "F1");

        assertThat(rig.said()).hasSize(2);
        assertThat(shown()).containsExactly(FIRST);
        assertThat(rig.slack.posts().get(1).get("blocks").getAsString()).contains(FIRST);
        assertThat(rig.slack.uploads().all()).hasSize(1);
    }

    @Test
    void a_thumbnail_that_slack_refuses_when_it_is_posted_is_left_out() {
        rig.share("F1");
        rig.slack.uploads().refuseToShow(FIRST);

        rig.share("C2", "U2", LATER, "F1");

        assertThat(rig.said()).hasSize(2);
        assertThat(shown()).containsExactly(FIRST);
        assertThat(rig.outcomes()).anyMatch(outcome -> outcome.contains("thumbnail-refused"));
    }

    @Test
    void forgetting_takes_the_thumbnail_out_of_the_thread_too() {
        rig.share("F1");

        assertThat(rig.ask("U1", "forget", F1)).contains("I have forgotten");

        assertThat(onlyUpload().isDeleted()).isTrue();
        assertThat(rig.keys()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"internal_error", "missing_scope"})
    void forgetting_that_could_not_reach_slack_is_ended_when_it_comes_again(String error) {
        rig.share("F1");
        rig.slack.uploads().fails("files.delete", error);

        assertThatThrownBy(() -> rig.asked("T1:once", "U1", "forget", F1)).hasMessageContaining("has to be ended");
        assertThat(rig.slack.responses().getLast()).contains("I could not delete all of that yet");
        assertThat(rig.keys()).isEmpty();
        assertThat(onlyUpload().isDeleted()).isFalse();

        rig.slack.uploads().works("files.delete");
        rig.asked("T1:once", "U1", "forget", F1);
        assertThat(rig.slack.responses().getLast()).contains("I have forgotten");
        assertThat(onlyUpload().isDeleted()).isTrue();
        // It is gone by now, which is as good.
        assertThat(rig.ask("U1", "forget", F1)).contains("I have forgotten");
    }

    @Test
    void of_a_file_that_is_forgotten_while_its_thumbnail_is_uploaded_nothing_is_said_and_nothing_is_left() {
        rig.slack
                .uploads()
                .whenCompleted(() -> rig.store()
                        .forget(
                                rig.kept("F1"),
                                new Tombstone(
                                        rig.kept("F1").generation(), "U1", Instant.EPOCH, "R1", Optional.empty())));

        rig.share("F1");

        assertThat(rig.said()).isEmpty();
        assertThat(onlyUpload().isDeleted()).isTrue();
    }

    @Test
    void where_another_was_quicker_its_thumbnail_is_shown_and_no_other_is_left() {
        rig.slack.uploads().has("FOTHER001");
        rig.slack
                .uploads()
                .whenCompleted(() -> rig.store().replace(rig.kept("F1").shownAs("FOTHER001")));

        rig.share("F1");

        assertThat(shown()).containsExactly("FOTHER001");
        assertThat(rig.slack.uploads().all().get("FTHUMB0002").isDeleted()).isTrue();
        assertThat(rig.kept("F1").picture()).hasValue("FOTHER001");
    }

    private FakeUploads.Upload onlyUpload() {
        assertThat(rig.slack.uploads().all()).hasSize(1);
        return rig.slack.uploads().all().get(FIRST);
    }

    /** The pictures in what was posted, in order. */
    private List<String> shown() {
        return rig.slack.posts().stream()
                .map(ShowingTest::blocks)
                .flatMap(blocks -> FakeUploads.shown(blocks).stream())
                .toList();
    }

    private static String blocks(JsonObject post) {
        return post.has("blocks") ? post.get("blocks").getAsString() : "";
    }
}
