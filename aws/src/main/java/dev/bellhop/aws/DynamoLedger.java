package dev.bellhop.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Finisher;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Lease;
import dev.bellhop.delivery.Ledger;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.Marks;
import dev.bellhop.delivery.OwedMarks;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Marks in the ledger table: {@code identity} / {@code MARK}. */
public final class DynamoLedger implements Ledger, Marks, OwedMarks {

    /** How many keys the index {@code owed} is spread over. */
    public static final int OWED_SHARDS = MarkItems.OWED_SHARDS;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Clock clock;

    public DynamoLedger(DynamoDbClient dynamo, String table, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.clock = clock;
    }

    @Override
    public Commit open(Mark mark) {
        try {
            dynamo.putItem(request -> request.tableName(table)
                    .item(MarkItems.item(mark))
                    .conditionExpression("attribute_not_exists(pk)")
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return new Commit.Committed(mark);
        } catch (ConditionalCheckFailedException e) {
            return new Commit.Repeat(MarkItems.mark(e.item()));
        }
    }

    @Override
    public Optional<Mark> find(Identity identity) {
        var found = dynamo.getItem(
                request -> request.tableName(table).key(MarkItems.key(identity)).consistentRead(true));
        return found.hasItem() ? Optional.of(MarkItems.mark(found.item())) : Optional.empty();
    }

    @Override
    public Optional<Mark> take(Identity identity, Lease lease, Instant now) {
        try {
            var taken = dynamo.updateItem(request -> request.tableName(table)
                    .key(MarkItems.key(identity))
                    .conditionExpression("(attempt = :attempt OR leaseUntil <= :now)"
                            + " AND (attribute_exists(#work) OR attribute_exists(owesEvents)"
                            + " OR attribute_exists(owesReply))")
                    .updateExpression("SET attempt = :attempt, leaseUntil = :until")
                    .expressionAttributeNames(Map.of("#work", MarkItems.WORK))
                    .expressionAttributeValues(Map.of(
                            ":attempt", fromS(lease.attempt()),
                            ":now", MarkItems.millis(now),
                            ":until", MarkItems.millis(lease.until())))
                    .returnValues(ReturnValue.ALL_NEW));
            return Optional.of(MarkItems.mark(taken.attributes()));
        } catch (ConditionalCheckFailedException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean settle(Mark mark) {
        Changes changes = new Changes();
        changes.set(MarkItems.LEASE_UNTIL, MarkItems.millis(Instant.EPOCH));
        mark.answered().ifPresent(way -> changes.set(MarkItems.ANSWERED, MarkItems.way(way)));
        if (mark.work().isEmpty()) {
            changes.remove(MarkItems.WORK);
            changes.remove(MarkItems.CHUNKS_DONE);
        }
        changes.setOrRemove(
                MarkItems.OWES_EVENTS,
                Optional.of(mark.owes().events())
                        .filter(events -> !events.isEmpty())
                        .map(MarkItems::events));
        changes.setOrRemove(MarkItems.OWES_REPLY, mark.owes().reply().map(MarkItems::reply));
        if (!mark.owes().parked().isEmpty()) {
            changes.set(MarkItems.PARKED, MarkItems.events(mark.owes().parked()));
        }
        if (mark.isParked()) {
            changes.set(MarkItems.OWED_SHARD, fromS(MarkItems.PARKED_SHARD));
        } else if (mark.isSettled() && mark.finisher() == Finisher.SWEEPER) {
            changes.remove(MarkItems.OWED_SINCE);
            changes.remove(MarkItems.OWED_SHARD);
            changes.set(MarkItems.EXPIRES, MarkItems.expiry(clock.instant()));
        } else if (mark.finisher() == Finisher.SWEEPER) {
            // To the end of the line, so that what can't be paid keeps nothing else waiting.
            changes.set(MarkItems.OWED_SINCE, MarkItems.millis(clock.instant()));
        }
        try {
            dynamo.updateItem(request -> request.tableName(table)
                    .key(MarkItems.key(mark.identity()))
                    .conditionExpression("attempt = :attempt")
                    .updateExpression(changes.expression())
                    .expressionAttributeNames(changes.names)
                    .expressionAttributeValues(
                            changes.values(":attempt", fromS(mark.lease().attempt()))));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    @Override
    public List<Identity> owed(Instant before, int limit) {
        record Entry(Identity identity, long since) {}
        List<Entry> entries = new ArrayList<>();
        for (int shard = 0; shard < MarkItems.OWED_SHARDS; shard++) {
            String key = Integer.toString(shard);
            dynamo
                    .query(request -> request.tableName(table)
                            .indexName(MarkItems.OWED_INDEX)
                            .keyConditionExpression("owedShard = :shard AND owedSince <= :before")
                            .expressionAttributeValues(
                                    Map.of(":shard", fromS(key), ":before", MarkItems.millis(before)))
                            .limit(limit))
                    .items()
                    .stream()
                    .map(Item::new)
                    .map(item -> new Entry(new Identity(item.string(MarkItems.PK)), item.number(MarkItems.OWED_SINCE)))
                    .forEach(entries::add);
        }
        return entries.stream()
                .sorted(Comparator.comparingLong(Entry::since))
                .limit(limit)
                .map(Entry::identity)
                .toList();
    }

    /** An update expression in the making. */
    private static final class Changes {
        private final List<String> sets = new ArrayList<>();
        private final List<String> removes = new ArrayList<>();
        private final Map<String, String> names = new HashMap<>();
        private final Map<String, AttributeValue> values = new HashMap<>();

        void set(String name, AttributeValue value) {
            names.put("#" + name, name);
            values.put(":" + name, value);
            sets.add("#" + name + " = :" + name);
        }

        void remove(String name) {
            names.put("#" + name, name);
            removes.add("#" + name);
        }

        void setOrRemove(String name, Optional<AttributeValue> value) {
            value.ifPresentOrElse(present -> set(name, present), () -> remove(name));
        }

        String expression() {
            String set = "SET " + String.join(", ", sets);
            return removes.isEmpty() ? set : set + " REMOVE " + String.join(", ", removes);
        }

        Map<String, AttributeValue> values(String name, AttributeValue value) {
            values.put(name, value);
            return values;
        }
    }
}
