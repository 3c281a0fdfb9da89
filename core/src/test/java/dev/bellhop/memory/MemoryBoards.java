package dev.bellhop.memory;

import dev.bellhop.words.Board;
import dev.bellhop.words.BoardStore;
import java.util.HashMap;
import java.util.Map;

/** Boards in memory. */
public final class MemoryBoards implements BoardStore {

    private final Faults faults;
    private final Map<String, Board> boards = new HashMap<>();
    private Runnable meanwhile = () -> {};

    public MemoryBoards(Faults faults) {
        this.faults = faults;
    }

    /** Happens once, between the next read and what is written thereafter. */
    public void meanwhile(Runnable what) {
        meanwhile = what;
    }

    @Override
    public Board read(String team) {
        return faults.call("read", () -> {
            Board board = boards.getOrDefault(team, Board.EMPTY);
            Runnable now = meanwhile;
            meanwhile = () -> {};
            now.run();
            return board;
        });
    }

    @Override
    public boolean replace(String team, Board board) {
        return faults.call("replace", () -> {
            if (boards.getOrDefault(team, Board.EMPTY).version() != board.version()) {
                return false;
            }
            boards.put(team, new Board(board.standings(), board.version() + 1));
            return true;
        });
    }
}
