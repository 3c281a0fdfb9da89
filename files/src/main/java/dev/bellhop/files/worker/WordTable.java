package dev.bellhop.files.worker;

import dev.bellhop.words.Spoken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Words as a table that spreadsheets read, written line by line.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">Comma-separated values</a>
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>
 */
final class WordTable implements AutoCloseable {

    /** Without it Excel takes UTF-8 for the encoding of before Unicode. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** With any of these a spreadsheet takes a cell for something to be worked out; the wide ones where such are typed. */
    private static final String FORMULAS = "=+-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20";

    /** Where Excel's separator is a semicolon, what stands behind one would be a cell of its own. */
    private static final String TO_BE_QUOTED = "\",;\t\n\r";

    private final Writer out;
    private long rows;

    WordTable(Path to) throws IOException {
        this.out = Files.newBufferedWriter(to);
        out.write(BYTE_ORDER_MARK + "word,mentions,count,first,last\r\n");
    }

    void row(String word, Spoken spoken) {
        try {
            out.write(cell(word) + "," + spoken.count().mentions() + ","
                    + spoken.count().count() + ","
                    + spoken.first().map(Instant::toString).orElse("") + ","
                    + spoken.last().map(Instant::toString).orElse("") + "\r\n");
            rows++;
        } catch (IOException e) {
            throw new UncheckedIOException("The table can't be written", e);
        }
    }

    long rows() {
        return rows;
    }

    /** A word, which anybody may have said. */
    static String cell(String word) {
        String tame = !word.isEmpty() && FORMULAS.indexOf(word.charAt(0)) >= 0 ? "'" + word : word;
        boolean plain = tame.chars().noneMatch(each -> TO_BE_QUOTED.indexOf(each) >= 0);
        return plain ? tame : "\"" + tame.replace("\"", "\"\"") + "\"";
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
