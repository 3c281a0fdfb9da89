package dev.bellhop.words;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Debts;
import dev.bellhop.delivery.Delivery;
import dev.bellhop.delivery.Finisher;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.Outcome;
import dev.bellhop.delivery.Replies;
import dev.bellhop.delivery.Work;
import dev.bellhop.events.MessageCounted;
import java.time.Clock;
import java.util.Optional;

/**
 * Counts what events say was counted, in tables that don't know of it: in the same transactions as {@link Counting}, and under the
 * same marks, so that nothing is counted twice, whoever counted it first. Nobody is answered, and nothing is published.
 */
public final class Recount {

    /** The answer was given when it was counted first, or is owed by a mark that is there already, and stays owed. */
    private static final Replies NOBODY = reply -> {
        throw new IllegalStateException("A recount answers nobody.");
    };

    private final WordStore words;
    private final Delivery delivery;
    private final Clock clock;

    /** @param delivery made with {@link Counting#chunks}, and without a publisher */
    public Recount(WordStore words, Delivery delivery, Clock clock) {
        this.words = words;
        this.delivery = delivery;
        this.clock = clock;
    }

    /**
     * Counts the message that {@code event} tells of.
     *
     * @return settled where all of it was counted before, whatever is still owed for it; underway where somebody else is counting it,
     *     or was until a moment ago
     * @throws dev.bellhop.delivery.BusyException where it could not be counted in time; what is missing is counted by the next call
     */
    public Outcome count(MessageCounted event, Attempt attempt) {
        LongMessage whole = new LongMessage(event.team(), event.time(), event.words());
        Optional<Work> work = whole.chunkCount() > 1 ? Optional.of(new Work(whole.format(), 1)) : Optional.empty();
        Mark mark = new Mark(
                Identity.ofMessage(event.team(), event.channel(), event.ts()),
                attempt.lease(),
                clock.instant(),
                work,
                Debts.NONE,
                Optional.empty(),
                // A recount that ends halfway is made again; the sweeper of a live system would not know of it.
                Finisher.REDELIVERY,
                Optional.empty());
        return delivery.deliver(
                mark, first -> unlessWhole(words.add(first, whole.chunk(0, Counting::said))), NOBODY, attempt);
    }

    /** What is still owed for a message that is counted whole, a recount can't pay: its mark is left alone, as a settled one is. */
    private static Commit unlessWhole(Commit commit) {
        return commit instanceof Commit.Repeat(Mark existing) && existing.work().isEmpty()
                ? new Commit.Repeat(existing.withOwes(Debts.NONE))
                : commit;
    }
}
