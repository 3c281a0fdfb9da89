package dev.bellhop.files;

import dev.bellhop.words.Words;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code /files}: {@code [list]}, {@code find <words>}, {@code get <id>}, {@code forget <id>}. */
public final class FilesGrammar {

    /** More than this narrow no search. */
    private static final int MOST_WORDS = 10;

    private static final Pattern WHITE_SPACE = Pattern.compile("\\p{IsWhite_Space}+");

    /** Slack's ids are upper-case letters and digits; those of stand-ins may be more readable. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /**
     * A file's link, as Slack copies it, and as it comes in a command that has links escaped.
     *
     * @see <a href="https://docs.slack.dev/reference/objects/file-object">File object, permalink</a>
     */
    private static final Pattern LINK = Pattern.compile(
            "<?https?://[^/\\s|>]+/files/[A-Za-z0-9]+/([A-Za-z0-9]{1,64})(?:[/?][^\\s|>]*)?(?:\\|[^\\s>]*)?>?");

    /** Of what was typed, to be said again. */
    private static final int MOST_QUOTED = 40;

    private static final String FORMS = "There are `/files`, `/files find <words>`, `/files get <id>`,"
            + " `/files forget <id>` and `/files help`. For example: `/files find invoice 2026`";

    private FilesGrammar() {}

    /**
     * Never fails.
     *
     * @param text what stands behind the command
     */
    public static FilesReading read(String text) {
        String line = WHITE_SPACE.matcher(text).replaceAll(" ").strip();
        int space = line.indexOf(' ');
        String first = (space < 0 ? line : line.substring(0, space)).toLowerCase(Locale.ROOT);
        String rest = space < 0 ? "" : line.substring(space + 1);
        return switch (first) {
            case "" -> new FilesCommand.Recent();
            case "list" -> list(rest);
            case "find" -> find(rest);
            case "get" -> file(first, rest, FilesCommand.Get::new);
            case "forget" -> file(first, rest, FilesCommand.Forget::new);
            case "help", "?" -> new FilesCommand.Help();
            default -> new FilesReading.NotUnderstood("I don't know `" + quoted(first) + "`. " + FORMS);
        };
    }

    /** The file that a button is for; empty where {@code value} is no file's id. */
    public static Optional<FilesCommand> ofButton(String value) {
        return ID.matcher(value).matches() ? Optional.of(new FilesCommand.Get(value)) : Optional.empty();
    }

    private static FilesReading list(String rest) {
        return rest.isEmpty()
                ? new FilesCommand.Recent()
                : new FilesReading.NotUnderstood(
                        "`/files` lists what was shared last, and nothing else. To look for something:"
                                + " `/files find invoice 2026`");
    }

    private static FilesReading find(String rest) {
        List<String> words = Words.in(rest).stream().distinct().toList();
        if (words.isEmpty()) {
            return new FilesReading.NotUnderstood(
                    "Which words? I look for those in names and texts, such as: `/files find invoice 2026`");
        }
        return words.size() <= MOST_WORDS
                ? new FilesCommand.Find(words)
                : new FilesReading.NotUnderstood("I look for at most " + MOST_WORDS
                        + " words at a time, and two or three are mostly enough: `/files find invoice 2026`");
    }

    private static FilesReading file(String name, String rest, Function<String, FilesCommand> command) {
        Matcher link = LINK.matcher(rest);
        if (link.matches()) {
            return command.apply(link.group(1));
        }
        return ID.matcher(rest).matches()
                ? command.apply(rest)
                : new FilesReading.NotUnderstood(
                        "Which file? I know each by its id, which `/files` lists: `/files " + name + " F0123ABCD`");
    }

    private static String quoted(String text) {
        return text.codePointCount(0, text.length()) <= MOST_QUOTED
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MOST_QUOTED)) + "…";
    }
}
