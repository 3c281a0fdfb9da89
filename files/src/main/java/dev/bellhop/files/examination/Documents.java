package dev.bellhop.files.examination;

import dev.bellhop.events.FileKind;
import dev.bellhop.events.FileProblem;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;

/**
 * PDF: its text, and what it says of itself. Nothing is drawn, no script is run and nothing is fetched. What its streams unpack
 * to is on disk as far as PDFBox lets it; the heap of the process is the bound of the rest.
 */
final class Documents {

    /** Of which the text is read; all are counted. */
    private static final int MOST_PAGES = 5_000;

    /** A page of a newspaper has ten thousand. */
    private static final int MOST_OPERATORS = 20_000_000;

    /** Where a document's last line is looked for. */
    private static final int TAIL = 2_048;

    private Documents() {}

    static Report examine(Path original, Path scratch) throws IOException {
        try (PDDocument pdf = Loader.loadPDF(original.toFile(), "", IOUtils.createTempFileOnlyStreamCache())) {
            Path text = scratch.resolve(Report.TEXT);
            @Nullable FileProblem problem = read(pdf, text);
            PDDocumentInformation information = pdf.getDocumentInformation();
            String words = Files.readString(text);
            String said = pdf.getDocumentCatalog().getLanguage();
            return new Report(
                    FileKind.DOCUMENT,
                    problem == null && isCut(original) ? FileProblem.DAMAGED : problem,
                    null,
                    null,
                    pdf.getNumberOfPages(),
                    information.getTitle(),
                    information.getAuthor(),
                    language(said, words),
                    words.codePointCount(0, words.length()),
                    null);
        } catch (InvalidPasswordException e) {
            return Report.of(FileKind.DOCUMENT, FileProblem.PASSWORD_PROTECTED);
        } catch (IOException | RuntimeException e) {
            // Whatever a reader of a stranger's file throws says that it can't be read.
            return Report.of(FileKind.DOCUMENT, FileProblem.DAMAGED);
        }
    }

    private static @Nullable FileProblem read(PDDocument pdf, Path to) throws IOException {
        var stripper = new Bounded();
        stripper.setEndPage(MOST_PAGES);
        stripper.setSuppressDuplicateOverlappingText(false);
        // Which writes a question mark for half a character, of which documents have some.
        try (var out = new Limited(new OutputStreamWriter(Files.newOutputStream(to), StandardCharsets.UTF_8))) {
            stripper.writeText(pdf, out);
        } catch (EnoughException e) {
            // What was read is enough to find it by.
            return null;
        } catch (TooMuchException e) {
            return FileProblem.TOO_COMPLEX;
        }
        return pdf.getNumberOfPages() == 0 ? FileProblem.DAMAGED : null;
    }

    /** As it says itself, or as its words are. */
    private static @Nullable String language(@Nullable String said, String words) {
        return said != null && said.matches("[A-Za-z]{2}([-_].*)?")
                ? said.substring(0, 2).toLowerCase(Locale.ROOT)
                : Languages.of(words);
    }

    /** Each ends by saying so, and one that does not lacks its last pages, or their index. */
    private static boolean isCut(Path original) throws IOException {
        try (var file = new RandomAccessFile(original.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(TAIL, file.length())];
            file.seek(file.length() - tail.length);
            file.readFully(tail);
            return !new String(tail, StandardCharsets.ISO_8859_1).contains("%%EOF");
        }
    }

    /** More operators than a document has that somebody wrote. */
    private static final class TooMuchException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** As much text as is kept. */
    private static final class EnoughException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Bounded extends PDFTextStripper {
        private int operators;

        @Override
        protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
            operators++;
            if (operators > MOST_OPERATORS) {
                throw new TooMuchException();
            }
            super.processOperator(operator, operands);
        }
    }

    private static final class Limited extends Writer {
        private final Writer out;
        private int left = Texts.MOST;

        Limited(Writer out) {
            this.out = out;
        }

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            out.write(text, from, Math.min(length, left));
            left -= length;
            if (left <= 0) {
                throw new EnoughException();
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
