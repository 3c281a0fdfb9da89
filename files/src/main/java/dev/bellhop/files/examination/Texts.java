package dev.bellhop.files.examination;

import dev.bellhop.events.FileKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Plain text and Markdown, which are what can be read as text and has nothing in it that no text has. */
final class Texts {

    /** Of a text that is kept to be found, in UTF-16; a novel has half of it. */
    static final int MOST = 1_000_000;

    private static final int BUFFER = 64 * 1024;

    /** What each text on a computer of before Unicode can be read as; it reads anything. */
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private Texts() {}

    /** Of the kind {@code OTHER} where it is no text. */
    static Report examine(Path original, Path scratch) throws IOException {
        Path text = scratch.resolve(Report.TEXT);
        for (Charset charset : candidates(original)) {
            try {
                int characters = copy(original, charset, text);
                return Report.ofText(Languages.of(Files.readString(text)), characters);
            } catch (CharacterCodingException | NoTextException e) {
                Files.deleteIfExists(text);
            }
        }
        return Report.of(FileKind.OTHER, null);
    }

    private static List<Charset> candidates(Path original) throws IOException {
        byte[] mark;
        try (InputStream in = Files.newInputStream(original)) {
            mark = in.readNBytes(2);
        }
        boolean wide = mark.length == 2
                && ((mark[0] == (byte) 0xFE && mark[1] == (byte) 0xFF)
                        || (mark[0] == (byte) 0xFF && mark[1] == (byte) 0xFE));
        return wide ? List.of(StandardCharsets.UTF_16) : List.of(StandardCharsets.UTF_8, WINDOWS);
    }

    /** @return how many code points it has, also beyond what is written */
    private static int copy(Path original, Charset charset, Path to) throws IOException, NoTextException {
        long characters = 0;
        int written = 0;
        try (var in = new BufferedReader(new InputStreamReader(
                        Files.newInputStream(original),
                        charset.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)));
                Writer out = new OutputStreamWriter(Files.newOutputStream(to), StandardCharsets.UTF_8)) {
            char[] buffer = new char[BUFFER];
            boolean first = true;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                int start = first && read > 0 && buffer[0] == BYTE_ORDER_MARK ? 1 : 0;
                first = false;
                for (int at = start; at < read; at++) {
                    refuse(buffer[at]);
                    characters += Character.isLowSurrogate(buffer[at]) ? 0 : 1;
                }
                int more = Math.max(0, Math.min(read - start, MOST - written));
                out.write(buffer, start, more);
                written += more;
            }
        }
        return (int) Math.min(characters, Integer.MAX_VALUE);
    }

    /** No text has a control that is not about its lines, or colours in a terminal. */
    private static void refuse(char character) throws NoTextException {
        boolean ofTexts = character == '\t'
                || character == '\n'
                || character == '\r'
                || character == '\f'
                || character == '\u001b'
                || character == '\b';
        if (Character.isISOControl(character) && character < '\u0080' && !ofTexts) {
            throw new NoTextException();
        }
    }

    private static final class NoTextException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
