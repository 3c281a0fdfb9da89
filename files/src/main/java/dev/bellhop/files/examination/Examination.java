package dev.bellhop.files.examination;

import com.google.gson.Gson;
import com.twelvemonkeys.image.ImageUtil;
import com.twelvemonkeys.imageio.ImageReaderBase;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReader;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import com.twelvemonkeys.io.FileUtil;
import com.twelvemonkeys.lang.StringUtil;
import dev.bellhop.events.FileKind;
import dev.bellhop.events.FileProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.commons.logging.LogFactory;
import org.apache.fontbox.FontBoxFont;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.slf4j.LoggerFactory;

/**
 * One file, in a process of its own: whoever starts that bounds its memory and its time, gives it no environment, and takes its
 * end before the report for an answer.
 */
public final class Examination {

    /** The report's name, in the folder that thumbnail and text are written to. */
    public static final String FOUND = "found.json";

    /** One class of each library that the process needs, and of ours. */
    public static final List<Class<?>> NEEDS = List.of(
            Examination.class,
            FileKind.class,
            Gson.class,
            PDDocument.class,
            RandomAccessRead.class,
            FontBoxFont.class,
            LogFactory.class,
            LoggerFactory.class,
            JPEGImageReader.class,
            WebPImageReaderSpi.class,
            ImageReaderBase.class,
            Directory.class,
            ImageUtil.class,
            FileUtil.class,
            StringUtil.class);

    private Examination() {}

    /** @param arguments the file, the folder for what is made of it, and its name and type as people have them */
    public static void main(String[] arguments) throws IOException {
        Path scratch = Path.of(arguments[1]);
        of(Path.of(arguments[0]), scratch, arguments[2], arguments[3]).write(scratch.resolve(FOUND));
    }

    static Report of(Path original, Path scratch, String name, String mimetype) throws IOException {
        Content content = Content.of(original);
        try {
            Report found = switch (content) {
                case JPEG, PNG, GIF, WEBP -> Pictures.examine(original, content, scratch);
                case PDF -> Documents.examine(original, scratch);
                case PERHAPS_PDF -> textOrDocument(original, scratch);
                case UNKNOWN -> Texts.examine(original, scratch);
            };
            return judged(found, name, mimetype);
        } catch (StackOverflowError e) {
            return Report.of(content.kind(), FileProblem.TOO_COMPLEX);
        }
    }

    /** Of what can be read as a text to its end next to nothing is a PDF: those are compressed. */
    private static Report textOrDocument(Path original, Path scratch) throws IOException {
        Report text = Texts.examine(original, scratch);
        return text.kind() == FileKind.TEXT ? text : Documents.examine(original, scratch);
    }

    private static Report judged(Report found, String name, String mimetype) {
        Set<FileKind> promised = Content.promised(name, mimetype);
        if (!promised.isEmpty() && !promised.contains(found.kind())) {
            return found.with(FileProblem.NOT_WHAT_IT_SAYS);
        }
        // A drawing is a text, too, but who shares one does not mean that.
        boolean drawing = mimetype.startsWith("image/") && found.kind() == FileKind.TEXT;
        return drawing || (found.kind() == FileKind.OTHER && found.problem() == null)
                ? found.with(FileProblem.UNSUPPORTED)
                : found;
    }
}
