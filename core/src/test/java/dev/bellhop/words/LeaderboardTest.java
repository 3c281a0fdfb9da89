package dev.bellhop.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.BusyException;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Lease;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.Patience;
import dev.bellhop.events.MessageCounted;
import dev.bellhop.events.WordTimes;
import dev.bellhop.memory.Faults;
import dev.bellhop.memory.MemoryBoards;
import dev.bellhop.memory.MemoryStore;
import dev.bellhop.memory.Time;
import dev.bellhop.words.Board.Standing;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LeaderboardTest {

    private static final int BONUS = 10;

    private final Time time = new Time();
    private final Faults faults = new Faults();
    private final MemoryStore words = new MemoryStore(new Faults());
    private final MemoryBoards boards = new MemoryBoards(faults);
    private final Leaderboard leaderboard =
            new Leaderboard(words, boards, new Patience(time, time, new Random(1)), BONUS);
    private final Attempt attempt =
            Attempt.of("a1", time.instant().plusSeconds(60), time.instant().plusSeconds(55));
    private int said;

    @Test
    void a_word_stands_as_it_will_once_its_bonus_is_there() {
        MessageCounted message = say("channel", "ho", "ho", "hi");

        assertThat(take(message)).isTrue();

        assertThat(board()).containsExactly(new Standing("ho", 22), new Standing("hi", 11));
    }

    @Test
    void what_stands_higher_than_its_mentions_say_is_taken_as_it_stands() {
        MessageCounted message = say("channel", "ho");
        add(new Increment("ho", 0, 500));

        take(message);

        assertThat(board()).containsExactly(new Standing("ho", 501));
    }

    @Test
    void only_what_was_said_in_a_public_channel_is_taken() {
        List<MessageCounted> elsewhere = Stream.of("group", "im", "mpim", "unknown", "")
                .map(type -> say(type, "secret"))
                .toList();

        assertThat(leaderboard.take("T1", elsewhere, attempt)).isFalse();

        assertThat(faults.calls()).as("calls of the board's store").isEmpty();
        assertThat(board()).isEmpty();
    }

    @Test
    void a_batch_is_one_write_and_its_replay_none() {
        List<MessageCounted> batch = List.of(say("channel", "a"), say("channel", "b", "a"), say("channel", "c"));

        assertThat(leaderboard.take("T1", batch, attempt)).isTrue();
        assertThat(leaderboard.take("T1", batch, attempt)).isFalse();

        assertThat(faults.calls()).containsExactly("read", "replace", "read");
    }

    @Test
    void what_others_wrote_meanwhile_is_kept() {
        MessageCounted mine = say("channel", "mine");
        boards.meanwhile(() -> take(say("channel", "theirs")));

        assertThat(take(mine)).isTrue();

        assertThat(board()).containsExactly(new Standing("mine", 11), new Standing("theirs", 11));
    }

    @Test
    void who_never_gets_the_lock_says_so() {
        MessageCounted message = say("channel", "mine");
        Attempt overdue = Attempt.of("a1", time.instant(), time.instant());
        boards.meanwhile(() -> take(say("channel", "theirs")));

        assertThatThrownBy(() -> leaderboard.take("T1", List.of(message), overdue))
                .isInstanceOf(BusyException.class)
                .hasMessage("the board of T1: in conflict with others at all of 1 tries.");
    }

    @Test
    void a_write_whose_answer_was_lost_is_not_made_again() {
        MessageCounted message = say("channel", "ho");
        faults.failAfter(2);
        assertThatThrownBy(() -> take(message)).hasMessage("answer lost");
        faults.reset();

        assertThat(take(message)).isFalse();

        assertThat(board()).containsExactly(new Standing("ho", 11));
    }

    @Test
    void who_dies_between_read_and_write_leaves_it_to_the_next_delivery() {
        MessageCounted message = say("channel", "ho");
        faults.dieAfter(1);
        assertThatThrownBy(() -> take(message)).isInstanceOf(Faults.Death.class);
        faults.reset();
        assertThat(board()).isEmpty();

        assertThat(take(message)).isTrue();

        assertThat(board()).containsExactly(new Standing("ho", 11));
    }

    @Test
    void words_that_were_never_counted_are_not_taken() {
        assertThat(take(message("channel", "invented"))).isFalse();

        assertThat(board()).isEmpty();
    }

    private boolean take(MessageCounted message) {
        return leaderboard.take("T1", List.of(message), attempt);
    }

    private List<Standing> board() {
        return boards.read("T1").standings();
    }

    /** Counted, and told. */
    private MessageCounted say(String channelType, String... text) {
        MessageCounted message = message(channelType, text);
        message.words().forEach(word -> add(new Increment(word.word(), word.times(), word.times())));
        return message;
    }

    private static MessageCounted message(String channelType, String... text) {
        List<WordTimes> tally = Tally.of(List.of(text)).words();
        return new MessageCounted(
                "T1", "C1", channelType, Optional.empty(), "U1", "1764583200.000100", "", false, tally);
    }

    private void add(Increment increment) {
        said++;
        Mark mark = Mark.settled(
                Identity.ofMessage("T1", "C1", "ts" + said), new Lease("a", time.instant()), time.instant());
        words.add(mark, new Chunk("T1", time.instant(), List.of(increment)));
    }
}
