package dev.bellhop.words;

import dev.bellhop.words.Board.Standing;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a workspace says most. The board, which is behind by up to half a minute, says which words can be meant; how often
 * they were said is read as it is in this moment.
 */
public final class Ranking {

    /** More lines nobody reads, and their candidates are still a few reads. */
    public static final int MOST_SHOWN = 50;

    /** So many candidates for each that is shown: a word may have moved up since the board heard of it. */
    private static final int SPARE = 4;

    /** Of so many at least the live counts are read, whatever Slack asks for, so that all its answers agree. */
    static final int LEAST_CANDIDATES = SPARE * MOST_SHOWN;

    private final BoardStore boards;
    private final StopWords stopWords;
    private final WordStore words;

    public Ranking(BoardStore boards, StopWords stopWords, WordStore words) {
        this.boards = boards;
        this.stopWords = stopWords;
        this.words = words;
    }

    /**
     * The words that stand highest, the highest first; stop words are not among them.
     *
     * @param most how many at most, up to {@value Board#EXACT}; each more costs a few reads, so Slack is shown {@value #MOST_SHOWN}
     */
    public List<Standing> top(String team, int most) {
        List<Standing> known = shown(boards.read(team), stopWords.of(team));
        return live(team, known.subList(0, Math.min(known.size(), Math.max(LEAST_CANDIDATES, SPARE * most)))).stream()
                .limit(most)
                .toList();
    }

    /** Where {@code word} stands among them. */
    public Place place(String team, String word) {
        Set<String> stopped = stopWords.of(team);
        if (stopped.contains(word)) {
            return new Place.Stopped();
        }
        Board board = boards.read(team);
        List<Standing> known = shown(board, stopped);
        int at = indexOf(word, known);
        if (at < 0) {
            return board.standings().size() < Board.EXACT ? new Place.NotOnBoard() : new Place.Beyond();
        }
        if (at < LEAST_CANDIDATES) {
            // As the tops rank it, so that the two agree.
            List<Standing> live = live(team, known.subList(0, Math.min(known.size(), LEAST_CANDIDATES)));
            return new Place.Ranked(indexOf(word, live) + 1);
        }
        return at < Board.EXACT ? new Place.Ranked(at + 1) : new Place.Beyond();
    }

    private List<Standing> live(String team, List<Standing> candidates) {
        Map<String, Count> counts =
                words.counts(team, candidates.stream().map(Standing::word).toList());
        return candidates.stream()
                .map(each -> new Standing(
                        each.word(),
                        counts.getOrDefault(each.word(), Count.ZERO).count()))
                .sorted(Board.ORDER)
                .toList();
    }

    private static List<Standing> shown(Board board, Set<String> stopped) {
        return board.standings().stream()
                .filter(standing -> !stopped.contains(standing.word()))
                .toList();
    }

    private static int indexOf(String word, List<Standing> standings) {
        return IntStream.range(0, standings.size())
                .filter(i -> standings.get(i).word().equals(word))
                .findFirst()
                .orElse(-1);
    }
}
