package dev.bellhop.localaws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.event.ruler.Machine;

/**
 * A subscription's filter policy, matched by the very library that SNS filters with.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering.html">Amazon SNS message filtering</a>
 */
final class SnsFilter {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Machine machine = Machine.builder().build();
    private final Template.FilterScope scope;

    SnsFilter(String policy, Template.FilterScope scope) {
        this.scope = scope;
        try {
            machine.addRule("policy", policy);
        } catch (IOException e) {
            throw new TemplateException("The filter policy " + policy + " is not one: " + e.getMessage());
        }
    }

    boolean lets(String message, Map<String, MessageAttributeValue> attributes) {
        try {
            JsonNode tree = scope == Template.FilterScope.MESSAGE_BODY ? JSON.readTree(message) : tree(attributes);
            // A body that is no JSON object passes no filter.
            return tree.isObject() && !machine.rulesForJSONEvent(tree).isEmpty();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static JsonNode tree(Map<String, MessageAttributeValue> attributes) throws JsonProcessingException {
        ObjectNode tree = JSON.createObjectNode();
        for (Map.Entry<String, MessageAttributeValue> attribute : attributes.entrySet()) {
            String type = attribute.getValue().dataType();
            String value = attribute.getValue().stringValue();
            if (type.equals("String")) {
                tree.put(attribute.getKey(), value);
            } else if (type.equals("Number") || type.equals("String.Array")) {
                tree.set(attribute.getKey(), JSON.readTree(value));
            }
        }
        return tree;
    }
}
