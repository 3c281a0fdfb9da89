package dev.bellhop.files.examination;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which language a text is in, by the small words that each language is full of. A library that knows a hundred languages is larger
 * than all else here; these are ten, and where it is none of them, or not clear, nothing is said.
 */
final class Languages {

    /** Fewer say nothing. */
    private static final int LEAST = 8;

    private static final int MOST_LOOKED_AT = 50_000;

    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}]+");

    /** A word that two languages share counts for both. */
    private static final Map<String, List<String>> WORDS = Map.of(
            "en", words("the and of to in is that it was for with as on be are this by from have not or which"),
            "de",
                    words(
                            "der die und das den von zu mit sich ist des nicht ein eine auf dem für im auch es werden wird"),
            "fr", words("le la les des et est que une dans qui du pour pas sur plus par au avec ce il sont cette"),
            "es", words("el la los las de que y en un una por con para se del es al como más su lo no"),
            "it", words("il di che la e un per non sono con una del si le dei della nel gli alla anche più"),
            "pt", words("o a os as de que e do da em um uma para com não por se no na dos das ao mais"),
            "nl", words("de het een van en in is dat op te zijn met voor niet aan er die door ook maar bij"),
            "sv", words("och att det som en på är av för med den till inte om ett har de jag var från"),
            "da", words("og det at en den til er som på de med han af for ikke der var mig sig men et"),
            "pl", words("w i na z do się nie to że jest o jak po co tak za od przez dla czy być"));

    private Languages() {}

    private static List<String> words(String words) {
        return List.of(words.split(" ", -1));
    }

    /** As ISO 639-1 has it, or null. */
    static @Nullable String of(String text) {
        Map<String, Integer> scores = new HashMap<>();
        String start =
                text.substring(0, Math.min(text.length(), MOST_LOOKED_AT)).toLowerCase(Locale.ROOT);
        int all = 0;
        for (String word : BETWEEN.split(start, -1)) {
            all++;
            WORDS.forEach((language, known) -> scores.merge(language, known.contains(word) ? 1 : 0, Integer::sum));
        }
        List<Map.Entry<String, Integer>> best = scores.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(2)
                .toList();
        int first = best.get(0).getValue();
        // A tenth of a text is such words, of any language that is here, and mostly more; the next has to be well
        // behind.
        boolean clear =
                first >= LEAST && first * 10 >= all && first * 4 >= best.get(1).getValue() * 5;
        return clear ? best.get(0).getKey() : null;
    }
}
