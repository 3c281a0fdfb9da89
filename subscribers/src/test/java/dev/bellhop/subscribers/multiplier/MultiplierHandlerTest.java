package dev.bellhop.subscribers.multiplier;

import static dev.bellhop.subscribers.Deliveries.counted;
import static dev.bellhop.subscribers.Deliveries.deliver;
import static dev.bellhop.subscribers.Deliveries.event;
import static dev.bellhop.subscribers.Deliveries.invoke;
import static dev.bellhop.subscribers.Deliveries.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.bellhop.events.Ts;
import dev.bellhop.events.WordTimes;
import dev.bellhop.subscribers.Lines;
import dev.bellhop.subscribers.Records.RecordsFailedException;
import dev.bellhop.subscribers.Tables;
import dev.bellhop.subscribers.Time;
import dev.bellhop.words.Count;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class MultiplierHandlerTest {

    private static final String TS = "1796119200.000100";

    @RegisterExtension
    final Tables tables = new Tables();

    private final Lines journal = new Lines();
    private final Time time = new Time();
    private MultiplierHandler multiplier;

    @BeforeEach
    void start() {
        multiplier = new MultiplierHandler(
                new MultiplierConfig(10, Tables.SHARDS, Tables.WORDS, Tables.LEDGER),
                tables.dynamo(),
                journal.log("multiplier", time),
                time,
                () -> UUID.randomUUID().toString(),
                time,
                new Random(1));
    }

    @Test
    void each_occurrence_of_a_word_gets_the_bonus_and_no_mention() {
        deliver(multiplier, "m-1", counted(TS, new WordTimes("awsadvent", 1), new WordTimes("ho", 3)));

        assertThat(tables.counts("awsadvent", "ho"))
                .containsEntry("awsadvent", new Count(0, 10))
                .containsEntry("ho", new Count(0, 30));
    }

    @Test
    void an_event_delivered_three_times_multiplies_once() {
        String message = counted(TS, new WordTimes("awsadvent", 1));

        deliver(multiplier, "m-1", message);
        deliver(multiplier, "m-1", message);
        deliver(multiplier, "m-2", message);

        assertThat(tables.counts("awsadvent")).containsEntry("awsadvent", new Count(0, 10));
        assertThat(journal.all()).containsExactly("done T1:C1:" + TS, "duplicate T1:C1:" + TS, "duplicate T1:C1:" + TS);
    }

    @Test
    void each_event_has_one_closing_line_that_says_what_it_was_and_how_long_it_took() {
        String message = counted(TS, new WordTimes("awsadvent", 1));

        deliver(multiplier, "m-1", message);
        deliver(multiplier, "m-2", message);
        assertThatThrownBy(() -> deliver(multiplier, "m-3", "no event")).isInstanceOf(RecordsFailedException.class);

        String beginning = "\"function\":\"multiplier\",\"requestId\":\"request\",\"event\":";
        String event = beginning + "\"T1:C1:" + TS + "\",";
        String ending = "\"type\":\"bellhop.message.counted.v1\",\"durationMs\":0,";
        assertThat(journal.closings())
                .extracting(JsonObject::toString)
                .containsExactly(
                        "{\"level\":\"INFO\"," + event + "\"outcome\":\"done\"," + ending + "\"cold\":true}",
                        "{\"level\":\"INFO\"," + event + "\"outcome\":\"duplicate\"," + ending + "\"cold\":false}",
                        "{\"level\":\"ERROR\"," + beginning + "\"m-3\",\"outcome\":\"failed\","
                                + "\"detail\":\"MalformedEventException: Not an event: it is not JSON.\","
                                + "\"type\":\"\",\"durationMs\":0,\"cold\":false}");
    }

    @Test
    void lag_duplicates_and_what_is_no_event_are_measured() {
        String message = counted(TS, new WordTimes("awsadvent", 1));

        deliver(multiplier, "m-1", message);
        deliver(multiplier, "m-2", message);
        assertThatThrownBy(() -> deliver(multiplier, "m-3", "no event")).isInstanceOf(RecordsFailedException.class);

        assertThat(journal.metrics()).hasSize(3);
        assertThat(journal.metrics().get(0).get("Function").getAsString()).isEqualTo("multiplier");
        assertThat(journal.metrics().get(0).get("ColdStarts").getAsInt()).isEqualTo(1);
        assertThat(journal.metrics().get(0).get("Lag").getAsLong())
                .isEqualTo(Duration.between(Ts.time(TS), time.instant()).toMillis());
        assertThat(journal.metrics().get(1).get("Duplicates").getAsInt()).isEqualTo(1);
        assertThat(journal.metrics().get(2).get("Invalid").getAsInt()).isEqualTo(1);
    }

    @Test
    void five_hundred_words_get_the_bonus_once_when_a_transaction_of_theirs_is_lost() {
        String[] words = IntStream.range(0, 500).mapToObj(n -> "word" + n).toArray(String[]::new);
        String message = counted(
                TS,
                IntStream.range(0, 500)
                        .mapToObj(n -> new WordTimes(words[n], 1))
                        .toArray(WordTimes[]::new));
        tables.faults().failing("transactWriteItems", 2);

        assertThatThrownBy(() -> deliver(multiplier, "m-1", message)).isInstanceOf(RecordsFailedException.class);
        assertThat(tables.counts(words).values()).containsOnly(new Count(0, 10), Count.ZERO);
        deliver(multiplier, "m-1", message);

        assertThat(tables.counts(words).values()).hasSize(500).containsOnly(new Count(0, 10));
    }

    @Test
    void a_poison_record_fails_the_delivery_and_not_its_neighbours() {
        JsonObject delivery = event(
                record("m-1", counted("1796119200.000100", new WordTimes("one", 1))),
                record("m-2", "a secret that is no event"),
                record("m-3", counted("1796119200.000300", new WordTimes("three", 1))));

        assertThatThrownBy(() -> invoke(multiplier, delivery))
                .isInstanceOf(RecordsFailedException.class)
                .hasMessage("1 of the records failed, the first with: Not an event: it is not JSON.");
        assertThatThrownBy(() -> invoke(multiplier, delivery)).isInstanceOf(RecordsFailedException.class);

        assertThat(tables.counts("one", "three").values()).containsOnly(new Count(0, 10));
        assertThat(journal.all())
                .contains("failed m-2 MalformedEventException: Not an event: it is not JSON.")
                .noneMatch(line -> line.contains("secret"));
    }

    @Test
    void an_event_of_another_type_fails_and_says_which() {
        String message = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"other.v1\",\"data\":{}}";

        assertThatThrownBy(() -> deliver(multiplier, "m-1", message))
                .hasMessageContaining("its type \"other.v1\" is not known here");
    }

    @Test
    void every_failure_of_a_delivery_is_in_its_exception() {
        JsonObject delivery = event(record("m-1", "one"), record("m-2", "{}"));

        assertThatThrownBy(() -> invoke(multiplier, delivery))
                .hasMessageStartingWith("2 of the records failed")
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1));
    }

    @Test
    void a_record_without_a_message_does_not_stop_its_neighbours() {
        JsonObject without = record("m-1", "");
        without.getAsJsonObject("Sns").remove("Message");
        JsonObject delivery = event(without, new JsonObject(), record("m-3", counted(TS, new WordTimes("three", 1))));

        assertThatThrownBy(() -> invoke(multiplier, delivery)).isInstanceOf(RecordsFailedException.class);

        assertThat(tables.counts("three")).containsEntry("three", new Count(0, 10));
        assertThat(journal.all())
                .contains(
                        "failed m-1 IllegalArgumentException: Not an SNS record: it has no Message.",
                        "failed unknown IllegalArgumentException: Not an SNS record: it has no Sns.");
    }

    @Test
    void what_is_no_delivery_of_sns_is_refused() {
        assertThatThrownBy(() -> invoke(multiplier, new JsonObject()))
                .hasMessage("Not an SNS event: it has no Records.");
    }
}
