package dev.bellhop.local.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.local.LocalBellhop;
import dev.bellhop.local.SlackWorkspace;
import dev.bellhop.whole.SampleFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;

/** Files as people share them and find them again, in a real browser. */
final class FilesInBrowserTest {

    private static final String MESSAGE = "#talk article";
    /** The last one with a file; what is said to one person alone may stand below it. */
    private static final String SHARED = MESSAGE + ":has(.file):not(:has(~ article .file))";

    private static final String ANSWER = "#thread article";

    @RegisterExtension
    static final OnScreen PAGE = new OnScreen();

    private final Screen screen = PAGE.screen();
    private final ChromeDriver driver = PAGE.driver();

    @TempDir
    Path folder;

    /** The first file waits for what is only made then. */
    @BeforeAll
    static void wake() throws IOException {
        LocalBellhop bellhop = PAGE.bellhop();
        SlackWorkspace.File file =
                bellhop.upload(SlackWorkspace.KATHERINE, "morning.txt", "", new ByteArrayInputStream(new byte[] {'a'}));
        bellhop.say(
                        SlackWorkspace.KATHERINE,
                        SlackWorkspace.OPS,
                        Optional.empty(),
                        "awsadvent morning",
                        List.of(file.id()))
                .status()
                .join();
        bellhop.awaitQuiet(Duration.ofMinutes(1));
        bellhop.command(SlackWorkspace.KATHERINE, SlackWorkspace.OPS, "/files", "find morning")
                .join();
        bellhop.awaitQuiet(Duration.ofMinutes(1));
    }

    @Test
    void a_dropped_picture_and_pdf_are_answered_in_the_thread_and_the_pdf_is_found_by_a_word_in_it()
            throws IOException {
        drop("#talk .messages", "holiday.jpg", "image/jpeg", SampleFiles.photo(1_200, 800));
        drop(
                "#talk .composer",
                "guide.pdf",
                "application/pdf",
                SampleFiles.document(200, "Field guide", "Grace Hopper", "All about pelicans"));
        screen.sees(".attached li", "holiday.jpg");
        screen.sees(".attached li", "guide.pdf");
        screen.say("awsadvent see these");

        screen.sees(SHARED + " .file", "holiday.jpg");
        screen.sees(SHARED + " .file", "guide.pdf");
        assertThat(screen.count(".attached li", "")).isZero();
        answered("holiday.jpg", "guide.pdf");
        screen.click(SHARED + " .replies", "2 replies");
        screen.sees(ANSWER, "800 × 1200 pixels");
        screen.sees(ANSWER, "200 pages");
        screen.sees(ANSWER, "All about pelicans, page 1");
        seesThumbnail();
        assertThat(screen.violations(Chromium.axe())).isEmpty();
        assertThat(screen.overflow()).isZero();

        screen.say("/files find pelicans");
        screen.sees(MESSAGE, "guide.pdf");

        screen.click("[role=tab]", "Outbox");
        screen.sees(".objects tbody tr", "originals/");
        screen.sees(".objects tbody tr", "thumbnails/");
        assertThat(screen.count(".objects", "pelicans")).isZero();
        assertThat(screen.violations(Chromium.axe())).isEmpty();
    }

    @Test
    void download_gives_a_link_that_the_browser_saves() throws IOException {
        driver.executeCdpCommand(
                "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", folder.toString()));
        drop("#talk .composer", "plan b.txt", "text/plain", "for saving".getBytes(StandardCharsets.UTF_8));
        screen.say("awsadvent save this");
        screen.sees(SHARED + " .file", "plan b.txt");
        answered("plan b.txt");
        screen.click(SHARED + " .replies", "1 reply");
        screen.click(ANSWER + " button", "Download");

        screen.click(MESSAGE + " a", "Download");

        screen.until(() -> "for saving".equals(saved("plan b.txt")), "plan b.txt, saved");
        driver.switchTo().window(PAGE.tab());
    }

    @Test
    void files_are_picked_by_the_keyboard_and_taken_back() throws IOException {
        Path file = folder.resolve("picked.txt");
        Files.writeString(file, "picked");
        screen.run("document.querySelector('#talk .attach').focus()");
        assertThat(screen.run("return document.activeElement.getAttribute('aria-label')"))
                .isEqualTo("Attach files");
        screen.find("#talk input[type=file]").sendKeys(file.toString());
        screen.sees(".attached li", "picked.txt");
        screen.run("document.querySelector('.attached button').focus()");
        screen.press(Keys.ENTER);
        screen.seesNo(".attached li", "picked.txt");

        screen.find("#talk input[type=file]").sendKeys(file.toString());
        screen.sees(".attached li", "picked.txt");
        screen.find(Screen.FIELD).sendKeys(Keys.ENTER);
        screen.sees(SHARED + " .file", "picked.txt 6 bytes, text/plain");
    }

    @Test
    void keep_files_is_in_the_menu_of_a_message() {
        drop("#talk .composer", "kept.txt", "text/plain", "kept".getBytes(StandardCharsets.UTF_8));
        screen.say("nobody asks the bot");
        screen.sees(MESSAGE + ":last-child .file", "kept.txt");
        screen.click(MESSAGE + ":last-child .byline, " + MESSAGE + ":last-child .message-text", "");
        screen.click(MESSAGE + ":last-child [title='More actions']");
        screen.sees("[role=menu] [role=menuitem]", "Keep files");
        screen.press(Keys.ENTER);

        screen.sees(MESSAGE, "I keep that file");
        answered("kept.txt");
        screen.sees(SHARED + " .replies", "1 reply");
    }

    @Test
    void a_thumbnail_is_in_the_thread_a_day_later_still() {
        drop("#talk .composer", "yesterday.jpg", "image/jpeg", SampleFiles.photo(1_200, 800));
        screen.say("awsadvent remember this");
        screen.sees(SHARED + " .file", "yesterday.jpg");
        answered("yesterday.jpg");

        PAGE.bellhop().advance(Duration.ofDays(1));
        quiet();
        driver.navigate().refresh();

        screen.click(SHARED + " .replies", "1 reply");
        screen.sees(ANSWER, "yesterday.jpg");
        seesThumbnail();
    }

    @Test
    void a_command_takes_no_files_and_they_wait_still() {
        drop("#talk .composer", "waiting.txt", "text/plain", new byte[] {1});

        screen.say("/files");

        screen.sees(".toast", "A command takes no files.");
        screen.sees(".attached li", "waiting.txt");
    }

    /** The right way up, and loaded. */
    private void seesThumbnail() {
        screen.until(
                () -> screen.number("return [...document.querySelectorAll('#thread .block-image img')]"
                                + ".filter(each => each.naturalWidth === 480 && each.naturalHeight === 720).length")
                        == 1,
                "the thumbnail, the right way up");
    }

    /**
     * Waits for what is said about files. The bot takes a message in beside the page, and on a busy machine a call behind it may fail,
     * which Lambda tries again after a minute.
     */
    private void answered(String... names) {
        screen.until(
                () -> {
                    quiet();
                    return Stream.of(names).allMatch(FilesInBrowserTest::isAnswered);
                },
                "an answer about " + String.join(" and ", names));
    }

    private static boolean isAnswered(String name) {
        return PAGE.bellhop().workspace().messages().stream()
                .filter(message -> message.isOfBot() && message.thread().isPresent())
                .anyMatch(message -> message.text().contains(name));
    }

    private static void quiet() {
        PAGE.bellhop().awaitQuiet(Duration.ofMinutes(4));
    }

    /** As if it had been dragged there from a folder. */
    private void drop(String css, String name, String type, byte[] content) {
        screen.sees(css, "");
        screen.run("""
                const bytes = Uint8Array.from(atob(arguments[3]), (each) => each.charCodeAt(0));
                const dataTransfer = new DataTransfer();
                dataTransfer.items.add(new File([bytes], arguments[1], {type: arguments[2]}));
                const element = document.querySelector(arguments[0]);
                for (const kind of ['dragover', 'drop']) {
                    element.dispatchEvent(new DragEvent(kind, {dataTransfer, bubbles: true, cancelable: true}));
                }""", css, name, type, Base64.getEncoder().encodeToString(content));
        screen.sees(".attached li", name);
    }

    /** What is in the folder of saved files under that name, or something like it. */
    private String saved(String name) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().equals(name))
                    .toList();
            return found.isEmpty() ? "" : Files.readString(found.getFirst());
        } catch (IOException e) {
            return "";
        }
    }
}
