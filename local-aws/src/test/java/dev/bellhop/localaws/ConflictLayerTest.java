package dev.bellhop.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

final class ConflictLayerTest {

    private final ConflictLayer conflicts = new ConflictLayer(Duration.ZERO);
    private final Gate gate = new Gate();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private LocalDynamo dynamo;
    private DynamoDbClient client;

    /** Behind the conflicts: keeps writes of the item "held" in flight until it is opened. */
    private static final class Gate implements DynamoLayer {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        @Override
        public DynamoAnswer answer(DynamoCall call, Next next) throws java.io.IOException, InterruptedException {
            if (call.body().toString().contains("held")) {
                entered.countDown();
                assertThat(open.await(2, TimeUnit.MINUTES)).isTrue();
            }
            return next.answer(call);
        }
    }

    @BeforeEach
    void start() {
        dynamo = LocalDynamo.inMemory(conflicts, gate);
        dynamo.createTables(Template.ofProject());
        client = dynamo.clientBuilder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(overrides -> overrides.retryStrategy(retries -> retries.maxAttempts(1)))
                .build();
    }

    @AfterEach
    void stop() {
        gate.open.countDown();
        threads.close();
        client.close();
        dynamo.close();
    }

    @Test
    void a_transaction_on_an_item_of_another_in_flight_is_cancelled() throws Exception {
        Future<?> first = threads.submit(() -> transact(add("held"), add("a")));
        assertThat(gate.entered.await(2, TimeUnit.MINUTES)).isTrue();

        assertThat(reasons(add("b"), add("a")))
                .extracting(CancellationReason::code)
                .containsExactly("None", "TransactionConflict");

        gate.open.countDown();
        first.get(2, TimeUnit.MINUTES);
        assertThat(count("a")).isEqualTo("1");
        assertThat(count("b")).isNull();
        assertThat(conflicts.conflicts()).isEqualTo(1);
    }

    @Test
    void a_transaction_on_an_item_of_a_write_in_flight_is_cancelled() throws Exception {
        Future<?> first = threads.submit(() -> update("held"));
        assertThat(gate.entered.await(2, TimeUnit.MINUTES)).isTrue();

        assertThat(reasons(add("held"))).extracting(CancellationReason::code).containsExactly("TransactionConflict");

        gate.open.countDown();
        first.get(2, TimeUnit.MINUTES);
    }

    @Test
    void a_write_to_an_item_of_a_transaction_in_flight_is_refused() throws Exception {
        Future<?> first = threads.submit(() -> transact(add("held"), add("a")));
        assertThat(gate.entered.await(2, TimeUnit.MINUTES)).isTrue();

        assertThatThrownBy(() -> update("a")).isInstanceOf(TransactionConflictException.class);

        gate.open.countDown();
        first.get(2, TimeUnit.MINUTES);
        assertThat(count("a")).isEqualTo("1");
    }

    @Test
    void a_failed_condition_is_reported_beside_a_conflict_with_the_old_item() throws Exception {
        update("mark");
        Future<?> first = threads.submit(() -> transact(add("held"), add("a")));
        assertThat(gate.entered.await(2, TimeUnit.MINUTES)).isTrue();

        List<CancellationReason> reasons = reasons(putNew("mark"), add("a"));

        assertThat(reasons)
                .extracting(CancellationReason::code)
                .containsExactly("ConditionalCheckFailed", "TransactionConflict");
        assertThat(reasons.get(0).item()).containsEntry("count", fromN("1"));
        gate.open.countDown();
        first.get(2, TimeUnit.MINUTES);
    }

    @Test
    void a_condition_that_would_hold_is_no_reason() throws Exception {
        Future<?> first = threads.submit(() -> transact(add("held"), add("a")));
        assertThat(gate.entered.await(2, TimeUnit.MINUTES)).isTrue();

        assertThat(reasons(putNew("mark"), add("a")))
                .extracting(CancellationReason::code)
                .containsExactly("None", "TransactionConflict");

        assertThat(count("mark")).isNull();
        gate.open.countDown();
        first.get(2, TimeUnit.MINUTES);
    }

    @Test
    void transactions_one_after_the_other_are_not_in_conflict() {
        transact(add("a"));
        transact(add("a"));

        assertThat(count("a")).isEqualTo("2");
        assertThat(conflicts.conflicts()).isZero();
    }

    @Test
    void a_transaction_that_failed_is_not_in_flight_any_more() {
        update("mark");
        assertThat(reasons(putNew("mark"), add("a")).get(0).code()).isEqualTo("ConditionalCheckFailed");

        transact(add("a"));

        assertThat(conflicts.conflicts()).isZero();
    }

    @Test
    void transactions_held_in_flight_meet() throws Exception {
        ConflictLayer holding = new ConflictLayer(Duration.ofMillis(50));
        try (LocalDynamo other = LocalDynamo.inMemory(holding);
                DynamoDbClient theirs = other.client()) {
            other.createTables(Template.ofProject());

            List<Future<Boolean>> tries = java.util.stream.IntStream.range(0, 8)
                    .mapToObj(n -> threads.submit(() -> {
                        try {
                            theirs.transactWriteItems(request -> request.transactItems(add("hot")));
                            return true;
                        } catch (TransactionCanceledException e) {
                            return false;
                        }
                    }))
                    .toList();
            int committed = 0;
            for (Future<Boolean> each : tries) {
                committed += each.get(2, TimeUnit.MINUTES) ? 1 : 0;
            }

            assertThat(committed + holding.conflicts()).isEqualTo(8);
            assertThat(committed).isPositive();
            assertThat(theirs.getItem(request -> request.tableName("WordsTable").key(key("hot")))
                            .item())
                    .containsEntry("count", fromN(Integer.toString(committed)));
        }
    }

    private void transact(TransactWriteItem... items) {
        client.transactWriteItems(request -> request.transactItems(items));
    }

    private List<CancellationReason> reasons(TransactWriteItem... items) {
        try {
            transact(items);
        } catch (TransactionCanceledException e) {
            return e.cancellationReasons();
        }
        throw new AssertionError("Not cancelled: " + Arrays.toString(items));
    }

    private void update(String pk) {
        client.updateItem(request -> request.tableName("WordsTable")
                .key(key(pk))
                .updateExpression("ADD #count :one")
                .expressionAttributeNames(Map.of("#count", "count"))
                .expressionAttributeValues(Map.of(":one", fromN("1"))));
    }

    private static TransactWriteItem add(String pk) {
        return TransactWriteItem.builder()
                .update(update -> update.tableName("WordsTable")
                        .key(key(pk))
                        .updateExpression("ADD #count :one")
                        .expressionAttributeNames(Map.of("#count", "count"))
                        .expressionAttributeValues(Map.of(":one", fromN("1"))))
                .build();
    }

    private static TransactWriteItem putNew(String pk) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName("WordsTable")
                        .item(key(pk))
                        .conditionExpression("attribute_not_exists(pk)")
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
    }

    private static Map<String, AttributeValue> key(String pk) {
        return Map.of("pk", fromS(pk), "sk", fromS("x"));
    }

    private String count(String pk) {
        AttributeValue count = client.getItem(
                        request -> request.tableName("WordsTable").key(key(pk)).consistentRead(true))
                .item()
                .get("count");
        return count == null ? null : count.n();
    }
}
