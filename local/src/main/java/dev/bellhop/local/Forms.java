package dev.bellhop.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Modal forms: up to three open for each person, one over the other; the top one is filled in and submitted.
 *
 * @see <a href="https://docs.slack.dev/surfaces/modals">Modals</a>
 */
final class Forms {

    private static final int LONGEST_TITLE = 24;
    private static final int LONGEST_METADATA = 3_000;
    private static final int LONGEST_ID = 255;
    private static final int MOST_BLOCKS = 100;
    private static final int MOST_VIEWS = 3;

    /** @param values what was filled in line by line, by {@code block_id} */
    private record Open(JsonObject view, Map<String, String> values) {
        String id() {
            return Json.text(view, "id");
        }
    }

    private final SlackForm form;
    private final TriggerIds triggers;
    private final Supplier<String> ids;
    private final Consumer<Sighting> watcher;
    private final Consumer<SlackWorkspace.User> changed;
    private final Function<Place, BlockText> text;

    /** From the bottom to the top. Guarded by this. */
    private final Map<SlackWorkspace.User, List<Open>> open = new HashMap<>();

    /** Whose form it is, and which. */
    record Place(SlackWorkspace.User user, String viewId) {}

    /**
     * @param watcher sees what a terminal shows
     * @param changed is told whose open views are others now
     * @param text how blocks are shown on a terminal to whom, and in which view
     */
    Forms(
            SlackForm form,
            TriggerIds triggers,
            Supplier<String> ids,
            Consumer<Sighting> watcher,
            Consumer<SlackWorkspace.User> changed,
            Function<Place, BlockText> text) {
        this.form = form;
        this.triggers = triggers;
        this.ids = ids;
        this.watcher = watcher;
        this.changed = changed;
        this.text = text;
    }

    /** Slack's {@code views.open}; returns the view as it is open now. */
    JsonObject open(String triggerId, String json) throws SlackWebApi.RefusedException {
        JsonObject view = wellFormed(json);
        SlackWorkspace.User user = triggers.exchange(triggerId);
        synchronized (this) {
            open.remove(user);
            push(user, view);
        }
        show(user, view);
        return view;
    }

    /** Slack's {@code views.push}; returns the view as it is open now. */
    JsonObject push(String triggerId, String json) throws SlackWebApi.RefusedException {
        JsonObject view = wellFormed(json);
        SlackWorkspace.User user = triggers.exchange(triggerId);
        synchronized (this) {
            int depth = stack(user).size();
            if (depth == 0) {
                throw new SlackWebApi.RefusedException("not_found");
            }
            if (depth == MOST_VIEWS) {
                throw new SlackWebApi.RefusedException("push_limit_reached");
            }
            push(user, view);
        }
        show(user, view);
        return view;
    }

    /**
     * Slack's {@code views.update}; returns the view as it is open now.
     *
     * @param name the attribute that {@code id} is: {@code id} or {@code external_id}
     * @param hash of the view that it was decided on, against a race with another update
     */
    JsonObject update(String name, String id, Optional<String> hash, String json) throws SlackWebApi.RefusedException {
        JsonObject view = wellFormed(json);
        SlackWorkspace.User user;
        synchronized (this) {
            user = open.entrySet().stream()
                    .filter(entry -> entry.getValue().stream()
                            .anyMatch(each -> Json.text(each.view(), name).equals(id)))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow(() -> new SlackWebApi.RefusedException("not_found"));
            JsonObject old = stack(user).stream()
                    .map(Open::view)
                    .filter(each -> Json.text(each, name).equals(id))
                    .findFirst()
                    .orElseThrow();
            if (hash.filter(given -> !given.equals(Json.text(old, "hash"))).isPresent()) {
                throw new SlackWebApi.RefusedException("hash_conflict");
            }
            replace(user, old, view);
        }
        show(user, view);
        return view;
    }

    /** What the person has open, from the bottom to the top. */
    synchronized List<JsonObject> views(SlackWorkspace.User user) {
        return stack(user).stream().map(Open::view).map(JsonObject::deepCopy).toList();
    }

    /**
     * The person's top view as the bot is told of it, with what stands in it.
     *
     * @param values by {@code block_id} and {@code action_id}
     * @throws NoSuchElementException where another one is on top
     */
    JsonObject filled(SlackWorkspace.User user, String viewId, Map<String, Map<String, JsonElement>> values) {
        JsonObject view = top(user)
                .map(Open::view)
                .filter(each -> Json.text(each, "id").equals(viewId))
                .orElseThrow(() -> new NoSuchElementException("That form is not open any more."))
                .deepCopy();
        return withState(view, values, new LinkedHashMap<>());
    }

    /**
     * What stands in the person's top view, by {@code block_id} and {@code action_id}, as far as it was filled in line by line.
     */
    Map<String, Map<String, JsonElement>> typed(SlackWorkspace.User user) {
        return top(user).map(Forms::values).orElseGet(Map::of);
    }

    /**
     * Submits the person's top view.
     *
     * @param values by {@code block_id} and {@code action_id}
     * @throws NoSuchElementException where another one is on top
     */
    CompletableFuture<Submission> submit(
            SlackWorkspace.User user, String viewId, Map<String, Map<String, JsonElement>> values) {
        JsonObject view = top(user)
                .filter(each -> each.id().equals(viewId))
                .orElseThrow(() -> new NoSuchElementException("That form is not open any more."))
                .view()
                .deepCopy();
        Map<String, String> problems = new LinkedHashMap<>();
        withState(view, values, problems);
        if (!problems.isEmpty()) {
            return CompletableFuture.completedFuture(new Submission(0, "errors", problems));
        }
        JsonObject payload = SlackForm.payload("view_submission", user, triggers.next(user));
        payload.add("view", view);
        payload.add("response_urls", new JsonArray());
        return form.send(Map.of("payload", payload.toString())).thenApply(answer -> answered(user, view, answer));
    }

    /**
     * Fills in fields of the person's top view and submits it.
     *
     * @param filled by {@code block_id}; what is not named stays as it stands
     * @return done once it is answered; the status, 0 where nothing was sent
     */
    CompletableFuture<Integer> fill(SlackWorkspace.User user, Map<String, String> filled) {
        Optional<Open> top = top(user);
        if (top.isEmpty()) {
            see(user, "no form is open.");
            return CompletableFuture.completedFuture(0);
        }
        Open current = top.get();
        List<String> known = inputs(current.view())
                .map(block -> Json.text(block, "block_id"))
                .toList();
        List<String> unknown =
                filled.keySet().stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            see(
                    user,
                    String.join(
                            "\n  ",
                            unknown.stream()
                                    .map(name -> name + " is not a field of this form.")
                                    .toList()));
            return CompletableFuture.completedFuture(0);
        }
        current.values().putAll(filled);
        return submit(user, current.id(), values(current)).thenApply(submission -> {
            switch (submission.outcome()) {
                case "errors" -> submission.errors().forEach((field, error) -> see(user, field + ": " + error));
                case "failed" -> see(user, Submission.TROUBLE);
                case "closed", "cleared" -> see(user, "the form is closed.");
                default -> {
                    // It was shown.
                }
            }
            return submission.status();
        });
    }

    /**
     * Closes a view of the person's, or all of them. The bot is told where the view says so.
     *
     * @return false where it is not open
     */
    boolean close(SlackWorkspace.User user, String viewId, boolean all) {
        JsonObject view;
        synchronized (this) {
            Optional<Open> top = top(user).filter(each -> each.id().equals(viewId));
            if (top.isEmpty()) {
                return false;
            }
            view = top.get().view();
            List<Open> stack = stack(user);
            if (all || Json.flag(view, "clear_on_close")) {
                stack.clear();
            } else {
                stack.removeLast();
            }
        }
        changed.accept(user);
        if (Json.flag(view, "notify_on_close")) {
            JsonObject payload = SlackForm.payload("view_closed", user, "");
            payload.remove("trigger_id");
            payload.add("view", view);
            payload.addProperty("is_cleared", all);
            var unused = form.send(Map.of("payload", payload.toString()));
        }
        return true;
    }

    private Submission answered(SlackWorkspace.User user, JsonObject view, SlackForm.Answer answer) {
        if (!answer.isGood()) {
            return new Submission(answer.status(), "failed", Map.of());
        }
        JsonObject body = Json.parsed(answer.body()).orElseGet(JsonObject::new);
        Optional<JsonObject> next = Json.object(body, "view").filter(Forms::isWellFormed);
        String action = Json.text(body, "response_action");
        return switch (action) {
            case "errors" -> {
                Map<String, String> errors = new LinkedHashMap<>();
                Json.object(body, "errors")
                        .ifPresent(each -> each.keySet().forEach(field -> errors.put(field, Json.text(each, field))));
                yield new Submission(answer.status(), "errors", errors);
            }
            case "update", "push" -> {
                boolean taken = next.isPresent() && show(user, view, action, next.get());
                String outcome = action.equals("push") ? "pushed" : "updated";
                yield new Submission(answer.status(), taken ? outcome : "failed", Map.of());
            }
            default -> {
                boolean all = action.equals("clear");
                synchronized (this) {
                    stack(user).removeIf(each -> all || each.id().equals(Json.text(view, "id")));
                }
                changed.accept(user);
                yield new Submission(answer.status(), all ? "cleared" : "closed", Map.of());
            }
        };
    }

    /** Returns false where there is no place for it. */
    private boolean show(SlackWorkspace.User user, JsonObject view, String action, JsonObject next) {
        synchronized (this) {
            if (action.equals("update")) {
                replace(user, view, next);
            } else if (stack(user).size() < MOST_VIEWS) {
                push(user, next);
            } else {
                return false;
            }
        }
        show(user, next);
        return true;
    }

    private void push(SlackWorkspace.User user, JsonObject view) {
        List<Open> stack = stack(user);
        String id = "V" + ids.get();
        complete(
                view,
                id,
                stack.isEmpty() ? id : stack.getFirst().id(),
                stack.isEmpty()
                        ? JsonNull.INSTANCE
                        : new JsonPrimitive(stack.getLast().id()));
        stack.add(new Open(view, new HashMap<>()));
    }

    private void replace(SlackWorkspace.User user, JsonObject old, JsonObject view) {
        complete(view, Json.text(old, "id"), Json.text(old, "root_view_id"), old.get("previous_view_id"));
        stack(user).replaceAll(each -> each.id().equals(Json.text(old, "id")) ? new Open(view, each.values()) : each);
    }

    private void complete(JsonObject view, String id, String root, JsonElement previous) {
        view.addProperty("id", id);
        view.addProperty("team_id", SlackWorkspace.TEAM);
        view.addProperty("app_id", SlackWorkspace.APP);
        view.addProperty("bot_id", SlackWorkspace.BOT);
        view.addProperty("hash", ids.get());
        view.addProperty("root_view_id", root);
        view.add("previous_view_id", previous);
        Blocks.complete(view.getAsJsonArray("blocks"));
    }

    private List<Open> stack(SlackWorkspace.User user) {
        return open.computeIfAbsent(user, who -> new ArrayList<>());
    }

    private synchronized Optional<Open> top(SlackWorkspace.User user) {
        List<Open> stack = stack(user);
        return stack.isEmpty() ? Optional.empty() : Optional.of(stack.getLast());
    }

    private void show(SlackWorkspace.User user, JsonObject view) {
        changed.accept(user);
        String submit = Json.text(view, "submit");
        String blocks = text.apply(new Place(user, Json.text(view, "id"))).of(view.getAsJsonArray("blocks"));
        see(
                user,
                Json.text(view, "title") + "\n" + blocks
                        + (submit.isEmpty() ? "" : "\n  (" + submit + ": fill name=value …)"));
    }

    /** What was filled in line by line, and what stood there before. */
    private static Map<String, Map<String, JsonElement>> values(Open current) {
        Map<String, Map<String, JsonElement>> values = new HashMap<>();
        for (JsonObject block : Json.objects(current.view(), "blocks")) {
            String name = Json.text(block, "block_id");
            Optional<JsonElement> typed = Optional.of(name)
                    .filter(any -> Json.object(block, "element").isPresent())
                    .map(current.values()::get)
                    .<JsonElement>map(JsonPrimitive::new);
            fields(block)
                    .forEach(element -> values.computeIfAbsent(name, any -> new HashMap<>())
                            .put(Json.text(element, "action_id"), typed.orElseGet(() -> Field.initial(element))));
        }
        return values;
    }

    /** Adds the fields' state to the view, and to {@code problems} why Slack would not let it be submitted. */
    private static JsonObject withState(
            JsonObject view, Map<String, Map<String, JsonElement>> given, Map<String, String> problems) {
        view.add("state", Blocks.state(view.getAsJsonArray("blocks"), given, problems));
        return view;
    }

    /** What of a block people fill in or choose from; not only in input blocks, as in Slack. */
    private static Stream<JsonObject> fields(JsonObject block) {
        return Blocks.elements(block).stream().filter(Field::holdsValue);
    }

    private static Stream<JsonObject> inputs(JsonObject view) {
        return Json.objects(view, "blocks").stream()
                .filter(block -> Json.object(block, "element").isPresent());
    }

    private static JsonObject wellFormed(String json) throws SlackWebApi.RefusedException {
        return Json.parsed(json)
                .filter(Forms::isWellFormed)
                .orElseThrow(() -> new SlackWebApi.RefusedException("invalid_arguments"));
    }

    private static boolean isWellFormed(JsonObject view) {
        boolean hasInputs = Json.objects(view, "blocks").stream()
                .anyMatch(block -> Json.text(block, "type").equals("input"));
        return Json.text(view, "type").equals("modal")
                && view.get("blocks") instanceof JsonArray blocks
                && BlockRules.take(blocks, MOST_BLOCKS)
                && BlockRules.isPlainText(view, "title", LONGEST_TITLE)
                && Stream.of("submit", "close")
                        .allMatch(name -> isAbsent(view, name) || BlockRules.isPlainText(view, name, LONGEST_TITLE))
                && (!hasInputs || !isAbsent(view, "submit"))
                && Json.text(view, "private_metadata").length() <= LONGEST_METADATA
                && Json.text(view, "callback_id").length() <= LONGEST_ID;
    }

    private static boolean isAbsent(JsonObject view, String name) {
        return !view.has(name) || view.get(name).isJsonNull();
    }

    private void see(SlackWorkspace.User user, String said) {
        watcher.accept(new Sighting.Shown(user, said));
    }
}
