package dev.bellhop.reservations;

import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Ids that a person reads off and types: five of Crockford's base-32 letters, which leave out those that look like others
 * (https://www.crockford.com/base32.html). Each has a letter and a digit in it, so none is a word. There are some 25 million;
 * one that is in use is refused by the store, and another is drawn.
 */
final class BookingIds {

    private static final int LENGTH = 5;
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private final RandomGenerator random;

    BookingIds(RandomGenerator random) {
        this.random = random;
    }

    String next() {
        while (true) {
            StringBuilder id = new StringBuilder();
            while (id.length() < LENGTH) {
                id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            if (isId(id.toString())) {
                return id.toString();
            }
        }
    }

    /** What is meant by {@code text}, whichever way its letters were read. */
    static String normal(String text) {
        return text.toLowerCase(Locale.ROOT).replace('o', '0').replace('i', '1').replace('l', '1');
    }

    /** Whether {@code normal} can be one. */
    static boolean isId(String normal) {
        return normal.length() == LENGTH
                && normal.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)
                && normal.chars().anyMatch(c -> c <= '9')
                && normal.chars().anyMatch(c -> c > '9');
    }
}
