package dev.bellhop.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An element that people fill in or choose from: what stands in it, and how Slack tells the bot.
 *
 * @see <a href="https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload">View payloads</a>
 */
final class Field {

    /** What is pressed or looked at, and keeps nothing. */
    private static final Set<String> WITHOUT_VALUE = Set.of("button", "image", "overflow", "workflow_button");

    private Field() {}

    /**
     * How a type of element is told.
     *
     * @param initial names what stands in it before anybody fills it in
     * @param state names what stands in it then
     * @param isOption whether that is one of the element's own options, told with its text
     * @param isMany whether it is an array
     */
    private record Shape(String initial, String state, boolean isOption, boolean isMany) {

        static Shape of(JsonObject element) {
            return switch (Json.text(element, "type")) {
                case "datepicker" -> one("date");
                case "timepicker" -> one("time");
                case "users_select" -> one("user");
                case "channels_select" -> one("channel");
                case "conversations_select" -> one("conversation");
                case "multi_users_select" -> many("users");
                case "multi_channels_select" -> many("channels");
                case "multi_conversations_select" -> many("conversations");
                case "static_select", "radio_buttons", "overflow" ->
                    new Shape("initial_option", "selected_option", true, false);
                case "multi_static_select", "checkboxes" ->
                    new Shape("initial_options", "selected_options", true, true);
                default -> new Shape("initial_value", "value", false, false);
            };
        }

        private static Shape one(String what) {
            return new Shape("initial_" + what, "selected_" + what, false, false);
        }

        private static Shape many(String what) {
            return new Shape("initial_" + what, "selected_" + what, false, true);
        }
    }

    /** Whether something can stand in it, which is part of what a view submits. */
    static boolean holdsValue(JsonObject element) {
        return !WITHOUT_VALUE.contains(Json.text(element, "type"));
    }

    /** What stands in it before anybody fills it in: a string, an array of them, or null. */
    static JsonElement initial(JsonObject element) {
        Shape shape = Shape.of(element);
        if (element.get(shape.initial()) instanceof JsonArray array) {
            JsonArray values = new JsonArray();
            array.forEach(each -> values.add(value(each)));
            return values;
        }
        return value(element.get(shape.initial()));
    }

    private static JsonElement value(JsonElement initial) {
        return switch (initial) {
            case JsonObject option -> new JsonPrimitive(Json.text(option, "value"));
            case JsonPrimitive one -> one;
            case null, default -> JsonNull.INSTANCE;
        };
    }

    /** A value as one types it; several with commas between. */
    static String typed(JsonElement value) {
        return switch (value) {
            case JsonArray array -> elements(array).map(Field::typed).collect(Collectors.joining(","));
            case JsonPrimitive one -> one.getAsString();
            default -> "";
        };
    }

    /** Whether nothing stands in it. */
    static boolean isEmpty(JsonElement value) {
        return switch (value) {
            case JsonArray array -> elements(array).allMatch(Field::isEmpty);
            case JsonPrimitive one -> one.getAsString().isEmpty();
            default -> true;
        };
    }

    /**
     * The element's state, given what stands in it.
     *
     * @param value an array for an element that takes several, each as it is; a string, in which several have commas between; or
     *     null
     * @return empty where nobody could fill in such a value, for it is not one of the options
     * @throws IllegalArgumentException where there are several and the element takes one
     */
    static Optional<JsonObject> state(JsonObject element, JsonElement value) {
        Shape shape = Shape.of(element);
        List<String> given = shape.isMany()
                ? many(element, value)
                : Stream.of(value).filter(one -> !isEmpty(one)).map(Field::one).toList();
        JsonArray told = new JsonArray();
        for (String each : given) {
            Optional<? extends JsonElement> one =
                    shape.isOption() ? option(element, each) : Optional.of(new JsonPrimitive(each));
            if (one.isEmpty()) {
                return Optional.empty();
            }
            told.add(one.get());
        }
        JsonObject state = new JsonObject();
        state.addProperty("type", Json.text(element, "type"));
        state.add(shape.state(), shape.isMany() ? told : told.isEmpty() ? JsonNull.INSTANCE : told.get(0));
        return Optional.of(state);
    }

    private static List<String> many(JsonObject element, JsonElement value) {
        if (value instanceof JsonArray array) {
            return elements(array)
                    .filter(each -> !isEmpty(each))
                    .map(Field::one)
                    .toList();
        }
        String typed = typed(value);
        return option(element, typed).isPresent()
                ? List.of(typed)
                : Stream.of(typed.split(",", -1))
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .toList();
    }

    private static String one(JsonElement value) {
        if (value instanceof JsonPrimitive one) {
            return one.getAsString();
        }
        throw new IllegalArgumentException("One value is wanted in the place of " + value + ".");
    }

    /** The option of this value; else, for those who type, the one that is called so. */
    private static Optional<JsonObject> option(JsonObject element, String value) {
        return option(element, option -> Json.text(option, "value").equals(value))
                .or(() -> option(element, option -> Json.text(option, "text").equalsIgnoreCase(value)));
    }

    private static Optional<JsonObject> option(JsonObject element, Predicate<JsonObject> meant) {
        return Stream.concat(Stream.of(element), Json.objects(element, "option_groups").stream())
                .flatMap(group -> Json.objects(group, "options").stream())
                .filter(meant)
                .findFirst();
    }

    private static Stream<JsonElement> elements(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
