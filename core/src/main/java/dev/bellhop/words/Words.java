package dev.bellhop.words;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the text of a Slack message into words.
 *
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text">Slack: formatting message text</a>
 */
public final class Words {

    /** Longer than any word of any language, and short enough for a key. Counted in code points. */
    public static final int LONGEST = 100;

    /**
     * What Slack puts between angle brackets, which can't occur otherwise: it escapes {@code <}, {@code >} and
     * {@code &} in what people type. The first group is a mention's sigil, the last a label.
     */
    private static final Pattern MARKUP = Pattern.compile("<([@#!]?)([^<>|]*)(?:\\|([^<>]*))?>");

    private static final Pattern WHITE_SPACE = Pattern.compile("\\p{IsWhite_Space}+");

    /** Half of a surrogate pair on its own; a whole pair is one code point to a pattern. */
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    /**
     * Emoji as Slack writes them, a skin tone being one more. Possessive, for a greedy group would go as deep as a row of emoji
     * is long, which people make longer than a stack is deep.
     */
    private static final Pattern EMOJI = Pattern.compile("(?::[\\p{L}\\p{M}\\p{N}_+'&.-]++:)++");

    private Words() {}

    /** The words of {@code text}, in order, with repeats. Never null, and no word is empty or has white space in it. */
    public static List<String> in(String text) {
        List<String> words = new ArrayList<>();
        for (String piece : WHITE_SPACE.split(decoded(withoutMarkup(text)), -1)) {
            // In this order: a J with a caron is two characters, a j with one is one.
            String lower = wellFormed(piece).toLowerCase(Locale.ROOT);
            String word = trimmed(Normalizer.normalize(lower, Normalizer.Form.NFC));
            if (!word.isEmpty() && word.codePointCount(0, word.length()) <= LONGEST) {
                words.add(word);
            }
        }
        return List.copyOf(words);
    }

    private static String withoutMarkup(String text) {
        return MARKUP.matcher(text).replaceAll(found -> {
            boolean link = found.group(1).isEmpty();
            String label = found.group(3);
            return link && label != null ? " " + Matcher.quoteReplacement(label) + " " : " ";
        });
    }

    /** What people typed, of which Slack escapes three characters. In this order, so that {@code &amp;lt;} is the text {@code &lt;}. */
    public static String decoded(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    /** DynamoDB keys are UTF-8, in which every lone surrogate would be the same question mark. */
    private static String wellFormed(String piece) {
        return LONE_SURROGATE.matcher(piece).replaceAll("\uFFFD");
    }

    private static String trimmed(String piece) {
        String bare = trimmed(piece, point -> point != ':' && isTrimmed(point));
        return EMOJI.matcher(bare).matches() ? bare : trimmed(bare, Words::isTrimmed);
    }

    private static String trimmed(String piece, IntPredicate trims) {
        int[] points = piece.codePoints().toArray();
        int start = 0;
        int end = points.length;
        while (start < end && trims.test(points[start])) {
            start++;
        }
        while (end > start && trims.test(points[end - 1]) && !isSharp(points, start, end)) {
            end--;
        }
        return new String(points, start, end - start);
    }

    /** The {@code #} of {@code c#}. The {@code +} of {@code c++} is no punctuation to Unicode, so it stays anyway. */
    private static boolean isSharp(int[] points, int start, int end) {
        return points[end - 1] == '#' && end - 2 >= start && Character.isLetterOrDigit(points[end - 2]);
    }

    private static boolean isTrimmed(int point) {
        return switch (Character.getType(point)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> point == '*' || point == '_' || point == '~' || point == '`';
        };
    }
}
