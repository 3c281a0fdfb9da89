package dev.bellhop.words;

import dev.bellhop.events.WordTimes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The distinct words of one message, in order of first appearance.
 *
 * @param words those that count
 * @param leftOut how many distinct words were beyond the limit
 */
public record Tally(List<WordTimes> words, int leftOut) {

    /** A person's message has fewer; a pasted log has more. */
    public static final int MOST_WORDS = 500;

    /**
     * Code points of all distinct words together: Slack's own limit for a text, so that an event with all of them fits
     * into an SNS message whoever sent the request.
     */
    static final int MOST_CODE_POINTS = 40_000;

    public Tally {
        words = List.copyOf(words);
    }

    public static Tally of(List<String> words) {
        Map<String, Integer> times = new LinkedHashMap<>();
        words.forEach(word -> times.merge(word, 1, Integer::sum));
        List<WordTimes> counted = new ArrayList<>();
        int codePoints = 0;
        for (Map.Entry<String, Integer> entry : times.entrySet()) {
            String word = entry.getKey();
            codePoints += word.codePointCount(0, word.length());
            if (counted.size() == MOST_WORDS || codePoints > MOST_CODE_POINTS) {
                break;
            }
            counted.add(new WordTimes(word, entry.getValue()));
        }
        return new Tally(counted, times.size() - counted.size());
    }
}
