package dev.bellhop.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * How many bytes an item has, as DynamoDB charges for them.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">DynamoDB item
 *     sizes and formats</a>
 */
final class ItemSize {

    /** Of a list or a map, however much is in it. */
    private static final int CONTAINER = 3;

    private ItemSize() {}

    /** @param item in DynamoDB's own JSON; 0 where it is empty */
    static int of(JsonNode item) {
        int size = 0;
        for (Map.Entry<String, JsonNode> attribute : item.properties()) {
            size += utf8(attribute.getKey()) + value(attribute.getValue());
        }
        return size;
    }

    private static int value(JsonNode typed) {
        Map.Entry<String, JsonNode> only = typed.properties().iterator().next();
        JsonNode value = only.getValue();
        return switch (only.getKey()) {
            case "S" -> utf8(value.asText());
            case "N" -> number(value.asText());
            case "B" -> Base64.getDecoder().decode(value.asText()).length;
            case "SS" -> sum(value, text -> utf8(text.asText()));
            case "NS" -> sum(value, text -> number(text.asText()));
            case "L" -> CONTAINER + sum(value, element -> 1 + value(element));
            case "M" -> CONTAINER + value.size() + of(value);
            default -> 1;
        };
    }

    /** A byte for two significant digits, and one more; documented as approximate. */
    private static int number(String text) {
        BigDecimal value = new BigDecimal(text).stripTrailingZeros();
        return (value.precision() + 1) / 2 + 1 + (value.signum() < 0 ? 1 : 0);
    }

    private static int sum(JsonNode elements, ToIntFunction<JsonNode> size) {
        int sum = 0;
        for (JsonNode element : elements) {
            sum += size.applyAsInt(element);
        }
        return sum;
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
