package dev.bellhop.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

final class LocalDynamoTest {

    @TempDir
    Path folder;

    private final Template template = Template.ofProject();
    private final FaultLayer faults = new FaultLayer();
    private LocalDynamo dynamo;
    private DynamoDbClient client;

    @BeforeEach
    void start() {
        dynamo = LocalDynamo.inMemory(faults);
        dynamo.createTables(template);
        // Without retries, so that each fault is seen; one test has them.
        client = dynamo.clientBuilder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(overrides -> overrides.retryStrategy(retries -> retries.maxAttempts(1)))
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        dynamo.close();
    }

    @Test
    void an_item_put_is_an_item_got() {
        put(client, "a", 1);

        assertThat(count(client, "a")).isEqualTo("1");
    }

    @Test
    void tables_have_their_time_to_live_and_index() {
        assertThat(client.describeTimeToLive(of -> of.tableName("LedgerTable"))
                        .timeToLiveDescription()
                        .attributeName())
                .isEqualTo("expires");
        assertThat(client.describeTable(of -> of.tableName("LedgerTable"))
                        .table()
                        .globalSecondaryIndexes())
                .hasSize(1);
    }

    @Test
    void a_failed_condition_comes_back_with_the_old_item() {
        put(client, "a", 1);

        assertThatThrownBy(() -> client.transactWriteItems(request -> request.transactItems(TransactWriteItem.builder()
                        .put(put -> put.tableName("WordsTable")
                                .item(item("a", 2))
                                .conditionExpression("attribute_not_exists(pk)")
                                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                        .build())))
                .isInstanceOfSatisfying(
                        TransactionCanceledException.class,
                        cancelled -> assertThat(cancelled.cancellationReasons())
                                .singleElement()
                                .satisfies(reason -> {
                                    assertThat(reason.code()).isEqualTo("ConditionalCheckFailed");
                                    assertThat(reason.item()).containsEntry("count", fromN("1"));
                                }));
    }

    @Test
    void instances_in_memory_do_not_see_each_other() {
        put(client, "a", 1);

        try (LocalDynamo other = LocalDynamo.inMemory();
                DynamoDbClient theirs = other.client()) {
            other.createTables(template);

            assertThat(count(theirs, "a")).isNull();
        }
    }

    @Test
    void clearing_leaves_empty_tables() {
        put(client, "a", 1);

        dynamo.clear(template);

        assertThat(count(client, "a")).isNull();
    }

    @Test
    void data_in_a_folder_is_there_after_a_restart() {
        try (LocalDynamo first = LocalDynamo.in(folder.resolve("data"), 0);
                DynamoDbClient theirs = first.client()) {
            first.createTables(template);
            put(theirs, "a", 1);
        }

        try (LocalDynamo second = LocalDynamo.in(folder.resolve("data"), 0);
                DynamoDbClient theirs = second.client()) {
            second.createTables(template);

            assertThat(count(theirs, "a")).isEqualTo("1");
        }
    }

    @Test
    void it_listens_on_the_loopback_address_alone() throws Exception {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();

        assertThat(dynamo.endpoint().getHost()).isEqualTo("127.0.0.1");
        try (DynamoEngine engine = DynamoEngine.inMemory()) {
            for (InetAddress address : others) {
                for (int port :
                        List.of(dynamo.endpoint().getPort(), engine.endpoint().getPort())) {
                    try (Socket socket = new Socket()) {
                        assertThatThrownBy(() -> socket.connect(new InetSocketAddress(address, port), 1_000))
                                .isInstanceOf(java.io.IOException.class);
                    }
                }
            }
        }
    }

    @Test
    void nothing_works_on_for_one_that_is_closed() throws InterruptedException {
        Set<Thread> before = databases();
        LocalDynamo other = LocalDynamo.inMemory();
        other.createTables(template);
        Set<Thread> its = new HashSet<>(databases());
        its.removeAll(before);

        other.close();

        assertThat(its).isNotEmpty();
        for (Thread thread : its) {
            assertThat(thread.join(Duration.ofMinutes(1))).as(thread.getName()).isTrue();
        }
    }

    /** Each database has a thread of this name, by way of which everything reaches it. */
    private static Set<Thread> databases() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("SQLiteQueue"))
                .collect(Collectors.toSet());
    }

    @Test
    void a_call_that_fails_once_is_repeated_by_the_sdk() {
        faults.faults().next(Fault.FAIL_BEFORE, call -> call.operation().equals("PutItem"));

        try (DynamoDbClient patient = dynamo.client()) {
            put(patient, "a", 1);
        }

        assertThat(faults.faults().isPending()).isFalse();
        assertThat(count(client, "a")).isEqualTo("1");
    }

    @Test
    void a_call_that_fails_before_did_nothing() {
        faults.faults().next(Fault.FAIL_BEFORE, LocalDynamoTest::isPut, 0, Integer.MAX_VALUE);

        assertThatThrownBy(() -> put(client, "a", 1))
                .isInstanceOfSatisfying(
                        DynamoDbException.class,
                        failed -> assertThat(failed.statusCode()).isEqualTo(500));
        assertThat(count(client, "a")).isNull();
    }

    @Test
    void a_call_that_fails_after_did_its_work() {
        faults.faults().next(Fault.FAIL_AFTER, LocalDynamoTest::isPut, 0, Integer.MAX_VALUE);

        assertThatThrownBy(() -> put(client, "a", 1)).isInstanceOf(DynamoDbException.class);
        assertThat(count(client, "a")).isEqualTo("1");
    }

    @Test
    void a_lost_answer_is_a_broken_connection() {
        faults.faults().next(Fault.LOSE_ANSWER, LocalDynamoTest::isPut, 0, Integer.MAX_VALUE);

        assertThatThrownBy(() -> put(client, "a", 1)).isInstanceOf(SdkClientException.class);
        assertThat(count(client, "a")).isEqualTo("1");
    }

    @Test
    void throttling_is_told_as_such() {
        faults.faults().next(Fault.THROTTLE, LocalDynamoTest::isPut, 0, Integer.MAX_VALUE);

        assertThatThrownBy(() -> put(client, "a", 1))
                .isInstanceOfSatisfying(
                        DynamoDbException.class,
                        failed -> assertThat(failed.isThrottlingException()).isTrue());
    }

    @Test
    void it_is_down_until_it_is_up_again() {
        faults.faults().down();
        assertThatThrownBy(() -> put(client, "a", 1)).isInstanceOf(SdkClientException.class);

        faults.faults().clear();
        put(client, "a", 1);

        assertThat(count(client, "a")).isEqualTo("1");
    }

    @Test
    void faults_may_let_calls_pass_first() {
        faults.faults().next(Fault.THROTTLE, LocalDynamoTest::isPut, 1, Integer.MAX_VALUE);

        put(client, "a", 1);

        assertThatThrownBy(() -> put(client, "b", 1)).isInstanceOf(DynamoDbException.class);
    }

    private static boolean isPut(DynamoCall call) {
        return call.operation().equals("PutItem");
    }

    private static void put(DynamoDbClient client, String pk, int count) {
        client.putItem(request -> request.tableName("WordsTable").item(item(pk, count)));
    }

    private static Map<String, AttributeValue> item(String pk, int count) {
        return Map.of("pk", fromS(pk), "sk", fromS("x"), "count", fromN(Integer.toString(count)));
    }

    /** Null where there is no such item. */
    private static String count(DynamoDbClient client, String pk) {
        AttributeValue count = client.getItem(request -> request.tableName("WordsTable")
                        .key(Map.of("pk", fromS(pk), "sk", fromS("x")))
                        .consistentRead(true))
                .item()
                .get("count");
        return count == null ? null : count.n();
    }
}
