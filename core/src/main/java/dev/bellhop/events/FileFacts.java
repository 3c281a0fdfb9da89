package dev.bellhop.events;

import java.util.Optional;

/**
 * What was found in a file. Everything but the kind is empty where it was not found, or where that kind has none.
 *
 * @param width of a picture, in pixels, as people see it: turned as its camera says
 * @param height of a picture, in pixels
 * @param pages of a document
 * @param title as its author gave it, {@linkplain OneLine on one line}
 * @param author as the file says, {@linkplain OneLine on one line}
 * @param language of its text, as ISO 639-1 has it, such as {@code en}
 * @param characters code points of its text
 */
public record FileFacts(
        FileKind kind,
        Optional<Integer> width,
        Optional<Integer> height,
        Optional<Integer> pages,
        Optional<String> title,
        Optional<String> author,
        Optional<String> language,
        Optional<Integer> characters) {

    public FileFacts {
        title = title.map(OneLine::of).filter(line -> !line.isEmpty());
        author = author.map(OneLine::of).filter(line -> !line.isEmpty());
    }

    /** Where nothing but the kind is known. */
    public static FileFacts of(FileKind kind) {
        return new FileFacts(
                kind,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public static FileFacts ofPicture(int width, int height) {
        return new FileFacts(
                FileKind.PICTURE,
                Optional.of(width),
                Optional.of(height),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
