package dev.bellhop.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.localaws.LocalFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code /reserve} through the real handler, with transactions that meet each other as they do on DynamoDB. */
final class ReservationsTest {

    private final Rig rig = new Rig(Duration.ofMillis(10), 10);

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void of_a_hundred_people_who_want_the_same_slot_at_once_one_wins_and_the_others_are_told_who()
            throws InterruptedException, ExecutionException {
        LocalFunction bot = rig.bot(Life.endless());
        for (int i = 0; i < 20; i++) {
            command(bot, "UWARM" + i, "warm" + i);
        }
        List<String> people =
                IntStream.range(0, 100).mapToObj(i -> "U%03d".formatted(i)).toList();
        List<Callable<Rig.Answer>> wishes = people.stream()
                .map(user -> (Callable<Rig.Answer>) () -> command(bot, user, "staging tomorrow 14:00-15:00"))
                .toList();

        List<Rig.Answer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Rig.Answer> answer : threads.invokeAll(wishes)) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        List<String> winners = IntStream.range(0, 100)
                .filter(i -> answers.get(i).body().contains("is yours: "))
                .mapToObj(people::get)
                .toList();
        long busy = answers.stream()
                .filter(answer -> answer.body().contains("try again"))
                .count();
        System.out.println("100 people, one slot: " + rig.conflicts.conflicts() + " conflicts, " + busy + " told busy");
        assertThat(winners).hasSize(1);
        assertThat(answers)
                .filteredOn(answer ->
                        !answer.body().contains("is yours: ") && !answer.body().contains("try again"))
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(answer.body()).contains("@" + winners.get(0)));
    }

    private Rig.Answer command(LocalFunction bot, String user, String text) {
        return rig.enter(bot, SlackEvent.command(user, text, Rig.SIGNING_SECRET, rig.clock.instant()));
    }
}
