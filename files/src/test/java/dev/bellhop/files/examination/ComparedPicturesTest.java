package dev.bellhop.files.examination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.files.Samples;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thumbnails beside those that ImageMagick makes of the same pictures, most of which it wrote itself: they are of the same size, and
 * look the same. What was measured is in {@code target/compared-pictures.txt}.
 */
final class ComparedPicturesTest {

    /**
     * Of the lightness of all pixels (root mean square), as a part of white's. We take the mean of the pixels that one stands for,
     * ImageMagick weighs those around it too, which sharpens edges; and a JPEG, as ours are, is wrong by one in a hundred by itself.
     */
    private static final double LIGHTNESS = 0.02;

    /**
     * Of the mean of any 16 by 16 pixels in each of the three colours: the colours of a JPEG are kept for four pixels at once, so
     * edges don't count here. What is displaced or has another colour does.
     */
    private static final double ANYWHERE = 0.03;

    /** The same where ours is decoded by other means: WebP's colours are rounded anew by each decoder. */
    private static final double ANYWHERE_OF_WEBP = 0.04;

    private static final int BLOCK = 16;

    private static final List<String> MEASURED = new ArrayList<>();

    private static OtherProgram imageMagick;

    @TempDir
    Path folder;

    @BeforeAll
    static void find() {
        imageMagick = OtherProgram.imageMagick();
    }

    @AfterAll
    static void write() throws IOException {
        Files.write(Path.of("target", "compared-pictures.txt"), MEASURED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_photo_is_turned_the_same_way(int orientation) throws IOException {
        Path photo = folder.resolve("held-" + orientation + ".jpg");
        Files.write(photo, Samples.held(Samples.written(scene(1_200, 800, false), "jpeg"), orientation));

        isTheSame(compared(photo));
    }

    @ParameterizedTest
    @CsvSource({
        "photo.jpg,1200,800,-quality 85",
        "progressive.jpg,1200,800,-interlace JPEG",
        "quartered-colours.jpg,1200,800,-sampling-factor 2x2",
        "full-colours.jpg,1200,800,-sampling-factor 1x1",
        "grey.jpg,1200,800,-colorspace Gray",
        "tall.jpg,400,6000,-quality 90",
        "wide.jpg,6000,400,-quality 90",
        "inks.jpg,1200,800,-colorspace CMYK",
        "large.jpg,5000,3800,-quality 90",
        "plain.png,1200,800,-depth 8",
        "deep.png,1200,800,-depth 16",
        "interlaced.png,1200,800,-interlace PNG",
        "palette.png,1200,800,-colors 64",
        "black-and-white.png,1200,800,-threshold 50%",
        "grey.png,1200,800,-colorspace Gray",
        "narrow.png,481,300,-depth 8",
        "small.png,200,100,-depth 8",
        "palette.gif,1200,800,-colors 256",
        "lossy.webp,1200,800,-quality 80",
        "lossless.webp,1200,800,-define webp:lossless=true"
    })
    void a_picture_is_as_imagemagick_makes_it(String name, int width, int height, String how) throws IOException {
        isTheSame(compared(written(name, scene(width, height, false), how)));
    }

    @ParameterizedTest
    @CsvSource({
        "see-through.png,-depth 8",
        "deep-see-through.png,-depth 16",
        "see-through.gif,-colors 128",
        "see-through.webp,-define webp:lossless=true"
    })
    void what_is_behind_a_picture_is_seen_as_with_imagemagick(String name, String how) throws IOException {
        isTheSame(compared(written(name, scene(1_200, 800, true), how)));
    }

    @Test
    void of_what_moves_it_is_the_first_frame() throws IOException {
        Path scene = folder.resolve("scene.png");
        Files.write(scene, Samples.written(scene(900, 600, false), "png"));
        Path moving = folder.resolve("moving.gif");
        imageMagick.run("-delay", "50", scene.toString(), "(", "+clone", "-negate", ")", moving.toString());

        isTheSame(compared(moving));
    }

    /** The comparison would see what is wrong with a thumbnail. */
    @Test
    void what_is_turned_the_wrong_way_or_of_another_colour_is_not_the_same() throws IOException {
        Path photo = written("photo.png", scene(900, 600, false), "-depth 8");
        BufferedImage ours = thumbnail(photo);
        for (String wrong : List.of("-flop", "-flip", "-negate", "-gamma 1.3", "-roll +6+0", "-modulate 100,100,115")) {
            BufferedImage theirs = theirs(photo, wrong);
            assertThat(anywhere(ours, theirs)).as(wrong).isGreaterThan(ANYWHERE);
        }
    }

    /** @param how ImageMagick's settings, separated by spaces */
    private Path written(String name, BufferedImage scene, String how) throws IOException {
        Path plain = folder.resolve("scene.png");
        Files.write(plain, Samples.written(scene, "png"));
        List<String> arguments = new ArrayList<>(List.of(plain.toString()));
        arguments.addAll(List.of(how.split(" ", -1)));
        Path to = folder.resolve(name);
        arguments.add(to.toString());
        imageMagick.run(arguments.toArray(String[]::new));
        return to;
    }

    private record Compared(String name, BufferedImage ours, BufferedImage theirs) {}

    private Compared compared(Path picture) throws IOException {
        return new Compared(picture.getFileName().toString(), thumbnail(picture), theirs(picture, "-strip"));
    }

    private BufferedImage thumbnail(Path picture) throws IOException {
        Path scratch = Files.createTempDirectory(folder, "scratch");
        Report report = Examination.of(picture, scratch, picture.getFileName().toString(), "");
        assertThat(report.problem()).isNull();
        return Samples.read(Files.readAllBytes(scratch.resolve(Report.THUMBNAIL)));
    }

    /** Turned as it was held, and made no larger than ours may be. */
    private BufferedImage theirs(Path picture, String more) throws IOException {
        Path to = folder.resolve("theirs.png");
        List<String> arguments = new ArrayList<>(List.of(picture + "[0]", "-auto-orient"));
        arguments.addAll(List.of(more.split(" ", -1)));
        arguments.addAll(
                List.of("-thumbnail", Thumbnail.MOST_WIDTH + "x" + Thumbnail.MOST_HEIGHT + ">", "PNG32:" + to));
        imageMagick.run(arguments.toArray(String[]::new));
        return Samples.read(Files.readAllBytes(to));
    }

    private static void isTheSame(Compared compared) {
        BufferedImage ours = compared.ours();
        BufferedImage theirs = compared.theirs();
        assertThat(ours.getWidth()).isEqualTo(theirs.getWidth());
        assertThat(ours.getHeight()).isEqualTo(theirs.getHeight());
        double lightness = lightness(ours, theirs);
        double anywhere = anywhere(ours, theirs);
        MEASURED.add("%s: %d x %d, lightness differs by %.2f %%, no place by more than %.2f %%"
                .formatted(compared.name(), ours.getWidth(), ours.getHeight(), 100 * lightness, 100 * anywhere));
        assertThat(lightness).as("lightness of all pixels").isLessThan(LIGHTNESS);
        assertThat(anywhere)
                .as("any %d by %d pixels", BLOCK, BLOCK)
                .isLessThan(compared.name().equals("lossy.webp") ? ANYWHERE_OF_WEBP : ANYWHERE);
    }

    private static double lightness(BufferedImage one, BufferedImage other) {
        double sum = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                double difference = lightness(one, x, y) - lightness(other, x, y);
                sum += difference * difference;
            }
        }
        return Math.sqrt(sum / ((double) one.getWidth() * one.getHeight()));
    }

    /** As JPEG weighs it. */
    private static double lightness(BufferedImage image, int x, int y) {
        return 0.114 * seen(image, x, y, 0) + 0.587 * seen(image, x, y, 1) + 0.299 * seen(image, x, y, 2);
    }

    /** The largest difference of a block's mean colour. */
    private static double anywhere(BufferedImage one, BufferedImage other) {
        double largest = 0;
        for (int top = 0; top < one.getHeight(); top += BLOCK) {
            for (int left = 0; left < one.getWidth(); left += BLOCK) {
                for (int channel = 0; channel < 3; channel++) {
                    largest = Math.max(
                            largest, Math.abs(mean(one, left, top, channel) - mean(other, left, top, channel)));
                }
            }
        }
        return largest;
    }

    private static double mean(BufferedImage image, int left, int top, int channel) {
        double sum = 0;
        int pixels = 0;
        for (int y = top; y < Math.min(image.getHeight(), top + BLOCK); y++) {
            for (int x = left; x < Math.min(image.getWidth(), left + BLOCK); x++) {
                sum += seen(image, x, y, channel);
                pixels++;
            }
        }
        return sum / pixels;
    }

    /** Of a pixel on a middle grey, from 0 to 1. */
    private static double seen(BufferedImage image, int x, int y, int channel) {
        int pixel = image.getRGB(x, y);
        double alpha = (pixel >>> 24) / 255.0;
        return alpha * ((pixel >> (8 * channel)) & 0xFF) / 255.0 + (1 - alpha) / 2;
    }

    /** Skies and edges, straight and round, of all sizes: not the same whichever way it is turned. */
    private static BufferedImage scene(int width, int height, boolean seeThrough) {
        BufferedImage image =
                new BufferedImage(width, height, seeThrough ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        Color sky = new Color(90, 150, 230, seeThrough ? 120 : 255);
        graphics.setPaint(new GradientPaint(0, 0, sky, width, height, new Color(240, 200, 120)));
        graphics.fillRect(0, 0, width, seeThrough ? height * 3 / 4 : height);
        var random = new Random(1);
        for (int n = 0; n < 60; n++) {
            graphics.setColor(new Color(random.nextInt(0x1000000)));
            graphics.setStroke(new BasicStroke(1 + random.nextInt(8)));
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            int size = 10 + random.nextInt(Math.max(20, Math.min(width, height) / 4));
            switch (n % 3) {
                case 0 -> graphics.fillOval(x, y, size, size);
                case 1 -> graphics.fillRect(x, y, size, size / 2);
                default -> graphics.drawLine(x, y, random.nextInt(width), random.nextInt(height));
            }
        }
        graphics.dispose();
        return image;
    }
}
