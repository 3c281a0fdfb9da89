package dev.bellhop.local.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Files on their way from the page into messages, over real HTTP. */
final class SharingTest {

    @RegisterExtension
    final RunningPage page = new RunningPage();

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void a_file_is_handed_over_and_then_said() throws Exception {
        // Longer than any other request may be.
        byte[] content = new byte[12 * 1024 * 1024];
        content[content.length - 1] = 7;
        String id = uploaded("big picture.png", content);

        page.browser()
                .done(
                        "/local/messages",
                        "{\"user\":\"" + RunningPage.ADA + "\",\"channel\":\"C0GENERAL\",\"text\":\"\",\"files\":[\""
                                + id + "\"]}");

        JsonObject shown = RunningPage.objects(page.browser().json("/local/snapshot"), "messages").stream()
                .filter(message -> message.getAsJsonArray("files").size() == 1)
                .findFirst()
                .orElseThrow();
        JsonObject file = shown.getAsJsonArray("files").get(0).getAsJsonObject();
        assertThat(RunningPage.text(file, "name")).isEqualTo("big picture.png");
        assertThat(RunningPage.text(file, "mimetype")).isEqualTo("image/png");
        HttpResponse<byte[]> saved = http.send(
                HttpRequest.newBuilder(page.bellhop().url().resolve("/local/files/" + id))
                        .build(),
                BodyHandlers.ofByteArray());
        assertThat(saved.body()).isEqualTo(content);
        assertThat(saved.headers().firstValue("content-disposition")).contains("attachment");
        assertThat(saved.headers().firstValue("content-security-policy")).contains("sandbox; default-src 'none'");
        assertThat(saved.headers().firstValue("x-content-type-options")).contains("nosniff");
    }

    @Test
    void only_who_handed_a_file_over_can_say_it() throws Exception {
        String id = uploaded("mine.txt", new byte[1]);

        HttpResponse<String> answer = page.browser()
                .post(
                        "/local/messages",
                        "{\"user\":\"" + RunningPage.GRACE + "\",\"channel\":\"C0GENERAL\",\"text\":\"\",\"files\":[\""
                                + id + "\"]}");

        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Test
    void what_a_page_of_another_site_could_send_unasked_is_refused() throws Exception {
        assertThat(upload("a.txt", "text/plain", "http://localhost").statusCode())
                .isEqualTo(415);
        assertThat(upload("a.txt", "application/octet-stream", "https://example.org")
                        .statusCode())
                .isEqualTo(403);
        assertThat(upload("", "application/octet-stream", "http://localhost").statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_private_channel_is_its_members_alone() throws Exception {
        JsonObject made = page.browser()
                .done("/local/channels", "{\"user\":\"" + RunningPage.ADA + "\",\"name\":\"leads\",\"private\":true}")
                .getAsJsonObject("channel");
        String id = RunningPage.text(made, "id");

        assertThat(RunningPage.text(made, "kind")).isEqualTo("group");
        assertThat(made.getAsJsonArray("members")).hasSize(1);
        assertThat(page.browser()
                        .post(
                                "/local/messages",
                                "{\"user\":\"" + RunningPage.GRACE + "\",\"channel\":\"" + id
                                        + "\",\"text\":\"let me in\"}")
                        .statusCode())
                .isEqualTo(404);
        page.browser()
                .done(
                        "/local/messages",
                        "{\"user\":\"" + RunningPage.ADA + "\",\"channel\":\"" + id + "\",\"text\":\"alone\"}");
    }

    @Test
    void what_is_in_the_bucket_is_told_without_what_is_in_that() throws Exception {
        assertThat(page.browser().json("/local/objects").getAsJsonArray("objects"))
                .isEmpty();
        String bucket = page.bellhop().template().buckets().getFirst().name();
        try (S3Client s3 = page.bellhop().buckets().client();
                Browser.Stream stream = page.browser().listen(Optional.empty())) {
            s3.putObject(
                    request -> request.bucket(bucket).key("kept/a.txt").contentType("text/plain"),
                    RequestBody.fromString("content"));
            stream.next(event -> event.type().equals("changed")
                    && RunningPage.text(event.data(), "what").equals("objects"));
        }

        JsonObject object = page.browser()
                .json("/local/objects")
                .getAsJsonArray("objects")
                .get(0)
                .getAsJsonObject();
        assertThat(object.keySet()).containsExactlyInAnyOrder("bucket", "key", "size", "type", "at");
        assertThat(RunningPage.text(object, "key")).isEqualTo("kept/a.txt");
        assertThat(RunningPage.text(object, "type")).isEqualTo("text/plain");
        assertThat(object.get("size").getAsLong()).isEqualTo(7);
    }

    private String uploaded(String name, byte[] content) throws Exception {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(page.bellhop()
                                .url()
                                .resolve("/local/files?user=" + RunningPage.ADA + "&name=" + encoded(name)))
                        .header("Content-Type", "application/octet-stream")
                        .POST(BodyPublishers.ofByteArray(content))
                        .build(),
                BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningPage.text(JsonParser.parseString(response.body()).getAsJsonObject(), "id");
    }

    private HttpResponse<String> upload(String name, String type, String origin) throws Exception {
        String here = origin.equals("http://localhost") ? page.bellhop().url().toString() : origin;
        return http.send(
                HttpRequest.newBuilder(page.bellhop()
                                .url()
                                .resolve("/local/files?user=" + RunningPage.ADA + "&name=" + encoded(name)))
                        .header("Content-Type", type)
                        .header("Origin", here)
                        .POST(BodyPublishers.ofString("content"))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
