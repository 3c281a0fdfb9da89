package dev.bellhop.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.BusyException;
import dev.bellhop.delivery.Delivery;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.Once;
import dev.bellhop.delivery.Outcome;
import dev.bellhop.delivery.OwedEvent;
import dev.bellhop.delivery.OwedReply;
import dev.bellhop.delivery.Patience;
import dev.bellhop.delivery.Reply;
import dev.bellhop.delivery.Sweep;
import dev.bellhop.delivery.Way;
import dev.bellhop.events.EventWriter;
import dev.bellhop.events.MessageCounted;
import dev.bellhop.events.Ts;
import dev.bellhop.events.WordTimes;
import dev.bellhop.memory.Faults;
import dev.bellhop.memory.MemoryStore;
import dev.bellhop.memory.Outside;
import dev.bellhop.memory.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CountingTest {

    private static final String TS = "1764583200.000100";
    private static final Identity IDENTITY = Identity.ofMessage("T1", "C1", TS);

    /** Beyond one transaction, so that its work has three chunks. */
    private static final String LONG_TEXT =
            "awsadvent " + IntStream.range(1, 250).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));

    private final Time time = new Time();
    private final Faults faults = new Faults();
    private final MemoryStore store = new MemoryStore(faults);
    private final Outside outside = new Outside(faults);
    private final List<MessageCounted> written = new ArrayList<>();
    private final EventWriter writer = envelope -> {
        written.add((MessageCounted) envelope.event());
        return new OwedEvent(
                envelope.id(), envelope.event().type(), envelope.event().team(), "{}");
    };
    private int attempts;

    @Test
    void a_message_that_starts_with_a_trigger_is_counted_answered_and_published() {
        hear("awsadvent some words some");

        assertThat(store.count("T1", "some")).isEqualTo(new Count(2, 2));
        assertThat(store.count("T1", "awsadvent")).isEqualTo(new Count(1, 1));
        assertThat(outside.said)
                .containsExactly(new OwedReply(
                        Way.EVENT,
                        "T1",
                        "C1",
                        Optional.empty(),
                        "U1",
                        new Reply.Counts(List.of("awsadvent", "some", "words"), 0, 0)));
        assertThat(written.get(0).words())
                .containsExactly(new WordTimes("awsadvent", 1), new WordTimes("some", 2), new WordTimes("words", 1));
        assertThat(outside.published).extracting(OwedEvent::id).containsExactly(IDENTITY.value());
        assertThat(store.mark(IDENTITY).isSettled()).isTrue();
    }

    @Test
    void what_the_reply_tells_is_read_before_a_subscriber_can_change_it() {
        hear("awsadvent some words");

        assertThat(outside.readyAfter).containsExactly(0);
        assertThat(outside.published).hasSize(1);
    }

    @Test
    void a_message_that_is_not_meant_for_the_bot_leaves_no_trace() {
        assertThat(hear("some awsadvent words")).isEmpty();

        assertThat(faults.calls()).isEmpty();
    }

    @Test
    void what_somebody_who_opted_out_says_is_neither_stored_nor_answered_nor_published() {
        store.optOut("U1");

        assertThat(hear("awsadvent some words")).contains(new Outcome.Declined());
        assertThat(hear(LONG_TEXT)).contains(new Outcome.Declined());

        assertThat(outside.notes).containsExactly("forgotten", "forgotten");
        assertThat(faults.calls()).containsOnly("add");
        assertThat(store.mark(IDENTITY)).isNull();
        assertThat(outside.said).isEmpty();
        assertThat(outside.published).isEmpty();
    }

    @Test
    void a_mention_counts_in_a_channel_and_not_in_a_direct_message() {
        Message mention = message("<@UBOT> hello", "channel", true);
        Message direct = new Message("T1", "D1", "im", Optional.empty(), "U1", TS, "<@UBOT> hello", true, Way.EVENT);

        assertThat(counting().hear(mention, outside, attempt())).isPresent();
        assertThat(counting().hear(direct, outside, attempt())).isEmpty();
        assertThat(store.count("T1", "hello")).isEqualTo(new Count(1, 1));
    }

    @Test
    void help_is_said_for_a_bare_mention_and_for_help_in_a_direct_message() {
        counting().hear(message("<@UBOT>", "channel", true), outside, attempt());
        counting()
                .hear(
                        new Message("T1", "D1", "im", Optional.empty(), "U1", TS, "Help!", false, Way.EVENT),
                        outside,
                        attempt());

        assertThat(outside.said).extracting(OwedReply::reply).containsExactly(new Reply.Help(), new Reply.Help());
        assertThat(outside.published).isEmpty();
    }

    @Test
    void ten_words_are_shown_and_the_rest_is_told_by_number() {
        hear("awsadvent " + IntStream.range(1, 510).mapToObj(i -> "w" + i).collect(Collectors.joining(" ")));

        Reply.Counts reply = (Reply.Counts) outside.said.get(0).reply();
        assertThat(reply.words()).hasSize(10).startsWith("awsadvent", "w1");
        assertThat(reply.more()).isEqualTo(490);
        assertThat(reply.leftOut()).isEqualTo(10);
    }

    @Test
    void text_beyond_the_limit_is_cut_and_says_so() {
        hear("awsadvent " + "\uD83D\uDC4D".repeat(8_000));

        String text = written.get(0).text();
        assertThat(text.codePointCount(0, text.length())).isEqualTo(8_000);
        assertThat(written.get(0).truncated()).isTrue();
    }

    @Test
    void without_a_topic_no_event_is_owed() {
        Counting counting = counting(Optional.empty());

        counting.hear(message("awsadvent hi", "channel", false), outside, attempt());

        assertThat(outside.said).hasSize(1);
        assertThat(store.mark(IDENTITY).isSettled()).isTrue();
    }

    @Test
    void a_repeat_does_nothing_whatever_it_is_delivered_as() {
        hear("awsadvent hi");

        Optional<Outcome> again = hear("awsadvent hi");

        assertThat(again).containsInstanceOf(Outcome.Settled.class);
        assertThat(store.count("T1", "hi")).isEqualTo(new Count(1, 1));
        assertThat(outside.said).hasSize(1);
        assertThat(outside.published).hasSize(1);
    }

    @Test
    void conflicts_are_tried_again_while_there_is_time() {
        store.conflict(5);

        hear("awsadvent hi");

        assertThat(store.count("T1", "hi")).isEqualTo(new Count(1, 1));
    }

    @Test
    void conflicts_until_the_time_is_over_are_for_slack_to_deliver_again() {
        store.conflict(1_000);

        assertThatThrownBy(() -> hear("awsadvent hi"))
                .isInstanceOf(BusyException.class)
                .hasMessageContaining(IDENTITY.value());
        assertThat(store.count("T1", "hi")).isEqualTo(Count.ZERO);

        store.conflict(0);
        hear("awsadvent hi");
        assertThat(store.count("T1", "hi")).isEqualTo(new Count(1, 1));
    }

    @Test
    void a_long_message_is_counted_in_parts_and_published_once_whole() {
        hear(LONG_TEXT);

        assertThat(faults.calls()).startsWith("add", "addNext", "addNext").containsOnlyOnce("publish", "say", "settle");
        assertCountedOnce(LONG_TEXT);
    }

    @ParameterizedTest(name = "dies after call {0}, and the {1} finishes")
    @CsvSource({
        "1, sweeper",
        "2, sweeper",
        "3, sweeper",
        "4, sweeper",
        "5, sweeper",
        "6, sweeper",
        "1, retry",
        "2, retry",
        "3, retry",
        "4, retry",
        "5, retry",
        "6, retry"
    })
    void a_death_at_any_step_ends_with_the_right_counts_an_event_and_an_answer(int call, String finisher) {
        faults.dieAfter(call);
        assertThatThrownBy(() -> hear(LONG_TEXT)).isInstanceOfAny(Faults.Death.class, CompletionException.class);
        faults.reset();
        time.pause(Duration.ofSeconds(13));

        if (finisher.equals("retry")) {
            hear(LONG_TEXT);
        }
        Sweep.Report report = sweep();

        assertThat(report.left()).isZero();
        assertCountedOnce(LONG_TEXT);
        assertThat(outside.published).hasSize(call == 4 || call == 5 ? 2 : 1);
        assertThat(outside.said).hasSize(call == 5 ? 2 : 1);
        assertThat(store.mark(IDENTITY).isSettled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void a_lost_answer_of_a_commit_is_not_counted_again_at_the_repeat(int call) {
        faults.failAfter(call);
        assertThatThrownBy(() -> hear(LONG_TEXT)).hasMessage("answer lost");
        faults.reset();

        assertThat(hear(LONG_TEXT)).containsInstanceOf(Outcome.Underway.class);
        time.pause(Duration.ofSeconds(13));
        sweep();

        assertCountedOnce(LONG_TEXT);
        assertThat(outside.published).hasSize(1);
        assertThat(outside.said).hasSize(1);
    }

    @Test
    void under_a_live_lease_neither_repeat_nor_sweeper_does_anything() {
        faults.dieAfter(1);
        assertThatThrownBy(() -> hear("awsadvent hi")).isInstanceOf(Faults.Death.class);
        faults.reset();

        assertThat(hear("awsadvent hi")).containsInstanceOf(Outcome.Underway.class);
        assertThat(sweep()).isEqualTo(new Sweep.Report(0, 0, 1));
        assertThat(outside.said).isEmpty();
    }

    @Test
    void a_failing_topic_leaves_the_event_owed_and_the_reply_said() {
        faults.failBefore(2);

        hear("awsadvent hi");

        Mark mark = store.mark(IDENTITY);
        assertThat(mark.owes().events()).hasSize(1);
        assertThat(mark.owes().reply()).isEmpty();
        assertThat(outside.notes).contains("publish-owed", "owing");
        assertThat(outside.counted).contains("PublishesOwed 1", "Replies 1");

        faults.reset();
        assertThat(sweep()).isEqualTo(new Sweep.Report(1, 0, 0));
        assertThat(outside.published).hasSize(1);
        assertThat(outside.said).hasSize(1);
    }

    @Test
    void a_failing_reply_stays_owed_and_the_event_is_published_once() {
        faults.failBefore(3);

        hear("awsadvent hi");
        faults.reset();
        assertThat(outside.said).isEmpty();
        sweep();

        assertThat(outside.said).hasSize(1);
        assertThat(outside.published).hasSize(1);
    }

    @Test
    void an_event_that_the_topic_refuses_is_parked_and_never_tried_again() {
        outside.refuseEvents();

        hear("awsadvent hi");

        assertThat(store.mark(IDENTITY).isParked()).isTrue();
        assertThat(outside.notes).contains("parked");
        assertThat(outside.counted).contains("Parked 1").noneMatch(line -> line.startsWith("PublishesOwed"));
        assertThat(sweep()).isEqualTo(new Sweep.Report(0, 0, 0));
    }

    @Test
    void a_message_is_measured_when_it_is_counted_and_its_repeat_as_one() {
        time.pause(Duration.ofMillis(1_500));
        long lag = Duration.between(Ts.time(TS), time.instant()).toMillis();

        hear("awsadvent hi hi");
        hear("awsadvent hi hi");

        assertThat(outside.counted)
                .containsExactlyInAnyOrder("Messages 1", "Words 3", "Lag " + lag, "Replies 1", "Duplicates 1");
    }

    @Test
    void what_a_sweep_leaves_is_counted() {
        faults.failBefore(2);
        hear("awsadvent hi");
        faults.reset();
        faults.failBefore(1);

        assertThat(sweep()).isEqualTo(new Sweep.Report(0, 1, 0));

        assertThat(outside.counted).contains("LeftOwing 1");
    }

    @Test
    void a_superseded_attempt_changes_nothing_any_more() {
        faults.failBefore(4);
        hear("awsadvent hi");
        faults.reset();
        time.pause(Duration.ofSeconds(13));
        sweep();

        Mark settled = store.mark(IDENTITY);
        assertThat(store.settle(settled.withLease(attempt().lease()))).isFalse();
        assertThat(store.mark(IDENTITY)).isEqualTo(settled);
    }

    @Test
    void a_bonus_is_added_once_an_event_and_is_no_mention() {
        hear(LONG_TEXT);
        Once once = new Once(store, patience(), outside, time);
        Bonus bonus = new Bonus(store, once, 10);
        Identity atSubscriber = Identity.atSubscriber("multiplier", IDENTITY.value());
        faults.reset();
        faults.failAfter(2);

        assertThatThrownBy(() -> bonus.add(atSubscriber, written.get(0), attempt()))
                .hasMessage("answer lost");
        bonus.add(atSubscriber, written.get(0), attempt());
        bonus.add(atSubscriber, written.get(0), attempt());

        Words.in(LONG_TEXT).forEach(word -> assertThat(store.count("T1", word)).isEqualTo(new Count(1, 11)));
    }

    private Optional<Outcome> hear(String text) {
        return counting().hear(message(text, "channel", false), outside, attempt());
    }

    private static Message message(String text, String channelType, boolean mentionsBot) {
        return new Message("T1", "C1", channelType, Optional.empty(), "U1", TS, text, mentionsBot, Way.EVENT);
    }

    private Attempt attempt() {
        return Attempt.of(
                "attempt-" + ++attempts,
                time.instant().plusSeconds(10),
                time.instant().plusMillis(2_500));
    }

    private Sweep.Report sweep() {
        return new Sweep(store, delivery(), outside, outside, time).run(attempt());
    }

    private Counting counting() {
        return counting(Optional.of(writer));
    }

    private Counting counting(Optional<EventWriter> events) {
        return new Counting(
                store, store, delivery(), outside, Triggers.parse("awsadvent"), events, "bellhop/test", time);
    }

    private Delivery delivery() {
        return new Delivery(
                store, Optional.of(outside), Counting.chunks(store), patience(), outside, time, Runnable::run);
    }

    private Patience patience() {
        return new Patience(time, time, new Random(1));
    }

    private void assertCountedOnce(String text) {
        Words.in(text).forEach(word -> assertThat(store.count("T1", word)).isEqualTo(new Count(1, 1)));
    }
}
