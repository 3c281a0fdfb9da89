package dev.bellhop.words;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Patience;
import dev.bellhop.events.MessageCounted;
import dev.bellhop.events.WordTimes;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps the board of each workspace, by what is said in its public channels. */
public final class Leaderboard {

    private final Counts counts;
    private final BoardStore boards;
    private final Patience patience;
    private final int bonus;

    /** @param bonus what somebody else adds to the count for each mention, sooner or later */
    public Leaderboard(Counts counts, BoardStore boards, Patience patience, int bonus) {
        this.counts = counts;
        this.boards = boards;
        this.patience = patience;
        this.bonus = bonus;
    }

    /**
     * Takes what was said into the board of {@code team}: read anew, so that neither order nor repeats of what is told matter.
     *
     * @param said messages of that workspace; those that are not public are passed over
     * @return whether the board changed
     * @throws dev.bellhop.delivery.BusyException where others wrote the board all the time; nothing was taken in then
     */
    public boolean take(String team, Collection<MessageCounted> said, Attempt attempt) {
        Set<String> words = said.stream()
                .filter(MessageCounted::isPublic)
                .flatMap(message -> message.words().stream())
                .map(WordTimes::word)
                .collect(Collectors.toSet());
        Map<String, Long> standings = standings(team, words);
        return !standings.isEmpty() && patience.insist("the board of " + team, attempt, () -> raise(team, standings));
    }

    /** Of those that were counted at all: anybody may publish an event. */
    private Map<String, Long> standings(String team, Set<String> words) {
        Map<String, Long> standings = new HashMap<>();
        counts.counts(team, words).forEach((word, count) -> {
            if (count.mentions() > 0) {
                standings.put(word, standing(count));
            }
        });
        return standings;
    }

    /** The bonus of a mention may come after this, and then nobody tells; all mentions that are told of are there. */
    private long standing(Count count) {
        return Math.max(count.count(), count.mentions() * (1L + bonus));
    }

    private Optional<Boolean> raise(String team, Map<String, Long> standings) {
        Board board = boards.read(team);
        Board raised = board.raised(standings);
        if (raised.standings().equals(board.standings())) {
            return Optional.of(false);
        }
        return boards.replace(team, raised) ? Optional.of(true) : Optional.empty();
    }
}
