package dev.bellhop.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** With a clock that only waiting moves, and everything in one thread, one thing after the other. */
final class LocalPollersTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String URL = "http://localhost/000000000000/LeaderboardQueue";
    private static final Duration WINDOW = Duration.ofSeconds(20);
    private static final Duration VISIBILITY = Duration.ofMinutes(5);

    private final MovableClock clock = MovableClock.standing(Instant.parse("2026-01-01T00:00:00Z"));
    private final AtomicInteger ids = new AtomicInteger();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Duration> waits = new ArrayList<>();
    private final List<Happening> happenings = new ArrayList<>();
    private final LocalAws aws = aws(Duration.ofHours(1));

    /** The bodies of each invocation's records. */
    private final List<List<String>> invocations = new ArrayList<>();

    private LocalAws aws(Duration longestWindow) {
        return new LocalAws(
                Template.ofProject(),
                clock,
                () -> "id" + ids.incrementAndGet(),
                tasks::add,
                RetryDelays.NONE,
                longestWindow,
                wait -> {
                    waits.add(wait);
                    clock.move(wait);
                },
                Room.ENOUGH,
                happenings::add);
    }

    @Test
    void what_arrives_within_the_window_is_one_batch_and_then_gone() {
        answering(aws, records -> "{\"batchItemFailures\":[]}");

        send(aws, "a", "b", "c");

        assertThat(invocations).containsExactly(List.of("a", "b", "c"));
        assertThat(waits).containsExactly(WINDOW);
        assertThat(aws.queues().bodies("LeaderboardQueue")).isEmpty();
    }

    @Test
    void nobody_has_to_wait_longer_than_they_said() {
        LocalAws hurried = aws(Duration.ofSeconds(2));
        answering(hurried, records -> "");

        send(hurried, "a");

        assertThat(invocations).containsExactly(List.of("a"));
        assertThat(waits).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void a_batch_has_as_many_as_the_template_says() {
        answering(aws, records -> "null");

        send(aws, IntStream.range(0, 1_001).mapToObj(n -> "m" + n).toArray(String[]::new));

        assertThat(invocations).extracting(List::size).containsExactly(1_000, 1);
        assertThat(aws.queues().bodies("LeaderboardQueue")).isEmpty();
    }

    @Test
    void what_the_answer_names_comes_three_times_and_is_a_dead_letter_then() {
        answering(aws, records -> {
            StringBuilder named = new StringBuilder();
            records.forEach(record -> {
                if (record.get("body").asText().contains("poison")) {
                    named.append("{\"itemIdentifier\":\"")
                            .append(record.get("messageId").asText())
                            .append("\"}");
                }
            });
            return "{\"batchItemFailures\":[" + named + "]}";
        });

        send(aws, "a", "poison", "c");

        assertThat(invocations).containsExactly(List.of("a", "poison", "c"), List.of("poison"), List.of("poison"));
        assertThat(waits).containsExactly(WINDOW, VISIBILITY, VISIBILITY, VISIBILITY);
        assertThat(aws.queues().bodies("LeaderboardQueue")).isEmpty();
        assertThat(aws.queues().bodies("LeaderboardDeadLetters")).containsExactly("poison");
        assertThat(happenings)
                .filteredOn(Happening.BatchEnded.class::isInstance)
                .allSatisfy(ended ->
                        assertThat(((Happening.BatchEnded) ended).failed()).hasSize(1));
    }

    @Test
    void of_a_function_that_throws_or_answers_nonsense_the_whole_batch_comes_again() {
        List<String> answers = new ArrayList<>(List.of("{\"batchItemFailures\":[{\"itemIdentifier\":\"who\"}]}", "}"));
        answering(aws, records -> {
            if (answers.isEmpty()) {
                throw new IllegalStateException("broken");
            }
            return answers.removeFirst();
        });

        send(aws, "a", "b");

        assertThat(invocations).hasSize(3).allMatch(List.of("a", "b")::equals);
        assertThat(aws.queues().bodies("LeaderboardDeadLetters")).containsExactly("a", "b");
    }

    @Test
    void a_fault_of_lambda_is_made_good_by_the_next_receive() {
        answering(aws, records -> "");
        aws.functions().faults().next(Fault.FAIL_BEFORE, call -> call.function().equals("LeaderboardFunction"));

        send(aws, "a");

        assertThat(invocations).containsExactly(List.of("a"));
        assertThat(waits).containsExactly(WINDOW, VISIBILITY);
        assertThat(aws.queues().bodies("LeaderboardDeadLetters")).isEmpty();
    }

    @Test
    void without_its_function_a_queue_is_not_polled() {
        send(aws, "a");

        assertThat(aws.queues().bodies("LeaderboardQueue")).containsExactly("a");
        assertThat(aws.queues().bodies("LeaderboardDeadLetters")).isEmpty();
    }

    @FunctionalInterface
    private interface Answer {
        String to(JsonNode records);
    }

    private void answering(LocalAws which, Answer answer) {
        which.functions().register("LeaderboardFunction", (event, requestId) -> {
            JsonNode records = read(event);
            List<String> bodies = new ArrayList<>();
            records.forEach(record -> bodies.add(record.get("body").asText()));
            invocations.add(bodies);
            return answer.to(records).getBytes(StandardCharsets.UTF_8);
        });
    }

    private static JsonNode read(byte[] event) {
        try {
            return JSON.readTree(event).get("Records");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(LocalAws which, String... bodies) {
        for (String body : bodies) {
            which.queues().sendMessage(request -> request.queueUrl(URL).messageBody(body));
        }
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
