package dev.bellhop.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.bellhop.whole.BrokenCalls.Story;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The functions that keep, look into, answer about and forget files, and write exports: whichever {@linkplain BrokenCalls call of
 * theirs breaks}, what SQS, S3, Lambda and the sweeper do next makes up for it, and it ends complete.
 */
final class BrokenFileCallTest {

    private static final byte[] TEXT = "All about pelicans\n".getBytes(StandardCharsets.UTF_8);

    private static final SlackEvent SHARED =
            SlackEvent.message("1764583200.000100", "awsadvent look").with("F1");

    private static final Pattern LINK = Pattern.compile("<(http[^|>]+)\\|Download>");

    /** Longer than any function works, so that nobody holds anything any more. */
    private static final Duration LEASES_OVER = Duration.ofMinutes(15);

    /** A JVM's first message may take longer than Slack waits; that is no broken call. */
    @BeforeAll
    static void warm() {
        try (Rig rig = new Rig()) {
            shareText(rig);
        }
    }

    @TestFactory
    Stream<DynamicNode> whichever_call_about_files_breaks_is_made_up_for() {
        return Stream.of(
                        new Story(
                                "the files function keeps a file",
                                List.of(
                                        // Whether it is known, and that it is wanted.
                                        "Query",
                                        "Query",
                                        "TransactWriteItems",
                                        "Query",
                                        // From where it was shared.
                                        "files.info",
                                        BrokenCalls.DOWNLOAD,
                                        // How it is described, its bytes, and that they are here.
                                        "Query",
                                        "PutItem",
                                        "PutObject",
                                        "Query",
                                        "PutItem"),
                                rig -> {},
                                (rig, life) -> {
                                    rig.filesLives.add(life);
                                    shareText(rig);
                                },
                                BrokenFileCallTest::textIsKept),
                        new Story(
                                "the processor looks into a text",
                                PROCESSING,
                                rig -> {},
                                (rig, life) -> {
                                    rig.processorLives.add(life);
                                    shareText(rig);
                                },
                                BrokenFileCallTest::textIsKept),
                        new Story(
                                "the processor looks into a picture",
                                PROCESSING,
                                rig -> {},
                                (rig, life) -> {
                                    rig.processorLives.add(life);
                                    sharePicture(rig);
                                },
                                BrokenFileCallTest::pictureIsKept),
                        new Story(
                                "the files function answers in the thread",
                                List.of("Query", "PutItem", "chat.postMessage", "UpdateItem"),
                                rig -> {},
                                (rig, life) -> {
                                    rig.filesLives.add(Life.endless());
                                    rig.filesLives.add(life);
                                    shareText(rig);
                                },
                                BrokenFileCallTest::textIsKept),
                        new Story(
                                "the files function answers with a thumbnail",
                                List.of(
                                        "Query",
                                        "PutItem",
                                        // A picture of Slack's own, noted before anybody sees it.
                                        "GetObject",
                                        "files.getUploadURLExternal",
                                        BrokenCalls.UPLOAD,
                                        "files.completeUploadExternal",
                                        "Query",
                                        "PutItem",
                                        "files.info",
                                        "chat.postMessage",
                                        "UpdateItem"),
                                rig -> {},
                                (rig, life) -> {
                                    rig.filesLives.add(Life.endless());
                                    rig.filesLives.add(life);
                                    sharePicture(rig);
                                },
                                BrokenFileCallTest::pictureIsKept),
                        new Story(
                                "the files function forgets a file",
                                List.of(
                                        "Query",
                                        "TransactWriteItems",
                                        // Which of its lives are over.
                                        "Query",
                                        "DeleteObject",
                                        "DeleteObject",
                                        "DeleteObject",
                                        // By which words it is found.
                                        "Query",
                                        "BatchWriteItem",
                                        "response_url"),
                                BrokenFileCallTest::shareText,
                                (rig, life) -> {
                                    rig.filesLives.add(life);
                                    rig.askFiles(SHARED.user(), "/files", "forget F1");
                                },
                                BrokenFileCallTest::isForgotten),
                        new Story(
                                "the files function queues an export",
                                List.of("SendMessage"),
                                BrokenFileCallTest::say,
                                (rig, life) -> {
                                    rig.filesLives.add(life);
                                    rig.askFiles(Rig.OPERATOR, "/words", "export");
                                },
                                BrokenFileCallTest::isExported),
                        new Story(
                                "the files function writes an export",
                                List.of("PutItem", "Query", "PutObject", "response_url", "UpdateItem"),
                                BrokenFileCallTest::say,
                                (rig, life) -> {
                                    rig.filesLives.add(Life.endless());
                                    rig.filesLives.add(life);
                                    rig.askFiles(Rig.OPERATOR, "/words", "export");
                                },
                                BrokenFileCallTest::isExported))
                .map(BrokenCalls::each);
    }

    private static final List<String> PROCESSING = List.of(
            // Which file it is of, and whether this version was looked into.
            "Query",
            "GetItem",
            "GetObject",
            // The thumbnail or the text, and by which words it is found.
            "PutObject",
            "BatchWriteItem",
            // The figures, with what is owed.
            "Query",
            "TransactWriteItems",
            "Publish",
            "UpdateItem");

    private static void say(Rig rig) {
        rig.deliver(SlackEvent.message("1764583100.000100", "awsadvent hello"));
        rig.quiet();
    }

    private static void shareText(Rig rig) {
        rig.slack.holds("F1", "text/plain", TEXT);
        share(rig);
    }

    private static void sharePicture(Rig rig) {
        rig.slack.holds("F1", "image/jpeg", SampleFiles.photo(600, 400));
        share(rig);
    }

    private static void share(Rig rig) {
        rig.deliver(SHARED);
        rig.quiet();
    }

    /** Whoever makes up for a death does so; nobody asks anew. */
    private static void settle(Rig rig) {
        rig.quiet();
        rig.clock.move(LEASES_OVER);
        rig.sweep();
        rig.sweep();
        assertThat(rig.owed()).as("owed").isEmpty();
        assertThat(rig.deadLetters()).as("dead letters").isEmpty();
        assertThat(rig.aws.queues().bodies("JobsQueue")).as("jobs").isEmpty();
    }

    private static void textIsKept(Rig rig, int doubled) {
        settle(rig);
        assertThat(rig.folders()).containsExactlyInAnyOrder("originals", "texts");
        isKept(rig, doubled, "W#f1", "W#all", "W#about", "W#pelicans");
        assertThat(rig.files("U2", "/files", "find pelicans")).contains("F1");
        Matcher link = LINK.matcher(text(rig.files("U2", "/files", "get F1")));
        assertThat(link.find()).isTrue();
        assertThat(followed(link)).isEqualTo(TEXT);
    }

    private static void pictureIsKept(Rig rig, int doubled) {
        settle(rig);
        assertThat(rig.folders()).containsExactlyInAnyOrder("originals", "thumbnails");
        isKept(rig, doubled, "W#f1");
    }

    private static void isKept(Rig rig, int doubled, String... words) {
        Map<String, Map<String, AttributeValue>> items = rig.itemsOf("F1");
        // Whichever life of the file the words are of.
        assertThat(items.keySet().stream().map(key -> key.replaceFirst("#[0-9]+#", "#")))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of("FILE"), Stream.of(words)).toList());
        assertThat(items.get("FILE"))
                .containsEntry("status", AttributeValue.fromS("processed"))
                .containsEntry("waiting", AttributeValue.fromL(List.of()));
        assertThat(rig.slack.posted())
                .filteredOn(posted -> posted.text().contains("`F1`"))
                .hasSizeBetween(1, 1 + doubled)
                .allSatisfy(posted -> assertThat(posted.thread()).isEqualTo(SHARED.ts()));
    }

    /** Whoever asked need not ask again. */
    private static void isForgotten(Rig rig, int doubled) {
        settle(rig);
        Optional<String> said = rig.slack.said("files");
        assertThat(said).hasValueSatisfying(text -> assertThat(text).contains("I have forgotten"));
        assertThat(rig.folders()).isEmpty();
        assertThat(rig.itemsOf("F1").keySet()).singleElement().asString().startsWith("FORGOTTEN#");
        assertThat(rig.files("U2", "/files", "find pelicans")).doesNotContain("F1");
    }

    private static void isExported(Rig rig, int doubled) {
        // At once, for the link is good for a quarter of an hour.
        Matcher link = LINK.matcher(text(rig.slack.said("files").orElseThrow()));
        assertThat(link.find()).isTrue();
        assertThat(followed(link)).asString(StandardCharsets.UTF_8).contains("awsadvent", "hello");
        settle(rig);
        assertThat(rig.folders()).containsExactly("exports");
    }

    /** Escaped for Slack, and for JSON. */
    private static String text(String response) {
        return JsonParser.parseString(response)
                .getAsJsonObject()
                .get("text")
                .getAsString()
                .replace("&amp;", "&");
    }

    private static byte[] followed(Matcher link) {
        try (var in = URI.create(link.group(1)).toURL().openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
