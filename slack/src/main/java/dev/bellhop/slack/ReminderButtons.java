package dev.bellhop.slack;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.ButtonElement;
import dev.bellhop.reservations.ReserveCommand;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The buttons below the reminder that a booking ends soon. */
public final class ReminderButtons {

    /**
     * {@code action_id} of the buttons that extend. Slack takes a block only where each of its buttons has another one, so
     * the minutes are at its end; what counts is the value, which is the booking's id and the minutes.
     */
    public static final Pattern EXTEND = Pattern.compile("reserve_extend(?:_[0-9]+)?");

    /** {@code action_id} of the button that releases; its value is the booking's id. */
    public static final String RELEASE = "reserve_release";

    private static final Pattern LONGER = Pattern.compile("([0-9a-z]+) ([1-9][0-9]{0,3})");
    private static final Pattern ID = Pattern.compile("[0-9a-z]+");

    private ReminderButtons() {}

    /** @param booking its id */
    public static ActionsBlock of(String booking) {
        return ActionsBlock.builder()
                .elements(List.of(
                        extend(booking, 30, "30m"), extend(booking, 60, "1h"), button(RELEASE, "Release", booking)))
                .build();
    }

    private static ButtonElement extend(String booking, int minutes, String label) {
        return button("reserve_extend_" + minutes, label, booking + " " + minutes);
    }

    private static ButtonElement button(String action, String label, String value) {
        return ButtonElement.builder()
                .actionId(action)
                .text(PlainTextObject.builder().text(label).build())
                .value(value)
                .build();
    }

    /** What the button does; empty where it isn't one of ours, or of a version that wrote another form. */
    public static Optional<ReserveCommand> read(String action, String value) {
        if (EXTEND.matcher(action).matches()) {
            Matcher longer = LONGER.matcher(value);
            return longer.matches()
                    ? Optional.of(new ReserveCommand.Extend(
                            longer.group(1), Duration.ofMinutes(Long.parseLong(longer.group(2)))))
                    : Optional.empty();
        }
        return action.equals(RELEASE) && ID.matcher(value).matches()
                ? Optional.of(new ReserveCommand.Cancel(value))
                : Optional.empty();
    }
}
