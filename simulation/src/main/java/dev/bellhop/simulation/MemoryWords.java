package dev.bellhop.simulation;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;
import dev.bellhop.people.OptOuts;
import dev.bellhop.words.Board;
import dev.bellhop.words.BoardStore;
import dev.bellhop.words.Chunk;
import dev.bellhop.words.Count;
import dev.bellhop.words.Increment;
import dev.bellhop.words.Sayings;
import dev.bellhop.words.Spoken;
import dev.bellhop.words.WordStore;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts, boards and who opted out, in memory. */
final class MemoryWords implements WordStore, Sayings, OptOuts, BoardStore {

    private record Key(String team, String name) {}

    private final MemoryLedger ledger;
    private final Map<Key, Spoken> words = new HashMap<>();
    private final Map<String, Board> boards = new HashMap<>();
    private final Set<Key> optedOut = new HashSet<>();

    MemoryWords(MemoryLedger ledger) {
        this.ledger = ledger;
    }

    /** All words of {@code team} that were ever counted. */
    Map<String, Count> all(String team) {
        Map<String, Count> all = new HashMap<>();
        words.forEach((key, spoken) -> {
            if (key.team().equals(team)) {
                all.put(key.name(), spoken.count());
            }
        });
        return all;
    }

    @Override
    public Commit add(Mark mark, Chunk chunk) {
        return ledger.open(mark, () -> apply(chunk));
    }

    @Override
    public Commit add(Mark mark, Chunk chunk, String user) {
        return optedOut.contains(new Key(chunk.team(), user)) && !ledger.has(mark.identity())
                ? new Commit.Declined()
                : add(mark, chunk);
    }

    @Override
    public Commit addNext(Mark from, Mark to, Chunk chunk) {
        return ledger.advance(from, to, () -> apply(chunk));
    }

    private void apply(Chunk chunk) {
        for (Increment increment : chunk.increments()) {
            words.compute(new Key(chunk.team(), increment.word()), (key, before) -> {
                Spoken was = before == null ? Spoken.NEVER : before;
                Count count = was.count().plus(new Count(increment.mentions(), increment.count()));
                Optional<Instant> at = Optional.of(chunk.at());
                return increment.mentions() > 0
                        ? new Spoken(count, was.first().or(() -> at), at)
                        : new Spoken(count, was.first(), was.last());
            });
        }
    }

    @Override
    public Map<String, Count> counts(String team, Collection<String> asked) {
        Map<String, Count> found = new LinkedHashMap<>();
        asked.forEach(word -> found.put(word, spoken(team, word).count()));
        return found;
    }

    @Override
    public Spoken spoken(String team, String word) {
        return words.getOrDefault(new Key(team, word), Spoken.NEVER);
    }

    @Override
    public void optOut(String team, String user) {
        optedOut.add(new Key(team, user));
    }

    @Override
    public void optIn(String team, String user) {
        optedOut.remove(new Key(team, user));
    }

    @Override
    public Board read(String team) {
        return boards.getOrDefault(team, Board.EMPTY);
    }

    @Override
    public boolean replace(String team, Board board) {
        if (read(team).version() != board.version()) {
            return false;
        }
        boards.put(team, new Board(board.standings(), board.version() + 1));
        return true;
    }
}
