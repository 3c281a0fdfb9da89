package dev.bellhop.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An input of a form: what stands in it, and how Slack tells the bot.
 *
 * @see <a href="https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload">View payloads</a>
 */
final class Field {

    private Field() {}

    /** What stands in it before anybody fills it in; several values with commas between. */
    static String initial(JsonObject element) {
        String type = Json.text(element, "type");
        return switch (type) {
            case "datepicker" -> Json.text(element, "initial_date");
            case "timepicker" -> Json.text(element, "initial_time");
            case "static_select", "radio_buttons" ->
                Json.object(element, "initial_option")
                        .map(option -> Json.text(option, "value"))
                        .orElse("");
            case "checkboxes", "multi_static_select" ->
                Json.objects(element, "initial_options").stream()
                        .map(option -> Json.text(option, "value"))
                        .collect(Collectors.joining(","));
            case "users_select" -> Json.text(element, "initial_user");
            case "channels_select" -> Json.text(element, "initial_channel");
            case "conversations_select" -> Json.text(element, "initial_conversation");
            default -> Json.text(element, "initial_value");
        };
    }

    /** Whether nothing stands in it. */
    static boolean isEmpty(JsonElement value) {
        return switch (value) {
            case JsonArray array -> array.asList().stream().allMatch(Field::isEmpty);
            case JsonPrimitive one -> one.getAsString().isEmpty();
            default -> true;
        };
    }

    /**
     * The element's state, given what stands in it.
     *
     * @param value a string, several of them with commas between or as an array, or null
     * @return empty where nobody could fill in such a value, for it is not one of the options
     * @throws IllegalArgumentException where there are several and the element takes one
     */
    static Optional<JsonObject> state(JsonObject element, JsonElement value) {
        String type = Json.text(element, "type");
        JsonObject state = new JsonObject();
        state.addProperty("type", type);
        return switch (type) {
            case "datepicker" -> Optional.of(with(state, "selected_date", value));
            case "timepicker" -> Optional.of(with(state, "selected_time", value));
            case "users_select" -> Optional.of(with(state, "selected_user", value));
            case "channels_select" -> Optional.of(with(state, "selected_channel", value));
            case "conversations_select" -> Optional.of(with(state, "selected_conversation", value));
            case "static_select", "radio_buttons", "overflow" -> withOption(state, element, value);
            case "checkboxes", "multi_static_select" -> withOptions(state, element, value);
            default -> Optional.of(with(state, "value", value));
        };
    }

    private static JsonObject with(JsonObject state, String name, JsonElement value) {
        state.add(name, isEmpty(value) ? JsonNull.INSTANCE : new JsonPrimitive(one(value)));
        return state;
    }

    private static Optional<JsonObject> withOption(JsonObject state, JsonObject element, JsonElement value) {
        if (isEmpty(value)) {
            state.add("selected_option", JsonNull.INSTANCE);
            return Optional.of(state);
        }
        return option(element, one(value)).map(option -> {
            state.add("selected_option", option);
            return state;
        });
    }

    private static Optional<JsonObject> withOptions(JsonObject state, JsonObject element, JsonElement value) {
        JsonArray chosen = new JsonArray();
        List<String> values = values(value);
        values.forEach(each -> option(element, each).ifPresent(chosen::add));
        state.add("selected_options", chosen);
        return chosen.size() == values.size() ? Optional.of(state) : Optional.empty();
    }

    private static Optional<JsonObject> option(JsonObject element, String value) {
        return Json.objects(element, "options").stream()
                .filter(option -> Json.text(option, "value").equals(value)
                        || Json.text(option, "text").equalsIgnoreCase(value))
                .findFirst();
    }

    private static String one(JsonElement value) {
        if (value instanceof JsonPrimitive one) {
            return one.getAsString();
        }
        throw new IllegalArgumentException("One value is wanted in the place of " + value + ".");
    }

    private static List<String> values(JsonElement value) {
        List<String> values = new ArrayList<>();
        if (value instanceof JsonArray array) {
            array.forEach(each -> values.addAll(values(each)));
        } else if (value.isJsonPrimitive()) {
            values.addAll(List.of(value.getAsString().split(",", -1)));
        }
        values.removeIf(String::isEmpty);
        return values;
    }
}
