package dev.bellhop.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.bellhop.delivery.Commit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** Faults of DynamoDB that nothing on a laptop has. */
final class TransactionsTest {

    private final DynamoDbClient dynamo = mock();
    private final Transactions transactions = new Transactions(dynamo, "LedgerTable");

    @Test
    void a_transaction_that_is_still_in_progress_may_be_tried_again() {
        fails(TransactionInProgressException.builder().message("in progress").build());

        assertThat(open()).isInstanceOf(Commit.Conflict.class);
    }

    @Test
    void a_throttled_item_may_be_tried_again() {
        fails(cancelled("None", "ThrottlingError"));

        assertThat(open()).isInstanceOf(Commit.Conflict.class);
    }

    @Test
    void what_will_never_be_written_is_an_error() {
        fails(cancelled("None", "ItemCollectionSizeLimitExceeded"));

        assertThatThrownBy(this::open).isInstanceOf(TransactionCanceledException.class);
    }

    @Test
    void a_check_that_fails_declines_whatever_else_is_in_conflict() {
        fails(cancelled("None", "ConditionalCheckFailed", "TransactionConflict"));

        assertThat(openIf()).isInstanceOf(Commit.Declined.class);
    }

    @Test
    void while_the_mark_itself_is_in_conflict_nothing_is_declined() {
        fails(cancelled("TransactionConflict", "ConditionalCheckFailed", "None"));

        assertThat(openIf()).isInstanceOf(Commit.Conflict.class);
    }

    @Test
    void a_check_that_is_in_conflict_may_be_tried_again() {
        fails(cancelled("None", "TransactionConflict", "None"));

        assertThat(openIf()).isInstanceOf(Commit.Conflict.class);
    }

    private Commit openIf() {
        ConditionCheck check = ConditionCheck.builder().build();
        return transactions.openIf(check, DynamoTest.owing(Optional.empty()), List.of());
    }

    private Commit open() {
        return transactions.open(DynamoTest.owing(Optional.empty()), List.of());
    }

    @SuppressWarnings("unchecked") // Mockito's any() can't name a Consumer's argument.
    private void fails(DynamoDbException fault) {
        when(dynamo.transactWriteItems(any(Consumer.class))).thenThrow(fault);
    }

    private static DynamoDbException cancelled(String... codes) {
        List<CancellationReason> reasons = List.of(codes).stream()
                .map(code -> CancellationReason.builder().code(code).build())
                .toList();
        return TransactionCanceledException.builder()
                .cancellationReasons(reasons)
                .message("cancelled")
                .build();
    }
}
