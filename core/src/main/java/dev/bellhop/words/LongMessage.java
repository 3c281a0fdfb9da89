package dev.bellhop.words;

import dev.bellhop.events.WordTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A message's words in chunks of one transaction each, and how they are kept in a mark until the last is committed: a
 * line for workspace and time, then a line a word. Words have no white space in them.
 */
record LongMessage(String team, Instant at, List<WordTimes> words) {

    LongMessage {
        words = List.copyOf(words);
    }

    static LongMessage parse(String text) {
        String[] lines = text.split("\n", -1);
        String[] head = lines[0].split(" ", -1);
        List<WordTimes> words = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            int space = lines[i].indexOf(' ');
            words.add(new WordTimes(lines[i].substring(space + 1), Integer.parseInt(lines[i].substring(0, space))));
        }
        return new LongMessage(head[0], Instant.parse(head[1]), words);
    }

    String format() {
        StringBuilder text = new StringBuilder(team).append(' ').append(at);
        words.forEach(word -> text.append('\n').append(word.times()).append(' ').append(word.word()));
        return text.toString();
    }

    int chunkCount() {
        return Math.ceilDiv(words.size(), Chunk.MOST);
    }

    /** The {@code n}th part, counted from 0. */
    Chunk chunk(int n, Function<WordTimes, Increment> increment) {
        int from = n * Chunk.MOST;
        List<WordTimes> part = words.subList(from, Math.min(words.size(), from + Chunk.MOST));
        return new Chunk(team, at, part.stream().map(increment).toList());
    }
}
