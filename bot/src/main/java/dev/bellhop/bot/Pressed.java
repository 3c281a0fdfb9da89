package dev.bellhop.bot;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.model.view.View;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Request;
import dev.bellhop.delivery.Way;
import dev.bellhop.reservations.ReserveCommand;
import dev.bellhop.slack.BookButton;
import dev.bellhop.slack.ReminderButtons;
import dev.bellhop.slack.ReservationText;
import dev.bellhop.slack.ReserveMetadata;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The press of one of our buttons.
 *
 * @param command what the button is for; empty where it can't be told any more
 * @param view the view that the button is in; empty where it is in a message
 * @param ephemeral whether it is in a message that only its presser sees
 */
record Pressed(Request request, Optional<ReserveCommand> command, Optional<String> view, boolean ephemeral) {

    /** @throws BadRequestException where a part is missing or malformed */
    static Pressed of(BlockActionPayload payload) {
        BlockActionPayload.Action action = payload.getActions().get(0);
        BlockActionPayload.Container container = payload.getContainer();
        if (container == null) {
            throw new BadRequestException("The container is missing.");
        }
        Optional<String> view = Optional.ofNullable(container.getViewId());
        String team =
                Heard.id(payload.getTeam() == null ? null : payload.getTeam().getId(), "team");
        String source = Heard.part(view.orElse(container.getMessageTs()), "container");
        Request request = new Request(
                new Identity(team + ":" + source + ":" + Heard.part(action.getActionTs(), "action_ts")),
                Way.INTERACTION,
                team,
                Heard.id(view.isPresent() ? ofView(payload.getView()) : container.getChannelId(), "channel"),
                Optional.ofNullable(container.getThreadTs()),
                Heard.id(payload.getUser() == null ? null : payload.getUser().getId(), "user"));
        return new Pressed(request, command(action), view, container.isEphemeral());
    }

    private static Optional<ReserveCommand> command(BlockActionPayload.Action action) {
        String value = action.getValue() == null ? "" : action.getValue();
        return switch (action.getActionId()) {
            case ReservationText.BOOK -> BookButton.read(value).map(book -> book);
            case ReservationText.WATCH ->
                value.isEmpty() ? Optional.empty() : Optional.of(new ReserveCommand.Watch(value));
            default -> ReminderButtons.read(action.getActionId(), value);
        };
    }

    private static @Nullable String ofView(@Nullable View view) {
        return view == null
                ? null
                : ReserveMetadata.read(view.getPrivateMetadata())
                        .map(ReserveMetadata::channel)
                        .orElse(null);
    }
}
