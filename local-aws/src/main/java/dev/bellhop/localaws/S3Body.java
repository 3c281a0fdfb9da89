package dev.bellhop.localaws;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A body on its way in: in one piece, or in chunks with a trailer behind. It has to be what its headers say, by the hash of it
 * that was signed, and by its CRC32. The signatures of single chunks are not looked at.
 *
 * @param md5 in hexadecimal
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html">Chunked uploads with trailing
 *     headers</a>
 */
record S3Body(long size, String md5) {

    private static final int BUFFER = 64 * 1024;
    private static final int LONGEST_LINE = 8 * 1024;
    private static final String CRC32_HEADER = "x-amz-checksum-crc32";

    /** Writes it to {@code file}. */
    static S3Body take(S3Request request, InputStream in, Path file) throws IOException, S3RefusedException {
        String declared = request.header("x-amz-content-sha256").orElse(S3Signature.UNSIGNED);
        boolean chunked = declared.startsWith("STREAMING-");
        Map<String, String> trailer = new LinkedHashMap<>();
        MessageDigest md5 = digest("MD5");
        MessageDigest sha256 = digest("SHA-256");
        CRC32 crc = new CRC32();
        long size = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            long left = chunked ? chunk(in) : Long.MAX_VALUE;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    break;
                }
                md5.update(buffer, 0, read);
                sha256.update(buffer, 0, read);
                crc.update(buffer, 0, read);
                out.write(buffer, 0, read);
                size += read;
                left -= read;
                if (chunked && left == 0) {
                    line(in);
                    left = chunk(in);
                }
            }
        }
        if (chunked) {
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    trailer.put(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            line.substring(colon + 1).strip());
                }
            }
        }
        String expected = request.header(chunked ? "x-amz-decoded-content-length" : "content-length")
                .orElse(Long.toString(size));
        if (!expected.equals(Long.toString(size))) {
            throw new S3RefusedException(400, "IncompleteBody", "The body is not as long as its headers say.");
        }
        if (declared.matches("[0-9a-f]{64}") && !declared.equals(HexFormat.of().formatHex(sha256.digest()))) {
            throw new S3RefusedException(
                    400, "XAmzContentSHA256Mismatch", "The body is not the one that x-amz-content-sha256 is of.");
        }
        String crc32 = Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        Optional<String> said = request.header(CRC32_HEADER).or(() -> Optional.ofNullable(trailer.get(CRC32_HEADER)));
        if (said.filter(each -> !each.equals(crc32)).isPresent()) {
            throw new S3RefusedException(400, "BadDigest", "The body is not the one that its CRC32 is of.");
        }
        return new S3Body(size, HexFormat.of().formatHex(md5.digest()));
    }

    /** The length of the chunk that begins here; 0 is the end. */
    private static long chunk(InputStream in) throws IOException, S3RefusedException {
        String line = line(in);
        try {
            return Long.parseLong(line.split(";", 2)[0], 16);
        } catch (NumberFormatException e) {
            throw new S3RefusedException(400, "IncompleteBody", "A chunk does not begin with its length.");
        }
    }

    /** Up to the end of the line, which is not part of it; empty at the end of the stream. */
    private static String line(InputStream in) throws IOException, S3RefusedException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.write(next);
            }
            if (line.size() > LONGEST_LINE) {
                throw new S3RefusedException(400, "IncompleteBody", "A chunk does not begin with its length.");
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has " + algorithm, e);
        }
    }
}
