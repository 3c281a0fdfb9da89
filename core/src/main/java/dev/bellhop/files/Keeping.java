package dev.bellhop.files;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Debts;
import dev.bellhop.delivery.Delivery;
import dev.bellhop.delivery.Handled;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.Outcome;
import dev.bellhop.delivery.Patience;
import dev.bellhop.events.EventWriter;
import dev.bellhop.events.FileProblem;
import dev.bellhop.events.FileShared;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Keeps what is shared: notes that it is wanted, gets it from where it was shared, and stores it, which starts {@link Processing}.
 * Each of these does the same when it is done twice, so a delivery goes on where a dead one stopped.
 */
public final class Keeping {

    /** What storing takes at the end, and saying that it can't be had. */
    private static final Duration STORING = Duration.ofSeconds(40);

    /** What was late so often would be the next time too. */
    private static final int MOST_LATE = 2;

    private final FileStore store;
    private final FileBytes bytes;
    private final Fetching fetching;
    private final Forgetting forgetting;
    private final FileEvents events;
    private final Delivery delivery;
    private final Patience patience;
    private final Clock clock;

    /** @param delivery publishes what can be told at once */
    public Keeping(
            FileStore store,
            FileBytes bytes,
            Fetching fetching,
            Forgetting forgetting,
            EventWriter writer,
            Delivery delivery,
            Patience patience,
            Clock clock) {
        this.store = store;
        this.bytes = bytes;
        this.fetching = fetching;
        this.forgetting = forgetting;
        this.events = new FileEvents(writer);
        this.delivery = delivery;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Keeps what {@code shared} tells of, once in its workspace. What was looked into before is told of at once.
     *
     * @param identity of the event at its subscriber
     * @param times how often it was delivered, this time included
     * @throws RuntimeException where it may be had later
     */
    public Handled keep(Identity identity, FileShared shared, int times, Attempt attempt) {
        // Before anything is noted of it.
        FileKeys.requireIds(shared.team(), shared.file());
        Share share = Share.of(shared);
        Handled noted = isWaiting(shared, share) ? Handled.DUPLICATE : note(identity, shared, share, attempt);
        return switch (store.find(shared.team(), shared.file())) {
            case Shelved.Kept(KeptFile file, var tombstones)
            when file.status() == FileStatus.FETCHING -> {
                fetch(identity, file, times, attempt);
                yield Handled.DONE;
            }
            case Shelved.Kept kept -> noted;
            // The attempt before may have died between storing it and finding it forgotten.
            case Shelved.Forgotten(List<Tombstone> tombstones) -> {
                forgetting.purge(shared.team(), shared.file(), tombstones);
                yield Handled.IGNORED;
            }
            case Shelved.Unknown() -> Handled.IGNORED;
        };
    }

    private boolean isWaiting(FileShared shared, Share share) {
        return store.find(shared.team(), shared.file()) instanceof Shelved.Kept(KeptFile file, var tombstones)
                && file.waiting().contains(share);
    }

    private Handled note(Identity identity, FileShared shared, Share share, Attempt attempt) {
        Mark mark = Mark.owing(identity, attempt.lease(), clock.instant(), Optional.empty(), Debts.NONE);
        return switch (delivery.deliver(mark, open -> note(open, shared, share), FileEvents.NO_REPLY, attempt)) {
            case Outcome.Done done -> Handled.DONE;
            case Outcome.Settled settled -> Handled.DUPLICATE;
            case Outcome.Underway underway -> Handled.DUPLICATE;
            case Outcome.Declined declined -> Handled.IGNORED;
        };
    }

    /** Declined where it was shared before it was forgotten. */
    private Commit note(Mark mark, FileShared shared, Share share) {
        // Owes nothing, so nobody has to see to it.
        Mark settled = Mark.settled(mark.identity(), mark.lease(), mark.since());
        Shelved shelved = store.find(shared.team(), shared.file());
        if (shelved.tombstones().stream().anyMatch(tombstone -> !shared.time().isAfter(tombstone.at()))) {
            return new Commit.Declined();
        }
        return switch (shelved) {
            case Shelved.Unknown() -> store.write(settled, KeptFile.of(shared, clock.millis()));
            case Shelved.Forgotten(List<Tombstone> tombstones) -> {
                // Whoever was to do that may have died.
                forgetting.purge(shared.team(), shared.file(), tombstones);
                long next = Math.max(clock.millis(), tombstones.get(0).generation() + 1);
                yield store.write(settled, KeptFile.of(shared, next));
            }
            case Shelved.Kept(KeptFile file, var tombstones)
            when file.status() == FileStatus.PROCESSED ->
                store.write(mark.withOwes(events.owed(file, List.of(share))), file.sharedIn(share));
            case Shelved.Kept(KeptFile file, var tombstones) -> store.write(settled, file.awaitedBy(share));
        };
    }

    private void fetch(Identity identity, KeptFile file, int times, Attempt attempt) {
        Attempt inTime = attempt.within(attempt.left(clock).minus(STORING), clock);
        try (Scratch scratch = new Scratch()) {
            Path original = scratch.file("original");
            switch (fetching.fetch(file.id(), original, KeptFile.MOST_BYTES, inTime)) {
                case Fetching.Fetched.Here here -> store(file, here, original, attempt);
                case Fetching.Fetched.Refused(FileProblem problem) -> refuse(identity, file, problem, attempt);
                case Fetching.Fetched.Late()
                when times >= MOST_LATE -> refuse(identity, file, FileProblem.TOO_SLOW, attempt);
                case Fetching.Fetched.Late() ->
                    throw new IllegalStateException("The file " + file.id()
                            + " was still coming when the time for it was over; it comes again.");
            }
        }
    }

    private void store(KeptFile file, Fetching.Fetched.Here here, Path original, Attempt attempt) {
        // Before its bytes are there, for then whoever looks into it may be quicker than this.
        if (change(file, attempt, now -> now.described(here))) {
            bytes.putNew(file.keys().original(), original);
            change(file, attempt, KeptFile::fetched);
        }
    }

    /**
     * Changes a file that is still being fetched. What is forgotten by now leaves nothing behind, though it be shared again.
     *
     * @return whether it is still being fetched
     */
    private boolean change(KeptFile file, Attempt attempt, UnaryOperator<KeptFile> change) {
        return patience.insist("The file " + file.id(), attempt, () -> {
            Shelved shelved = store.find(file.team(), file.id());
            if (!shelved.isIn(file.keys())) {
                forgetting.purge(file.keys());
                return Optional.of(false);
            }
            if (shelved instanceof Shelved.Kept(KeptFile now, var tombstones) && now.status() == FileStatus.FETCHING) {
                return store.replace(change.apply(now)) ? Optional.of(true) : Optional.empty();
            }
            return Optional.of(false);
        });
    }

    private void refuse(Identity identity, KeptFile file, FileProblem problem, Attempt attempt) {
        Identity refusal = new Identity(identity + ":refused");
        Mark mark = Mark.owing(refusal, attempt.lease(), clock.instant(), Optional.empty(), Debts.NONE);
        delivery.deliver(
                mark,
                open -> switch (store.find(file.team(), file.id())) {
                    case Shelved.Kept(KeptFile now, var tombstones)
                    when now.keys().equals(file.keys()) && now.status() == FileStatus.FETCHING -> {
                        KeptFile refused = now.refused(problem);
                        yield store.write(open.withOwes(events.owed(refused, now.waiting())), refused);
                    }
                    case Shelved settled -> new Commit.Declined();
                },
                FileEvents.NO_REPLY,
                attempt);
    }
}
