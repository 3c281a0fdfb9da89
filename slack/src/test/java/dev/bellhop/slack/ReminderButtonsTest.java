package dev.bellhop.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import dev.bellhop.reservations.ReserveCommand;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReminderButtonsTest {

    private final List<BlockElement> buttons = ReminderButtons.of("a1b2c").getElements();

    @Test
    void each_button_is_read_as_what_its_label_says() {
        assertThat(buttons)
                .map(ButtonElement.class::cast)
                .extracting(
                        button -> button.getText().getText(),
                        button -> ReminderButtons.read(button.getActionId(), button.getValue())
                                .orElseThrow())
                .containsExactly(
                        tuple("30m", new ReserveCommand.Extend("a1b2c", Duration.ofMinutes(30))),
                        tuple("1h", new ReserveCommand.Extend("a1b2c", Duration.ofHours(1))),
                        tuple("Release", new ReserveCommand.Cancel("a1b2c")));
    }

    /** Slack refuses a message of which one block has an action_id twice. */
    @Test
    void no_two_buttons_have_the_same_action_id() {
        assertThat(buttons)
                .map(ButtonElement.class::cast)
                .extracting(ButtonElement::getActionId)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "reserve_extend,''",
        "reserve_extend,a1b2c",
        "reserve_extend_30,a1b2c 0",
        "reserve_extend_30,a1b2c -30",
        "reserve_extend_30,a1b2c 99999",
        "reserve_extend_30,a1b2c 30 30",
        "reserve_release,''",
        "reserve_release,a1b2c 30",
        "reserve_other,a1b2c"
    })
    void what_is_none_of_ours_does_nothing(String action, String value) {
        assertThat(ReminderButtons.read(action, value)).isEqualTo(Optional.empty());
    }
}
