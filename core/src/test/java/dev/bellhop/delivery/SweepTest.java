package dev.bellhop.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.memory.Faults;
import dev.bellhop.memory.MemoryStore;
import dev.bellhop.memory.Outside;
import dev.bellhop.memory.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SweepTest {

    private static final Duration RUN = Duration.ofSeconds(55);

    private final Time time = new Time();
    private final Faults faults = new Faults();
    private final MemoryStore store = new MemoryStore(faults, time);
    private final Outside outside = new Outside(faults);

    @Test
    void what_takes_all_its_time_and_fails_leaves_time_for_the_others() {
        List.of("busy1", "busy2", "busy3", "busy4", "busy5", "busy6").forEach(this::unfinished);
        List.of("good1", "good2", "good3").forEach(this::owing);
        Instant start = time.instant();

        Sweep.Report report = sweep();

        assertThat(report).isEqualTo(new Sweep.Report(3, 6, 0));
        assertThat(outside.said).hasSize(3);
        assertThat(time.instant()).as("ten seconds for the first").isBefore(start.plusSeconds(16));
    }

    @Test
    void what_fails_goes_to_the_end_of_the_line() {
        Identity busy = unfinished("busy");
        Identity held = owing("held");
        store.take(held, new Lease("other", time.instant().plus(RUN)), time.instant());

        Sweep.Report report = sweep();

        assertThat(report).isEqualTo(new Sweep.Report(0, 1, 1));
        assertThat(store.owed(time.instant(), 9)).containsExactly(held, busy);
        assertThat(store.mark(busy).lease().isOver(time.instant())).isTrue();
        assertThat(store.mark(busy).work()).contains(new Work("rest", 1));
    }

    @Test
    void what_can_not_even_be_put_off_does_not_end_the_run() {
        unfinished("busy");
        owing("good");
        // Taken, and not taken once more to be put off.
        faults.failBefore(2);

        assertThat(sweep()).isEqualTo(new Sweep.Report(1, 1, 0));
        assertThat(outside.notes).contains("sweep-failed", "put-off-failed");
    }

    /** Of more than one transaction, the next of which is in conflict for ever. */
    private Identity unfinished(String id) {
        return left(id, Optional.of(new Work("rest", 1)));
    }

    private Identity owing(String id) {
        return left(id, Optional.empty());
    }

    private Identity left(String id, Optional<Work> work) {
        Identity identity = new Identity(id);
        Lease over = new Lease("dead", time.instant());
        OwedReply reply = new OwedReply(Way.EVENT, "T1", "C1", Optional.empty(), "U1", new Reply.Help());
        store.open(Mark.owing(identity, over, time.instant(), work, new Debts(List.of(), Optional.of(reply))));
        faults.reset();
        time.pause(Duration.ofSeconds(1));
        return identity;
    }

    private Sweep.Report sweep() {
        Patience patience = new Patience(time, time, new Random(1));
        Chunks chunks = mark -> new Commit.Conflict();
        Delivery delivery = new Delivery(store, Optional.of(outside), chunks, patience, outside, time, Runnable::run);
        Attempt attempt =
                Attempt.of("sweeper", time.instant().plus(RUN), time.instant().plus(RUN));
        return new Sweep(store, delivery, outside, outside, time).run(attempt);
    }
}
