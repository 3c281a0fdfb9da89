package dev.bellhop.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.bellhop.localaws.LocalDynamo;
import dev.bellhop.localaws.Template;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class CapacityMeterTest {

    private static final String WORDS = "WordsTable";
    private static final String LEDGER = "LedgerTable";

    private final Template template = Template.ofProject();
    private final CapacityMeter meter = new CapacityMeter(template);
    private final LocalDynamo local = LocalDynamo.inMemory(meter);
    private final DynamoDbClient dynamo = local.client();

    CapacityMeterTest() {
        local.createTables(template);
    }

    @AfterEach
    void close() {
        dynamo.close();
        local.close();
    }

    @Test
    void a_transaction_is_one_call_and_each_of_its_items_and_index_entries_is_charged_twice() {
        count();
        assertThat(meter.reading()).isEqualTo(new CapacityMeter.Reading(1, new Units(0, 2 * (1 + 1 + 1))));
    }

    @Test
    void a_transaction_that_is_refused_is_charged_for_its_items_and_not_for_the_index() {
        count();
        CapacityMeter.Reading before = meter.reading();
        assertThatThrownBy(this::count).isInstanceOf(TransactionCanceledException.class);
        assertThat(meter.reading().minus(before)).isEqualTo(new CapacityMeter.Reading(1, new Units(0, 2 * (1 + 1))));
    }

    @Test
    void an_entry_that_leaves_the_index_is_charged_beside_its_item() {
        count();
        CapacityMeter.Reading before = meter.reading();
        dynamo.updateItem(
                request -> request.tableName(LEDGER).key(key("mark")).updateExpression("REMOVE owedShard, owedSince"));
        assertThat(meter.reading().minus(before)).isEqualTo(new CapacityMeter.Reading(1, new Units(0, 1 + 1)));
    }

    @Test
    void a_write_that_leaves_an_index_entry_as_it_is_costs_its_item_alone() {
        count();
        CapacityMeter.Reading before = meter.reading();
        dynamo.updateItem(request -> request.tableName(LEDGER)
                .key(key("mark"))
                .updateExpression("SET attempt = :attempt")
                .expressionAttributeValues(Map.of(":attempt", fromS("another"))));
        assertThat(meter.reading().minus(before)).isEqualTo(new CapacityMeter.Reading(1, new Units(0, 1)));
    }

    @Test
    void each_key_of_a_batch_is_charged_by_its_own_size_whether_or_not_there_is_an_item() {
        dynamo.putItem(request -> request.tableName(WORDS)
                .item(Map.of("pk", fromS("large"), "sk", fromS("X"), "text", fromS("x".repeat(5_000)))));
        CapacityMeter.Reading before = meter.reading();
        dynamo.batchGetItem(request -> request.requestItems(Map.of(
                WORDS,
                KeysAndAttributes.builder()
                        .keys(List.of(key("large"), key("missing")))
                        .consistentRead(true)
                        .projectionExpression("pk")
                        .build())));
        assertThat(meter.reading().minus(before)).isEqualTo(new CapacityMeter.Reading(1, new Units(2 + 1, 0)));
    }

    @Test
    void a_large_item_is_charged_by_the_kilobyte() {
        dynamo.putItem(request -> request.tableName(WORDS)
                .item(Map.of("pk", fromS("large"), "sk", fromS("X"), "text", fromS("x".repeat(5_000)))));
        assertThat(meter.reading()).isEqualTo(new CapacityMeter.Reading(1, new Units(0, 5)));
    }

    /** A mark that owes, and a word. */
    private void count() {
        dynamo.transactWriteItems(request -> request.transactItems(
                TransactWriteItem.builder()
                        .put(put -> put.tableName(LEDGER)
                                .conditionExpression("attribute_not_exists(pk)")
                                .item(Map.of(
                                        "pk", fromS("mark"),
                                        "sk", fromS("X"),
                                        "owedShard", fromS("1"),
                                        "owedSince", fromN("1796119199"))))
                        .build(),
                TransactWriteItem.builder()
                        .update(update -> update.tableName(WORDS)
                                .key(key("word"))
                                .updateExpression("ADD mentions :one")
                                .expressionAttributeValues(Map.of(":one", fromN("1"))))
                        .build()));
    }

    private static Map<String, AttributeValue> key(String pk) {
        return Map.of("pk", fromS(pk), "sk", fromS("X"));
    }
}
