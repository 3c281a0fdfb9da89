package dev.bellhop.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Block Kit as lines of a terminal.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Blocks</a>
 */
final class BlockText {

    private final UnaryOperator<String> read;
    private final BiFunction<JsonObject, JsonObject, String> button;

    /**
     * @param read a text as people read it
     * @param button how a button is shown, given its block and it
     */
    BlockText(UnaryOperator<String> read, BiFunction<JsonObject, JsonObject, String> button) {
        this.read = read;
        this.button = button;
    }

    String of(JsonArray blocks) {
        List<String> lines = new ArrayList<>();
        for (JsonObject block : Json.objects(blocks)) {
            switch (Json.text(block, "type")) {
                case "section" -> section(block, lines);
                case "header" -> lines.add(text(block));
                case "divider" -> lines.add("---");
                case "context" -> lines.add(joined(Json.objects(block, "elements"), this::text));
                case "actions" -> lines.add(joined(Json.objects(block, "elements"), each -> element(block, each)));
                case "input" -> lines.add(input(block));
                default -> lines.add("(" + Json.text(block, "type") + ")");
            }
        }
        return String.join("\n", lines);
    }

    private void section(JsonObject block, List<String> lines) {
        String text = text(block);
        if (!text.isEmpty()) {
            lines.add(text);
        }
        Json.objects(block, "fields").forEach(field -> lines.add(text(field)));
        Json.object(block, "accessory").ifPresent(accessory -> lines.add(element(block, accessory)));
    }

    private String input(JsonObject block) {
        String optional = Json.flag(block, "optional") ? " (optional)" : "";
        String hint = Json.text(block, "hint");
        return "  " + Json.text(block, "block_id") + " = "
                + Json.object(block, "element")
                        .map(Field::initial)
                        .map(Field::typed)
                        .orElse("")
                + "   " + read.apply(Json.text(block, "label")) + optional
                + (hint.isEmpty() ? "" : ": " + read.apply(hint));
    }

    private String element(JsonObject block, JsonObject element) {
        return Json.text(element, "type").equals("button")
                ? button.apply(block, element)
                : "(" + Json.text(element, "type") + ")";
    }

    private String text(JsonObject json) {
        return read.apply(Json.text(json, "text"));
    }

    private static String joined(List<JsonObject> elements, Function<JsonObject, String> shown) {
        return String.join("  ", elements.stream().map(shown).toList());
    }
}
