package dev.bellhop.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Block Kit blocks that people act on.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit">Block Kit</a>
 */
final class Blocks {

    private static final int LONGEST_SECTION = 3_000;

    private static final Set<String> TYPES = Set.of(
            "actions", "context", "divider", "header", "image", "input", "markdown", "rich_text", "section", "video");

    private Blocks() {}

    /** @see #areWellFormed(JsonArray, int) */
    static boolean areWellFormed(String blocks, int most) {
        try {
            return JsonParser.parseString(blocks) instanceof JsonArray array && areWellFormed(array, most);
        } catch (JsonParseException e) {
            return false;
        }
    }

    /** Whether Slack would take them: of types that it knows, not too many, no section too long. */
    static boolean areWellFormed(JsonArray blocks, int most) {
        List<JsonObject> all = Json.objects(blocks);
        return all.size() == blocks.size()
                && all.size() <= most
                && all.stream()
                        .allMatch(block -> TYPES.contains(Json.text(block, "type"))
                                && (!Json.text(block, "type").equals("section")
                                        || Json.text(block, "text").length() <= LONGEST_SECTION));
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
