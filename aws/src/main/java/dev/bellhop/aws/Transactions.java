package dev.bellhop.aws;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
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

    private final DynamoDbClient dynamo;
    private final String ledgerTable;

    Transactions(DynamoDbClient dynamo, String ledgerTable) {
        this.dynamo = dynamo;
        this.ledgerTable = ledgerTable;
    }

    /** Puts a new {@code mark}, where none of its identity may exist, and writes {@code effect}. */
    Commit open(Mark mark, List<TransactWriteItem> effect) {
        TransactWriteItem put = TransactWriteItem.builder()
                .put(item -> item.tableName(ledgerTable)
                        .item(MarkItems.item(mark))
                        .conditionExpression("attribute_not_exists(pk)")
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
        return commit(mark, put, effect);
    }

    /** Writes {@code onMark}, whose condition decides and returns the old item, and {@code effect}. */
    Commit commit(Mark committed, TransactWriteItem onMark, List<TransactWriteItem> effect) {
        List<TransactWriteItem> items = new ArrayList<>(effect.size() + 1);
        items.add(onMark);
        items.addAll(effect);
        try {
            dynamo.transactWriteItems(request -> request.transactItems(items));
            return new Commit.Committed(committed);
        } catch (TransactionCanceledException e) {
            return cancelled(e);
        } catch (TransactionInProgressException e) {
            return new Commit.Conflict();
        }
    }

    private static Commit cancelled(TransactionCanceledException e) {
        List<CancellationReason> reasons = e.cancellationReasons();
        CancellationReason onMark = reasons.get(0);
        if (onMark.code().equals("ConditionalCheckFailed") && onMark.hasItem() && !onMark.item().isEmpty()) {
            return new Commit.Repeat(MarkItems.mark(onMark.item()));
        }
        if (reasons.stream().anyMatch(reason -> PASSING.contains(reason.code()))) {
            return new Commit.Conflict();
        }
        throw e;
    }
}
