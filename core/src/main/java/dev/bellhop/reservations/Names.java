package dev.bellhop.reservations;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What things and places are called. */
final class Names {

    static final int LONGEST = 60;

    static final List<String> COMMANDS =
            List.of("list", "cancel", "extend", "release", "watch", "unwatch", "confirm", "notify", "help");

    /** Where a command expects a resource, these mean something else too. */
    private static final Set<String> SCOPES = Set.of("mine", "today");

    private static final Pattern RESOURCE = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\-_./#]+");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private Names() {}

    /** The same for all spellings of a name. In this order: a {@code J} with a caron is two characters, a {@code j} with one is one. */
    static String key(String name) {
        return Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    /** What is wrong with {@code text} as the name of a resource, if anything is. */
    static Optional<String> wrongResource(String text) {
        String name = key(text);
        if (!RESOURCE.matcher(name).matches()) {
            return Optional.of("The name of a resource has only letters, digits and - _ . / # in it, and “" + text
                    + "” has something else.");
        }
        if (name.startsWith("--")) {
            return Optional.of("The name of a resource does not begin with --, which begins a reason.");
        }
        if (name.codePointCount(0, name.length()) > LONGEST) {
            return Optional.of("The name of a resource has at most " + LONGEST + " characters.");
        }
        return COMMANDS.contains(name) || SCOPES.contains(name)
                ? Optional.of("“" + name + "” is a word of the command itself, so no resource has that name.")
                : Optional.empty();
    }

    static Optional<String> wrongLocation(String text) {
        if (text.isBlank() || CONTROL.matcher(text).find()) {
            return Optional.of("A location is one word, or some words in quotes.");
        }
        return text.codePointCount(0, text.length()) > LONGEST
                ? Optional.of("A location has at most " + LONGEST + " characters.")
                : Optional.empty();
    }
}
