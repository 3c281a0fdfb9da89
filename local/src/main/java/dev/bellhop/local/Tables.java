package dev.bellhop.local;

import dev.bellhop.localaws.Template;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;

/** Makes the template's tables in whatever DynamoDB there is, under the names that the functions are told. */
final class Tables {

    private Tables() {}

    /**
     * Makes those that are missing.
     *
     * @param ofProcess the user's environment, which may name tables otherwise than the template
     */
    static void create(DynamoDbClient dynamo, Template template, Map<String, String> ofProcess) {
        Map<String, String> renamed = renamed(template, ofProcess);
        for (Template.Table table : template.tables()) {
            String name = renamed.getOrDefault(table.name(), table.name());
            try {
                dynamo.createTable(table.request().toBuilder().tableName(name).build());
            } catch (ResourceInUseException e) {
                // It was made by an earlier run.
                continue;
            }
            dynamo.waiter().waitUntilTableExists(request -> request.tableName(name));
            table.ttlAttribute()
                    .ifPresent(attribute -> dynamo.updateTimeToLive(request -> request.tableName(name)
                            .timeToLiveSpecification(
                                    ttl -> ttl.attributeName(attribute).enabled(true))));
        }
    }

    private static Map<String, String> renamed(Template template, Map<String, String> ofProcess) {
        Map<String, String> names = new HashMap<>();
        for (Template.Function function : template.functions()) {
            function.environment().forEach((variable, value) -> {
                String chosen = ofProcess.getOrDefault(variable, "").strip();
                if (!chosen.isEmpty()) {
                    names.put(value, chosen);
                }
            });
        }
        return names;
    }
}
