package dev.bellhop.reservations;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a line from left to right, a piece at a time. A piece ends where white space or a comma begins. */
final class Cursor {

    private static final Pattern BETWEEN = Pattern.compile("[ ,]*");
    private static final Pattern WORD = Pattern.compile("[^ ,]+|[^ ]+");

    private final String line;
    private int at;

    /** @param line with single spaces for all its white space */
    Cursor(String line) {
        this.line = line;
        skip();
    }

    /** A pattern for a whole piece. */
    static Pattern piece(String regex) {
        return Pattern.compile("(?:" + regex + ")(?=[ ,]|$)", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    boolean isAtEnd() {
        return at == line.length();
    }

    boolean sees(Pattern piece) {
        return matcher(piece).lookingAt();
    }

    /** Reads {@code piece} if it is next. */
    Optional<MatchResult> take(Pattern piece) {
        Matcher matcher = matcher(piece);
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        at = matcher.end();
        skip();
        return Optional.of(matcher.toMatchResult());
    }

    /** What {@code piece} would read. */
    Optional<String> peek(Pattern piece) {
        Matcher matcher = matcher(piece);
        return matcher.lookingAt() ? Optional.of(matcher.group()) : Optional.empty();
    }

    /** Reads a word, whatever it is; empty at the end. */
    String takeWord() {
        return take(WORD).map(MatchResult::group).orElse("");
    }

    /** The next word, unread; empty at the end. */
    String word() {
        return peek(WORD).orElse("");
    }

    /** Reads all that is left. */
    String takeRest() {
        String rest = line.substring(at);
        at = line.length();
        return rest.strip();
    }

    /** All that was read so far. */
    String taken() {
        return line.substring(0, at).strip();
    }

    private Matcher matcher(Pattern pattern) {
        return pattern.matcher(line).region(at, line.length()).useTransparentBounds(true);
    }

    private void skip() {
        Matcher matcher = matcher(BETWEEN);
        if (matcher.lookingAt()) {
            at = matcher.end();
        }
    }
}
