package dev.bellhop.words;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.bellhop.fuzz.Bytes;
import dev.bellhop.fuzz.Claim;
import dev.bellhop.slack.SlackText;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

final class WordsFuzzTest {

    private static final Pattern NOT_IN_A_KEY = Pattern.compile("\\p{IsWhite_Space}|\\p{Cs}");

    @FuzzTest
    void a_word_is_a_key_and_is_itself_when_it_is_typed_again(byte[] bytes) {
        check(Words.in(Bytes.text(bytes)));
        check(Words.in(Bytes.longText(bytes)));
    }

    private static void check(List<String> words) {
        for (String word : new HashSet<>(words)) {
            Claim.that(!word.isEmpty(), "a word has characters", words);
            Claim.that(!NOT_IN_A_KEY.matcher(word).find(), "a word is a key", word);
            Claim.that(word.codePointCount(0, word.length()) <= Words.LONGEST, "a word is short", word);
            Claim.that(Normalizer.isNormalized(word, Normalizer.Form.NFC), "a word has one spelling", word);
            Claim.that(Words.in(SlackText.escape(word)).equals(List.of(word)), "a word typed again is itself", word);
        }
    }
}
