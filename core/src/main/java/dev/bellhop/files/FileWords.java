package dev.bellhop.files;

import dev.bellhop.words.Words;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** By which words a file is found, and what is shown of its text. */
public final class FileWords {

    /** Each is an item; whoever looks for a word of a long text mostly looks for one of its first pages. */
    public static final int MOST = 2_000;

    /** In names people write for what stands between words in a text. */
    private static final Pattern BETWEEN = Pattern.compile("[._\\-+()\\[\\]]+");

    private static final Pattern SPACES = Pattern.compile("[\\p{IsWhite_Space}&&[^\\n]]+");

    private static final Pattern LINES = Pattern.compile("\\n{3,}");

    private FileWords() {}

    /** Those of the name, whole and in parts, of the title and of the text: the first {@value #MOST} distinct ones. */
    static Set<String> of(String name, Optional<String> title, String text) {
        Set<String> words = new LinkedHashSet<>();
        Stream.of(name, BETWEEN.matcher(name).replaceAll(" "), title.orElse(""), text)
                .map(FileWords::in)
                .flatMap(List::stream)
                .limit(MOST * 100L)
                .forEach(word -> {
                    if (words.size() < MOST) {
                        words.add(word);
                    }
                });
        return words;
    }

    /** A text is none of Slack's, so what would be markup or an entity there is not. */
    private static List<String> in(String text) {
        return Words.in(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }

    /** The first lines, without what would only take up room. */
    static String excerpt(String text) {
        // Enough for the excerpt, however much white space there is between; the rest need not be looked at.
        String start = text.substring(0, Math.min(text.length(), KeptFile.MOST_EXCERPT * 20));
        String tidy = SPACES.matcher(start).replaceAll(" ");
        String lines = LINES.matcher(tidy.replace(" \n", "\n").replace("\n ", "\n"))
                .replaceAll("\n\n")
                .strip();
        int most = Math.min(KeptFile.MOST_EXCERPT, lines.codePointCount(0, lines.length()));
        return lines.substring(0, lines.offsetByCodePoints(0, most)).strip();
    }
}
