package dev.bellhop.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkspaceFileTest {

    @TempDir
    private Path data;

    private Path path;
    private WorkspaceFile file;
    private SlackWorkspace first;
    private final SlackWorkspace second = new SlackWorkspace(Clock.systemUTC(), message -> {});

    @BeforeEach
    void open() {
        path = data.resolve("new/one/workspace.jsonl");
        file = new WorkspaceFile(path);
        first = new SlackWorkspace(Clock.systemUTC(), file);
    }

    @Test
    void a_folder_that_is_not_there_is_made() {
        SlackWorkspace.Message said = say("hi");

        assertThat(file.restore(second, each -> each)).isEmpty();

        assertThat(second.messages()).containsExactly(said);
    }

    @Test
    void files_and_members_are_kept_and_files_are_where_they_are_now() {
        SlackWorkspace.Channel leads = first.addPrivateChannel("leads", Set.of(SlackWorkspace.ADA.id()))
                .orElseThrow();
        SlackWorkspace.File shared = new SlackWorkspace.File(
                "F1", "plan.pdf", "application/pdf", 7, SlackWorkspace.ADA, 1_764_583_200, URI.create("http://old/"));
        first.post(leads, Optional.empty(), SlackWorkspace.ADA, "", List.of(shared));

        assertThat(file.restore(
                        second,
                        each -> new SlackWorkspace.File(
                                each.id(),
                                each.name(),
                                each.mimetype(),
                                each.size(),
                                each.user(),
                                each.created(),
                                URI.create("http://new/"))))
                .isEmpty();

        SlackWorkspace.Message restored = second.messages().getFirst();
        assertThat(restored.channel()).isEqualTo(leads);
        assertThat(restored.files()).hasSize(1);
        assertThat(restored.files().getFirst().url()).isEqualTo(URI.create("http://new/"));
        assertThat(restored.files().getFirst().name()).isEqualTo("plan.pdf");
        assertThat(restored.files().getFirst().size()).isEqualTo(7);
    }

    @Test
    void nothing_is_kept_of_what_one_person_alone_saw_or_of_what_was_taken_back() {
        first.post(
                SlackWorkspace.GENERAL,
                Optional.empty(),
                SlackWorkspace.BELLHOP,
                "for ada alone",
                Optional.of(SlackWorkspace.ADA));
        first.delete(say("taken back"));
        SlackWorkspace.Message stays = say("stays");

        assertThat(file.restore(second, each -> each)).isEmpty();

        assertThat(second.messages()).containsExactly(stays);
    }

    @Test
    void a_reply_that_is_broadcast_stays_one() {
        SlackWorkspace.Message root = say("root");
        SlackWorkspace.Message reply = first.post(
                SlackWorkspace.GENERAL,
                Optional.of(root.ts()),
                true,
                SlackWorkspace.BELLHOP,
                "reply",
                Optional.empty(),
                Optional.empty());

        file.restore(second, each -> each);

        assertThat(reply.broadcast()).isTrue();
        assertThat(second.messages()).containsExactly(root, reply);
    }

    @Test
    void an_edited_message_keeps_its_place() {
        SlackWorkspace.Message one = say("one");
        SlackWorkspace.Message two = say("two");
        SlackWorkspace.Message changed =
                first.replace(one, "one, changed", Optional.empty()).orElseThrow();

        file.restore(second, each -> each);

        assertThat(second.messages()).containsExactly(changed, two);
    }

    @Test
    void a_line_that_was_not_written_to_its_end_spoils_no_other() throws IOException {
        say("cut off");
        String whole = Files.readString(path);
        Files.writeString(path, whole.substring(0, whole.length() / 2));

        SlackWorkspace.Message after = say("after");

        assertThat(file.restore(second, each -> each)).containsExactly(1);
        assertThat(second.messages()).containsExactly(after);
    }

    @Test
    void what_is_not_utf_8_is_read_as_far_as_it_is() throws IOException {
        SlackWorkspace.Message said = say("before");
        append(
                "{\"said\":{\"channel\":\"C0GENERAL\",\"ts\":\"9000000000.000001\",\"user\":\"U0ADA0001\",\"text\":\"na");
        Files.write(path, new byte[] {(byte) 0xef, (byte) 0xff}, StandardOpenOption.APPEND);
        append("ve\"}}\n");
        Files.write(path, new byte[] {(byte) 0xff, '\n'}, StandardOpenOption.APPEND);

        assertThat(file.restore(second, each -> each)).containsExactly(3);

        assertThat(second.messages()).first().isEqualTo(said);
        assertThat(second.messages())
                .last()
                .satisfies(
                        message -> assertThat(message.text()).startsWith("na").endsWith("ve"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"renamed\":{\"id\":\"C1\"}}",
                "{\"channel\":{\"id\":\"C1\",\"name\":\"one\",\"kind\":\"SHARED\",\"botIn\":true}}",
                "{\"channel\":{\"name\":\"one\",\"kind\":\"CHANNEL\"}}",
                "{\"channel\":\"C1\"}",
                "{\"said\":{\"channel\":\"C0GENERAL\",\"ts\":\"now\",\"user\":\"U0ADA0001\",\"text\":\"hi\"}}",
                "{\"said\":{\"channel\":\"C0NOWHERE\",\"ts\":\"1700000000.000001\",\"user\":\"U0ADA0001\",\"text\":\"hi\"}}",
                "{\"said\":{\"channel\":\"C0GENERAL\",\"ts\":\"1700000000.000001\",\"user\":\"U0NOBODY1\",\"text\":\"hi\"}}",
                "{\"said\":{\"channel\":\"C0GENERAL\",\"ts\":\"1700000000.000001\",\"user\":\"U0ADA0001\",\"blocks\":\"{\"}}",
            })
    void a_line_that_says_nothing_is_skipped_and_named(String line) throws IOException {
        SlackWorkspace.Message before = say("before");
        append(line + "\n");
        SlackWorkspace.Message after = say("after");

        assertThat(file.restore(second, each -> each)).containsExactly(2);

        assertThat(second.messages()).containsExactly(before, after);
        assertThat(second.channels())
                .extracting(SlackWorkspace.Channel::id)
                .containsExactlyElementsOf(List.of("C0GENERAL", "C0OPS0001", "C0RANDOM1"));
    }

    private void append(String text) throws IOException {
        Files.writeString(path, text, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }

    private SlackWorkspace.Message say(String text) {
        return first.post(SlackWorkspace.GENERAL, Optional.empty(), SlackWorkspace.ADA, text, Optional.empty());
    }
}
