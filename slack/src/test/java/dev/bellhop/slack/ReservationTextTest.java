package dev.bellhop.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.BookingChange;
import dev.bellhop.reservations.Booking;
import dev.bellhop.reservations.Hold;
import dev.bellhop.reservations.Refusal;
import dev.bellhop.reservations.ReserveCommand;
import dev.bellhop.reservations.ReserveCommand.Scope;
import dev.bellhop.reservations.Result;
import dev.bellhop.reservations.Slot;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReservationTextTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Slot SLOT =
            new Slot(Instant.parse("2026-12-01T22:00:00Z"), Instant.parse("2026-12-02T01:00:00Z"));
    private static final Hold HOLD = new Hold("a1b2c", Optional.of("<!here>"), "U1", SLOT);

    private final ReservationText text = new ReservationText("U2", BERLIN);

    @Test
    void a_time_over_midnight_names_both_days_and_the_zone() {
        assertThat(of(new Result.NotYours("staging", HOLD)))
                .contains("Tue 1 Dec 23:00 – Wed 2 Dec 02:00, Europe/Berlin");
    }

    @Test
    void utc_is_called_by_its_name() {
        assertThat(SlackTime.range(SLOT, ZoneOffset.UTC)).endsWith("01:00, UTC)");
    }

    @Test
    void a_location_is_escaped_wherever_it_is_shown() {
        List<Result> results = List.of(
                new Result.Done(BookingChange.MADE, booking(false)),
                new Result.YoursAlready("staging", HOLD),
                new Result.Taken(book(), HOLD, Optional.empty()),
                new Result.NotYours("staging", HOLD),
                new Result.Over(booking(true)),
                new Result.Which("staging", List.of(HOLD)),
                new Result.Listed(new Scope.Mine(), List.of(new Result.Listing("staging", HOLD)), false));

        assertThat(results)
                .allSatisfy(result ->
                        assertThat(of(result)).contains("at &lt;!here&gt;").doesNotContain("<!here>"));
    }

    @Test
    void whose_own_booking_is_in_the_way_is_told_so() {
        assertThat(new ReservationText("U1", BERLIN)
                        .of(new Result.Taken(book(), HOLD, Optional.empty()), Optional.of(book()))
                        .text())
                .contains("you have it")
                .doesNotContain("<@U1>");
    }

    @Test
    void the_next_slot_on_another_day_has_its_day_on_the_button() {
        Slot next = new Slot(Instant.parse("2026-12-02T08:00:00Z"), Instant.parse("2026-12-02T11:00:00Z"));

        Said said = text.of(new Result.Taken(book(), HOLD, Optional.of(next)), Optional.of(book()));

        assertThat(said.ephemeral().toString()).contains("\"Book Wed 2 Dec 09:00\"");
    }

    @Test
    void busy_says_that_nothing_was_done_and_has_a_button_that_asks_again_for_the_same() {
        Said said = text.of(new Result.Busy(), Optional.of(book()));

        assertThat(said.text()).contains("nothing was done");
        assertThat(said.ephemeral().toString()).contains("\"Try again\"", "\"" + ReservationText.BOOK + "\"");
        assertThat(BookButton.read(BookButton.of(book(), SLOT))).contains(book());
    }

    @Test
    void every_other_result_is_a_sentence() {
        assertThat(of(new Result.Which("staging", List.of(HOLD, HOLD)))).contains("by its id", "`a1b2c`");
        assertThat(of(new Result.Full("staging", LocalDate.parse("2026-12-01"))))
                .contains("2026-12-01");
        assertThat(of(new Result.Over(booking(false)))).contains("is over");
        assertThat(of(new Result.Over(booking(true)))).contains("was cancelled");
        assertThat(of(new Result.Underway())).contains("at it already");
        assertThat(of(new Result.Done(BookingChange.MADE, booking(true)))).contains("cancelled by now");
    }

    @Test
    void a_long_list_fits_into_sections() {
        List<Result.Listing> listings = Collections.nCopies(20, new Result.Listing("r".repeat(60), HOLD));

        Said said = text.of(new Result.Listed(new Scope.Everything(), listings, true), Optional.empty());

        assertThat(said.text()).contains("There is more");
        assertThat(said.blocks()).hasSizeBetween(2, 50);
        assertThat(said.ephemeral().getAsJsonArray("blocks"))
                .allSatisfy(block -> assertThat(block.getAsJsonObject()
                                .getAsJsonObject("text")
                                .get("text")
                                .getAsString())
                        .hasSizeBetween(1, 3_000));
    }

    @Test
    void a_refusal_that_echoes_a_whole_novel_is_cut() {
        Refusal refusal = new Refusal(Refusal.Field.COMMAND, "&".repeat(5_000), "No.", "/reserve help");

        assertThat(text.of(refusal).text()).hasSizeLessThan(3_000).endsWith("…");
    }

    @Test
    void a_button_of_another_form_is_not_read() {
        assertThat(BookButton.read("")).isEmpty();
        assertThat(BookButton.read("{\"n\":\"staging\"}")).isEmpty();
        assertThat(BookButton.read("{\"n\":\"x\",\"s\":2,\"e\":1,\"z\":\"UTC\",\"r\":\"\"}"))
                .isEmpty();
    }

    private String of(Result result) {
        return text.of(result, Optional.empty()).text();
    }

    private static ReserveCommand.Book book() {
        return new ReserveCommand.Book("staging", HOLD.location(), SLOT, BERLIN, "demo", List.of());
    }

    private static Booking booking(boolean cancelled) {
        return new Booking("T1", "staging", HOLD, 1, BERLIN, "demo", cancelled);
    }
}
