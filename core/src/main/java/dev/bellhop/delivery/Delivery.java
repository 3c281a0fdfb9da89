package dev.bellhop.delivery;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does what is asked exactly once: commits an effect with its mark, finishes what did not fit into one transaction, then
 * pays what the mark owes. A repeat finds the mark, and either has nothing to do or takes over where a dead process
 * stopped.
 */
public final class Delivery {

    private final Ledger ledger;
    private final Optional<Publisher> publisher;
    private final Chunks chunks;
    private final Patience patience;
    private final Journal journal;
    private final Clock clock;
    private final Executor aside;

    /**
     * @param publisher empty where nothing is published; then no mark may owe an event
     * @param aside runs the publishing beside the reply
     */
    public Delivery(
            Ledger ledger,
            Optional<Publisher> publisher,
            Chunks chunks,
            Patience patience,
            Journal journal,
            Clock clock,
            Executor aside) {
        this.ledger = ledger;
        this.publisher = publisher;
        this.chunks = chunks;
        this.patience = patience;
        this.journal = journal;
        this.clock = clock;
        this.aside = aside;
    }

    /**
     * @param mark new, held by {@code attempt}
     * @throws BusyException where the effect could not be committed in time; nothing is half done that would not be
     *     finished
     */
    public Outcome deliver(Mark mark, Effect effect, Replies replies, Attempt attempt) {
        return journal.about(mark.identity().value(), () -> switch (patience.insist(
                mark.identity(), attempt, () -> effect.commit(mark))) {
            case Commit.Committed(Mark committed) -> complete(committed, replies, attempt);
            case Commit.Repeat(Mark existing) -> repeat(existing, replies, attempt);
            case Commit.Declined() -> new Outcome.Declined();
            case Commit.Conflict() -> throw new AssertionError("insist() returns no conflict");
        });
    }

    /** Takes over what is left of something if nobody is at work on it any more. */
    public Outcome resume(Identity identity, Replies replies, Attempt attempt) {
        return journal.about(
                identity.value(),
                () -> ledger.take(identity, attempt.lease(), clock.instant())
                        .map(taken -> complete(taken, replies, attempt))
                        .orElseGet(Outcome.Underway::new));
    }

    /** Lets go of what this attempt could not finish, to the end of the line: what fails again and again keeps nothing else waiting. */
    public void putOff(Identity identity, Attempt attempt) {
        ledger.take(identity, attempt.lease(), clock.instant()).ifPresent(ledger::settle);
    }

    private Outcome repeat(Mark existing, Replies replies, Attempt attempt) {
        if (existing.isSettled()) {
            drop(existing, "settled");
            return new Outcome.Settled(existing);
        }
        if (existing.lease().isOf(attempt.lease())) {
            return complete(existing, replies, attempt);
        }
        if (!existing.lease().isOver(clock.instant())) {
            drop(existing, "underway");
            return new Outcome.Underway();
        }
        return resume(existing.identity(), replies, attempt);
    }

    private void drop(Mark existing, String state) {
        journal.note("duplicate", existing.identity().value(), state);
        journal.add(Metric.DUPLICATES, 1);
    }

    private Outcome complete(Mark committed, Replies replies, Attempt attempt) {
        Mark mark = committed;
        while (mark.work().isPresent()) {
            Mark current = mark;
            switch (patience.insist(mark.identity(), attempt, () -> chunks.next(current))) {
                case Commit.Committed(Mark advanced) -> mark = advanced;
                case Commit.Repeat(Mark existing) when existing.lease().isOf(attempt.lease()) -> mark = existing;
                case Commit.Repeat(Mark existing) -> {
                    return new Outcome.Underway();
                }
                case Commit.Declined() ->
                    throw new AssertionError(mark.identity() + ": what is begun can't be declined");
                case Commit.Conflict() -> throw new AssertionError("insist() returns no conflict");
            }
        }
        return new Outcome.Done(mark.isSettled() ? mark : pay(mark, replies, attempt));
    }

    private Mark pay(Mark mark, Replies replies, Attempt attempt) {
        Optional<Replies.Ready> ready =
                mark.owes().reply().flatMap(reply -> unlessOwed(mark, () -> replies.ready(reply)));
        CompletableFuture<List<Tried>> publishing =
                CompletableFuture.supplyAsync(() -> publish(mark.owes().events(), attempt), aside);
        Optional<Way> answered = ready.flatMap(answer -> unlessOwed(mark, () -> answer.say(attempt)));
        Published published = published(mark.owes().parked(), publishing.join());
        Optional<OwedReply> unsaid =
                answered.isPresent() ? Optional.empty() : mark.owes().reply();
        Mark after = mark.paid(new Debts(published.owed(), unsaid, published.parked()), answered);
        answered.ifPresent(way -> journal.add(Metric.REPLIES, 1));
        try {
            if (ledger.settle(after)) {
                journal.note(
                        after.isSettled() ? "settled" : "owing", mark.identity().value(), paid(mark, after));
            } else {
                journal.note("superseded", mark.identity().value(), "another attempt holds the mark");
            }
        } catch (RuntimeException e) {
            // What was paid will be paid once more by whoever takes the mark over: at least once is the promise.
            journal.failed("settle-failed", mark.identity().value(), e);
        }
        return after;
    }

    /** What was paid now, and what is still owed. */
    private static String paid(Mark before, Mark after) {
        List<String> parts = new ArrayList<>();
        int tried = before.owes().events().size();
        int owed = after.owes().events().size();
        int parked = after.owes().parked().size() - before.owes().parked().size();
        if (tried > 0) {
            parts.add("published " + (tried - owed - parked) + " of " + tried);
        }
        if (before.owes().reply().isPresent()) {
            parts.add(after.owes().reply().isPresent() ? "not replied" : "replied");
        }
        return String.join(", ", parts);
    }

    private record Published(List<OwedEvent> owed, List<OwedEvent> parked) {}

    /** @param failure why it was not published; null where it was */
    private record Tried(OwedEvent event, @Nullable Exception failure) {}

    /** On another thread than the invocation's, whose journal does not know there what it is about. */
    private List<Tried> publish(List<OwedEvent> events, Attempt attempt) {
        List<Tried> tried = new ArrayList<>();
        for (OwedEvent event : events) {
            try {
                publisher
                        .orElseThrow(() -> new IllegalStateException("SNS_TOPIC_ARN is unset, and an event is owed"))
                        .publish(event, attempt);
                tried.add(new Tried(event, null));
            } catch (Publisher.Refused | RuntimeException e) {
                tried.add(new Tried(event, e));
            }
        }
        return tried;
    }

    private Published published(List<OwedEvent> parkedBefore, List<Tried> tried) {
        List<OwedEvent> owed = new ArrayList<>();
        List<OwedEvent> parked = new ArrayList<>(parkedBefore);
        for (Tried one : tried) {
            if (one.failure() instanceof Publisher.Refused refused) {
                parked.add(one.event());
                journal.failed("parked", one.event().id(), refused);
                journal.add(Metric.PARKED, 1);
            } else if (one.failure() != null) {
                owed.add(one.event());
                journal.failed("publish-owed", one.event().id(), one.failure());
                journal.add(Metric.PUBLISHES_OWED, 1);
            }
        }
        return new Published(owed, parked);
    }

    /** A step of the reply; empty where it failed, so that the reply stays owed. */
    private <T> Optional<T> unlessOwed(Mark mark, Supplier<T> step) {
        try {
            return Optional.of(step.get());
        } catch (RuntimeException e) {
            journal.failed("reply-owed", mark.identity().value(), e);
            return Optional.empty();
        }
    }
}
