package dev.bellhop.local.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.bellhop.aws.DynamoBoardStore;
import dev.bellhop.aws.DynamoStopWords;
import dev.bellhop.aws.DynamoWordStore;
import dev.bellhop.aws.Environment;
import dev.bellhop.aws.WordSettings;
import dev.bellhop.local.LocalBellhop;
import dev.bellhop.slack.SlackText;
import dev.bellhop.slack.WordsText;
import dev.bellhop.words.Board;
import dev.bellhop.words.Board.Standing;
import dev.bellhop.words.Count;
import dev.bellhop.words.Ranking;
import dev.bellhop.words.StopWords;
import dev.bellhop.words.WordStore;
import dev.bellhop.words.Words;
import java.util.List;
import java.util.Map;

/** What is said most, by the very pieces that {@code /words} answers with. */
final class Standings {

    private static final int USUAL = 50;

    private final String team;
    private final Ranking ranking;
    private final StopWords stopWords;
    private final WordStore words;

    Standings(String team, LocalBellhop bellhop) {
        this.team = team;
        String table = bellhop.setting("WORDS_TABLE");
        Environment settings = new Environment(Map.of(
                "TRIGGER_WORDS", bellhop.setting("TRIGGER_WORDS"),
                "WORD_SHARDS", bellhop.setting("WORD_SHARDS")));
        this.words = new DynamoWordStore(
                bellhop.dynamo(), table, bellhop.setting("LEDGER_TABLE"), WordSettings.shards(settings));
        this.stopWords = new DynamoStopWords(bellhop.dynamo(), table);
        this.ranking = new Ranking(new DynamoBoardStore(bellhop.dynamo(), table), stopWords, words);
    }

    /** The board, and which words are kept off it. */
    JsonObject board(Query query) {
        int most = query.number("most", USUAL, 1, Board.EXACT);
        List<Standing> known = ranking.top(team, most + 1);
        List<Standing> top = known.subList(0, Math.min(most, known.size()));
        Map<String, Count> counts =
                words.counts(team, top.stream().map(Standing::word).toList());
        JsonArray standings = new JsonArray();
        top.forEach(standing -> {
            JsonObject json = new JsonObject();
            json.addProperty("word", standing.word());
            json.addProperty("count", standing.count());
            json.addProperty(
                    "mentions", counts.getOrDefault(standing.word(), Count.ZERO).mentions());
            standings.add(json);
        });
        JsonArray stopped = new JsonArray();
        stopWords.of(team).stream().sorted().forEach(stopped::add);
        JsonObject board = new JsonObject();
        board.add("standings", standings);
        board.addProperty("more", known.size() > most);
        board.addProperty("exact", Board.EXACT);
        board.add("stopWords", stopped);
        return board;
    }

    /** What {@code /words} says of one word, in Slack's markup. */
    JsonObject word(Query query) {
        List<String> asked = Words.in(SlackText.escape(query.required("word")));
        if (asked.size() != 1) {
            throw new IllegalArgumentException(
                    asked.isEmpty() ? "There is no word in that." : "One word at a time, please.");
        }
        String word = asked.getFirst();
        JsonObject answer = new JsonObject();
        answer.addProperty("word", word);
        answer.addProperty(
                "text",
                WordsText.about(word, words.spoken(team, word), ranking.place(team, word))
                        .text());
        return answer;
    }
}
