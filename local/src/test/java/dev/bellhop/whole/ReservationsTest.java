package dev.bellhop.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.localaws.LocalFunction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
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

    /** A hundred processes share two cores here; on a slower clock each has the time that it has to itself on Lambda. */
    private static final int SLOWNESS = 10;

    /** What DynamoDB takes for a transaction, on that clock. */
    private static final Duration TRANSACTION = Duration.ofMillis(15);

    private final Rig rig = new Rig(TRANSACTION.multipliedBy(SLOWNESS), SLOWNESS);
    private final LocalFunction bot = rig.bot(Life.endless());

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void of_a_hundred_people_who_want_the_same_slot_at_once_one_wins_and_the_others_are_told_who()
            throws InterruptedException, ExecutionException {
        warm();
        List<String> people =
                IntStream.range(0, 100).mapToObj(i -> "U%03d".formatted(i)).toList();

        List<Rig.Answer> answers = atOnce(people.stream()
                .map(user -> (Callable<Rig.Answer>) () -> command(user, "staging tomorrow 14:00-15:00"))
                .toList());

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
        for (int i = 0; i < 100; i++) {
            if (answers.get(i).body().contains("try again")) {
                assertThat(command(people.get(i), "staging tomorrow 14:00-15:00")
                                .body())
                        .contains("@" + winners.get(0));
            }
        }
    }

    @Test
    void a_hundred_people_with_slots_side_by_side_all_get_theirs_or_a_button_that_does_it()
            throws InterruptedException, ExecutionException {
        warm();

        List<Person> all = IntStream.range(0, 100)
                .mapToObj(i -> new Person("U%03d".formatted(i), "2026-12-02 %02d:%d0 for 10m".formatted(i / 6, i % 6)))
                .toList();
        List<Person> waiting = all;
        List<Integer> busy = new ArrayList<>();
        for (int round = 0; !waiting.isEmpty() && round < 10; round++) {
            List<String> answers = atOnce(waiting.stream()
                    .map(person -> (Callable<String>) person::asks)
                    .toList());
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer).containsAnyOf("*staging* is yours: ", "Too many people"));
            waiting = waiting.stream().filter(person -> !person.isContent()).toList();
            busy.add(waiting.size());
        }

        IntSummaryStatistics tries =
                rig.tries.ofMark().values().stream().mapToInt(Integer::intValue).summaryStatistics();
        System.out.printf(
                "100 adjacent slots: told busy at the command and at each press: %s; tries of a request: %.1f on average,"
                        + " %d at most, %.1f in all for each booking; slowest answer after %d ms%n",
                busy,
                tries.getAverage(),
                tries.getMax(),
                tries.getSum() / 100.0,
                all.stream()
                        .mapToLong(person -> person.slowest.toMillis())
                        .max()
                        .orElseThrow());
        assertThat(waiting).isEmpty();
        assertThat(tries.getMax()).isLessThanOrEqualTo(12);
        assertThat(rig.holds("staging", "2026-12-02")).isEqualTo(100);
    }

    /** Somebody who wants a slot, and presses the button as long as it is there. */
    private final class Person {
        private final String user;
        private final String when;
        private Optional<JsonObject> button = Optional.empty();
        private Duration slowest = Duration.ZERO;
        private boolean content;

        Person(String user, String when) {
            this.user = user;
            this.when = when;
        }

        boolean isContent() {
            return content;
        }

        String asks() {
            Instant asked = rig.clock.instant();
            String answer = button.map(this::press)
                    .orElseGet(() -> command(user, "staging " + when).body());
            Duration took = Duration.between(asked, rig.clock.instant());
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
            content = answer.contains("is yours: ");
            button = tryAgain(answer);
            return answer;
        }

        private String press(JsonObject again) {
            rig.enter(
                    bot,
                    SlackEvent.press(
                            user, again, rig.slack.responseUrl(user), Rig.SIGNING_SECRET, rig.clock.instant()));
            return rig.slack.said(user).orElse("silence");
        }
    }

    private static Optional<JsonObject> tryAgain(String answer) {
        JsonArray blocks = JsonParser.parseString(answer).getAsJsonObject().getAsJsonArray("blocks");
        for (JsonElement block : blocks) {
            if (block.getAsJsonObject().get("type").getAsString().equals("actions")) {
                return Optional.of(block.getAsJsonObject()
                        .getAsJsonArray("elements")
                        .get(0)
                        .getAsJsonObject());
            }
        }
        return Optional.empty();
    }

    /** What is measured by the deadline is contention, not the start of a JVM. */
    private void warm() {
        for (int i = 0; i < 20; i++) {
            command("UWARM" + i, "warm" + i);
        }
        rig.quiet();
        rig.tries.ofMark().clear();
    }

    private Rig.Answer command(String user, String text) {
        return rig.enter(bot, SlackEvent.command(user, text, Rig.SIGNING_SECRET, rig.clock.instant()));
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws InterruptedException, ExecutionException {
        List<T> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }
}
