package dev.bellhop.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The buttons that were shown, by their numbers, which run through, so that one number never means two buttons.
 *
 * @see <a href="https://docs.slack.dev/reference/interaction-payloads/block_actions-payload">block_actions payloads</a>
 */
final class Buttons {

    private record Button(SlackWorkspace.Message message, JsonObject element) {}

    private final SlackWorkspace workspace;
    private final SlackForm form;
    private final TriggerIds triggers;
    private final ResponseUrls responses;
    private final Consumer<Sighting> watcher;
    private final List<Button> shown = new ArrayList<>();

    Buttons(
            SlackWorkspace workspace,
            SlackForm form,
            TriggerIds triggers,
            ResponseUrls responses,
            Consumer<Sighting> watcher) {
        this.workspace = workspace;
        this.form = form;
        this.triggers = triggers;
        this.responses = responses;
        this.watcher = watcher;
    }

    /** Numbers a button; returns it as it is shown. */
    synchronized String show(SlackWorkspace.Message message, JsonObject element) {
        shown.add(new Button(message, element));
        return "[" + shown.size() + "] " + Json.text(element, "text");
    }

    /**
     * Presses one.
     *
     * @return done once it is answered; the status, 0 where there is no answer or no such button for this person
     */
    CompletableFuture<Integer> press(SlackWorkspace.User user, int number) {
        Optional<Button> found = find(user, number);
        if (found.isEmpty()) {
            watcher.accept(new Sighting.Shown(user, "there is no button " + number + " for you."));
            return CompletableFuture.completedFuture(0);
        }
        return form.send(Map.of("payload", payload(user, found.get()).toString()))
                .thenApply(answer -> {
                    if (!answer.isGood()) {
                        watcher.accept(new Sighting.Shown(user, "the button was not answered."));
                    }
                    return answer.status();
                });
    }

    private synchronized Optional<Button> find(SlackWorkspace.User user, int number) {
        if (number < 1 || number > shown.size()) {
            return Optional.empty();
        }
        // A message that was replaced or deleted has its buttons no longer.
        return Optional.of(shown.get(number - 1))
                .filter(button -> workspace.messages().contains(button.message()))
                .filter(button -> button.message().onlyFor().map(user::equals).orElse(true));
    }

    private JsonObject payload(SlackWorkspace.User user, Button button) {
        SlackWorkspace.Message message = button.message();
        JsonObject container = new JsonObject();
        container.addProperty("type", "message");
        container.addProperty("message_ts", message.ts());
        container.addProperty("channel_id", message.channel().id());
        container.addProperty("is_ephemeral", message.onlyFor().isPresent());
        JsonObject channel = new JsonObject();
        channel.addProperty("id", message.channel().id());
        channel.addProperty("name", message.channel().name());
        JsonObject state = new JsonObject();
        state.add("values", new JsonObject());
        JsonObject action = button.element().deepCopy();
        action.addProperty("block_id", blockId(button));
        action.addProperty("action_ts", workspace.nextTs());
        JsonArray actions = new JsonArray();
        actions.add(action);
        JsonObject payload = SlackForm.payload("block_actions", user, triggers.next(user));
        payload.add("container", container);
        payload.add("channel", channel);
        payload.add("state", state);
        payload.add("actions", actions);
        payload.addProperty(
                "response_url", responses.next(new ResponseUrls.Place(message.channel(), user, Optional.of(message))));
        if (message.onlyFor().isEmpty()) {
            // Slack keeps no ephemeral message that it could send.
            JsonObject shownMessage = SlackEvents.message(message);
            message.blocks().ifPresent(blocks -> shownMessage.add("blocks", JsonParser.parseString(blocks)));
            payload.add("message", shownMessage);
        }
        return payload;
    }

    /** As the bot chose it; Slack chooses one where the bot did not. */
    private static String blockId(Button button) {
        JsonArray blocks =
                JsonParser.parseString(button.message().blocks().orElse("[]")).getAsJsonArray();
        return Json.objects(blocks).stream()
                .filter(block -> Json.objects(block, "elements").contains(button.element())
                        || button.element().equals(block.get("accessory")))
                .map(block -> Json.text(block, "block_id"))
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse("b" + button.message().ts());
    }
}
