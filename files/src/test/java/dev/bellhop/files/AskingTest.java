package dev.bellhop.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.aws.EventJson;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people are told of files, and what not. */
final class AskingTest {

    private static final Map<String, String> NOTHING = Map.of();
    private static final Map<String, String> F1 = Map.of("file", "F1");
    private static final String NONE = "There is no such file";

    @RegisterExtension
    final FilesRig rig = new FilesRig();

    @Test
    void a_file_of_a_private_channel_is_neither_listed_nor_found_nor_given_to_who_is_not_in_it() {
        has("F1", "plans.txt", "the secret plans");
        rig.slack.isIn("U1", "C1", "G1");
        rig.slack.isIn("U2", "C1");

        rig.share("G1", "U1", FilesRig.TS, "F1");

        assertThat(rig.ask("U1", "list", NOTHING)).contains("plans.txt");
        assertThat(rig.ask("U1", "find", Map.of("query", "secret"))).contains("plans.txt");
        assertThat(BadFilesTest.link(rig.ask("U1", "get", F1))).contains("originals/T1/F1");
        assertThat(rig.ask("U2", "list", NOTHING)).doesNotContain("plans");
        assertThat(rig.ask("U2", "find", Map.of("query", "secret"))).doesNotContain("plans");
        assertThat(rig.ask("U2", "get", F1)).contains(NONE);
        assertThat(rig.ask("U2", "forget", F1)).contains(NONE);
        assertThat(rig.keys()).hasSize(2);
    }

    @Test
    void who_left_a_channel_sees_nothing_of_it_any_more() {
        has("F1", "plans.txt", "the secret plans");
        rig.slack.isIn("U1", "C1");
        rig.share("F1");
        assertThat(rig.ask("U1", "get", F1)).contains("originals/T1/F1");

        rig.slack.isIn("U1");

        assertThat(rig.ask("U1", "get", F1)).contains(NONE);
        assertThat(rig.ask("U1", "list", NOTHING)).doesNotContain("plans");
    }

    /** The topic's subscription lets through what has such a type, whoever published it. */
    @Test
    void who_may_publish_can_have_nothing_exported() {
        String forged = """
                {"specversion":"1.0","id":"1","type":"bellhop.file.shared.v1","job":"export","function":"export",\
                "team":"T1","user":"U1","channel":"C1","responseUrl":"%s/response"}""".formatted(rig.slack.origin());

        assertThat(rig.deliver(forged)).hasSize(1);

        assertThat(rig.slack.responses()).isEmpty();
        assertThat(rig.keys()).isEmpty();
    }

    @Test
    void what_was_shared_with_the_bot_alone_is_for_who_shared_it() {
        has("F1", "diary.txt", "my diary");

        rig.share("D1", "U1", FilesRig.TS, "F1");

        assertThat(rig.ask("U1", "list", NOTHING)).contains("diary.txt");
        assertThat(rig.ask("U1", "get", F1)).contains("originals/T1/F1");
        assertThat(rig.ask("U2", "list", NOTHING)).doesNotContain("diary");
        assertThat(rig.ask("U2", "get", F1)).contains(NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "get", "find"})
    void where_slack_does_not_say_who_is_where_nothing_is_shown(String function) {
        has("F1", "plans.txt", "the secret plans");
        rig.slack.isIn("U1", "C1");
        rig.share("F1");

        rig.slack.goDown(true);

        assertThat(rig.ask("U1", function, Map.of("file", "F1", "query", "secret")))
                .contains("did not tell me which conversations")
                .doesNotContain("plans", "originals");
    }

    @Test
    void a_file_shared_in_another_channel_too_is_stored_once_and_answered_there_at_once() {
        has("F1", "plans.txt", "the secret plans");
        rig.slack.isIn("U2", "C2");
        rig.share("F1");

        rig.share("C2", "U2", "1764583201.000100", "F1");

        assertThat(rig.slack.downloads()).hasSize(1);
        assertThat(rig.slack.posts()).hasSize(2);
        assertThat(rig.slack.posts().get(1).get("channel").getAsString()).isEqualTo("C2");
        assertThat(rig.slack.posts().get(1).get("text").getAsString()).contains("<@U2>");
        assertThat(rig.ask("U2", "list", NOTHING)).contains("plans.txt");
    }

    @Test
    void the_sharer_alone_has_it_forgotten_and_then_nothing_is_left() {
        has("F1", "plans.txt", "the secret plans");
        rig.slack.isIn("U1", "C1");
        rig.slack.isIn("U2", "C1");
        rig.share("F1");

        assertThat(rig.ask("U2", "forget", F1)).contains("Only who shared");
        assertThat(rig.keys()).hasSize(2);
        assertThat(rig.ask("U1", "forget", F1)).contains("I have forgotten", "plans.txt");

        assertThat(rig.keys()).isEmpty();
        assertThat(rig.shelved("F1")).isInstanceOf(Shelved.Forgotten.class);
        // What says that it was forgotten, and no name, word or channel.
        assertThat(rig.items("F1")).isEqualTo(1);
        assertThat(rig.ask("U1", "list", NOTHING)).doesNotContain("plans");
        assertThat(rig.ask("U1", "find", Map.of("query", "secret"))).doesNotContain("plans");
        assertThat(rig.ask("U1", "get", F1)).contains(NONE);
    }

    @Test
    void what_comes_late_does_not_bring_back_what_was_forgotten() {
        has("F1", "plans.txt", "the secret plans");
        rig.slack.isIn("U1", "C1");
        rig.share("F1");
        FileKeys life = rig.of("F1");
        rig.ask("U1", "forget", F1);
        int said = rig.said().size();

        rig.share("F1");
        rig.deliver(new EventJson()
                .write(FilesRig.shared("C2", "U2", "1764583200.000001", "F1"))
                .body());
        rig.storeByHand(life.original(), "what was on its way");

        assertThat(rig.shelved("F1")).isInstanceOf(Shelved.Forgotten.class);
        assertThat(rig.keys()).isEmpty();
        assertThat(rig.said()).hasSize(said);
        assertThat(rig.items("F1")).isEqualTo(1);
    }

    @Test
    void what_is_shared_after_it_was_forgotten_is_kept_anew() {
        has("F1", "plans.txt", "the secret plans");
        rig.slack.isIn("U1", "C1");
        rig.share("F1");
        rig.ask("U1", "forget", F1);

        rig.share("C1", "U1", "4102444800.000100", "F1");

        assertThat(rig.kept("F1").status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(rig.ask("U1", "list", NOTHING)).contains("plans.txt");
    }

    @Test
    void a_file_with_all_the_words_is_found_and_no_other() {
        has("F1", "one.txt", "red green");
        has("F2", "two.txt", "red blue");
        rig.slack.isIn("U1", "C1");
        rig.share("F1");
        rig.share("C1", "U1", "1764583201.000100", "F2");

        assertThat(rig.ask("U1", "find", Map.of("query", "red"))).contains("one.txt", "two.txt");
        assertThat(rig.ask("U1", "find", Map.of("query", "red blue")))
                .contains("two.txt")
                .doesNotContain("one.txt");
        assertThat(rig.ask("U1", "find", Map.of("query", "green blue"))).doesNotContain("one.txt", "two.txt");
    }

    /** Three words of the name and 22 others are a batch, of which it takes 10, 10 and 5. */
    @Test
    void words_that_a_busy_table_left_are_written_after_a_pause_that_grows() {
        has("F1", "words.txt", IntStream.range(0, 22).mapToObj(n -> "word" + n).collect(joining(" ")));
        rig.slack.isIn("U1", "C1");
        rig.batches.take(10);

        rig.share("F1");

        assertThat(rig.pauses).hasSize(2).isSorted().doesNotHaveDuplicates().allMatch(Duration::isPositive);
        assertThat(rig.ask("U1", "find", Map.of("query", "word0"))).contains("words.txt");
        assertThat(rig.ask("U1", "find", Map.of("query", "word21"))).contains("words.txt");
        assertThat(rig.said()).hasSize(1);
    }

    @Test
    void words_that_the_table_does_not_take_at_all_fail_the_invocation_so_that_they_come_again() {
        has("F1", "words.txt", "red green");
        rig.batches.take(0);

        rig.share("F1");

        assertThat(rig.pauses).isNotEmpty();
        assertThat(rig.outcomes()).anyMatch(line -> line.startsWith("processor failed") && line.contains("throttled"));
        assertThat(rig.kept("F1").status()).isEqualTo(FileStatus.KEPT);
        assertThat(rig.said()).isEmpty();
        assertThat(rig.aws.queues().bodies("ProcessorDeadLetters")).hasSize(1);
    }

    @Test
    void the_newest_ten_of_more_are_listed_and_that_there_are_others() {
        rig.slack.isIn("U1", "C1");
        for (int n = 1; n <= 11; n++) {
            has("F" + n, "file" + n + "x.txt", "text");
            rig.share("C1", "U1", 1_764_583_200 + n + ".000100", "F" + n);
        }

        String list = rig.ask("U1", "list", NOTHING);

        assertThat(list)
                .contains("The last 10 files", "file11x.txt", "file2x.txt")
                .doesNotContain("file1x.txt");
        assertThat(list.indexOf("file11x")).isLessThan(list.indexOf("file2x"));
    }

    @Test
    void words_are_exported_as_a_table_that_no_spreadsheet_works_out() {
        rig.said("T1", "hello", 3);
        rig.said("T1", "=cmd|'/c", 1);
        rig.said("T1", "a,b\"c", 2);
        rig.said("T1", "x;=1+1", 1);
        rig.said("T1", "\uFF1D1+1", 1);
        rig.said("T1", "köln", 1);
        rig.said("T2", "other", 9);

        String answer = rig.ask("U1", "export", NOTHING);

        assertThat(answer).contains("6 words");
        byte[] table = rig.followed(BadFilesTest.link(answer));
        // By which Excel knows UTF-8.
        assertThat(table).startsWith(0xEF, 0xBB, 0xBF);
        assertThat(new String(table, 3, table.length - 3, UTF_8).split("\r\n"))
                .containsExactlyInAnyOrder(
                        "word,mentions,count,first,last",
                        "hello,3,3,2026-12-01T10:00:00Z,2026-12-01T10:00:00Z",
                        "\"x;=1+1\",1,1,2026-12-01T10:00:00Z,2026-12-01T10:00:00Z",
                        "'\uFF1D1+1,1,1,2026-12-01T10:00:00Z,2026-12-01T10:00:00Z",
                        "köln,1,1,2026-12-01T10:00:00Z,2026-12-01T10:00:00Z",
                        "'=cmd|'/c,1,1,2026-12-01T10:00:00Z,2026-12-01T10:00:00Z",
                        "\"a,b\"\"c\",2,2,2026-12-01T10:00:00Z,2026-12-01T10:00:00Z");
    }

    @Test
    void words_that_were_not_said_since_are_not_exported() {
        rig.said("T1", "hello", 3);

        assertThat(rig.ask("U1", "export", Map.of("since", "2026-12-01T10:00:01Z")))
                .contains("0 words");
        assertThat(rig.ask("U1", "export", Map.of("since", "2026-12-01T10:00:00Z")))
                .contains("1 word ");
    }

    private void has(String id, String name, String text) {
        rig.slack.has(id, name, "text/plain", text.getBytes(UTF_8));
    }
}
