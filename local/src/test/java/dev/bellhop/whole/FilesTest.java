package dev.bellhop.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.bellhop.local.Http;
import dev.bellhop.local.LocalBellhop;
import dev.bellhop.local.SlackWorkspace;
import dev.bellhop.local.Unhurried;
import dev.bellhop.localaws.Fault;
import dev.bellhop.localaws.RetryDelays;
import dev.bellhop.localaws.StoredObject;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Files from the message to the answer in its thread, through all of the system as it runs on a laptop. */
final class FilesTest {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** Deliveries that meet come again, and nobody here puts the clock forward for them. */
    private static final RetryDelays SOON = new RetryDelays(Duration.ofMillis(500), Duration.ofSeconds(2));

    private static final Pattern LINK = Pattern.compile("<(http[^|>]+)\\|Download>");

    private final LocalBellhop bellhop = start();
    private final HttpClient http = HttpClient.newHttpClient();

    private static LocalBellhop start() {
        try {
            return Unhurried.bellhop().retries(SOON).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() {
        bellhop.close();
        http.close();
    }

    @Test
    void a_photo_is_answered_with_its_thumbnail_the_right_way_up() throws Exception {
        Shared photo = share(SlackWorkspace.GENERAL, "holiday.jpg", SampleFiles.photo(1_200, 800));

        SlackWorkspace.Message answer = onlyAnswer(photo);
        assertThat(answer.text()).contains("holiday.jpg", "800 × 1200 pixels", "<@U0ADA0001>");
        BufferedImage thumbnail = thumbnail(answer);
        assertThat(thumbnail.getWidth()).isEqualTo(480);
        assertThat(thumbnail.getHeight()).isEqualTo(720);
        assertThat(new Color(thumbnail.getRGB(240, 100)).getRed()).isGreaterThan(200);
        assertThat(new Color(thumbnail.getRGB(240, 620)).getBlue()).isGreaterThan(200);
        assertThat(keys())
                .containsExactly("originals/T0BELLHOP/" + photo.file(), "thumbnails/T0BELLHOP/" + photo.file());
    }

    @Test
    void a_thumbnail_stays_when_links_are_over_and_goes_when_its_file_is_forgotten() throws Exception {
        Shared photo = share(SlackWorkspace.GENERAL, "holiday.jpg", SampleFiles.photo(600, 400));
        String thumbnail = shown(onlyAnswer(photo));

        bellhop.advance(Duration.ofDays(1));
        assertThat(thumbnail(onlyAnswer(photo)).getWidth()).isEqualTo(400);

        assertThat(files(SlackWorkspace.ADA, "forget " + photo.file())).contains("I have forgotten");
        assertThat(bellhop.picture(thumbnail)).isEmpty();
    }

    @Test
    void a_document_is_answered_with_its_figures_and_found_by_a_word_in_it() {
        byte[] pdf = SampleFiles.document(200, "Field guide", "Grace Hopper", "All about pelicans");
        Shared document = share(SlackWorkspace.GENERAL, "guide.pdf", pdf);

        assertThat(onlyAnswer(document).text())
                .contains("guide.pdf", "200 pages", "“Field guide”", "by Grace Hopper", "KB");
        assertThat(blocks(onlyAnswer(document))).contains("All about pelicans, page 1");
        assertThat(files(SlackWorkspace.GRACE, "find pelicans")).contains("guide.pdf");
        assertThat(files(SlackWorkspace.GRACE, "find herons")).contains("No file");
    }

    @Test
    void a_text_is_answered_with_its_first_lines() {
        Shared text = share(
                SlackWorkspace.GENERAL, "notes.txt", "First line\nsecond line\n".getBytes(StandardCharsets.UTF_8));

        assertThat(onlyAnswer(text).text()).contains("notes.txt", "a text", "23 bytes");
        assertThat(blocks(onlyAnswer(text))).contains("First line", "second line");
    }

    @Test
    void the_same_message_three_times_is_kept_and_answered_once() {
        bellhop.aws().topics().deliverNext(3);
        Shared text = share(SlackWorkspace.GENERAL, "once.txt", "once".getBytes(StandardCharsets.UTF_8));
        bellhop.events().tell(text.message()).join();
        bellhop.events().tell(text.message()).join();
        bellhop.awaitQuiet(LONGEST);

        assertThat(answers(text)).hasSize(1);
        assertThat(keys()).containsExactly("originals/T0BELLHOP/" + text.file(), "texts/T0BELLHOP/" + text.file());
    }

    @Test
    void a_link_works_until_its_time_is_over_and_can_not_be_altered() throws Exception {
        byte[] content = "for downloading".getBytes(StandardCharsets.UTF_8);
        Shared text = share(SlackWorkspace.GENERAL, "plan b.txt", content);
        Shared other = share(SlackWorkspace.GENERAL, "other.txt", "hidden".getBytes(StandardCharsets.UTF_8));

        Matcher found = LINK.matcher(files(SlackWorkspace.GRACE, "get " + text.file()));
        assertThat(found.find()).isTrue();
        String link = found.group(1).replace("&amp;", "&");
        HttpResponse<byte[]> good = follow(link);
        assertThat(good.statusCode()).isEqualTo(200);
        assertThat(good.body()).isEqualTo(content);
        assertThat(good.headers().firstValue("content-disposition").orElseThrow())
                .startsWith("attachment")
                .contains("plan");
        assertThat(follow(link.replace(text.file(), other.file())).statusCode()).isEqualTo(403);
        assertThat(follow(link.replaceFirst("X-Amz-Expires=900", "X-Amz-Expires=9000"))
                        .statusCode())
                .isEqualTo(403);
        bellhop.advance(Duration.ofMinutes(15));
        assertThat(follow(link).statusCode()).isEqualTo(403);
    }

    @Test
    void what_was_shared_in_a_private_channel_is_for_its_members_alone() {
        SlackWorkspace.Channel leads = bellhop.workspace()
                .addPrivateChannel("leads", Set.of(SlackWorkspace.ADA.id()))
                .orElseThrow();
        bellhop.events().invite(leads, SlackWorkspace.ADA).join();
        Shared secret = share(leads, "salaries.txt", "confidential".getBytes(StandardCharsets.UTF_8));

        assertThat(answers(secret)).hasSize(1);
        assertThat(files(SlackWorkspace.ADA, "find confidential")).contains("salaries.txt");
        assertThat(files(SlackWorkspace.ADA, "get " + secret.file())).contains("Download");
        assertThat(files(SlackWorkspace.GRACE, "find confidential")).doesNotContain("salaries");
        assertThat(files(SlackWorkspace.GRACE, "")).doesNotContain("salaries");
        assertThat(files(SlackWorkspace.GRACE, "get " + secret.file()))
                .contains("no such file")
                .doesNotContain("salaries");
    }

    @Test
    void a_token_without_the_scope_is_said_in_the_thread_and_not_tried_again() {
        bellhop.slackFaults().orElseThrow().next(Fault.REFUSE, "files.download"::equals, 0, Integer.MAX_VALUE);

        Shared text = share(SlackWorkspace.GENERAL, "notes.txt", "text".getBytes(StandardCharsets.UTF_8));

        assertThat(onlyAnswer(text).text()).contains("files:read");
        assertThat(keys()).isEmpty();
        assertThat(bellhop.aws().queues().bodies("FilesDeadLetters")).isEmpty();
    }

    @Test
    void keep_files_keeps_what_nobody_asked_for_and_only_once() {
        Shared text = share(SlackWorkspace.GENERAL, "", "notes.txt", "text".getBytes(StandardCharsets.UTF_8));
        assertThat(keys()).isEmpty();

        for (int i = 0; i < 2; i++) {
            assertThat(bellhop.shortcut(
                                    SlackWorkspace.GRACE,
                                    SlackWorkspace.GENERAL,
                                    text.message().ts(),
                                    "keep_files")
                            .join())
                    .isEqualTo(200);
            bellhop.awaitQuiet(LONGEST);
        }

        assertThat(keys()).contains("originals/T0BELLHOP/" + text.file());
        assertThat(answers(text)).hasSize(1);
    }

    /** What was said, and the id of the file in it. */
    private record Shared(SlackWorkspace.Message message, String file) {}

    private Shared share(SlackWorkspace.Channel channel, String name, byte[] content) {
        return share(channel, "awsadvent look", name, content);
    }

    private Shared share(SlackWorkspace.Channel channel, String text, String name, byte[] content) {
        try {
            SlackWorkspace.File file = bellhop.upload(SlackWorkspace.ADA, name, "", new ByteArrayInputStream(content));
            LocalBellhop.Said said =
                    bellhop.say(SlackWorkspace.ADA, channel, Optional.empty(), text, List.of(file.id()));
            assertThat(said.status().join()).isEqualTo(200);
            bellhop.awaitQuiet(LONGEST);
            return new Shared(bellhop.workspace().message(channel, said.ts()).orElseThrow(), file.id());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the bot said about files in the message's thread. */
    private List<SlackWorkspace.Message> answers(Shared shared) {
        return bellhop.workspace().messages().stream()
                .filter(message -> message.isOfBot()
                        && message.thread()
                                .filter(shared.message().ts()::equals)
                                .isPresent())
                .toList();
    }

    private SlackWorkspace.Message onlyAnswer(Shared shared) {
        List<SlackWorkspace.Message> answers = answers(shared);
        assertThat(answers).hasSize(1);
        return answers.getFirst();
    }

    private static String blocks(SlackWorkspace.Message message) {
        return JsonParser.parseString(message.blocks().orElse("[]")).toString();
    }

    /** The picture that a message shows. */
    private BufferedImage thumbnail(SlackWorkspace.Message message) throws IOException {
        Http.Response picture = bellhop.picture(shown(message)).orElseThrow();
        return ImageIO.read(new ByteArrayInputStream(picture.body().asByteArray()));
    }

    private String shown(SlackWorkspace.Message message) {
        JsonArray blocks =
                JsonParser.parseString(message.blocks().orElseThrow()).getAsJsonArray();
        return StreamSupport.stream(blocks.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(block -> block.get("type").getAsString().equals("image"))
                .map(block -> bellhop.picture(block).orElseThrow())
                .findFirst()
                .orElseThrow();
    }

    /** What somebody is told who types {@code /files text}: the last of it. */
    private String files(SlackWorkspace.User user, String text) {
        assertThat(bellhop.command(user, SlackWorkspace.GENERAL, "/files", text).join())
                .isEqualTo(200);
        bellhop.awaitQuiet(LONGEST);
        return bellhop.workspace().messages().stream()
                .filter(message -> message.onlyFor().filter(user::equals).isPresent())
                .map(SlackWorkspace.Message::text)
                .reduce((earlier, later) -> later)
                .orElse("");
    }

    private Set<String> keys() {
        return bellhop.buckets().objects().stream()
                .map(StoredObject::key)
                // Without the generation.
                .map(key -> key.substring(0, key.lastIndexOf('/')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private HttpResponse<byte[]> follow(String link) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(link)).build(), BodyHandlers.ofByteArray());
    }
}
