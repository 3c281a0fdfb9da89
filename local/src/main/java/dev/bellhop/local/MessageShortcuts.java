package dev.bellhop.local;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * What the app adds to the menu of messages.
 *
 * @see <a href="https://docs.slack.dev/interactivity/implementing-shortcuts">Shortcuts</a>
 */
final class MessageShortcuts {

    private final SlackWorkspace workspace;
    private final SlackForm form;
    private final TriggerIds triggers;
    private final ResponseUrls responses;
    private final Consumer<Sighting> watcher;

    MessageShortcuts(
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

    /**
     * Uses one of them on a message, whether or not the bot is where it was said.
     *
     * @return done once it is answered; the status, 0 where there is no answer
     * @throws NoSuchElementException where the app has no such shortcut
     */
    CompletableFuture<Integer> use(SlackWorkspace.User user, SlackWorkspace.Message message, String callbackId) {
        if (SlackManifest.messageShortcuts().stream()
                .noneMatch(each -> each.callbackId().equals(callbackId))) {
            throw new NoSuchElementException("The app has no shortcut " + callbackId + " for messages.");
        }
        JsonObject channel = new JsonObject();
        channel.addProperty("id", message.channel().id());
        channel.addProperty("name", message.channel().name());
        JsonObject payload = SlackForm.payload("message_action", user, triggers.next(user));
        payload.addProperty("callback_id", callbackId);
        payload.addProperty("action_ts", workspace.nextTs());
        payload.addProperty("message_ts", message.ts());
        payload.add("channel", channel);
        payload.add("message", SlackEvents.message(message));
        payload.addProperty(
                "response_url", responses.next(new ResponseUrls.Place(message.channel(), user, Optional.empty())));
        return form.send(Map.of("payload", payload.toString())).thenApply(answer -> {
            if (!answer.isGood()) {
                watcher.accept(new Sighting.Shown(user, "the shortcut was not answered."));
            }
            return answer.status();
        });
    }
}
