package dev.bellhop.files.examination;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * How the camera was held, which it writes beside the picture instead of turning it. Of all that is written there nothing else is
 * read: where somebody was is nobody's business.
 *
 * @see <a href="https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E">Exif, Orientation (0x0112)</a>
 */
final class Orientation {

    /** As it is stored. */
    static final int UPRIGHT = 1;

    /** From here on, rows are columns. */
    static final int FIRST_ON_ITS_SIDE = 5;

    private static final int LAST = 8;

    private static final int TAG = 0x0112;
    private static final int ENTRY = 12;

    /** A picture has some dozens of parts; one with more is after something. */
    private static final int MOST_PARTS = 10_000;

    /** What a segment of a JPEG holds at most; the first directory stands at its beginning. */
    private static final int MOST_BYTES = 64 * 1024;

    private static final String EXIF = "Exif\0\0";

    private Orientation() {}

    /** From 1 to 8; {@link #UPRIGHT} where it doesn't say, or nothing that could be. */
    static int of(Path picture, Content content) throws IOException {
        try (var file = new RandomAccessFile(picture.toFile(), "r")) {
            return switch (content) {
                case JPEG -> ofJpeg(file);
                case PNG -> ofPng(file);
                case WEBP -> ofWebp(file);
                case GIF, PDF, PERHAPS_PDF, UNKNOWN -> UPRIGHT;
            };
        } catch (EOFException e) {
            return UPRIGHT;
        }
    }

    private static int ofJpeg(RandomAccessFile file) throws IOException {
        file.seek(2);
        for (int part = 0; part < MOST_PARTS; part++) {
            int marker = file.readUnsignedShort();
            boolean isSegment = marker >= 0xFFC0 && marker != 0xFFD9 && marker != 0xFFDA;
            if (!isSegment) {
                return UPRIGHT;
            }
            int length = file.readUnsignedShort() - 2;
            long next = file.getFilePointer() + length;
            if (marker == 0xFFE1) {
                byte[] segment = bytes(file, length);
                if (startsWith(segment, EXIF)) {
                    return inDirectory(ByteBuffer.wrap(segment, EXIF.length(), segment.length - EXIF.length())
                            .slice());
                }
            }
            file.seek(next);
        }
        return UPRIGHT;
    }

    private static int ofPng(RandomAccessFile file) throws IOException {
        return inChunks(file, 8, "eXIf", 4, ByteOrder.BIG_ENDIAN);
    }

    private static int ofWebp(RandomAccessFile file) throws IOException {
        return inChunks(file, 12, "EXIF", 0, ByteOrder.LITTLE_ENDIAN);
    }

    /** @param after what stands behind each chunk; in PNG its checksum comes after, and in WebP it is filled up to an even length */
    private static int inChunks(RandomAccessFile file, int start, String wanted, int after, ByteOrder order)
            throws IOException {
        long at = start;
        for (int part = 0; part < MOST_PARTS && at + 8 <= file.length(); part++) {
            file.seek(at);
            ByteBuffer head = ByteBuffer.wrap(bytes(file, 8)).order(order);
            boolean lengthFirst = order == ByteOrder.BIG_ENDIAN;
            long length = Integer.toUnsignedLong(head.getInt(lengthFirst ? 0 : 4));
            String type = new String(head.array(), lengthFirst ? 4 : 0, 4, StandardCharsets.ISO_8859_1);
            if (type.equals(wanted)) {
                byte[] exif = bytes(file, (int) Math.min(length, MOST_BYTES));
                int skipped = startsWith(exif, EXIF) ? EXIF.length() : 0;
                return inDirectory(
                        ByteBuffer.wrap(exif, skipped, exif.length - skipped).slice());
            }
            at += 8 + length + after + (lengthFirst ? 0 : length % 2);
        }
        return UPRIGHT;
    }

    /** @see <a href="https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf">TIFF 6.0, section 2</a> */
    private static int inDirectory(ByteBuffer tiff) {
        try {
            tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int directory = tiff.getInt(4);
            int entries = Short.toUnsignedInt(tiff.getShort(directory));
            for (int entry = directory + 2; entry < directory + 2 + entries * ENTRY; entry += ENTRY) {
                if (Short.toUnsignedInt(tiff.getShort(entry)) == TAG) {
                    int orientation = Short.toUnsignedInt(tiff.getShort(entry + 8));
                    return orientation >= UPRIGHT && orientation <= LAST ? orientation : UPRIGHT;
                }
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            // It ends within its own directory: it says nothing.
        }
        return UPRIGHT;
    }

    private static byte[] bytes(RandomAccessFile file, int length) throws IOException {
        byte[] bytes = new byte[Math.max(0, length)];
        file.readFully(bytes);
        return bytes;
    }

    private static boolean startsWith(byte[] bytes, String text) {
        return new String(bytes, 0, Math.min(bytes.length, text.length()), StandardCharsets.ISO_8859_1).equals(text);
    }
}
