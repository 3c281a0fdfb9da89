package dev.bellhop.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Debts;
import dev.bellhop.delivery.Delivery;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Lease;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.Outcome;
import dev.bellhop.delivery.OwedEvent;
import dev.bellhop.delivery.Patience;
import dev.bellhop.delivery.Work;
import dev.bellhop.events.MessageCounted;
import dev.bellhop.events.WordTimes;
import dev.bellhop.memory.Faults;
import dev.bellhop.memory.MemoryStore;
import dev.bellhop.memory.Outside;
import dev.bellhop.memory.Time;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RecountTest {

    private static final String TS = "1764583200.000100";
    private static final Identity IDENTITY = Identity.ofMessage("T1", "C1", TS);

    private final Time time = new Time();
    private final Faults faults = new Faults();
    private final MemoryStore store = new MemoryStore(faults, time);

    @Test
    void a_message_that_was_counted_and_still_owes_is_known_and_its_mark_left_alone() {
        Mark owing = left(Optional.empty());

        assertThat(count(message(1))).isInstanceOf(Outcome.Settled.class);

        assertThat(store.mark(IDENTITY)).isEqualTo(owing);
        assertThat(store.count("T1", "w0")).isEqualTo(Count.ZERO);
        assertThat(faults.calls()).containsExactly("add");
    }

    @Test
    void a_message_that_was_left_half_counted_is_counted() {
        MessageCounted message = message(150);
        left(Optional.of(new Work(new LongMessage("T1", message.time(), message.words()).format(), 1)));

        assertThat(count(message)).isInstanceOf(Outcome.Done.class);

        assertThat(store.count("T1", "w149")).isEqualTo(new Count(1, 1));
        assertThat(store.mark(IDENTITY).owes().events()).hasSize(1);
    }

    /** By a process that is gone. */
    private Mark left(Optional<Work> work) {
        Debts owes = new Debts(List.of(new OwedEvent(IDENTITY.value(), "type", "T1", "{}")), Optional.empty());
        Mark mark = Mark.owing(IDENTITY, new Lease("dead", time.instant()), time.instant(), work, owes);
        store.open(mark);
        faults.reset();
        return mark;
    }

    private static MessageCounted message(int words) {
        return new MessageCounted(
                "T1",
                "C1",
                "channel",
                Optional.empty(),
                "U1",
                TS,
                "text",
                false,
                IntStream.range(0, words)
                        .mapToObj(i -> new WordTimes("w" + i, 1))
                        .toList());
    }

    private Outcome count(MessageCounted message) {
        Delivery delivery = new Delivery(
                store,
                Optional.empty(),
                Counting.chunks(store),
                new Patience(time, time, new Random(1)),
                new Outside(faults),
                time,
                Runnable::run);
        Attempt attempt = Attempt.of(
                "recount", time.instant().plusSeconds(60), time.instant().plusSeconds(60));
        return new Recount(store, delivery, time).count(message, attempt);
    }
}
