package dev.bellhop.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.aws.EventJson.MalformedEventException;
import dev.bellhop.delivery.Channel;
import dev.bellhop.events.ConfirmationRequested;
import dev.bellhop.events.Envelope;
import dev.bellhop.events.FileFacts;
import dev.bellhop.events.FileKind;
import dev.bellhop.events.FileProblem;
import dev.bellhop.events.FileProcessed;
import dev.bellhop.events.FileShared;
import dev.bellhop.events.MessageCounted;
import dev.bellhop.events.Reservation;
import dev.bellhop.events.ReservationCancelled;
import dev.bellhop.events.ReservationEnding;
import dev.bellhop.events.ReservationExtended;
import dev.bellhop.events.ReservationMade;
import dev.bellhop.events.WordTimes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventJsonTest {

    private static final FileShared SHARED = new FileShared(
            "T1",
            "C1",
            "channel",
            Optional.of("1764583100.000200"),
            "U1",
            "1764583200.000100",
            "F1",
            "R&D \uD83D\uDC4D.pdf",
            "application/pdf",
            7);

    @Test
    void an_event_is_read_as_it_was_written() {
        Envelope envelope = envelope("awsadvent \"R&D\" <3 \n\u2028\uD83D\uDC4D", List.of(new WordTimes("r&d", 3)));

        assertThat(EventJson.read(new EventJson().write(envelope).body())).isEqualTo(envelope);
    }

    @Test
    void an_event_about_a_reservation_is_read_as_it_was_written() {
        Instant time = Instant.parse("2026-12-01T10:00:00.123Z");
        Reservation reservation = new Reservation(
                "T1",
                "k3m9x",
                2,
                "staging",
                Optional.of("Room \"5\""),
                "U1",
                Instant.parse("2026-12-01T11:00:00Z"),
                Instant.parse("2026-12-01T12:00:00Z"),
                "Europe/Berlin",
                "R&D");

        assertThat(Stream.of(
                        new ReservationMade(reservation, time),
                        new ReservationCancelled(reservation, "U2", time),
                        new ReservationExtended(reservation, "U1", time),
                        new ReservationEnding(reservation, "U1", time)))
                .map(event -> new Envelope("T1:1.2.3", "bellhop/bot", event))
                .allSatisfy(envelope -> assertThat(
                                EventJson.read(new EventJson().write(envelope).body()))
                        .isEqualTo(envelope));
    }

    @Test
    void an_event_about_a_code_is_read_as_it_was_written() {
        Envelope envelope = new Envelope(
                "T1:1.2.3",
                "bellhop/bot",
                new ConfirmationRequested("T1", "U1", Channel.SMS, Instant.parse("2026-12-01T10:00:00.123Z")));

        assertThat(EventJson.read(new EventJson().write(envelope).body())).isEqualTo(envelope);
    }

    @Test
    void an_event_about_a_file_is_read_as_it_was_written() {
        FileFacts facts = new FileFacts(
                FileKind.DOCUMENT,
                Optional.empty(),
                Optional.empty(),
                Optional.of(200),
                Optional.of("R&D"),
                Optional.of("Ada"),
                Optional.of("en"),
                Optional.of(1_000));

        assertThat(Stream.of(
                        SHARED,
                        FileProcessed.of(SHARED, Optional.empty(), facts),
                        FileProcessed.of(SHARED, Optional.empty(), FileFacts.ofPicture(1, 2)),
                        FileProcessed.of(
                                SHARED, Optional.of(FileProblem.NOT_WHAT_IT_SAYS), FileFacts.of(FileKind.OTHER))))
                .map(event -> new Envelope("T1:C1:1764583200.000100:F1", "bellhop/files", event))
                .allSatisfy(envelope -> assertThat(
                                EventJson.read(new EventJson().write(envelope).body()))
                        .isEqualTo(envelope));
    }

    @ParameterizedTest
    @CsvSource({
        "\"size\":7, \"size\":-7",
        "\"size\":7, \"size\":{}",
        "\"size\":7, \"other\":7",
        "\"kind\":\"other\", \"kind\":\"secret\"",
        "\"problem\":\"gone\", \"problem\":\"secret\"",
        "\"kind\":\"other\", '\"kind\":\"other\",\"pages\":\"secret\"'",
        "\"ts\":\"1764583200.000100\", \"ts\":\"secret\""
    })
    void a_file_of_which_a_part_makes_no_sense_is_no_event(String part, String other) {
        FileProcessed event = FileProcessed.of(SHARED, Optional.of(FileProblem.GONE), FileFacts.of(FileKind.OTHER));
        String body = new EventJson().write(new Envelope("1", "b", event)).body();
        assertThat(body).contains(part);

        assertThatThrownBy(() -> EventJson.read(body.replace(part, other)))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void fields_that_are_not_known_are_passed_over() {
        String body = new EventJson().write(envelope("hi", List.of())).body();

        String later = body.replace("\"data\":{", "\"traceparent\":\"00-1\",\"data\":{\"mood\":{\"is\":[1]},");

        assertThat(EventJson.read(later)).isEqualTo(EventJson.read(body));
    }

    @Test
    void an_event_with_the_largest_words_there_are_still_fits() {
        // Control characters take six bytes each in JSON, more than any other character.
        List<WordTimes> words = IntStream.range(0, 400)
                .mapToObj(i -> new WordTimes("%03d".formatted(i) + "\u0001".repeat(97), 1))
                .toList();

        Envelope envelope = envelope("\u0001".repeat(8_000), words);
        String body = new EventJson().write(envelope).body();

        assertThat(body.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(EventJson.MOST_BYTES);
        MessageCounted read = (MessageCounted) EventJson.read(body).event();
        assertThat(read.words()).isEqualTo(words);
        assertThat(read.truncated()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret words",
                "[]",
                "{}",
                "{\"type\":\"bellhop.message.counted.v1\"}",
                "{\"type\":\"bellhop.other.v1\",\"data\":{}}",
                "{\"type\":\"bellhop.message.counted.v1\",\"id\":1,\"data\":{\"words\":[]}}",
                "{\"type\":\"bellhop.message.counted.v1\",\"data\":{\"words\":[{\"word\":\"secret\",\"times\":0}]}}",
                "{\"type\":\"bellhop.message.counted.v1\",\"data\":{\"words\":[{\"word\":\"secret\",\"times\":\"x\"}]}}",
                "{\"type\":\"bellhop.message.counted.v1\",\"data\":{\"words\":[7]}}",
                "{\"type\":\"bellhop.confirmation.requested.v1\",\"id\":\"1\",\"source\":\"b\",\"time\":\"2026-12-01T10:00:00Z\","
                        + "\"data\":{\"team\":\"T1\",\"user\":\"U1\",\"channel\":\"secret\"}}",
            })
    void what_is_not_an_event_is_refused_in_a_sentence_without_its_text(String text) {
        assertThatThrownBy(() -> EventJson.read(text))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageStartingWith("Not an event: ")
                .hasMessageEndingWith(".")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "\"ts\":\"1764583200.000100\", \"ts\":\"secret\"",
        "\"data\":{, '\"data\":{\"truncated\":{},'",
        "\"data\":{, '\"data\":{\"truncated\":\"secret\",'"
    })
    void a_message_of_which_a_part_makes_no_sense_is_no_event(String part, String other) {
        String body = new EventJson().write(envelope("hi", List.of())).body();

        assertThatThrownBy(() -> EventJson.read(body.replace(part, other)))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, secret",
        "2026-12-01T12:00:00Z, 2026-12-01T11:00:00Z",
        "2026-12-01T12:00:00Z, 2026-12-01T10:59:59Z"
    })
    void a_reservation_of_which_a_part_makes_no_sense_is_no_event(String part, String other) {
        Reservation reservation = new Reservation(
                "T1",
                "k3m9x",
                2,
                "staging",
                Optional.empty(),
                "U1",
                Instant.parse("2026-12-01T11:00:00Z"),
                Instant.parse("2026-12-01T12:00:00Z"),
                "Europe/Berlin",
                "");
        Instant time = Instant.parse("2026-12-01T10:00:00Z");
        String body = new EventJson()
                .write(new Envelope("T1:1.2.3", "bellhop/bot", new ReservationMade(reservation, time)))
                .body();

        assertThatThrownBy(() -> EventJson.read(body.replace(part, other)))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void deep_nesting_is_refused_and_not_followed() {
        assertThatThrownBy(() -> EventJson.read("[".repeat(100_000))).isInstanceOf(MalformedEventException.class);
    }

    private static Envelope envelope(String text, List<WordTimes> words) {
        return new Envelope(
                "T1:C1:1764583200.000100",
                "bellhop/bot",
                new MessageCounted(
                        "T1", "C1", "channel", Optional.empty(), "U1", "1764583200.000100", text, false, words));
    }
}
