package dev.bellhop.slack;

import com.slack.api.model.block.ActionsBlock;
import java.util.List;

/** The buttons of a reminder. */
public final class ReminderButtons {
    private ReminderButtons() {}

    /** For the booking {@code id}. */
    public static ActionsBlock of(String id) {
        return ActionsBlock.builder().elements(List.of()).build();
    }
}
