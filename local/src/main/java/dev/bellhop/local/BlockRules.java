package dev.bellhop.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What Slack wants of Block Kit JSON before it takes it: what has to be there, of what type, and how long at most.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Blocks</a>
 * @see <a href="https://docs.slack.dev/reference/block-kit/block-elements">Block elements</a>
 */
final class BlockRules {

    private static final int LONGEST_ID = 255;
    private static final int LONGEST_LABEL = 75;
    private static final int LONGEST_VALUE = 2_000;
    private static final int LONGEST_SECTION = 3_000;
    private static final int LONGEST_MARKDOWN = 12_000;
    private static final int LONGEST_HEADER = 150;
    private static final int MOST_FIELDS = 10;
    private static final int MOST_IN_CONTEXT = 10;
    private static final int MOST_IN_ACTIONS = 25;
    private static final int MOST_IN_A_LIST = 10;
    private static final int MOST_IN_AN_OVERFLOW = 5;
    private static final int MOST_IN_A_MENU = 100;

    private static final Set<String> CHOSEN_FROM_A_MENU = Set.of("static_select", "multi_static_select");
    private static final Set<String> CHOSEN_FROM_A_LIST = Set.of("checkboxes", "radio_buttons");

    /** These need no more than their type. */
    private static final Set<String> PICKED = Set.of(
            "channels_select",
            "conversations_select",
            "datepicker",
            "datetimepicker",
            "external_select",
            "multi_channels_select",
            "multi_conversations_select",
            "multi_external_select",
            "multi_users_select",
            "timepicker",
            "users_select");

    private static final Set<String> ONLY_IN_AN_INPUT = Set.of(
            "email_text_input", "file_input", "number_input", "plain_text_input", "rich_text_input", "url_text_input");

    private BlockRules() {}

    /** Whether Slack would take them. */
    static boolean take(JsonArray blocks, int most) {
        List<JsonObject> all = Json.objects(blocks);
        return all.size() == blocks.size()
                && all.size() <= most
                && areDifferent(all, "block_id")
                && all.stream().allMatch(BlockRules::takes);
    }

    /** Whether Slack would take it as a text of one kind only, which is not empty. */
    static boolean isPlainText(JsonObject json, String name, int longest) {
        return Json.object(json, name)
                .filter(text -> Json.text(text, "type").equals("plain_text") && isText(text, longest))
                .isPresent();
    }

    private static boolean takes(JsonObject block) {
        return Json.text(block, "block_id").length() <= LONGEST_ID
                && switch (Json.text(block, "type")) {
                    case "section" -> takesSection(block);
                    case "header" -> isPlainText(block, "text", LONGEST_HEADER);
                    case "divider" -> true;
                    case "image" -> isImage(block);
                    case "context" ->
                        isFilled(
                                block,
                                "elements",
                                MOST_IN_CONTEXT,
                                each -> isImage(each) || isText(each, LONGEST_SECTION));
                    case "actions" ->
                        isFilled(block, "elements", MOST_IN_ACTIONS, BlockRules::isActedOn)
                                && areDifferent(Json.objects(block, "elements"), "action_id");
                    case "input" ->
                        isPlainText(block, "label", LONGEST_VALUE)
                                && isAbsentOr(block, "hint", hint -> isPlainText(block, "hint", LONGEST_VALUE))
                                && Json.object(block, "element")
                                        .filter(BlockRules::isInput)
                                        .isPresent();
                    case "markdown" ->
                        block.get("text") instanceof JsonPrimitive text && isLong(text.getAsString(), LONGEST_MARKDOWN);
                    case "rich_text" -> block.get("elements") instanceof JsonArray;
                    case "video" ->
                        Stream.of("alt_text", "thumbnail_url", "video_url")
                                        .allMatch(name -> block.get(name) instanceof JsonPrimitive)
                                && Json.object(block, "title").isPresent();
                    default -> false;
                };
    }

    private static boolean takesSection(JsonObject section) {
        return (section.has("text") || section.has("fields"))
                && isAbsentOr(section, "text", text -> isText(text, LONGEST_SECTION))
                && (!section.has("fields")
                        || isFilled(section, "fields", MOST_FIELDS, field -> isText(field, LONGEST_VALUE)))
                && isAbsentOr(section, "accessory", accessory -> isImage(accessory) || isActedOn(accessory));
    }

    private static boolean isImage(JsonObject image) {
        return Json.text(image, "type").equals("image")
                && (image.has("slack_file")
                        ? !image.has("image_url") && isFile(image)
                        : image.get("image_url") instanceof JsonPrimitive)
                && image.get("alt_text") instanceof JsonPrimitive;
    }

    /**
     * One that is named.
     *
     * @see <a href="https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object">Slack file object</a>
     */
    private static boolean isFile(JsonObject image) {
        return Json.object(image, "slack_file")
                .filter(file -> file.get("id") instanceof JsonPrimitive != file.get("url") instanceof JsonPrimitive)
                .isPresent();
    }

    private static boolean isInput(JsonObject element) {
        String type = Json.text(element, "type");
        return hasId(element) && (ONLY_IN_AN_INPUT.contains(type) || PICKED.contains(type) || isChosen(element));
    }

    private static boolean isActedOn(JsonObject element) {
        return hasId(element)
                && switch (Json.text(element, "type")) {
                    case "button", "workflow_button" ->
                        isPlainText(element, "text", LONGEST_LABEL)
                                && Json.text(element, "value").length() <= LONGEST_VALUE
                                && Set.of("", "primary", "danger").contains(Json.text(element, "style"));
                    case "overflow" -> isFilled(element, "options", MOST_IN_AN_OVERFLOW, BlockRules::isOption);
                    default -> PICKED.contains(Json.text(element, "type")) || isChosen(element);
                };
    }

    private static boolean isChosen(JsonObject element) {
        String type = Json.text(element, "type");
        if (CHOSEN_FROM_A_MENU.contains(type)) {
            return isFilled(element, "options", MOST_IN_A_MENU, BlockRules::isOption)
                    || isFilled(
                            element,
                            "option_groups",
                            MOST_IN_A_MENU,
                            group -> isFilled(group, "options", MOST_IN_A_MENU, BlockRules::isOption));
        }
        return CHOSEN_FROM_A_LIST.contains(type) && isFilled(element, "options", MOST_IN_A_LIST, BlockRules::isOption);
    }

    private static boolean isOption(JsonObject option) {
        return Json.object(option, "text")
                        .filter(text -> isText(text, LONGEST_LABEL))
                        .isPresent()
                && option.get("value") instanceof JsonPrimitive;
    }

    private static boolean hasId(JsonObject element) {
        return Json.text(element, "action_id").length() <= LONGEST_ID;
    }

    /** A text object. */
    private static boolean isText(JsonObject text, int longest) {
        return Set.of("plain_text", "mrkdwn").contains(Json.text(text, "type"))
                && text.get("text") instanceof JsonPrimitive value
                && isLong(value.getAsString(), longest);
    }

    private static boolean isLong(String text, int longest) {
        return !text.isEmpty() && text.length() <= longest;
    }

    private static boolean isAbsentOr(JsonObject json, String name, Predicate<JsonObject> right) {
        return !json.has(name) || Json.object(json, name).filter(right).isPresent();
    }

    /** Whether there is an array of objects that are all right: at least one, and not too many. */
    private static boolean isFilled(JsonObject json, String name, int most, Predicate<JsonObject> right) {
        List<JsonObject> objects = Json.objects(json, name);
        return !objects.isEmpty()
                && objects.size() <= most
                && objects.size() == json.getAsJsonArray(name).size()
                && objects.stream().allMatch(right);
    }

    private static boolean areDifferent(List<JsonObject> objects, String name) {
        Set<String> seen = new HashSet<>();
        return objects.stream()
                .map(each -> Optional.of(Json.text(each, name)).filter(id -> !id.isEmpty()))
                .flatMap(Optional::stream)
                .allMatch(seen::add);
    }
}
