package dev.bellhop.simulation;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Debts;
import dev.bellhop.delivery.Finisher;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Lease;
import dev.bellhop.delivery.Ledger;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.Marks;
import dev.bellhop.delivery.OwedMarks;
import dev.bellhop.delivery.Work;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Marks in memory, in the form in which DynamoDB gives them back. */
final class MemoryLedger implements Ledger, Marks, OwedMarks {

    private final Clock clock;
    private final Map<Identity, Mark> marks = new HashMap<>();

    MemoryLedger(Clock clock) {
        this.clock = clock;
    }

    Collection<Mark> marks() {
        return marks.values();
    }

    boolean has(Identity identity) {
        return marks.containsKey(identity);
    }

    @Override
    public Commit open(Mark mark) {
        return open(mark, () -> {});
    }

    /** Writes a new mark and {@code effect}, both or neither. */
    Commit open(Mark mark, Runnable effect) {
        Mark existing = marks.putIfAbsent(mark.identity(), stored(mark));
        if (existing != null) {
            return new Commit.Repeat(existing);
        }
        effect.run();
        return new Commit.Committed(mark);
    }

    /** Moves a mark's work on and writes {@code effect}, both or neither. */
    Commit advance(Mark from, Mark to, Runnable effect) {
        Mark existing = marks.get(from.identity());
        if (existing == null) {
            throw new IllegalStateException(from.identity() + " has no mark.");
        }
        boolean asExpected = existing.lease().isOf(from.lease())
                && existing.work().map(Work::chunksDone).equals(from.work().map(Work::chunksDone))
                && existing.work().isPresent();
        if (!asExpected) {
            return new Commit.Repeat(existing);
        }
        Optional<Work> work =
                existing.work().flatMap(before -> to.work().map(next -> new Work(before.rest(), next.chunksDone())));
        marks.put(from.identity(), existing.withWork(work));
        effect.run();
        return new Commit.Committed(to);
    }

    @Override
    public Optional<Mark> find(Identity identity) {
        return Optional.ofNullable(marks.get(identity));
    }

    @Override
    public Optional<Mark> take(Identity identity, Lease lease, Instant now) {
        return find(identity)
                .filter(mark -> mark.lease().isOf(lease) || mark.lease().isOver(now))
                .filter(mark -> !mark.isSettled())
                .map(mark -> {
                    Mark taken = mark.withLease(lease);
                    marks.put(identity, taken);
                    return taken;
                });
    }

    @Override
    public boolean settle(Mark mark) {
        Mark existing = marks.get(mark.identity());
        if (existing == null || !existing.lease().isOf(mark.lease())) {
            return false;
        }
        Debts owes = mark.owes().parked().isEmpty()
                ? new Debts(
                        mark.owes().events(),
                        mark.owes().reply(),
                        existing.owes().parked())
                : mark.owes();
        boolean found = swept(existing) && (!mark.isSettled() || mark.isParked());
        Instant since = mark.isParked() ? existing.since() : clock.instant();
        Mark next = new Mark(
                mark.identity(),
                new Lease(existing.lease().attempt(), Instant.EPOCH),
                found ? since : Instant.EPOCH,
                mark.work().flatMap(work -> existing.work()),
                owes,
                mark.answered().or(existing::answered),
                found ? Finisher.SWEEPER : Finisher.REDELIVERY,
                existing.result());
        marks.put(mark.identity(), next);
        return true;
    }

    @Override
    public List<Identity> owed(Instant before, int limit) {
        return marks.values().stream()
                .filter(mark -> swept(mark) && !mark.isParked())
                .filter(mark -> !mark.since().isAfter(before))
                .sorted(Comparator.comparing(Mark::since))
                .limit(limit)
                .map(Mark::identity)
                .toList();
    }

    private static boolean swept(Mark mark) {
        return mark.finisher() == Finisher.SWEEPER;
    }

    /** Since when a mark is there is kept for the sweeper alone. */
    private static Mark stored(Mark mark) {
        return swept(mark)
                ? mark
                : new Mark(
                        mark.identity(),
                        mark.lease(),
                        Instant.EPOCH,
                        mark.work(),
                        mark.owes(),
                        mark.answered(),
                        mark.finisher(),
                        mark.result());
    }
}
