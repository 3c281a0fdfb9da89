package dev.bellhop.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Modal forms: one open for each person, filled in and submitted.
 *
 * @see <a href="https://docs.slack.dev/surfaces/modals">Modals</a>
 */
final class Forms {

    private static final int LONGEST_TITLE = 24;

    /** @param values what stands in the fields, by {@code block_id} */
    private record Open(JsonObject view, Map<String, String> values) {}

    private final SlackForm form;
    private final TriggerIds triggers;
    private final Supplier<String> ids;
    private final Consumer<Sighting> watcher;
    private final BlockText text;
    private final Map<SlackWorkspace.User, Open> open = new HashMap<>();

    Forms(SlackForm form, TriggerIds triggers, Supplier<String> ids, Consumer<Sighting> watcher, BlockText text) {
        this.form = form;
        this.triggers = triggers;
        this.ids = ids;
        this.watcher = watcher;
        this.text = text;
    }

    /** Slack's {@code views.open}; returns the view as it is open now. */
    JsonObject open(String triggerId, String json) throws SlackWebApi.RefusedException {
        JsonObject view = Json.parsed(json)
                .filter(Forms::isWellFormed)
                .orElseThrow(() -> new SlackWebApi.RefusedException("invalid_arguments"));
        SlackWorkspace.User user = triggers.exchange(triggerId);
        view.addProperty("id", "V" + ids.get());
        view.addProperty("team_id", SlackWorkspace.TEAM);
        view.addProperty("app_id", SlackWorkspace.APP);
        view.addProperty("bot_id", SlackWorkspace.BOT);
        view.addProperty("hash", ids.get());
        show(user, view);
        return view;
    }

    /** Slack's {@code views.update}; returns the view as it is open now. */
    JsonObject update(String id, String json) throws SlackWebApi.RefusedException {
        JsonObject view = Json.parsed(json)
                .filter(Forms::isWellFormed)
                .orElseThrow(() -> new SlackWebApi.RefusedException("invalid_arguments"));
        SlackWorkspace.User user;
        synchronized (this) {
            user = open.entrySet().stream()
                    .filter(entry -> Json.text(entry.getValue().view(), "id").equals(id))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow(() -> new SlackWebApi.RefusedException("not_found"));
        }
        view.addProperty("id", id);
        view.addProperty("hash", ids.get());
        show(user, view);
        return view;
    }

    /**
     * Fills in fields of the person's form and submits it.
     *
     * @param filled by {@code block_id}; what is not named stays as it stands
     * @return done once it is answered; the status, 0 where nothing was sent
     */
    CompletableFuture<Integer> fill(SlackWorkspace.User user, Map<String, String> filled) {
        Open current;
        synchronized (this) {
            current = open.get(user);
        }
        if (current == null) {
            return refused(user, "no form is open.");
        }
        List<String> problems = new ArrayList<>();
        JsonObject values = values(current, filled, problems);
        if (!problems.isEmpty()) {
            return refused(user, String.join("\n  ", problems));
        }
        JsonObject state = new JsonObject();
        state.add("values", values);
        JsonObject view = current.view().deepCopy();
        view.add("state", state);
        view.add("previous_view_id", JsonNull.INSTANCE);
        view.addProperty("root_view_id", Json.text(view, "id"));
        JsonObject payload = SlackForm.payload("view_submission", user, triggers.next(user));
        payload.add("view", view);
        payload.add("response_urls", new JsonArray());
        return form.send(Map.of("payload", payload.toString())).thenApply(answer -> {
            answered(user, view, answer);
            return answer.status();
        });
    }

    private void answered(SlackWorkspace.User user, JsonObject view, SlackForm.Answer answer) {
        if (!answer.isGood()) {
            see(user, "We had some trouble connecting. Try again?");
            return;
        }
        JsonObject body = Json.parsed(answer.body()).orElseGet(JsonObject::new);
        switch (Json.text(body, "response_action")) {
            case "errors" ->
                Json.object(body, "errors")
                        .ifPresent(errors ->
                                errors.keySet().forEach(field -> see(user, field + ": " + Json.text(errors, field))));
            case "update" ->
                Json.object(body, "view").ifPresent(update -> {
                    update.addProperty("id", Json.text(view, "id"));
                    update.addProperty("hash", ids.get());
                    show(user, update);
                });
            // It lies over the form, which stays as it is.
            case "push" -> Json.object(body, "view").ifPresent(pushed -> see(user, shown(pushed)));
            default -> {
                synchronized (this) {
                    open.remove(user);
                }
                see(user, "the form is closed.");
            }
        }
    }

    private void show(SlackWorkspace.User user, JsonObject view) {
        synchronized (this) {
            open.put(user, new Open(view, new HashMap<>()));
        }
        String submit = Json.text(view, "submit");
        see(user, shown(view) + (submit.isEmpty() ? "" : "\n  (" + submit + ": fill name=value …)"));
    }

    private String shown(JsonObject view) {
        String blocks = view.get("blocks") instanceof JsonArray array ? text.of(array) : "";
        return Json.text(view, "title") + "\n" + blocks;
    }

    /** The fields' state, and in {@code problems} why Slack would not let it be submitted. */
    private static JsonObject values(Open current, Map<String, String> filled, List<String> problems) {
        JsonObject values = new JsonObject();
        List<String> unknown = new ArrayList<>(filled.keySet());
        for (JsonObject block : Json.objects(current.view(), "blocks")) {
            Optional<JsonObject> element = Json.object(block, "element");
            if (element.isEmpty()) {
                continue;
            }
            String name = Json.text(block, "block_id");
            unknown.remove(name);
            if (filled.containsKey(name)) {
                current.values().put(name, filled.get(name));
            }
            String value = current.values().getOrDefault(name, Field.initial(element.get()));
            if (value.isEmpty() && !Json.flag(block, "optional")) {
                problems.add(name + ": Please complete this required field.");
            }
            Optional<JsonObject> state = Field.state(element.get(), value);
            if (state.isEmpty()) {
                problems.add(name + ": " + value + " is not one of the options.");
                continue;
            }
            JsonObject action = new JsonObject();
            action.add(Json.text(element.get(), "action_id"), state.get());
            values.add(name, action);
        }
        unknown.forEach(name -> problems.add(name + " is not a field of this form."));
        return values;
    }

    private static boolean isWellFormed(JsonObject view) {
        String title = Json.text(view, "title");
        boolean hasInputs = Json.objects(view, "blocks").stream()
                .anyMatch(block -> Json.text(block, "type").equals("input"));
        return Json.text(view, "type").equals("modal")
                && view.get("blocks") instanceof JsonArray
                && !title.isEmpty()
                && title.length() <= LONGEST_TITLE
                && (!hasInputs || !Json.text(view, "submit").isEmpty());
    }

    private CompletableFuture<Integer> refused(SlackWorkspace.User user, String why) {
        see(user, why);
        return CompletableFuture.completedFuture(0);
    }

    private void see(SlackWorkspace.User user, String said) {
        watcher.accept(new Sighting.Shown(user, said));
    }
}
