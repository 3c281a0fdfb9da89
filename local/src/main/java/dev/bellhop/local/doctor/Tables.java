package dev.bellhop.local.doctor;

import dev.bellhop.localaws.Template;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Whether each table is there as the template has it. */
final class Tables {

    private final DynamoDbClient dynamo;

    Tables(DynamoDbClient dynamo) {
        this.dynamo = dynamo;
    }

    Finding look(Template.Table table, String name) {
        List<String> faults = new ArrayList<>();
        TableDescription described;
        try {
            described = dynamo.describeTable(request -> request.tableName(name)).table();
        } catch (ResourceNotFoundException e) {
            return Finding.wrong(table.name(), "there is no table " + name + ", which the stack has");
        }
        if (described.tableStatus() != TableStatus.ACTIVE && described.tableStatus() != TableStatus.UPDATING) {
            faults.add("it is " + described.tableStatusAsString());
        }
        for (GlobalSecondaryIndex index : table.request().globalSecondaryIndexes()) {
            boolean active = described.globalSecondaryIndexes().stream()
                    .filter(there ->
                            there.indexStatus() == IndexStatus.ACTIVE || there.indexStatus() == IndexStatus.UPDATING)
                    .map(GlobalSecondaryIndexDescription::indexName)
                    .anyMatch(index.indexName()::equals);
            if (!active) {
                faults.add("its index " + index.indexName() + " is not active");
            }
        }
        table.ttlAttribute()
                .filter(attribute -> !expires(name, attribute))
                .ifPresent(attribute ->
                        faults.add("nothing expires by " + attribute + " (TTL is off), so it grows for ever"));
        if (!recoverable(name)) {
            faults.add("point-in-time recovery is off");
        }
        return faults.isEmpty()
                ? Finding.ok(
                        table.name(),
                        "active"
                                + table.ttlAttribute()
                                        .map(ttl -> ", TTL by " + ttl)
                                        .orElse("") + ", recoverable")
                : Finding.wrong(table.name(), String.join("; ", faults) + ". Deploy template.yaml again");
    }

    private boolean expires(String name, String attribute) {
        TimeToLiveDescription ttl =
                dynamo.describeTimeToLive(request -> request.tableName(name)).timeToLiveDescription();
        return attribute.equals(ttl.attributeName())
                && (ttl.timeToLiveStatus() == TimeToLiveStatus.ENABLED
                        || ttl.timeToLiveStatus() == TimeToLiveStatus.ENABLING);
    }

    private boolean recoverable(String name) {
        return dynamo.describeContinuousBackups(request -> request.tableName(name))
                        .continuousBackupsDescription()
                        .pointInTimeRecoveryDescription()
                        .pointInTimeRecoveryStatus()
                == PointInTimeRecoveryStatus.ENABLED;
    }
}
