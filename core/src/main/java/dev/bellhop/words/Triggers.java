package dev.bellhop.words;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The words that make a message count when it starts with one of them.
 *
 * @param words as {@link Words} writes them
 */
public record Triggers(Set<String> words) {

    public Triggers {
        words = Set.copyOf(words);
    }

    /**
     * @param commaSeparated such as {@code "awsadvent, standup"}
     * @throws IllegalArgumentException where a part isn't exactly one word
     */
    public static Triggers parse(String commaSeparated) {
        Set<String> words = new HashSet<>();
        for (String part : commaSeparated.split(",", -1)) {
            List<String> found = Words.in(part);
            if (found.size() != 1) {
                throw new IllegalArgumentException("\"" + part.strip() + "\" is not one word");
            }
            words.addAll(found);
        }
        return new Triggers(words);
    }

    boolean start(List<String> message) {
        return !message.isEmpty() && words.contains(message.get(0));
    }
}
