package dev.bellhop.reservations;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A single slip of the fingers in the name of a subcommand, which would else book something of that name. */
final class Slip {

    /** {@code watch2} and {@code release-1} are names. */
    private static final Pattern LETTERS = Pattern.compile("\\p{L}+");

    /** With one letter replaced a shorter name is too often another word: {@code last}, {@code lisa}, {@code batch}. */
    private static final int LONG = 6;

    private Slip() {}

    /** The subcommand that {@code word} is one slip away from. */
    static Optional<String> of(String word) {
        String key = Names.key(word);
        return Names.COMMANDS.stream()
                .filter(command -> LETTERS.matcher(key).matches() && Distance.between(command, key) == 1)
                .filter(command -> command.length() >= LONG || !isReplaced(command, key))
                .findFirst();
    }

    /** Whether they differ by one letter replaced, rather than left out, put in or swapped. */
    private static boolean isReplaced(String a, String b) {
        return a.length() == b.length() && !Arrays.equals(sorted(a), sorted(b));
    }

    private static char[] sorted(String word) {
        char[] letters = word.toCharArray();
        Arrays.sort(letters);
        return letters;
    }
}
