package dev.bellhop.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellhop.events.FileKind;
import dev.bellhop.events.FileProblem;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures, all the way from the event to the answer. */
final class PicturesTest {

    @RegisterExtension
    final FilesRig rig = new FilesRig();

    @Test
    void a_photo_is_turned_as_it_was_held_and_says_nothing_of_its_camera() {
        rig.slack.has("F1", "photo.jpg", "image/jpeg", Samples.photo(1200, 800, 6));

        rig.share("F1");

        KeptFile file = rig.kept("F1");
        assertThat(file.problem()).isEmpty();
        assertThat(file.facts().width()).hasValue(800);
        assertThat(file.facts().height()).hasValue(1200);
        byte[] bytes = rig.object(rig.of("F1").thumbnail());
        BufferedImage thumbnail = Samples.read(bytes);
        assertThat(thumbnail.getWidth()).isEqualTo(480);
        assertThat(thumbnail.getHeight()).isEqualTo(720);
        // Held on its side: what is stored at the left is seen at the top, and what is stored at the top at the right.
        assertThat(near(thumbnail, 240, 100)).isEqualTo(Color.RED);
        assertThat(near(thumbnail, 240, 620)).isEqualTo(Color.BLUE);
        assertThat(near(thumbnail, 470, 360)).isEqualTo(Color.GREEN);
        String raw = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(raw).doesNotContain("Exif", "SECRET", "xap", "http:");
        assertThat(rig.said()).singleElement().asString().contains("800 × 1200");
        String blocks = rig.slack.posts().getFirst().get("blocks").getAsString();
        assertThat(FakeUploads.shown(blocks)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"1,480,240", "2,480,240", "3,480,240", "4,480,240", "5,480,960", "6,480,960", "7,480,960", "8,480,960"})
    void each_way_to_hold_a_camera_is_put_right(int orientation, int width, int height) {
        rig.slack.has("F1", "photo.jpg", "image/jpeg", Samples.photo(1000, 500, orientation));

        rig.share("F1");

        BufferedImage thumbnail = Samples.read(rig.object(rig.of("F1").thumbnail()));
        assertThat(thumbnail.getWidth()).isEqualTo(width);
        assertThat(thumbnail.getHeight()).isEqualTo(height);
        // The green edge is stored at the top.
        double atTop = 0.05;
        double atBottom = 0.95;
        double x = switch (orientation) {
            case 5, 8 -> atTop;
            case 6, 7 -> atBottom;
            default -> 0.5;
        };
        double y = switch (orientation) {
            case 1, 2 -> atTop;
            case 3, 4 -> atBottom;
            default -> 0.5;
        };
        assertThat(near(thumbnail, (int) (x * width), (int) (y * height))).isEqualTo(Color.GREEN);
        // And what is stored at the left, below the edge, is red.
        double redX = switch (orientation) {
            case 1, 4 -> 0.2;
            case 2, 3 -> 0.8;
            default -> 0.5;
        };
        double redY = switch (orientation) {
            case 5, 6 -> 0.2;
            case 7, 8 -> 0.8;
            default -> 0.5;
        };
        assertThat(near(thumbnail, (int) (redX * width), (int) (redY * height))).isEqualTo(Color.RED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif", "jpeg"})
    void each_format_is_made_small(String format) {
        rig.slack.has("F1", "picture." + format, "image/" + format, Samples.picture(960, 600, format));

        rig.share("F1");

        assertThat(rig.kept("F1").problem()).isEmpty();
        BufferedImage thumbnail = Samples.read(rig.object(rig.of("F1").thumbnail()));
        assertThat(thumbnail.getWidth()).isEqualTo(480);
        assertThat(thumbnail.getHeight()).isEqualTo(300);
        assertThat(near(thumbnail, 100, 200)).isEqualTo(Color.RED);
        assertThat(near(thumbnail, 380, 200)).isEqualTo(Color.BLUE);
    }

    @Test
    void a_web_picture_is_made_small_and_stays_as_small_as_it_was() {
        rig.slack.has("F1", "picture.webp", "image/webp", Samples.webp());

        rig.share("F1");

        assertThat(rig.kept("F1").problem()).isEmpty();
        BufferedImage thumbnail = Samples.read(rig.object(rig.of("F1").thumbnail()));
        assertThat(thumbnail.getWidth()).isEqualTo(64);
        assertThat(thumbnail.getHeight()).isEqualTo(48);
        Color left = new Color(thumbnail.getRGB(10, 24));
        assertThat(left.getRed()).isCloseTo(0xC0, within(12));
        assertThat(left.getBlue()).isLessThan(20);
    }

    @Test
    void a_photo_for_printing_is_shown_in_the_colours_of_a_screen() {
        rig.slack.has("F1", "printed.jpg", "image/jpeg", Samples.printed(600, 300));

        rig.share("F1");

        assertThat(rig.kept("F1").problem()).isEmpty();
        Color color =
                new Color(Samples.read(rig.object(rig.of("F1").thumbnail())).getRGB(200, 100));
        assertThat(color.getBlue()).isGreaterThan(color.getRed() + 50);
    }

    @Test
    void what_is_seen_through_stays_so() {
        BufferedImage image = new BufferedImage(600, 300, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0xFFFF0000);
        rig.slack.has("F1", "logo.png", "image/png", Samples.written(image, "png"));

        rig.share("F1");

        BufferedImage thumbnail = Samples.read(rig.object(rig.of("F1").thumbnail()));
        assertThat(thumbnail.getColorModel().hasAlpha()).isTrue();
        assertThat(thumbnail.getRGB(400, 200) >>> 24).isZero();
    }

    @Test
    void a_grey_picture_is_as_grey_as_it_was() {
        BufferedImage image = new BufferedImage(600, 300, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < 600; x++) {
            for (int y = 0; y < 300; y++) {
                image.getRaster().setSample(x, y, 0, 100);
            }
        }
        rig.slack.has("F1", "grey.png", "image/png", Samples.written(image, "png"));

        rig.share("F1");

        Color grey =
                new Color(Samples.read(rig.object(rig.of("F1").thumbnail())).getRGB(200, 100));
        assertThat(grey.getRed()).isCloseTo(100, within(3));
    }

    @Test
    void a_picture_of_more_than_fifty_megapixels_is_not_decoded() {
        rig.slack.has("F1", "bomb.png", "image/png", Samples.pngBomb(10_000, 5_001));

        rig.share("F1");

        KeptFile file = rig.kept("F1");
        assertThat(file.problem()).hasValue(FileProblem.TOO_MANY_PIXELS);
        assertThat(file.facts().width()).hasValue(10_000);
        assertThat(rig.keys()).containsExactly(rig.of("F1").original());
        assertThat(rig.said()).singleElement().asString().contains("50 million pixels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif", "jpeg"})
    void a_picture_that_ends_too_early_is_damaged(String format) {
        rig.slack.has("F1", "cut." + format, "image/" + format, Samples.half(noise(format)));

        rig.share("F1");

        KeptFile file = rig.kept("F1");
        assertThat(file.problem()).hasValue(FileProblem.DAMAGED);
        assertThat(file.facts().kind()).isEqualTo(FileKind.PICTURE);
        assertThat(rig.keys()).containsExactly(rig.of("F1").original());
        assertThat(rig.said()).singleElement().asString().contains("damaged");
    }

    /** Which does not compress, so that half of it is half of its rows. */
    private static byte[] noise(String format) {
        BufferedImage image = new BufferedImage(300, 300, BufferedImage.TYPE_INT_RGB);
        var random = new Random(1);
        for (int n = 0; n < 300 * 300; n++) {
            image.setRGB(n % 300, n / 300, random.nextInt());
        }
        return Samples.written(image, format);
    }

    /** The one of red, green and blue that a pixel is nearest to. */
    private static Color near(BufferedImage image, int x, int y) {
        Color color = new Color(image.getRGB(x, y));
        if (color.getRed() > color.getGreen() && color.getRed() > color.getBlue()) {
            return Color.RED;
        }
        return color.getGreen() > color.getBlue() ? Color.GREEN : Color.BLUE;
    }
}
