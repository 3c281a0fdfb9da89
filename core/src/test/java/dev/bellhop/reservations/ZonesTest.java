package dev.bellhop.reservations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What becomes of times on the days on which clocks change: 2026-03-29 and 2026-10-25 in Berlin, 2026-03-08 and 2026-11-01
 * in New York, 2026-10-04 and 2026-04-05 on Lord Howe Island, whose clocks change by half an hour.
 */
final class ZonesTest {

    private final ReserveGrammar grammar = new ReserveGrammar(new Limits(Duration.ofDays(3)));

    @ParameterizedTest(name = "{0}: {2} is {3} to {4}")
    @CsvSource({
        // Forward: from 02:00 to 03:00.
        "Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-29 1:30, 2026-03-29T00:30:00Z, 2026-03-29T01:30:00Z, ''",
        "Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-29 2:00, 2026-03-29T01:00:00Z, 2026-03-29T02:00:00Z, GAP",
        "Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-29 2:30, 2026-03-29T01:30:00Z, 2026-03-29T02:30:00Z, GAP",
        "Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-29 3:00, 2026-03-29T01:00:00Z, 2026-03-29T02:00:00Z, ''",
        "Europe/Berlin, 2026-03-28T12:00:00Z, sun 1:00-2:30, 2026-03-29T00:00:00Z, 2026-03-29T01:30:00Z, GAP",
        "Europe/Berlin, 2026-03-28T12:00:00Z, tomorrow 2:30-2:45, 2026-03-29T01:30:00Z, 2026-03-29T01:45:00Z, GAP GAP",
        "Europe/Berlin, 2026-03-28T12:00:00Z, tomorrow 0:00 for 24h, 2026-03-28T23:00:00Z, 2026-03-29T23:00:00Z, ''",
        "Europe/Berlin, 2026-03-28T12:00:00Z, tomorrow 0:00-24:00, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z, ''",
        // Back: from 03:00 to 02:00.
        "Europe/Berlin, 2026-10-24T12:00:00Z, 2026-10-25 1:30, 2026-10-24T23:30:00Z, 2026-10-25T00:30:00Z, ''",
        "Europe/Berlin, 2026-10-24T12:00:00Z, 2026-10-25 2:00, 2026-10-25T00:00:00Z, 2026-10-25T01:00:00Z, OVERLAP",
        "Europe/Berlin, 2026-10-24T12:00:00Z, 2026-10-25 2:30, 2026-10-25T00:30:00Z, 2026-10-25T01:30:00Z, OVERLAP",
        "Europe/Berlin, 2026-10-24T12:00:00Z, 2026-10-25 3:00, 2026-10-25T02:00:00Z, 2026-10-25T03:00:00Z, ''",
        "Europe/Berlin, 2026-10-24T12:00:00Z, tomorrow 1:00-3:00, 2026-10-24T23:00:00Z, 2026-10-25T02:00:00Z, ''",
        "Europe/Berlin, 2026-10-24T12:00:00Z, tomorrow 2:15-2:45, 2026-10-25T00:15:00Z, 2026-10-25T00:45:00Z,"
                + " OVERLAP OVERLAP",
        "Europe/Berlin, 2026-10-24T12:00:00Z, tomorrow 0:00-24:00, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z, ''",
        // At 02:15, the second time: of the two 02:30, the one that is still to come.
        "Europe/Berlin, 2026-10-25T01:15:00Z, 2:30, 2026-10-25T01:30:00Z, 2026-10-25T02:30:00Z, OVERLAP",
        "Europe/Berlin, 2026-10-25T01:15:00Z, until 2:30, 2026-10-25T01:15:00Z, 2026-10-25T01:30:00Z, OVERLAP",
        "America/New_York, 2026-03-07T12:00:00Z, 2026-03-08 2:30, 2026-03-08T07:30:00Z, 2026-03-08T08:30:00Z, GAP",
        "America/New_York, 2026-03-07T12:00:00Z, 2026-03-08 3:00am, 2026-03-08T07:00:00Z, 2026-03-08T08:00:00Z, ''",
        "America/New_York, 2026-10-31T12:00:00Z, 2026-11-01 1:30, 2026-11-01T05:30:00Z, 2026-11-01T06:30:00Z, OVERLAP",
        "America/New_York, 2026-10-31T12:00:00Z, 2026-11-01 2am, 2026-11-01T07:00:00Z, 2026-11-01T08:00:00Z, ''",
        "America/New_York, 2026-03-07T12:00:00Z, tomorrow 0:00-24:00, 2026-03-08T05:00:00Z, 2026-03-09T04:00:00Z, ''",
        "America/New_York, 2026-10-31T12:00:00Z, tomorrow 0:00-24:00, 2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z, ''",
        // Half an hour: forward from 02:00 to 02:30, back from 02:00 to 01:30.
        "Australia/Lord_Howe, 2026-10-03T00:00:00Z, 2026-10-04 2:00, 2026-10-03T15:30:00Z, 2026-10-03T16:30:00Z, GAP",
        "Australia/Lord_Howe, 2026-10-03T00:00:00Z, 2026-10-04 2:15, 2026-10-03T15:45:00Z, 2026-10-03T16:45:00Z, GAP",
        "Australia/Lord_Howe, 2026-10-03T00:00:00Z, 2026-10-04 2:30, 2026-10-03T15:30:00Z, 2026-10-03T16:30:00Z, ''",
        "Australia/Lord_Howe, 2026-04-04T00:00:00Z, 2026-04-05 1:45, 2026-04-04T14:45:00Z, 2026-04-04T15:45:00Z,"
                + " OVERLAP",
        "Australia/Lord_Howe, 2026-04-04T00:00:00Z, 2026-04-05 1:15, 2026-04-04T14:15:00Z, 2026-04-04T15:15:00Z, ''",
        "Australia/Lord_Howe, 2026-10-03T00:00:00Z, tomorrow 0:00-24:00, 2026-10-03T13:30:00Z, 2026-10-04T13:00:00Z, ''",
        "Australia/Lord_Howe, 2026-04-04T00:00:00Z, tomorrow 0:00-24:00, 2026-04-04T13:00:00Z, 2026-04-05T13:30:00Z, ''",
    })
    void a_gap_moves_forward_and_of_an_overlap_the_earlier_is_taken(
            String zone, Instant now, String when, Instant start, Instant end, String shifts) {
        ReserveCommand.Book book = book("staging " + when, zone, now);

        assertThat(book.slot()).isEqualTo(new Slot(start, end));
        assertThat(book.shifts().stream().map(shift -> shift.kind().name()).toList())
                .isEqualTo(shifts.isEmpty() ? List.of() : List.of(shifts.split(" ")));
    }

    @Test
    void a_shift_says_what_was_given_and_what_it_was_taken_for() {
        Instant now = Instant.parse("2026-03-28T12:00:00Z");

        assertThat(book("staging 2026-03-29 2:30", "Europe/Berlin", now).shifts())
                .containsExactly(new Shift(
                        Shift.Kind.GAP,
                        LocalDateTime.parse("2026-03-29T02:30"),
                        LocalDateTime.parse("2026-03-29T03:30").atZone(ZoneId.of("Europe/Berlin"))));
    }

    @Test
    void the_zone_that_is_named_counts_and_not_the_askers() {
        Instant now = Instant.parse("2026-12-01T23:30:00Z");

        ReserveCommand.Book inTokyo = book("staging tomorrow 9am in Asia/Tokyo", "America/New_York", now);
        ReserveCommand.Book inNewYork = book("staging tomorrow 9am", "America/New_York", now);

        assertThat(inTokyo.slot().start()).isEqualTo(Instant.parse("2026-12-03T00:00:00Z"));
        assertThat(inTokyo.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(inNewYork.slot().start()).isEqualTo(Instant.parse("2026-12-02T14:00:00Z"));
        assertThat(inNewYork.zone()).isEqualTo(ZoneId.of("America/New_York"));
    }

    @Test
    void clocks_change_where_the_zone_that_is_named_is() {
        Instant now = Instant.parse("2026-03-28T12:00:00Z");

        ReserveCommand.Book inBerlin = book("staging 2026-03-29 2:30 in Europe/Berlin", "America/New_York", now);
        ReserveCommand.Book inNewYork = book("staging 2026-03-29 2:30 in New York", "Europe/Berlin", now);

        assertThat(inBerlin.slot().start()).isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
        assertThat(inBerlin.shifts()).hasSize(1);
        assertThat(inNewYork.slot().start()).isEqualTo(Instant.parse("2026-03-29T06:30:00Z"));
        assertThat(inNewYork.shifts()).isEmpty();
    }

    @Test
    void a_range_that_a_gap_turns_round_is_refused() {
        Reading reading = grammar.read(
                "staging 2026-03-29 2:45-3:15", ZoneId.of("Europe/Berlin"), Instant.parse("2026-03-28T12:00:00Z"));

        assertThat(reading)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problem()).contains("03:15", "not after the start", "03:45"));
    }

    private ReserveCommand.Book book(String text, String zone, Instant now) {
        return (ReserveCommand.Book) grammar.read(text, ZoneId.of(zone), now);
    }
}
