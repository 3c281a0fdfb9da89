package dev.bellhop.slack;

import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import dev.bellhop.words.Board;
import dev.bellhop.words.Board.Standing;
import dev.bellhop.words.Place;
import dev.bellhop.words.Ranking;
import dev.bellhop.words.Spoken;
import dev.bellhop.words.StopWords;
import dev.bellhop.words.Triggers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What whoever used {@code /words} is told. */
public final class WordsText {

    private static final String BAR = "▇";

    /** Letters of the longest bar. */
    private static final int LONGEST_BAR = 16;

    /** A table is to fit into a line of a telephone. */
    private static final int LONGEST_SHOWN = 40;

    private static final String FENCE = "```";

    private static final String LAG =
            "Which words are here follows what is said in public channels, up to half a minute"
                    + " behind; their counts are as they stand now.";

    private WordsText() {}

    /** The words that stand highest, the highest first. */
    public static Said top(List<Standing> top, Triggers triggers) {
        if (top.isEmpty()) {
            return Said.of(nothing(triggers));
        }
        String title = "*Top " + top.size() + "*";
        List<String> tables = tables(top);
        String more = LAG + " `/words &lt;word&gt;` tells more of one.";
        return new Said(
                title + "\n" + String.join("\n", tables) + "\n" + more,
                Stream.of(Stream.of(Said.section(title)), tables.stream().map(Said::section), Stream.of(context(more)))
                        .flatMap(blocks -> blocks)
                        .toList());
    }

    /** The same where other things stand beside it. */
    static List<LayoutBlock> topBlocks(List<Standing> top, Triggers triggers) {
        return top.isEmpty()
                ? List.of(Said.section(nothing(triggers)))
                : Stream.concat(tables(top).stream().map(Said::section), Stream.of(context(LAG)))
                        .toList();
    }

    /** All that is known of {@code word}. */
    public static Said about(String word, Spoken spoken, Place place) {
        long mentions = spoken.count().mentions();
        if (mentions == 0) {
            return Said.of("Nobody has said " + code(word) + " yet.");
        }
        String said = code(word) + " was said " + (mentions == 1 ? "once" : number(mentions) + " times")
                + " and stands at " + number(spoken.count().count()) + ". " + place(place);
        String when = Stream.concat(
                        spoken.first().map(at -> "First said " + SlackTime.at(at)).stream(),
                        spoken.last().map(at -> "last said " + SlackTime.at(at)).stream())
                .collect(Collectors.joining(", "));
        return Said.of(when.isEmpty() ? said : said + "\n" + when + ".");
    }

    private static String place(Place place) {
        return switch (place) {
            case Place.Ranked(int rank) ->
                "Its rank is " + number(rank) + ", by what is said in public channels, up to half a minute behind.";
            case Place.Beyond() -> "Its rank is beyond the first " + number(Board.EXACT) + ".";
            case Place.NotOnBoard() ->
                "It has no rank yet: ranks follow what is said in public channels, up to half a minute behind.";
            case Place.Stopped() -> "It is a stop word, so it has no rank.";
        };
    }

    public static Said stopped(String word) {
        return Said.of(code(word) + " is in no top any more. It is counted all the same. To bring it back, type"
                + " `/words stop remove` and the word.");
    }

    public static Said unstopped(String word) {
        return Said.of(code(word) + " is no stop word, so it may be in tops.");
    }

    /** There is no room for one more. */
    public static Said tooManyStopWords() {
        return Said.of(
                "There are " + StopWords.MOST + " stop words already, which is as many as I keep, so nothing was done."
                        + " `/words stop list` shows them; please remove one first.");
    }

    public static Said onlyOperators() {
        return Said.of("Only operators change stop words here, so nothing was done. `/words stop list` shows them.");
    }

    public static Said stopWords(Collection<String> words) {
        return Said.of(
                words.isEmpty()
                        ? "There are no stop words. `/words stop add` and a word keeps it out of the tops."
                        : "Stop words, which are in no top:\n"
                                + words.stream().sorted().map(WordsText::code).collect(Collectors.joining("\n")));
    }

    public static Said optedOut() {
        return Said.of(
                "From now on I take no notice of what you say: it is not counted, not logged and not published, and"
                        + " I don't answer it. Only help is given where you ask for it: by `help` in a direct message, or a mention and"
                        + " nothing else. What was counted before stays. `/reserve` works for you as before, and so does `/words`."
                        + " `/words optin` takes this back, `/words forget me` goes further.");
    }

    public static Said optedIn() {
        return Said.of("From now on I count what you say after a trigger word, as everybody's.");
    }

    /** @param days for which logs are kept */
    public static Said forgotten(int days) {
        return Said.of(
                "I have forgotten of you what I can: how you want to be told, your addresses and what you watched are"
                        + " deleted, and what you say is not counted, logged or published any more.\n"
                        + "What you said before and was counted is still in the log of events, and goes from there after at most "
                        + (days == 1 ? "a day" : days + " days")
                        + ". What could not be delivered waits, with its text, for"
                        + " at most 14 days. Counts say nothing of who said a word, and stay.\n"
                        + "Files that you shared with me stay until you have each forgotten: `/files` lists them, and `/files forget`"
                        + " and the id deletes one.\n"
                        + "Your bookings stay, for others rely on them, and are deleted 90 days after they end. Backups of what was"
                        + " deleted go after 35 days.");
    }

    /** @param problem what was not understood */
    public static Said unclear(String problem) {
        return Said.of(SlackText.escape(problem));
    }

    /** Where what is stored can't be reached; a change may have been made all the same. */
    public static Said noRecords() {
        return Said.of(
                "I can't reach my records just now. Please try again in a moment; if you wanted to change something, it"
                        + " does no harm to do that twice.");
    }

    public static Said help() {
        return Said.of("""
                `/words` shows the ten words that are said most.
                `/words &lt;word&gt;` tells how often it was said, where it stands, when it was said first and last.
                `/words word &lt;word&gt;` does so too, also for a word such as `top`.
                `/words top 25` shows more, up to %d.
                `/words stop add &lt;word&gt;` keeps a word out of the tops, `stop remove &lt;word&gt;` brings it back, `stop \
                list` shows which there are.
                `/words export 30d` gives operators a table of all words said since then, as CSV.
                `/words optout` has me take no notice of what you say, `/words optin` takes that back.
                `/words forget me` does so too, and deletes what I keep of you.
                How often a word was said is counted over the whole workspace, private channels too; never by whom or where. \
                Which words the tops show follows public channels alone.""".formatted(Ranking.MOST_SHOWN));
    }

    private static String nothing(Triggers triggers) {
        String trigger = triggers.words().stream().sorted().findFirst().orElseThrow();
        return "Nothing said yet: start a message in a public channel with " + code(trigger)
                + ", and half a minute later its words are here.";
    }

    /** Rank, count, bar, and the word last, so that no letter that is wider than others moves anything. */
    private static List<String> tables(List<Standing> top) {
        long highest = Math.max(1, top.get(0).count());
        int rankWidth = Integer.toString(top.size()).length();
        int countWidth = number(highest).length();
        List<String> tables = new ArrayList<>();
        StringBuilder table = new StringBuilder(FENCE);
        for (int i = 0; i < top.size(); i++) {
            Standing standing = top.get(i);
            int bar = (int) Math.max(1, Math.round((double) standing.count() * LONGEST_BAR / highest));
            String row = "\n" + padded(Integer.toString(i + 1), rankWidth) + "  "
                    + padded(number(standing.count()), countWidth) + "  " + BAR.repeat(bar)
                    + " ".repeat(LONGEST_BAR - bar) + "  " + inCode(standing.word());
            if (table.length() + row.length() > Said.MOST_IN_A_SECTION - FENCE.length() - 1) {
                tables.add(table.append('\n').append(FENCE).toString());
                table = new StringBuilder(FENCE);
            }
            table.append(row);
        }
        tables.add(table.append('\n').append(FENCE).toString());
        return tables;
    }

    private static String padded(String number, int width) {
        return " ".repeat(width - number.length()) + number;
    }

    private static String number(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    private static String code(String word) {
        return "`" + inCode(word) + "`";
    }

    /** In code nothing is markup but the backtick that ends it, and what stands for the three escaped characters. */
    private static String inCode(String word) {
        boolean fits = word.codePointCount(0, word.length()) <= LONGEST_SHOWN;
        String shown = fits ? word : word.substring(0, word.offsetByCodePoints(0, LONGEST_SHOWN)) + "…";
        return SlackText.escape(shown.replace('`', 'ˋ'));
    }

    private static LayoutBlock context(String text) {
        return ContextBlock.builder()
                .elements(List.of(
                        MarkdownTextObject.builder().text(text).verbatim(true).build()))
                .build();
    }
}
