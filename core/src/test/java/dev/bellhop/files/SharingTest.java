package dev.bellhop.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Delivery;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Outcome;
import dev.bellhop.delivery.OwedEvent;
import dev.bellhop.delivery.OwedReply;
import dev.bellhop.delivery.Patience;
import dev.bellhop.delivery.Reply;
import dev.bellhop.delivery.Sweep;
import dev.bellhop.delivery.Way;
import dev.bellhop.events.Envelope;
import dev.bellhop.events.FileShared;
import dev.bellhop.memory.Faults;
import dev.bellhop.memory.MemoryStore;
import dev.bellhop.memory.Outside;
import dev.bellhop.memory.Time;
import dev.bellhop.words.Counting;
import dev.bellhop.words.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SharingTest {

    private static final String TS = "1764583200.000100";
    private static final Identity IDENTITY = new Identity("T1:C1:" + TS + ":files");
    private static final Message MESSAGE =
            new Message("T1", "C1", "channel", Optional.empty(), "U1", TS, "awsadvent look", false, Way.EVENT);

    private final Time time = new Time();
    private final Faults faults = new Faults();
    private final MemoryStore store = new MemoryStore(faults);
    private final Outside outside = new Outside(faults);
    private final List<Envelope> written = new ArrayList<>();
    private int attempts;

    @Test
    void every_file_of_a_message_is_an_event_of_its_own() {
        share(MESSAGE, file("F1", false), file("F2", false));

        assertThat(written).extracting(Envelope::id).containsExactly("T1:C1:" + TS + ":F1", "T1:C1:" + TS + ":F2");
        assertThat(written.get(0).event())
                .isEqualTo(new FileShared(
                        "T1", "C1", "channel", Optional.empty(), "U1", TS, "F1", "F1.pdf", "application/pdf", 7));
        assertThat(outside.published).extracting(OwedEvent::id).hasSize(2);
        assertThat(outside.said).isEmpty();
        assertThat(store.mark(IDENTITY).isSettled()).isTrue();
    }

    @Test
    void the_same_message_again_is_told_of_once() {
        share(MESSAGE, file("F1", false));

        assertThat(share(MESSAGE, file("F1", false))).isInstanceOf(Outcome.Settled.class);

        assertThat(outside.published).hasSize(1);
    }

    @Test
    void what_is_not_stored_in_slack_is_not_published_and_its_sharer_is_told_in_the_thread() {
        share(MESSAGE, file("F1", true), file("F2", false));

        assertThat(outside.published).extracting(OwedEvent::id).containsExactly("T1:C1:" + TS + ":F2");
        assertThat(outside.said)
                .containsExactly(
                        new OwedReply(Way.EVENT, "T1", "C1", Optional.of(TS), "U1", new Reply.FilesLeftOut(1, 0)));
    }

    @Test
    void in_a_thread_they_are_told_there() {
        Message below =
                new Message("T1", "C1", "channel", Optional.of("1764583100.000200"), "U1", TS, "", true, Way.EVENT);

        share(below, file("F1", true));

        assertThat(outside.said).extracting(OwedReply::thread).containsExactly(Optional.of("1764583100.000200"));
    }

    @Test
    void more_files_than_slack_takes_with_one_message_are_left_out_and_that_is_said() {
        share(
                MESSAGE,
                IntStream.rangeClosed(1, 12).mapToObj(i -> file("F" + i, false)).toArray(SharedFile[]::new));

        assertThat(outside.published).hasSize(10);
        assertThat(outside.said).extracting(OwedReply::reply).containsExactly(new Reply.FilesLeftOut(0, 2));
    }

    @Test
    void of_somebody_who_opted_out_nothing_is_kept_said_or_logged() {
        store.optOut("U1");

        assertThat(share(MESSAGE, file("F1", false), file("F2", true))).isInstanceOf(Outcome.Declined.class);

        assertThat(outside.published).isEmpty();
        assertThat(outside.said).isEmpty();
        assertThat(outside.notes).contains("forgotten");
        assertThat(store.find(IDENTITY)).isEmpty();
    }

    /** The mark, the two events, the answer, the mark again. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void whoever_dies_after_any_call_is_made_up_for_by_the_sweeper(int call) {
        faults.dieAfter(call);

        assertThatThrownBy(() -> share(MESSAGE, file("F1", false), file("F2", false), file("F3", true)))
                .satisfies(death -> assertThat(death.toString()).contains("dead"));
        faults.reset();
        time.pause(Duration.ofMinutes(1));
        new Sweep(store, delivery(), outside, outside, time).run(attempt());

        assertThat(outside.published).extracting(OwedEvent::id).contains("T1:C1:" + TS + ":F1", "T1:C1:" + TS + ":F2");
        assertThat(outside.said).extracting(OwedReply::reply).contains(new Reply.FilesLeftOut(1, 0));
        assertThat(store.mark(IDENTITY).isSettled()).isTrue();
    }

    private static SharedFile file(String id, boolean external) {
        return new SharedFile(id, id + ".pdf", "application/pdf", 7, external);
    }

    private Outcome share(Message message, SharedFile... files) {
        Sharing sharing = new Sharing(
                store,
                delivery(),
                envelope -> {
                    written.add(envelope);
                    return new OwedEvent(
                            envelope.id(),
                            envelope.event().type(),
                            envelope.event().team(),
                            "{}");
                },
                outside,
                "bellhop/test",
                time);
        return sharing.share(message, List.of(files), outside, attempt());
    }

    private Attempt attempt() {
        return Attempt.of(
                "attempt-" + ++attempts,
                time.instant().plusSeconds(10),
                time.instant().plusMillis(2_500));
    }

    private Delivery delivery() {
        return new Delivery(
                store,
                Optional.of(outside),
                Counting.chunks(store),
                new Patience(time, time, new Random(1)),
                outside,
                time,
                Runnable::run);
    }
}
