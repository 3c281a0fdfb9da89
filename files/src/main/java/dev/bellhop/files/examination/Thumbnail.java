package dev.bellhop.files.examination;

import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A picture made small: each pixel is the mean of those that it stands for, and there is nothing in it but pixels.
 *
 * @param image in sRGB
 * @param seeThrough whether anything is behind it
 */
record Thumbnail(BufferedImage image, boolean seeThrough) {

    /** Slack shows it no wider. */
    static final int MOST_WIDTH = 480;

    /** A strip of a thousand lines would push everything else out of a conversation. */
    static final int MOST_HEIGHT = 1_440;

    private static final float QUALITY = 0.85f;

    private static final int OPAQUE = 0xFF;

    /** The depth that samples of more than eight bits are brought down from. */
    private static final int BYTE = 8;

    /**
     * Makes it.
     *
     * @param decoded all pixels, or every second, third, … of them
     * @param width of the whole, as it is stored
     * @param height of the whole, as it is stored
     */
    static Thumbnail of(BufferedImage decoded, int width, int height, int orientation) {
        boolean onItsSide = orientation >= Orientation.FIRST_ON_ITS_SIDE;
        double mostWide = onItsSide ? MOST_HEIGHT : MOST_WIDTH;
        double mostHigh = onItsSide ? MOST_WIDTH : MOST_HEIGHT;
        double scale = Math.min(1, Math.min(mostWide / width, mostHigh / height));
        int toWidth = Math.max(1, (int) Math.round(width * scale));
        int toHeight = Math.max(1, (int) Math.round(height * scale));
        boolean seeThrough = decoded.getColorModel().hasAlpha();
        int[] pixels = pixels(decoded);
        int[] small = means(
                pixels,
                decoded.getWidth(),
                decoded.getHeight(),
                Math.min(toWidth, decoded.getWidth()),
                Math.min(toHeight, decoded.getHeight()));
        return upright(
                small,
                Math.min(toWidth, decoded.getWidth()),
                Math.min(toHeight, decoded.getHeight()),
                orientation,
                seeThrough);
    }

    /** Alpha, red, green and blue in sRGB, row by row. */
    private static int[] pixels(BufferedImage image) {
        ColorModel model = image.getColorModel();
        int width = image.getWidth();
        int height = image.getHeight();
        if (model instanceof IndexColorModel) {
            return image.getRGB(0, 0, width, height, null, 0, width);
        }
        if (model.getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
            return greys(image.getRaster(), model, width, height);
        }
        BufferedImage plain = new BufferedImage(
                width, height, model.hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        if (model.getColorSpace().isCS_sRGB()) {
            Graphics2D graphics = plain.createGraphics();
            graphics.drawImage(image, 0, 0, null);
            graphics.dispose();
        } else {
            new ColorConvertOp(null).filter(image, plain);
        }
        return plain.getRGB(0, 0, width, height, null, 0, width);
    }

    /** Java takes greys for linear light, and would make them brighter; pictures mean them as their other colours. */
    private static int[] greys(Raster raster, ColorModel model, int width, int height) {
        int[] pixels = new int[width * height];
        int[] row = new int[width * raster.getNumBands()];
        int bands = raster.getNumBands();
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int grey = eightBits(row[x * bands], model.getComponentSize(0));
                int alpha = model.hasAlpha() ? eightBits(row[x * bands + 1], model.getComponentSize(1)) : OPAQUE;
                pixels[y * width + x] = alpha << 24 | grey << 16 | grey << 8 | grey;
            }
        }
        return pixels;
    }

    private static int eightBits(int sample, int bits) {
        return bits <= BYTE ? sample * OPAQUE / ((1 << bits) - 1) : sample >> (bits - BYTE);
    }

    /** The mean of each rectangle of pixels, in which one that lies across an edge counts by its part. */
    private static int[] means(int[] from, int width, int height, int toWidth, int toHeight) {
        int[] to = new int[toWidth * toHeight];
        double stepX = (double) width / toWidth;
        double stepY = (double) height / toHeight;
        for (int y = 0; y < toHeight; y++) {
            for (int x = 0; x < toWidth; x++) {
                to[y * toWidth + x] = mean(from, width, height, x * stepX, (x + 1) * stepX, y * stepY, (y + 1) * stepY);
            }
        }
        return to;
    }

    private static int mean(int[] from, int width, int height, double left, double right, double top, double bottom) {
        double alpha = 0;
        double red = 0;
        double green = 0;
        double blue = 0;
        double area = 0;
        for (int y = (int) top; y < Math.min(height, Math.ceil(bottom)); y++) {
            double part = Math.min(bottom, y + 1.0) - Math.max(top, y);
            for (int x = (int) left; x < Math.min(width, Math.ceil(right)); x++) {
                double weight = part * (Math.min(right, x + 1.0) - Math.max(left, x));
                int pixel = from[y * width + x];
                // What is seen through has no colour that would count.
                double visible = weight * (pixel >>> 24);
                alpha += visible;
                red += visible * (pixel >> 16 & 0xFF);
                green += visible * (pixel >> 8 & 0xFF);
                blue += visible * (pixel & 0xFF);
                area += weight;
            }
        }
        if (alpha == 0 || area == 0) {
            return 0;
        }
        return (int) Math.round(alpha / area) << 24
                | (int) Math.round(red / alpha) << 16
                | (int) Math.round(green / alpha) << 8
                | (int) Math.round(blue / alpha);
    }

    /** Turned and mirrored, so that it is seen as it was. */
    private static Thumbnail upright(int[] pixels, int width, int height, int orientation, boolean seeThrough) {
        boolean onItsSide = orientation >= Orientation.FIRST_ON_ITS_SIDE;
        BufferedImage image = new BufferedImage(
                onItsSide ? height : width,
                onItsSide ? width : height,
                seeThrough ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int right = width - 1 - x;
                int below = height - 1 - y;
                int pixel = pixels[y * width + x];
                switch (orientation) {
                    case 2 -> image.setRGB(right, y, pixel);
                    case 3 -> image.setRGB(right, below, pixel);
                    case 4 -> image.setRGB(x, below, pixel);
                    case 5 -> image.setRGB(y, x, pixel);
                    case 6 -> image.setRGB(below, x, pixel);
                    case 7 -> image.setRGB(below, right, pixel);
                    case 8 -> image.setRGB(y, right, pixel);
                    default -> image.setRGB(x, y, pixel);
                }
            }
        }
        return new Thumbnail(image, seeThrough);
    }

    /** Writes it; returns its type as HTTP has it. */
    String write(Path to) throws IOException {
        ImageWriter writer =
                ImageIO.getImageWritersByFormatName(seeThrough ? "png" : "jpeg").next();
        try (OutputStream file = Files.newOutputStream(to);
                ImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (!seeThrough) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(QUALITY);
            }
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return seeThrough ? "image/png" : "image/jpeg";
    }
}
