package dev.bellhop.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.ButtonElement;
import dev.bellhop.events.Reservation;
import dev.bellhop.events.ReservationCancelled;
import dev.bellhop.events.ReservationEnding;
import dev.bellhop.events.ReservationEvent;
import dev.bellhop.events.ReservationExtended;
import dev.bellhop.events.ReservationMade;
import dev.bellhop.notifications.Notification;
import dev.bellhop.reservations.ReserveCommand;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ada, U1, has staging from eleven to twelve; U2 watches it. It is ten. */
final class NotificationTextTest {

    private static final Instant TEN = Instant.parse("2026-12-01T10:00:00Z");
    private static final Reservation BOOKED = new Reservation(
            "T1",
            "k3m9x",
            1,
            "staging",
            Optional.of("<Room> & 5"),
            "U1",
            TEN.plusSeconds(3_600),
            TEN.plusSeconds(7_200),
            "Europe/Berlin",
            "<!channel> demo");

    @Test
    void what_people_wrote_is_shown_and_calls_nobody() {
        Said said = told("U2", new ReservationMade(BOOKED, TEN));

        assertThat(said.text())
                .startsWith("<@U1> booked *staging* at &lt;Room&gt; &amp; 5: ")
                .contains("&lt;!channel&gt; demo", "`/reserve unwatch staging`")
                .doesNotContain("<!channel>");
        assertThat(buttons(said)).isEmpty();
    }

    @Test
    void another_services_words_are_shown_and_call_nobody() {
        Said said = NotificationText.of(new Notification.Plain(Optional.of("<!here>"), "<@U9> & *you*"), "U2");

        assertThat(said.text()).isEqualTo("*&lt;!here&gt;*\n&lt;@U9&gt; &amp; *you*");
    }

    @Test
    void what_was_given_up_can_be_booked_whole_before_it_begins() {
        Said said = told("U2", new ReservationCancelled(BOOKED, "U1", TEN));

        assertThat(said.text()).startsWith("<@U1> cancelled the booking of *staging*");
        assertThat(offered(said).slot().start()).isEqualTo(BOOKED.start());
        assertThat(offered(said).slot().end()).isEqualTo(BOOKED.end());
        assertThat(offered(said).location()).isEqualTo(BOOKED.location());
    }

    @Test
    void of_what_has_begun_the_rest_can_be_booked() {
        Instant half = TEN.plusSeconds(5_400);

        Said said = told("U2", new ReservationCancelled(BOOKED, "U1", half));

        assertThat(offered(said).slot().start()).isEqualTo(half);
    }

    @Test
    void what_is_over_is_not_offered() {
        assertThat(buttons(told("U2", new ReservationCancelled(BOOKED, "U1", BOOKED.end()))))
                .isEmpty();
    }

    @Test
    void whose_booking_was_released_is_told_by_whom_and_offered_nothing() {
        Said said = told("U1", new ReservationCancelled(BOOKED, "UOPS", TEN));

        assertThat(said.text()).startsWith("<@UOPS> released *staging*").contains("which <@U1> had");
        assertThat(buttons(said)).isEmpty();
    }

    @Test
    void that_it_is_kept_longer_is_told_with_its_new_end() {
        assertThat(told("U2", new ReservationExtended(BOOKED, "U1", TEN)).text())
                .startsWith("<@U1> keeps *staging*")
                .contains("13:00, Europe/Berlin");
    }

    @Test
    void a_reminder_names_the_end_and_has_its_buttons() {
        Said said = told("U1", new ReservationEnding(BOOKED, "U1", TEN));

        assertThat(said.text()).contains("13:00, Europe/Berlin");
        assertThat(buttons(said))
                .extracting(button -> button.getText().getText())
                .containsExactly("30m", "1h", "Release");
    }

    private static Said told(String user, ReservationEvent event) {
        return NotificationText.of(new Notification.Booked(event), user);
    }

    private static ReserveCommand.Book offered(Said said) {
        return BookButton.read(buttons(said).get(0).getValue()).orElseThrow();
    }

    private static List<ButtonElement> buttons(Said said) {
        return said.blocks().stream()
                .filter(ActionsBlock.class::isInstance)
                .map(LayoutBlock.class::cast)
                .flatMap(block -> ((ActionsBlock) block).getElements().stream())
                .map(ButtonElement.class::cast)
                .toList();
    }
}
