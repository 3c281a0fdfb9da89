package dev.bellhop.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Block Kit blocks that people act on.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit">Block Kit</a>
 */
final class Blocks {

    private Blocks() {}

    /** @see BlockRules */
    static boolean areWellFormed(String blocks, int most) {
        try {
            return JsonParser.parseString(blocks) instanceof JsonArray array && BlockRules.take(array, most);
        } catch (JsonParseException e) {
            return false;
        }
    }

    /** @see #complete(JsonArray) */
    static String complete(String blocks) {
        JsonArray array = JsonParser.parseString(blocks).getAsJsonArray();
        complete(array);
        return array.toString();
    }

    /** Gives a {@code block_id} and {@code action_id}s to those that have none, as Slack does. */
    static void complete(JsonArray blocks) {
        Set<String> taken = new HashSet<>();
        List<JsonObject> all = Json.objects(blocks);
        all.forEach(block -> taken.add(Json.text(block, "block_id")));
        for (int i = 0; i < all.size(); i++) {
            JsonObject block = all.get(i);
            if (Json.text(block, "block_id").isEmpty()) {
                String id = "b" + i;
                while (!taken.add(id)) {
                    id += "_";
                }
                block.addProperty("block_id", id);
            }
            int n = 0;
            for (JsonObject element : elements(block)) {
                if (Json.text(element, "action_id").isEmpty()) {
                    element.addProperty("action_id", "a" + n);
                }
                n++;
            }
        }
    }

    /** The element that people act on under these names. */
    static Optional<JsonObject> element(JsonArray blocks, String blockId, String actionId) {
        return Json.objects(blocks).stream()
                .filter(block -> Json.text(block, "block_id").equals(blockId))
                .flatMap(block -> elements(block).stream())
                .filter(element -> Json.text(element, "action_id").equals(actionId))
                .findFirst();
    }

    /**
     * What stands in the elements, as Slack tells the bot.
     *
     * @param given what was filled in or chosen, by {@code block_id} and {@code action_id}; null where it was left empty. What is
     *     not given stands in an input as nothing, and elsewhere as it did at first
     * @param problems takes why Slack would not let them be submitted, by {@code block_id}
     */
    static JsonObject state(
            JsonArray blocks, Map<String, Map<String, JsonElement>> given, Map<String, String> problems) {
        JsonObject values = new JsonObject();
        for (JsonObject block : Json.objects(blocks)) {
            String name = Json.text(block, "block_id");
            JsonObject states = new JsonObject();
            for (JsonObject element : elements(block)) {
                if (Field.holdsValue(element)) {
                    String actionId = Json.text(element, "action_id");
                    JsonElement value =
                            given.getOrDefault(name, Map.of()).getOrDefault(actionId, untouched(block, element));
                    problem(block, element, value).ifPresent(problem -> problems.put(name, problem));
                    Field.state(element, value).ifPresent(state -> states.add(actionId, state));
                }
            }
            if (!states.isEmpty()) {
                values.add(name, states);
            }
        }
        JsonObject state = new JsonObject();
        state.add("values", values);
        return state;
    }

    private static JsonElement untouched(JsonObject block, JsonObject element) {
        return block.has("element") ? JsonNull.INSTANCE : Field.initial(element);
    }

    private static Optional<String> problem(JsonObject block, JsonObject element, JsonElement value) {
        if (Field.state(element, value).isEmpty()) {
            return Optional.of(Field.typed(value) + " is not one of the options.");
        }
        return block.has("element") && Field.isEmpty(value) && !Json.flag(block, "optional")
                ? Optional.of("Please complete this required field.")
                : Optional.empty();
    }

    /** What a block has that people act on. */
    static List<JsonObject> elements(JsonObject block) {
        List<JsonObject> elements = new ArrayList<>();
        if (Json.text(block, "type").equals("actions")) {
            elements.addAll(Json.objects(block, "elements"));
        }
        Stream.of("accessory", "element")
                .forEach(name -> Json.object(block, name)
                        .filter(element -> !Json.text(element, "type").equals("image"))
                        .ifPresent(elements::add));
        return elements;
    }
}
