package dev.bellhop.files.examination;

import dev.bellhop.events.FileKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a file is: by what stands at its beginning, and by what its name and type promise, which need not be the same. */
enum Content {
    JPEG(FileKind.PICTURE),
    PNG(FileKind.PICTURE),
    GIF(FileKind.PICTURE),
    WEBP(FileKind.PICTURE),
    PDF(FileKind.DOCUMENT),
    /** A PDF behind a few strange bytes, which readers pass over, or a text that speaks of PDF. */
    PERHAPS_PDF(FileKind.OTHER),
    /** Anything else, which may be a text. */
    UNKNOWN(FileKind.OTHER);

    /** Readers look for a PDF's first line so far in. */
    private static final int HEAD = 1_024;

    private static final String PDF_HEADER = "%PDF-";

    /** UTF-8's mark of byte order, which some programs write before anything. */
    private static final String MARK = "\u00ef\u00bb\u00bf";

    private static final Pattern EXTENSION = Pattern.compile(".*\\.([A-Za-z0-9]{1,10})");

    private static final Set<String> PICTURES = Set.of("jpg", "jpeg", "png", "gif", "webp");
    private static final Set<String> TEXTS = Set.of("txt", "text", "md", "markdown", "log", "csv");

    private final FileKind kind;

    Content(FileKind kind) {
        this.kind = kind;
    }

    FileKind kind() {
        return kind;
    }

    static Content of(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD);
        }
        // Each byte one character.
        String start = new String(head, StandardCharsets.ISO_8859_1);
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
            return GIF;
        }
        if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
            return WEBP;
        }
        if (start.startsWith(PDF_HEADER) || start.startsWith(MARK + PDF_HEADER)) {
            return PDF;
        }
        return start.contains(PDF_HEADER) ? PERHAPS_PDF : UNKNOWN;
    }

    /** The kinds that {@code name} and {@code mimetype} promise; none where both may be anything. */
    static Set<FileKind> promised(String name, String mimetype) {
        Set<FileKind> promised = EnumSet.noneOf(FileKind.class);
        byName(name).ifPresent(promised::add);
        byType(mimetype).ifPresent(promised::add);
        return promised;
    }

    private static Optional<FileKind> byName(String name) {
        Matcher parts = EXTENSION.matcher(name);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String extension = parts.group(1).toLowerCase(Locale.ROOT);
        if (PICTURES.contains(extension)) {
            return Optional.of(FileKind.PICTURE);
        }
        if (extension.equals("pdf")) {
            return Optional.of(FileKind.DOCUMENT);
        }
        return TEXTS.contains(extension) ? Optional.of(FileKind.TEXT) : Optional.empty();
    }

    private static Optional<FileKind> byType(String mimetype) {
        if (mimetype.startsWith("image/") && PICTURES.contains(mimetype.substring("image/".length()))) {
            return Optional.of(FileKind.PICTURE);
        }
        if (mimetype.equals("application/pdf")) {
            return Optional.of(FileKind.DOCUMENT);
        }
        return mimetype.startsWith("text/") ? Optional.of(FileKind.TEXT) : Optional.empty();
    }
}
