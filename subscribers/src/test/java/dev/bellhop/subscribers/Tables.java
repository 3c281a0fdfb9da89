package dev.bellhop.subscribers;

import dev.bellhop.aws.DynamoWordStore;
import dev.bellhop.words.Count;
import dev.bellhop.words.Shards;
import dev.bellhop.words.Triggers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/** The words and the ledger in DynamoDB Local, new for each test, behind a layer of faults. */
public final class Tables implements BeforeEachCallback, AfterEachCallback {

    public static final Shards SHARDS = new Shards(new Triggers(Set.of("awsadvent")), 8);
    public static final String WORDS = "words";
    public static final String LEDGER = "ledger";

    private final Faults faults = new Faults();
    private AmazonDynamoDBLocal local;
    private DynamoDbClient client;

    @Override
    public void beforeEach(ExtensionContext context) {
        local = DynamoDBEmbedded.create(true);
        client = local.dynamoDbClient();
        client.createTable(table(WORDS).build());
        client.createTable(table(LEDGER)
                .attributeDefinitions(
                        attribute("pk", ScalarAttributeType.S),
                        attribute("sk", ScalarAttributeType.S),
                        attribute("owedShard", ScalarAttributeType.S),
                        attribute("owedSince", ScalarAttributeType.N))
                .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                        .indexName("owed")
                        .keySchema(key("owedShard", KeyType.HASH), key("owedSince", KeyType.RANGE))
                        .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
                        .build())
                .build());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        client.close();
        local.shutdownNow();
    }

    /** The client that functions get. */
    public DynamoDbClient dynamo() {
        return faults.before(DynamoDbClient.class, client);
    }

    public Faults faults() {
        return faults;
    }

    public Map<String, Count> counts(String... words) {
        var store = new DynamoWordStore(client, WORDS, LEDGER, SHARDS);
        Map<String, Count> counts = new HashMap<>();
        List.of(words).forEach(word -> counts.putAll(store.counts("T1", List.of(word))));
        return counts;
    }

    private static CreateTableRequest.Builder table(String name) {
        return CreateTableRequest.builder()
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute("pk", ScalarAttributeType.S), attribute("sk", ScalarAttributeType.S))
                .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE));
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
