package dev.bellhop.local;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Slash commands, sent and answered as in Slack.
 *
 * @see <a href="https://docs.slack.dev/interactivity/implementing-slash-commands">Slash commands</a>
 */
final class SlashCommands {

    private final SlackForm form;
    private final TriggerIds triggers;
    private final ResponseUrls responses;
    private final Consumer<Sighting> watcher;

    SlashCommands(SlackForm form, TriggerIds triggers, ResponseUrls responses, Consumer<Sighting> watcher) {
        this.form = form;
        this.triggers = triggers;
        this.responses = responses;
        this.watcher = watcher;
    }

    /**
     * Sends one.
     *
     * @param command with its slash
     * @param text what stands behind it, as Slack stores it, for the manifest asks for that
     * @return done once it is answered; the status, 0 where there was no answer
     */
    CompletableFuture<Integer> send(
            SlackWorkspace.User user, SlackWorkspace.Channel channel, String command, String text) {
        ResponseUrls.Place place = new ResponseUrls.Place(channel, user, Optional.empty());
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("token", SlackForm.VERIFICATION_TOKEN);
        fields.put("team_id", SlackWorkspace.TEAM);
        fields.put("team_domain", SlackForm.DOMAIN);
        fields.put("channel_id", channel.id());
        fields.put("channel_name", channel.kind() == SlackWorkspace.Kind.IM ? "directmessage" : channel.name());
        fields.put("user_id", user.id());
        fields.put("user_name", user.name());
        fields.put("command", command);
        fields.put("text", text);
        fields.put("api_app_id", SlackWorkspace.APP);
        fields.put("is_enterprise_install", "false");
        fields.put("response_url", responses.next(place));
        fields.put("trigger_id", triggers.next(user));
        return form.send(fields).thenApply(answer -> {
            if (answer.isGood()) {
                say(place, answer.body());
            } else {
                String error = answer.status() == 0 ? "operation_timeout" : "dispatch_failed";
                watcher.accept(new Sighting.Told(user, channel, command + " failed with the error \"" + error + "\""));
            }
            return answer.status();
        });
    }

    private void say(ResponseUrls.Place place, String body) {
        JsonObject message = Json.parsed(body).orElseGet(() -> {
            JsonObject plain = new JsonObject();
            plain.addProperty("text", body);
            return plain;
        });
        // An empty body says nothing, and is an answer all the same.
        responses.say(place, message);
    }
}
