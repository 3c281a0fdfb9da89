package dev.bellhop.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * What people do to the elements of messages and forms, sent and answered as in Slack.
 *
 * @see <a href="https://docs.slack.dev/reference/interaction-payloads/block_actions-payload">block_actions payloads</a>
 */
final class Actions {

    private final SlackWorkspace workspace;
    private final Forms forms;
    private final SlackForm form;
    private final TriggerIds triggers;
    private final ResponseUrls responses;
    private final Consumer<Sighting> watcher;

    Actions(
            SlackWorkspace workspace,
            Forms forms,
            SlackForm form,
            TriggerIds triggers,
            ResponseUrls responses,
            Consumer<Sighting> watcher) {
        this.workspace = workspace;
        this.forms = forms;
        this.form = form;
        this.triggers = triggers;
        this.responses = responses;
        this.watcher = watcher;
    }

    /**
     * Presses a button of a message, or chooses in another of its elements.
     *
     * @param value what was chosen; of no account to a button
     * @param values what stands in the message's elements, by {@code block_id} and {@code action_id}
     * @return done once it is answered; the status, 0 where there is no answer
     * @throws NoSuchElementException where there is no such element for this person
     */
    CompletableFuture<Integer> act(
            SlackWorkspace.User user,
            SlackWorkspace.Message message,
            String blockId,
            String actionId,
            JsonElement value,
            Map<String, Map<String, JsonElement>> values) {
        if (message.onlyFor().filter(only -> !only.equals(user)).isPresent()) {
            throw new NoSuchElementException("That message is not yours.");
        }
        JsonArray blocks = JsonParser.parseString(message.blocks().orElse("[]")).getAsJsonArray();
        JsonObject payload = payload(user, blocks, blockId, actionId, value);
        JsonObject container = new JsonObject();
        container.addProperty("type", "message");
        container.addProperty("message_ts", message.ts());
        container.addProperty("channel_id", message.channel().id());
        container.addProperty("is_ephemeral", message.onlyFor().isPresent());
        JsonObject channel = new JsonObject();
        channel.addProperty("id", message.channel().id());
        channel.addProperty("name", message.channel().name());
        payload.add("container", container);
        payload.add("channel", channel);
        payload.add("state", Blocks.state(blocks, with(values, blockId, actionId, value), new HashMap<>()));
        payload.addProperty(
                "response_url", responses.next(new ResponseUrls.Place(message.channel(), user, Optional.of(message))));
        if (message.onlyFor().isEmpty()) {
            // Slack keeps no ephemeral message that it could send.
            payload.add("message", SlackEvents.message(message));
        }
        return send(user, payload);
    }

    /**
     * Presses a button of the person's top view, or chooses in another of its elements.
     *
     * @param value what was chosen; of no account to a button
     * @param values what stands in the view's inputs, by {@code block_id} and {@code action_id}
     * @return done once it is answered; the status, 0 where there is no answer
     * @throws NoSuchElementException where there is no such element
     */
    CompletableFuture<Integer> act(
            SlackWorkspace.User user,
            String viewId,
            String blockId,
            String actionId,
            JsonElement value,
            Map<String, Map<String, JsonElement>> values) {
        JsonObject view = forms.filled(user, viewId, with(values, blockId, actionId, value));
        JsonObject payload = payload(user, view.getAsJsonArray("blocks"), blockId, actionId, value);
        JsonObject container = new JsonObject();
        container.addProperty("type", "view");
        container.addProperty("view_id", viewId);
        payload.add("container", container);
        payload.add("view", view);
        return send(user, payload);
    }

    private JsonObject payload(
            SlackWorkspace.User user, JsonArray blocks, String blockId, String actionId, JsonElement value) {
        JsonObject element = Blocks.element(blocks, blockId, actionId)
                .orElseThrow(() -> new NoSuchElementException("That button is not there any more."));
        JsonObject action = Json.text(element, "type").equals("button")
                ? element.deepCopy()
                : Field.state(element, value)
                        .orElseThrow(() -> new IllegalArgumentException(value + " is not one of the options."));
        action.addProperty("action_id", actionId);
        action.addProperty("block_id", blockId);
        action.addProperty("action_ts", workspace.nextTs());
        JsonArray actions = new JsonArray();
        actions.add(action);
        JsonObject payload = SlackForm.payload("block_actions", user, triggers.next(user));
        payload.add("actions", actions);
        return payload;
    }

    /** What stands there once {@code value} is chosen. */
    private static Map<String, Map<String, JsonElement>> with(
            Map<String, Map<String, JsonElement>> values, String blockId, String actionId, JsonElement value) {
        Map<String, JsonElement> block = new HashMap<>(values.getOrDefault(blockId, Map.of()));
        block.put(actionId, value);
        Map<String, Map<String, JsonElement>> all = new HashMap<>(values);
        all.put(blockId, block);
        return all;
    }

    private CompletableFuture<Integer> send(SlackWorkspace.User user, JsonObject payload) {
        return form.send(Map.of("payload", payload.toString())).thenApply(answer -> {
            if (!answer.isGood()) {
                watcher.accept(new Sighting.Shown(user, "the button was not answered."));
            }
            return answer.status();
        });
    }
}
