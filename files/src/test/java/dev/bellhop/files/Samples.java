package dev.bellhop.files;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/** Files as people share them, and as nobody should. */
public final class Samples {

    /** As a browser writes it: 64 × 48, the left half red, the right half blue. */
    private static final String WEBP =
            "UklGRlACAABXRUJQVlA4WAoAAAAgAAAAPwAALwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAA"
                    + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                    + "AAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAA"
                    + "ABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgA"
                    + "AAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVog"
                    + "AAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5V"
                    + "UwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDggYgAAAHAEAJ0BKkAAMAA+bTSVR6QjIiEquAgAgA2J"
                    + "YwDJtoB8gAAtStqSwJIZNuXAAP70vu/+47A3XSH/+5wPmW+Zb+RLSVC76mX/7sn+mn+tn/GP8rH6ADGzujCh5geQbOPWwAAA";

    private Samples() {}

    public static byte[] webp() {
        return Base64.getDecoder().decode(WEBP);
    }

    /** The left half red, the right half blue, the top quarter of both green. */
    public static BufferedImage image(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(width / 2, 0, width - width / 2, height);
        graphics.setColor(Color.GREEN);
        graphics.fillRect(0, 0, width, height / 4);
        graphics.dispose();
        return image;
    }

    public static byte[] written(BufferedImage image, String format) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("Nobody writes " + format);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] picture(int width, int height, String format) {
        return written(
                image(width, height, format.equals("jpeg") ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB),
                format);
    }

    public static BufferedImage read(byte[] picture) {
        try {
            return ImageIO.read(new ByteArrayInputStream(picture));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A photo as a camera writes it: how it was held, where it was taken, and an XMP packet. */
    public static byte[] photo(int width, int height, int orientation) {
        return held(picture(width, height, "jpeg"), orientation);
    }

    /** The same of any JPEG. */
    public static byte[] held(byte[] jpeg, int orientation) {
        byte[] exif = exif(orientation);
        byte[] xmp =
                "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRET-XMP</x:xmpmeta>".getBytes(StandardCharsets.ISO_8859_1);
        return joined(Arrays.copyOf(jpeg, 2), segment(exif), segment(xmp), Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    private static byte[] segment(byte[] content) {
        ByteBuffer segment = ByteBuffer.allocate(content.length + 4);
        segment.putShort((short) 0xFFE1).putShort((short) (content.length + 2)).put(content);
        return segment.array();
    }

    /** Two entries: the orientation, and a directory of GPS with a word in it that can be looked for. */
    public static byte[] exif(int orientation) {
        ByteBuffer exif = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
        exif.put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1));
        exif.put("II*\0".getBytes(StandardCharsets.ISO_8859_1)).putInt(8);
        exif.putShort((short) 2);
        exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putInt(orientation);
        exif.putShort((short) 0x8825).putShort((short) 4).putInt(1).putInt(40);
        exif.putInt(0);
        exif.put("SECRET-GPS".getBytes(StandardCharsets.ISO_8859_1));
        return exif.array();
    }

    /** A header of as many pixels as asked for, and next to nothing behind it. */
    public static byte[] pngBomb(int width, int height) {
        byte[] png = picture(8, 8, "png");
        ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
        var checksum = new CRC32();
        checksum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) checksum.getValue());
        return png;
    }

    /** A picture of eight bytes a pixel, written row by row, for whole it would fill this process's memory too. */
    public static void deepPng(int width, int height, Path to) throws IOException {
        byte[] row = new byte[1 + width * 8];
        for (int at = 1; at < row.length; at++) {
            row[at] = (byte) (at % 8 > 5 ? 0xFF : at >> 8);
        }
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        try (var deflated = new DeflaterOutputStream(pixels, new Deflater(Deflater.BEST_SPEED))) {
            for (int y = 0; y < height; y++) {
                deflated.write(row);
            }
        }
        byte[] head = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {16, 6, 0, 0, 0})
                .array();
        byte[] signature = Arrays.copyOf(picture(1, 1, "png"), 8);
        Files.write(
                to,
                joined(
                        signature,
                        chunk("IHDR", head),
                        chunk("IDAT", pixels.toByteArray()),
                        chunk("IEND", new byte[0])));
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] named = joined(type.getBytes(StandardCharsets.ISO_8859_1), content);
        CRC32 checksum = new CRC32();
        checksum.update(named);
        return ByteBuffer.allocate(named.length + 8)
                .putInt(content.length)
                .put(named)
                .putInt((int) checksum.getValue())
                .array();
    }

    /** A photo as Adobe writes it for printers: four inks, of which there is only the first, a blue one; 0 is all of an ink. */
    public static byte[] printed(int width, int height) {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                raster.setPixel(x, y, new int[] {0, 0xFF, 0xFF, 0xFF});
            }
        }
        byte[] jpeg = written(raster);
        byte[] adobe = {(byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        return joined(Arrays.copyOf(jpeg, 2), adobe, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    private static byte[] written(Raster raster) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            try (ImageOutputStream image = ImageIO.createImageOutputStream(out)) {
                writer.setOutput(image);
                writer.write(null, new IIOImage(raster, null, null), null);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
    }

    /** A document of pages with a word of its own each. */
    public static byte[] pdf(int pages, String title, String author) {
        try (PDDocument pdf = new PDDocument()) {
            write(pdf, pages, title, author);
            return saved(pdf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] lockedPdf() {
        try (PDDocument pdf = new PDDocument()) {
            write(pdf, 1, "Secret", "Nobody");
            pdf.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            return saved(pdf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(PDDocument pdf, int pages, String title, String author) throws IOException {
        pdf.getDocumentInformation().setTitle(title);
        pdf.getDocumentInformation().setAuthor(author);
        pdf.getDocumentCatalog().setLanguage("en-GB");
        for (int n = 1; n <= pages; n++) {
            PDPage page = new PDPage();
            pdf.addPage(page);
            try (var content = new PDPageContentStream(pdf, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.newLineAtOffset(50, 700);
                content.showText("This is page " + n + " with the word marker" + n + " on it.");
                content.endText();
            }
        }
    }

    private static byte[] saved(PDDocument pdf) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pdf.save(out);
        return out.toByteArray();
    }

    /** A document whose one page unpacks to as many megabytes of text operators. */
    public static byte[] pdfBomb(int megabytes) {
        try (PDDocument pdf = new PDDocument()) {
            PDPage page = new PDPage();
            pdf.addPage(page);
            var stream = new PDStream(pdf);
            byte[] chunk = "q Q q Q q Q q Q\n".repeat(64 * 1024).getBytes(StandardCharsets.ISO_8859_1);
            try (var out = stream.createOutputStream(COSName.FLATE_DECODE)) {
                for (int n = 0; n < megabytes; n++) {
                    out.write(chunk);
                }
            }
            page.setContents(stream);
            return saved(pdf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    public static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }
}
