package dev.bellhop.delivery;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

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
        return switch (patience.insist(mark.identity(), attempt, () -> effect.commit(mark))) {
            case Commit.Committed(Mark committed) -> complete(committed, replies, attempt);
            case Commit.Repeat(Mark existing) -> repeat(existing, replies, attempt);
            case Commit.Declined() -> new Outcome.Declined();
            case Commit.Conflict() -> throw new AssertionError("insist() returns no conflict");
        };
    }

    /** Takes over what is left of something if nobody is at work on it any more. */
    public Outcome resume(Identity identity, Replies replies, Attempt attempt) {
        return ledger.take(identity, attempt.lease(), clock.instant())
                .map(taken -> complete(taken, replies, attempt))
                .orElseGet(Outcome.Underway::new);
    }

    private Outcome repeat(Mark existing, Replies replies, Attempt attempt) {
        if (existing.isSettled()) {
            journal.note("duplicate", existing.identity().value(), "settled");
            return new Outcome.Settled(existing);
        }
        if (existing.lease().isOf(attempt.lease())) {
            return complete(existing, replies, attempt);
        }
        if (!existing.lease().isOver(clock.instant())) {
            journal.note("duplicate", existing.identity().value(), "underway");
            return new Outcome.Underway();
        }
        return resume(existing.identity(), replies, attempt);
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
        CompletableFuture<Published> publishing =
                CompletableFuture.supplyAsync(() -> publish(mark.owes(), attempt), aside);
        Optional<Way> answered = ready.flatMap(answer -> unlessOwed(mark, () -> answer.say(attempt)));
        Published published = publishing.join();
        Optional<OwedReply> unsaid =
                answered.isPresent() ? Optional.empty() : mark.owes().reply();
        Mark after = mark.paid(new Debts(published.owed(), unsaid, published.parked()), answered);
        try {
            if (!ledger.settle(after)) {
                journal.note("superseded", mark.identity().value(), "another attempt holds the mark");
            }
        } catch (RuntimeException e) {
            // What was paid will be paid once more by whoever takes the mark over: at least once is the promise.
            journal.failed("settle-failed", mark.identity().value(), e);
        }
        return after;
    }

    private record Published(List<OwedEvent> owed, List<OwedEvent> parked) {}

    private Published publish(Debts debts, Attempt attempt) {
        List<OwedEvent> owed = new ArrayList<>();
        List<OwedEvent> parked = new ArrayList<>(debts.parked());
        for (OwedEvent event : debts.events()) {
            try {
                publisher
                        .orElseThrow(() -> new IllegalStateException("SNS_TOPIC_ARN is unset, and an event is owed"))
                        .publish(event, attempt);
            } catch (Publisher.Refused e) {
                parked.add(event);
                journal.failed("parked", event.id(), e);
            } catch (RuntimeException e) {
                owed.add(event);
                journal.failed("publish-owed", event.id(), e);
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
