package dev.bellhop.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.localaws.Happening;
import dev.bellhop.words.Count;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever opted out is opted out everywhere: in counts, events, the event log and answers. */
final class OptOutTest {

    private final Rig rig = Rig.atOnce(Duration.ofMillis(10));

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void what_is_said_after_opting_out_is_nowhere_however_often_and_in_whatever_form_it_comes()
            throws InterruptedException, ExecutionException {
        rig.words("U1", "optout");
        SlackEvent event = SlackEvent.message("1764583200.000100", "awsadvent <@UBOT> s3cret");

        List<Rig.Answer> answers = atOnce(forms(event).toList());

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200))
                .allSatisfy(answer -> assertThat(answer.body()).isEmpty());
        rig.sweep();
        assertLeftNothing(event);
        assertThat(rig.count("s3cret")).isEqualTo(Count.ZERO);
        assertThat(rig.slack.posted()).isEmpty();
        assertThat(published()).isZero();
        assertThat(rig.notes).noneMatch(note -> note.contains("s3cret"));
    }

    /** Some are counted and some are not, as it happens; none is in one place and not in the other. */
    @Test
    void whoever_opts_out_while_they_speak_is_counted_wholly_or_not_at_all()
            throws InterruptedException, ExecutionException {
        List<SlackEvent> events = IntStream.range(0, 6)
                .mapToObj(i -> SlackEvent.message("1764583200.%06d".formatted(i), "awsadvent own" + i))
                .toList();
        List<Callable<Rig.Answer>> calls = new ArrayList<>();
        for (SlackEvent event : events) {
            calls.add(() -> rig.deliver(event));
            calls.add(() -> rig.deliver(event.retried(1)));
        }
        calls.add(6, () -> rig.words("U1", "optout"));

        atOnce(calls);
        rig.sweep();

        long counted = 0;
        for (int i = 0; i < events.size(); i++) {
            SlackEvent event = events.get(i);
            if (rig.mark(event.identity()).isPresent()) {
                assertThat(rig.count("own" + i)).isEqualTo(new Count(1, 11));
                counted++;
            } else {
                assertThat(rig.count("own" + i)).isEqualTo(Count.ZERO);
            }
        }
        assertThat(rig.count("awsadvent")).isEqualTo(new Count(counted, counted * 11));
        assertThat(rig.logged()).hasSize((int) counted);
        assertThat(published()).isEqualTo(counted);

        // Where too many transactions were at it, they were told so, and say it again.
        assertThat(rig.words("U1", "optout").body()).contains("I take no notice");
        SlackEvent later = SlackEvent.message("1764583300.000100", "awsadvent later");
        rig.deliver(later);
        rig.sweep();
        assertLeftNothing(later);
        assertThat(rig.logged()).hasSize((int) counted);
    }

    private Stream<Callable<Rig.Answer>> forms(SlackEvent event) {
        return Stream.of(
                        event,
                        event.as(SlackEvent.Kind.APP_MENTION),
                        event.as(SlackEvent.Kind.WEBHOOK),
                        event.retried(1),
                        event.as(SlackEvent.Kind.APP_MENTION).retried(2))
                .map(form -> () -> rig.deliver(form));
    }

    private void assertLeftNothing(SlackEvent event) {
        assertThat(rig.mark(event.identity())).isEmpty();
        assertThat(rig.logged()).noneMatch(line -> line.contains(event.text()));
        assertThat(rig.printed).isNotEmpty().noneMatch(line -> line.contains(event.identity()));
    }

    private long published() {
        return rig.happenings.stream()
                .filter(Happening.Published.class::isInstance)
                .count();
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
