package dev.bellhop.memory;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Finisher;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Lease;
import dev.bellhop.delivery.Ledger;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.Marks;
import dev.bellhop.delivery.OwedMarks;
import dev.bellhop.people.Consent;
import dev.bellhop.words.Chunk;
import dev.bellhop.words.Count;
import dev.bellhop.words.Sayings;
import dev.bellhop.words.Spoken;
import dev.bellhop.words.WordStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Marks and counts in memory. */
public final class MemoryStore implements Ledger, Marks, OwedMarks, WordStore, Sayings, Consent {

    private final Faults faults;
    private final Clock clock;
    private final Map<Identity, Mark> marks = new HashMap<>();
    private final Map<String, Count> counts = new HashMap<>();
    private final Set<String> optedOut = new HashSet<>();
    private int conflicts;

    public MemoryStore(Faults faults) {
        this(faults, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    /** @param clock says since when what can't be paid is owed */
    public MemoryStore(Faults faults, Clock clock) {
        this.faults = faults;
        this.clock = clock;
    }

    /** The next {@code times} transactions meet a conflict. */
    public void conflict(int times) {
        conflicts = times;
    }

    /** From now on nothing that {@code user} says is counted. */
    public void optOut(String user) {
        optedOut.add(user);
    }

    public Mark mark(Identity identity) {
        return marks.get(identity);
    }

    public Count count(String team, String word) {
        return counts.getOrDefault(team + " " + word, Count.ZERO);
    }

    @Override
    public Commit open(Mark mark) {
        return faults.call("open", () -> insert(mark));
    }

    @Override
    public Commit add(Mark mark, Chunk chunk) {
        return faults.call("add", () -> {
            if (conflicts > 0 && !marks.containsKey(mark.identity())) {
                conflicts--;
                return new Commit.Conflict();
            }
            Commit commit = insert(mark);
            if (commit instanceof Commit.Committed) {
                apply(chunk);
            }
            return commit;
        });
    }

    @Override
    public Commit add(Mark mark, Chunk chunk, String user) {
        return optedOut.contains(user) && !marks.containsKey(mark.identity())
                ? faults.call("add", Commit.Declined::new)
                : add(mark, chunk);
    }

    @Override
    public Commit open(Mark mark, String team, String user) {
        return faults.call(
                "open",
                () -> optedOut.contains(user) && !marks.containsKey(mark.identity())
                        ? new Commit.Declined()
                        : insert(mark));
    }

    @Override
    public Commit addNext(Mark from, Mark to, Chunk chunk) {
        return faults.call("addNext", () -> {
            Mark existing = marks.get(from.identity());
            if (!existing.lease().isOf(from.lease()) || !existing.work().equals(from.work())) {
                return new Commit.Repeat(existing);
            }
            marks.put(from.identity(), to);
            apply(chunk);
            return new Commit.Committed(to);
        });
    }

    @Override
    public Optional<Mark> take(Identity identity, Lease lease, Instant now) {
        return faults.call("take", () -> {
            Mark existing = marks.get(identity);
            boolean free = existing.lease().isOf(lease) || existing.lease().isOver(now);
            if (!free || existing.isSettled()) {
                return Optional.empty();
            }
            marks.put(identity, existing.withLease(lease));
            return Optional.of(existing.withLease(lease));
        });
    }

    @Override
    public boolean settle(Mark mark) {
        return faults.call("settle", () -> {
            if (!marks.get(mark.identity()).lease().isOf(mark.lease())) {
                return false;
            }
            Mark after = mark.isSettled() ? mark : since(mark, clock.instant());
            marks.put(mark.identity(), after.withLease(new Lease(mark.lease().attempt(), Instant.EPOCH)));
            return true;
        });
    }

    @Override
    public List<Identity> owed(Instant before, int limit) {
        return marks.values().stream()
                .filter(mark -> mark.finisher() == Finisher.SWEEPER)
                .filter(mark -> !mark.isSettled() && !mark.since().isAfter(before))
                .sorted(Comparator.comparing(Mark::since))
                .limit(limit)
                .map(Mark::identity)
                .toList();
    }

    @Override
    public Map<String, Count> counts(String team, Collection<String> words) {
        return faults.call("counts", () -> {
            Map<String, Count> found = new LinkedHashMap<>();
            words.forEach(word -> found.put(word, count(team, word)));
            return found;
        });
    }

    @Override
    public Spoken spoken(String team, String word) {
        return new Spoken(count(team, word), Optional.empty(), Optional.empty());
    }

    @Override
    public Optional<Mark> find(Identity identity) {
        return faults.call("find", () -> Optional.ofNullable(marks.get(identity)));
    }

    private static Mark since(Mark mark, Instant since) {
        return new Mark(
                mark.identity(),
                mark.lease(),
                since,
                mark.work(),
                mark.owes(),
                mark.answered(),
                mark.finisher(),
                mark.result());
    }

    Commit insert(Mark mark) {
        Mark existing = marks.putIfAbsent(mark.identity(), mark);
        return existing == null ? new Commit.Committed(mark) : new Commit.Repeat(existing);
    }

    private void apply(Chunk chunk) {
        chunk.increments()
                .forEach(increment -> counts.merge(
                        chunk.team() + " " + increment.word(),
                        new Count(increment.mentions(), increment.count()),
                        Count::plus));
    }
}
