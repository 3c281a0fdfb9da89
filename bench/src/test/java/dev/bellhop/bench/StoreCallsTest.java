package dev.bellhop.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellhop.aws.AwsClients;
import dev.bellhop.lambdaprocess.SlackRequest;
import dev.bellhop.local.LocalBellhop;
import dev.bellhop.localaws.DynamoLayer;
import dev.bellhop.localaws.LocalDynamo;
import dev.bellhop.localaws.Template;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What is called for a message without the system around it is what the system calls. */
class StoreCallsTest {

    private static final Template TEMPLATE = Template.ofProject();
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Messages.Said said = new Messages(Clock.systemUTC()).said(5);

    @Test
    void a_message_calls_what_the_whole_system_calls_for_it() throws Exception {
        assertThat(bare()).containsExactlyInAnyOrderElementsOf(whole());
    }

    @Test
    void a_message_uses_of_the_tables_what_the_model_says() {
        CapacityMeter meter = new CapacityMeter(TEMPLATE);
        try (LocalDynamo store = LocalDynamo.inMemory(meter)) {
            store.createTables(TEMPLATE);
            try (DynamoDbClient dynamo = AwsClients.dynamo(store.clientBuilder())) {
                new StoreCalls(dynamo, TEMPLATE, Messages.TEAM, Clock.systemUTC()).message(said);
            }
        }
        assertThat(meter.of("WordsTable").write()).isEqualTo(ScalingModel.WORDS_WRITES);
        assertThat(meter.of("WordsTable").read()).isEqualTo(ScalingModel.WORDS_READS);
        assertThat(meter.of("LedgerTable").write()).isEqualTo(ScalingModel.LEDGER_WRITES);
        assertThat(meter.of("LedgerTable/owed").write()).isEqualTo(ScalingModel.OWED_WRITES);
    }

    private List<String> bare() {
        List<String> calls = new CopyOnWriteArrayList<>();
        try (LocalDynamo store = LocalDynamo.inMemory(noting(calls))) {
            store.createTables(TEMPLATE);
            try (DynamoDbClient dynamo = AwsClients.dynamo(store.clientBuilder())) {
                StoreCalls storeCalls = new StoreCalls(dynamo, TEMPLATE, Messages.TEAM, Clock.systemUTC());
                storeCalls.message(said);
                storeCalls.board();
            }
        }
        return calls;
    }

    private List<String> whole() throws Exception {
        List<String> calls = new CopyOnWriteArrayList<>();
        try (LocalBellhop bellhop = LocalBellhop.builder()
                        .port(0)
                        .environment(Map.of("SLACK_SIGNING_SECRET", SlackRequest.SECRET))
                        .dynamoLayers(noting(calls))
                        .timer((wait, task) -> {})
                        .start();
                Deliveries deliveries = new Deliveries(bellhop.url(), Clock.systemUTC())) {
            deliveries.atOnce(List.of(said)).getFirst().get();
            bellhop.awaitQuiet(LONGEST);
        }
        return calls;
    }

    private static DynamoLayer noting(List<String> calls) {
        return (call, next) -> {
            calls.add(call.operation() + " " + shape(call.body()));
            return next.answer(call);
        };
    }

    /** The tables that a call is of, an entry an item. */
    private static List<String> shape(JsonNode body) {
        List<String> tables = new ArrayList<>();
        if (body.has("TableName")) {
            tables.add(body.get("TableName").asText());
        }
        body.path("RequestItems")
                .properties()
                .forEach(table -> table.getValue().path("Keys").forEach(key -> tables.add(table.getKey())));
        body.path("TransactItems")
                .forEach(item -> item.properties()
                        .forEach(action -> tables.add(action.getKey() + " "
                                + action.getValue().path("TableName").asText())));
        return tables;
    }
}
