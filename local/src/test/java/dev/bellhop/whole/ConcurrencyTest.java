package dev.bellhop.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.localaws.LocalFunction;
import dev.bellhop.words.Count;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many at once, with transactions that meet each other as they do on DynamoDB. */
final class ConcurrencyTest {

    /** Slack tries four times. A machine with much to do needs more, and what is to be shown is the count. */
    private static final int MOST_DELIVERIES = 40;

    private final Rig rig = Rig.atOnce(Duration.ofMillis(10));

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void the_same_message_five_times_at_once_in_every_form_counts_is_published_and_is_answered_once()
            throws InterruptedException, ExecutionException {
        SlackEvent event = SlackEvent.message("1764583200.000100", "awsadvent <@UBOT> some words");
        List<SlackEvent> forms = List.of(
                event,
                event.as(SlackEvent.Kind.APP_MENTION),
                event.as(SlackEvent.Kind.WEBHOOK),
                event.retried(1),
                event.as(SlackEvent.Kind.APP_MENTION).retried(2));

        List<Rig.Answer> answers = new ArrayList<>();
        List<SlackEvent> undelivered = forms;
        for (int delivery = 0; !undelivered.isEmpty() && delivery < MOST_DELIVERIES; delivery++) {
            undelivered = deliver(undelivered, rig::deliver, answers);
        }

        assertThat(undelivered).isEmpty();
        rig.sweep();
        rig.assertCountedOnce(event);
        long inBody =
                answers.stream().filter(answer -> !answer.body().isEmpty()).count();
        assertThat(rig.slack.posted().size() + inBody).isEqualTo(1);
        assertThat(rig.logged()).hasSize(1);
        assertThat(rig.happenings.stream()
                        .filter(dev.bellhop.localaws.Happening.Published.class::isInstance)
                        .count())
                .isEqualTo(1);
    }

    @Test
    void two_hundred_messages_at_once_with_a_hot_word_end_with_the_exact_count()
            throws InterruptedException, ExecutionException {
        List<SlackEvent> events = IntStream.range(0, 200)
                .mapToObj(i -> SlackEvent.message("1764583200.%06d".formatted(i), "awsadvent hot own" + i))
                .toList();
        LocalFunction bot = rig.bot(Life.endless());
        warm(bot);

        List<SlackEvent> undelivered = events;
        List<Integer> refused = new ArrayList<>();
        for (int delivery = 0; !undelivered.isEmpty() && delivery < MOST_DELIVERIES; delivery++) {
            undelivered = deliver(
                    undelivered,
                    event -> rig.enter(bot, event.request(Rig.SIGNING_SECRET, rig.clock.instant())),
                    new ArrayList<>());
            refused.add(undelivered.size());
        }
        rig.quiet();

        System.out.println("200 messages at once: " + rig.conflicts.conflicts()
                + " conflicts; answered 500 at the first delivery and each further one: " + refused);
        assertThat(undelivered).isEmpty();
        assertThat(rig.conflicts.conflicts()).isPositive();
        rig.sweep();
        redriveUntilEmpty();
        assertThat(rig.count("hot")).isEqualTo(new Count(200, 200 + 200 * 10));
        assertThat(rig.count("awsadvent")).isEqualTo(new Count(250, 250 + 250 * 10));
        assertThat(rig.count("own7")).isEqualTo(new Count(1, 11));
        for (int i = 0; i < events.size(); i++) {
            assertRepliedOnce(events.get(i), "own" + i);
        }
        assertThat(rig.logged()).hasSize(250);
    }

    /** Or twice where the log says that the first reply's acknowledgement was lost, as it may be on a machine with much to do. */
    private void assertRepliedOnce(SlackEvent event, String word) {
        long replies = rig.slack.posted().stream()
                .filter(posted -> posted.text().contains("· " + word + " "))
                .count();
        long lost = rig.notes.stream()
                .filter(note -> note.startsWith("owing " + event.identity() + " ")
                        || note.startsWith("settle-failed " + event.identity() + " "))
                .count();
        assertThat(replies).as("replies to " + event.identity()).isBetween(1L, 1L + lost);
    }

    /** What is measured by the deadline is contention, not the start of a JVM. */
    private void warm(LocalFunction bot) {
        for (int i = 0; i < 50; i++) {
            SlackEvent event = SlackEvent.message("1764583100.%06d".formatted(i), "awsadvent warm");
            rig.enter(bot, event.request(Rig.SIGNING_SECRET, rig.clock.instant()));
        }
        rig.quiet();
    }

    /** A multiplier that met too many conflicts three times has its event in the DLQ, as it should. */
    private void redriveUntilEmpty() {
        for (int run = 0;
                run < 20 && !rig.aws.queues().bodies("MultiplierDeadLetters").isEmpty();
                run++) {
            rig.redrive("multiplier");
            rig.clock.move(Duration.ofMinutes(3));
        }
        assertThat(rig.aws.queues().bodies("MultiplierDeadLetters")).isEmpty();
    }

    /**
     * All at once.
     *
     * @param taken gets the answers with a status of 200
     * @return those that got another one, as one that comes while another holds the message does; Slack sends them again
     */
    private static List<SlackEvent> deliver(
            List<SlackEvent> events, Function<SlackEvent, Rig.Answer> entrance, List<Rig.Answer> taken)
            throws InterruptedException, ExecutionException {
        List<Rig.Answer> answers = atOnce(events.stream()
                .map(event -> (Callable<Rig.Answer>) () -> entrance.apply(event))
                .toList());
        List<SlackEvent> refused = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).status() == 200) {
                taken.add(answers.get(i));
            } else {
                refused.add(events.get(i));
            }
        }
        return refused;
    }

    private static List<Rig.Answer> atOnce(List<Callable<Rig.Answer>> calls)
            throws InterruptedException, ExecutionException {
        List<Rig.Answer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Rig.Answer> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }
}
