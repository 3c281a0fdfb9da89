package dev.bellhop.fast;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** A jar as a file. */
final class Jar {

    /** Without a comment, as the build makes them. */
    private static final int END = 22;

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int OFFSET_OF_LIST = 16;

    private Jar() {}

    /**
     * The length of a jar's list of entries, which stands at its end and has the name, the size and the checksum of each: two
     * jars with the same list have the same content.
     *
     * @throws IllegalStateException where the file is no jar, or one with a comment
     */
    static long listLength(Path jar) throws IOException {
        ByteBuffer end = ByteBuffer.allocate(END).order(ByteOrder.LITTLE_ENDIAN);
        long size = Files.size(jar);
        try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "r")) {
            file.seek(Math.max(0, size - END));
            file.readFully(end.array(), 0, (int) Math.min(size, END));
        }
        if (end.getInt(0) != END_SIGNATURE) {
            throw new IllegalStateException(jar + " does not end as a jar does");
        }
        return size - Integer.toUnsignedLong(end.getInt(OFFSET_OF_LIST));
    }
}
