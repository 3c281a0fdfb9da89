package dev.bellhop.files.examination;

import dev.bellhop.events.FileKind;
import dev.bellhop.events.FileProblem;
import dev.bellhop.files.KeptFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/** Pictures, made small. Of one of several frames it is the first. */
final class Pictures {

    /**
     * Pixels that are decoded of a larger picture: every second, third, … of a row and of all rows. Enough for a thumbnail that
     * looks like the whole, with fifty bytes to spare for each.
     */
    private static final long MOST_DECODED = 12_000_000;

    private Pictures() {}

    static Report examine(Path original, Content content, Path scratch) throws IOException {
        // Files are read where they are: what ImageIO would copy aside is there already.
        ImageIO.setUseCache(false);
        try (ImageInputStream in = new FileImageInputStream(original.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(content.name());
            if (!readers.hasNext()) {
                return Report.of(FileKind.PICTURE, FileProblem.UNSUPPORTED);
            }
            ImageReader reader = readers.next();
            try {
                return examine(reader, in, original, content, scratch);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // Whatever a decoder of a stranger's file throws says that it can't be decoded.
            return Report.of(FileKind.PICTURE, FileProblem.DAMAGED);
        }
    }

    private static Report examine(ImageReader reader, ImageInputStream in, Path original, Content content, Path scratch)
            throws IOException {
        // Metadata is ignored, compressed texts among it.
        reader.setInput(in, true, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        int orientation = Orientation.of(original, content);
        boolean onItsSide = orientation >= Orientation.FIRST_ON_ITS_SIDE;
        int seenWidth = onItsSide ? height : width;
        int seenHeight = onItsSide ? width : height;
        long pixels = (long) width * height;
        if (pixels > KeptFile.MOST_PIXELS) {
            return Report.ofPicture(seenWidth, seenHeight, FileProblem.TOO_MANY_PIXELS, null);
        }
        AtomicBoolean ended = new AtomicBoolean();
        reader.addIIOReadWarningListener((source, warning) -> ended.set(ended.get() || isAboutItsEnd(warning)));
        try {
            BufferedImage decoded = reader.read(0, every(step(pixels), reader.getDefaultReadParam()));
            if (ended.get()) {
                return Report.ofPicture(seenWidth, seenHeight, FileProblem.DAMAGED, null);
            }
            String type = Thumbnail.of(decoded, width, height, orientation).write(scratch.resolve(Report.THUMBNAIL));
            return Report.ofPicture(seenWidth, seenHeight, null, type);
        } catch (IOException | RuntimeException e) {
            return Report.ofPicture(seenWidth, seenHeight, FileProblem.DAMAGED, null);
        }
    }

    /** A JPEG that ends too early is filled up with grey, and a warning says so. */
    private static boolean isAboutItsEnd(String warning) {
        String lower = warning.toLowerCase(Locale.ROOT);
        return lower.contains("premature") || lower.contains("truncated") || lower.contains("corrupt");
    }

    private static int step(long pixels) {
        int step = 1;
        while (pixels / ((long) step * step) > MOST_DECODED) {
            step++;
        }
        return step;
    }

    private static ImageReadParam every(int step, ImageReadParam param) {
        param.setSourceSubsampling(step, step, 0, 0);
        return param;
    }
}
