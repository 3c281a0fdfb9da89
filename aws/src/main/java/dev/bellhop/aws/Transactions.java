package dev.bellhop.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** Commits an effect together with its mark. */
final class Transactions {

    /**
     * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html">Reasons of
     *     a cancellation</a>
     */
    private static final Set<String> PASSING =
            Set.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

    private static final String CONDITION_FAILED = "ConditionalCheckFailed";

    private final DynamoDbClient dynamo;
    private final String ledgerTable;

    Transactions(DynamoDbClient dynamo, String ledgerTable) {
        this.dynamo = dynamo;
        this.ledgerTable = ledgerTable;
    }

    /**
     * Puts a new {@code mark}, where none of its identity may exist, and writes {@code effect}. A failed condition of the
     * effect is a conflict: someone else was faster, so it has to be decided again.
     */
    Commit open(Mark mark, List<TransactWriteItem> effect) {
        return commit(mark, put(mark), Optional.empty(), effect);
    }

    /** The same, declined where the condition of {@code check} fails: trying again would not help. */
    Commit openIf(ConditionCheck check, Mark mark, List<TransactWriteItem> effect) {
        return commit(mark, put(mark), Optional.of(check), effect);
    }

    private TransactWriteItem put(Mark mark) {
        return TransactWriteItem.builder()
                .put(item -> item.tableName(ledgerTable)
                        .item(MarkItems.item(mark))
                        .conditionExpression("attribute_not_exists(pk)")
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
    }

    /** Moves the mark on from {@code from}, which has to stand as it is there, to {@code to}, and writes {@code effect}. */
    Commit advance(Mark from, Mark to, List<TransactWriteItem> effect) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":attempt", fromS(from.lease().attempt()));
        values.put(":done", MarkItems.chunksDone(from.work().orElseThrow()));
        to.work().ifPresent(work -> values.put(":next", MarkItems.chunksDone(work)));
        TransactWriteItem update = TransactWriteItem.builder()
                .update(item -> item.tableName(ledgerTable)
                        .key(MarkItems.key(from.identity()))
                        .conditionExpression("attempt = :attempt AND attribute_exists(#work) AND chunksDone = :done")
                        .updateExpression(to.work().isPresent() ? "SET chunksDone = :next" : "REMOVE chunksDone, #work")
                        .expressionAttributeNames(Map.of("#work", MarkItems.WORK))
                        .expressionAttributeValues(values)
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
        return commit(to, update, Optional.empty(), effect);
    }

    /** Writes {@code onMark}, whose condition decides and returns the old item, and {@code effect}. */
    private Commit commit(
            Mark committed, TransactWriteItem onMark, Optional<ConditionCheck> check, List<TransactWriteItem> effect) {
        List<TransactWriteItem> items = new ArrayList<>(effect.size() + 2);
        items.add(onMark);
        check.map(condition ->
                        TransactWriteItem.builder().conditionCheck(condition).build())
                .ifPresent(items::add);
        items.addAll(effect);
        try {
            dynamo.transactWriteItems(request -> request.transactItems(items));
            return new Commit.Committed(committed);
        } catch (TransactionCanceledException e) {
            return cancelled(e, check.isPresent());
        } catch (TransactionInProgressException e) {
            return new Commit.Conflict();
        }
    }

    private static Commit cancelled(TransactionCanceledException e, boolean checked) {
        List<CancellationReason> reasons = e.cancellationReasons();
        CancellationReason onMark = reasons.get(0);
        if (onMark.code().equals(CONDITION_FAILED)
                && onMark.hasItem()
                && !onMark.item().isEmpty()) {
            return new Commit.Repeat(MarkItems.mark(onMark.item()));
        }
        // While the mark itself is in conflict it is not known whether this is a repeat.
        if (checked && !PASSING.contains(onMark.code()) && reasons.get(1).code().equals(CONDITION_FAILED)) {
            return new Commit.Declined();
        }
        if (reasons.stream().anyMatch(reason -> PASSING.contains(reason.code()))) {
            return new Commit.Conflict();
        }
        if (reasons.stream().skip(1).anyMatch(reason -> reason.code().equals(CONDITION_FAILED))) {
            return new Commit.Conflict();
        }
        throw e;
    }
}
