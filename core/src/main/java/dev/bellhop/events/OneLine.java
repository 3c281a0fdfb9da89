package dev.bellhop.events;

import java.util.regex.Pattern;

/**
 * What strangers call their files, so that it can be shown on a line: without what controls a terminal, breaks a line, or has
 * what stands around it read in another order. It is still to be escaped for where it is shown.
 */
public final class OneLine {

    /** Code points of a line. No file system has longer names. */
    public static final int MOST = 255;

    /**
     * Controls, formats and lone surrogates, all of which nobody sees. The two joiners stay: scripts and emoji need them, and
     * they move nothing.
     */
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}&&[^\\u200C\\u200D\\p{IsWhite_Space}]]");

    private static final Pattern WHITE_SPACE = Pattern.compile("\\p{IsWhite_Space}+");

    private static final Pattern JOINERS_ALONE = Pattern.compile("[\\u200C\\u200D ]*");

    private OneLine() {}

    /** {@code text} on one line of at most {@value #MOST} code points; a line stays as it is. */
    public static String of(String text) {
        String seen = UNSEEN.matcher(text).replaceAll("");
        String line = WHITE_SPACE.matcher(seen).replaceAll(" ").strip();
        if (JOINERS_ALONE.matcher(line).matches()) {
            return "";
        }
        return line.codePointCount(0, line.length()) <= MOST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MOST - 1)) + "…";
    }
}
