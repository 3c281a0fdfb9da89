package dev.bellhop.local;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Optional;

/**
 * An input of a form: what stands in it, and how Slack tells the bot.
 *
 * @see <a href="https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload">View payloads</a>
 */
final class Field {

    private Field() {}

    /** What stands in it before anybody fills it in. */
    static String initial(JsonObject element) {
        return switch (Json.text(element, "type")) {
            case "datepicker" -> Json.text(element, "initial_date");
            case "timepicker" -> Json.text(element, "initial_time");
            case "static_select", "radio_buttons" ->
                Json.object(element, "initial_option")
                        .map(option -> Json.text(option, "value"))
                        .orElse("");
            default -> Json.text(element, "initial_value");
        };
    }

    /**
     * The element's state, given what stands in it.
     *
     * @return empty where nobody could fill in such a value, for it is not one of the options
     */
    static Optional<JsonObject> state(JsonObject element, String value) {
        String type = Json.text(element, "type");
        JsonObject state = new JsonObject();
        state.addProperty("type", type);
        String name = switch (type) {
            case "datepicker" -> "selected_date";
            case "timepicker" -> "selected_time";
            case "static_select", "radio_buttons" -> "selected_option";
            default -> "value";
        };
        if (value.isEmpty()) {
            state.add(name, JsonNull.INSTANCE);
        } else if (name.equals("selected_option")) {
            Optional<JsonObject> chosen = Json.objects(element, "options").stream()
                    .filter(option -> Json.text(option, "value").equals(value)
                            || Json.text(option, "text").equalsIgnoreCase(value))
                    .findFirst();
            if (chosen.isEmpty()) {
                return Optional.empty();
            }
            state.add(name, chosen.get());
        } else {
            state.addProperty(name, value);
        }
        return Optional.of(state);
    }
}
