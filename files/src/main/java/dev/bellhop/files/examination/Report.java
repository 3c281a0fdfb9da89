package dev.bellhop.files.examination;

import com.google.gson.Gson;
import dev.bellhop.events.FileFacts;
import dev.bellhop.events.FileKind;
import dev.bellhop.events.FileProblem;
import dev.bellhop.events.OneLine;
import dev.bellhop.files.Examiner.Examined;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an examination found, as one process tells the other.
 *
 * @param thumbnailType as HTTP has it, where there is one
 */
public record Report(
        FileKind kind,
        @Nullable FileProblem problem,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Integer pages,
        @Nullable String title,
        @Nullable String author,
        @Nullable String language,
        @Nullable Integer characters,
        @Nullable String thumbnailType) {

    static final String THUMBNAIL = "thumbnail";
    static final String TEXT = "text.txt";

    /** More than any has. Whoever wrote it may not have been who should have. */
    private static final long MOST_BYTES = 64 * 1024;

    public Report {
        title = title == null ? null : OneLine.of(title);
        author = author == null ? null : OneLine.of(author);
    }

    static Report of(FileKind kind, @Nullable FileProblem problem) {
        return new Report(kind, problem, null, null, null, null, null, null, null, null);
    }

    static Report ofPicture(int width, int height, @Nullable FileProblem problem, @Nullable String thumbnailType) {
        return new Report(FileKind.PICTURE, problem, width, height, null, null, null, null, null, thumbnailType);
    }

    static Report ofText(@Nullable String language, int characters) {
        return new Report(FileKind.TEXT, null, null, null, null, null, null, language, characters, null);
    }

    /** The same where something is wrong with it. */
    Report with(FileProblem wrong) {
        return new Report(kind, wrong, width, height, pages, title, author, language, characters, thumbnailType);
    }

    void write(Path to) throws IOException {
        Files.writeString(to, new Gson().toJson(this));
    }

    /** @throws IOException where it can't be read, or is none */
    public static Report read(Path from) throws IOException {
        if (Files.size(from) > MOST_BYTES) {
            throw new IOException("A report has at most " + MOST_BYTES + " bytes; this one has more.");
        }
        try {
            Report report = new Gson().fromJson(Files.readString(from), Report.class);
            if (report != null && report.kind() != null && report.countsRight()) {
                return report;
            }
        } catch (RuntimeException e) {
            throw new IOException("It is no report.", e);
        }
        throw new IOException("It is no report.");
    }

    private boolean countsRight() {
        return Stream.of(width, height, pages, characters).allMatch(count -> count == null || count >= 0);
    }

    /** @param scratch where thumbnail and text are */
    public Examined examined(Path scratch) {
        FileFacts facts = new FileFacts(
                kind,
                Optional.ofNullable(width),
                Optional.ofNullable(height),
                Optional.ofNullable(pages),
                Optional.ofNullable(title),
                Optional.ofNullable(author),
                Optional.ofNullable(language).filter(code -> code.matches("[a-z]{2}")),
                Optional.ofNullable(characters));
        return new Examined(
                facts,
                Optional.ofNullable(problem),
                Optional.of(scratch.resolve(THUMBNAIL)).filter(Files::exists),
                "image/png".equals(thumbnailType) ? "image/png" : "image/jpeg",
                Optional.of(scratch.resolve(TEXT)).filter(Files::exists));
    }
}
