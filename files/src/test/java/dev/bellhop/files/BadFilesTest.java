package dev.bellhop.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.aws.EventJson;
import dev.bellhop.events.Envelope;
import dev.bellhop.events.FileProblem;
import dev.bellhop.localaws.Template;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What bad input gets: one sentence in the thread that says what and what to do, and no retry. */
final class BadFilesTest {

    /** The time of an invocation in which a second and a half is left for a file to come. */
    private static final Duration HASTY = Duration.ofSeconds(42);

    @RegisterExtension
    final FilesRig rig = new FilesRig();

    @Test
    void what_is_too_large_is_not_even_fetched() {
        JsonObject large = new JsonObject();
        large.addProperty("size", KeptFile.MOST_BYTES + 1);
        rig.slack.has("F1", "film.mp4", "video/mp4", bytes("x"), "video/mp4", large);

        rig.share("F1");

        refused(FileProblem.TOO_LARGE, "larger than 100 MB");
        assertThat(rig.slack.downloads()).isEmpty();
    }

    @Test
    void what_is_larger_than_slack_says_is_not_fetched_to_its_end() {
        JsonObject small = new JsonObject();
        small.addProperty("size", 10);
        rig.slack.has("F1", "film.mp4", "video/mp4", new byte[(int) KeptFile.MOST_BYTES + 1], "video/mp4", small);

        rig.share("F1");

        refused(FileProblem.TOO_LARGE, "larger than 100 MB");
    }

    @Test
    void what_nobody_can_look_into_is_kept() {
        rig.slack.has("F1", "archive.zip", "application/zip", new byte[] {'P', 'K', 3, 4, 0, 0, 1});

        rig.share("F1");

        keptWith(FileProblem.UNSUPPORTED, "only into pictures");
    }

    @ParameterizedTest
    @CsvSource({"photo.png,image/png", "notes.txt,text/plain", "notes.md,text/plain"})
    void what_is_not_what_its_name_says_is_kept_and_said_so(String name, String mimetype) {
        byte[] lie = name.endsWith("png") ? bytes("This is no picture.") : Samples.picture(20, 20, "png");
        rig.slack.has("F1", name, mimetype, lie);

        rig.share("F1");

        assertThat(rig.kept("F1").problem()).hasValue(FileProblem.NOT_WHAT_IT_SAYS);
        assertThat(rig.keys()).contains(rig.of("F1").original());
        assertThat(rig.said()).singleElement().asString().contains("of another kind than its name says");
    }

    @Test
    void what_is_empty_is_said_to_be() {
        rig.slack.has("F1", "empty.txt", "text/plain", new byte[0]);

        rig.share("F1");

        keptWith(FileProblem.EMPTY, "0 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "..\\..\\boot.ini",
                "a/b/c.txt",
                "🎉 party 🎈.txt",
                "x\u202Etxt.exe\u0007\n.txt"
            })
    void a_name_is_never_a_part_of_a_path_and_shows_as_it_is(String name) {
        rig.slack.has("F1", name, "text/plain", bytes("harmless"));
        rig.slack.isIn("U1", "C1");

        rig.share("F1");

        assertThat(rig.keys())
                .containsExactly(rig.of("F1").original(), rig.of("F1").text());
        assertThat(rig.kept("F1").problem()).isEmpty();
        assertThat(rig.kept("F1").name()).doesNotContain("\u202E", "\u0007", "\n");
        assertThat(rig.said()).hasSize(1);
        String link = link(rig.ask("U1", "get", Map.of("file", "F1")));
        assertThat(new String(rig.followed(link), UTF_8)).isEqualTo("harmless");
    }

    @Test
    void a_file_that_slack_only_links_to_is_refused() {
        JsonObject external = new JsonObject();
        external.addProperty("mode", "external");
        external.addProperty("is_external", true);
        rig.slack.has("F1", "doc", "text/html", bytes("x"), "text/html", external);

        rig.share("F1");

        refused(FileProblem.EXTERNAL, "only links there");
        assertThat(rig.slack.downloads()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/f",
                "http://localhost:1/files/F1",
                "http://user@127.0.0.1/files/F1",
                "file:///etc/passwd",
                "not a url"
            })
    void the_token_goes_nowhere_but_to_slack(String url) {
        JsonObject elsewhere = new JsonObject();
        elsewhere.addProperty("url_private_download", url);
        rig.slack.has("F1", "a.txt", "text/plain", bytes("x"), "text/plain", elsewhere);

        rig.share("F1");

        refused(FileProblem.EXTERNAL, "only links there");
    }

    @Test
    void the_token_does_not_go_to_another_port_of_the_same_host() {
        try (FakeSlack other = new FakeSlack()) {
            other.has("F1", "a.txt", "text/plain", bytes("stolen"));
            JsonObject elsewhere = new JsonObject();
            elsewhere.addProperty("url_private_download", other.origin() + "/files/F1");
            rig.slack.has("F1", "a.txt", "text/plain", bytes("x"), "text/plain", elsewhere);

            rig.share("F1");

            refused(FileProblem.EXTERNAL, "only links there");
            assertThat(other.downloads()).isEmpty();
        }
    }

    @Test
    void the_token_does_not_follow_a_redirect() {
        rig.slack.has(
                "F1",
                "a.txt",
                "text/plain",
                bytes("x"),
                "redirect " + rig.slack.origin() + "/elsewhere",
                new JsonObject());

        rig.share("F1");

        refused(FileProblem.NO_ACCESS, "files:read");
    }

    @Test
    void a_page_for_signing_in_is_no_file() {
        rig.slack.has(
                "F1", "a.pdf", "application/pdf", bytes("<html>Sign in"), "text/html; charset=utf-8", new JsonObject());

        rig.share("F1");

        refused(FileProblem.NO_ACCESS, "files:read");
    }

    @ParameterizedTest
    @CsvSource({
        "missing_scope,NO_ACCESS,files:read",
        "file_not_found,NO_ACCESS,share it again",
        "file_deleted,GONE,deleted before"
    })
    void what_slack_refuses_is_said(String error, FileProblem problem, String said) {
        rig.slack.has("F1", "a.pdf", "application/pdf", bytes("x"));
        rig.slack.refuses("F1", error);

        rig.share("F1");

        refused(problem, said);
    }

    @Test
    void what_is_still_coming_when_its_time_is_over_comes_again_and_is_said_the_second_time() {
        rig.slack.has("F1", "film.mp4", "video/mp4", bytes("x"), FakeSlack.NEVER, new JsonObject());
        Envelope shared = FilesRig.shared("C1", "U1", FilesRig.TS, "F1");

        assertThat(rig.deliver(shared, 1, HASTY)).containsExactly("m-1");
        assertThat(rig.kept("F1").status()).isEqualTo(FileStatus.FETCHING);
        assertThat(rig.said()).isEmpty();
        assertThat(rig.outcomes()).anyMatch(line -> line.contains("still coming when the time for it was over"));

        assertThat(rig.deliver(shared, 2, HASTY)).isEmpty();
        assertThat(rig.deliver(shared, 3, HASTY)).isEmpty();
        rig.quiet();

        assertThat(rig.kept("F1").problem()).hasValue(FileProblem.TOO_SLOW);
        assertThat(rig.said()).singleElement().asString().contains("did not hand it over in the time that I have");
        assertThat(rig.slack.downloads()).hasSize(2);
    }

    @Test
    void each_file_has_an_invocation_of_its_own() {
        assertThat(rig.template.function("FilesFunction").sources())
                .extracting(Template.Source::batchSize)
                .containsExactly(1);
    }

    @Test
    void what_could_not_be_had_can_be_had_once_it_is_shared_again() {
        rig.slack.refuses("F1", "missing_scope");
        rig.share("F1");
        rig.slack.has("F2", "a.txt", "text/plain", bytes("hello"));
        rig.slack.refuses("F2", "missing_scope");
        rig.share("C1", "U1", "1764583201.000100", "F2");
        rig.slack.allows("F2");

        rig.share("C2", "U2", "1764583202.000100", "F2");

        assertThat(rig.kept("F2").problem()).isEmpty();
        assertThat(rig.kept("F2").status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(rig.said()).hasSize(3);
    }

    @Test
    void a_poison_record_fails_alone_among_nine_good_ones() {
        List<String> bodies = new ArrayList<>();
        IntStream.rangeClosed(1, 10).forEach(n -> {
            rig.slack.has("F" + n, "n" + n + ".txt", "text/plain", bytes("text " + n));
            bodies.add(new EventJson()
                    .write(FilesRig.shared("C1", "U1", "1764583200.00010" + n % 10, "F" + n))
                    .body());
        });
        bodies.set(4, "{\"no\":\"event\"}");

        assertThat(rig.deliver(bodies.toArray(String[]::new))).containsExactly("m-5");
        rig.quiet();

        assertThat(rig.said()).hasSize(9);
        assertThat(rig.outcomes()).anyMatch(line -> line.startsWith("files failed MalformedEventException"));
    }

    @Test
    void a_poison_file_among_nine_good_ones_holds_up_none() {
        String[] bodies = IntStream.rangeClosed(1, 10)
                .mapToObj(n -> {
                    byte[] file = n == 5 ? Samples.half(Samples.pdf(5, "Cut", "Ada")) : bytes("text " + n);
                    rig.slack.has(
                            "F" + n,
                            n == 5 ? "cut.pdf" : "n" + n + ".txt",
                            n == 5 ? "application/pdf" : "text/plain",
                            file);
                    return new EventJson()
                            .write(FilesRig.shared("C1", "U1", "1764583200.00010" + n % 10, "F" + n))
                            .body();
                })
                .toArray(String[]::new);

        assertThat(rig.deliver(bodies)).isEmpty();
        rig.quiet();

        assertThat(rig.said()).hasSize(10);
        assertThat(rig.said()).filteredOn(text -> text.contains("damaged")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../T2", "F1/../../x", "F 1", ""})
    void an_id_that_is_none_is_refused_before_anything_is_noted_of_it(String file) {
        assertThat(rig.deliver(new EventJson()
                        .write(FilesRig.shared("C1", "U1", FilesRig.TS, file))
                        .body()))
                .containsExactly("m-1");
        assertThat(rig.keys()).isEmpty();
    }

    @Test
    void a_link_is_good_for_a_quarter_of_an_hour_and_can_not_be_altered() throws IOException {
        rig.slack.has("F1", "a.txt", "text/plain", bytes("hello"));
        rig.slack.has("F2", "b.txt", "text/plain", bytes("secret"));
        rig.slack.isIn("U1", "C1");
        rig.share("F1");
        rig.share("C9", "U2", "1764583201.000100", "F2");

        String link = link(rig.ask("U1", "get", Map.of("file", "F1")));

        assertThat(new String(rig.followed(link), UTF_8)).isEqualTo("hello");
        assertThat(link).contains("X-Amz-Expires=900");
        assertThat(status(link.replace("/F1", "/F2"))).isEqualTo(403);
        assertThat(status(link.replace("X-Amz-Expires=900", "X-Amz-Expires=90000")))
                .isEqualTo(403);
        assertThat(status(link.replaceFirst("\\?.*", ""))).isEqualTo(403);
    }

    private static int status(String link) throws IOException {
        var connection = (HttpURLConnection) URI.create(link).toURL().openConnection();
        return connection.getResponseCode();
    }

    /** The first link of what was said, whose escapes are JSON's and Slack's. */
    static String link(String response) {
        String text =
                JsonParser.parseString(response).getAsJsonObject().get("text").getAsString();
        return text.substring(text.indexOf('<') + 1, text.indexOf('|')).replace("&amp;", "&");
    }

    private void refused(FileProblem problem, String said) {
        assertThat(rig.kept("F1").status()).isEqualTo(FileStatus.REFUSED);
        assertThat(rig.kept("F1").problem()).hasValue(problem);
        assertThat(rig.keys()).isEmpty();
        assertThat(rig.said()).singleElement().asString().contains(said);
        assertThat(rig.outcomes()).noneMatch(line -> line.startsWith("files failed"));
    }

    private void keptWith(FileProblem problem, String said) {
        assertThat(rig.kept("F1").status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(rig.kept("F1").problem()).hasValue(problem);
        assertThat(rig.keys()).containsExactly(rig.of("F1").original());
        assertThat(rig.said()).singleElement().asString().contains(said);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
