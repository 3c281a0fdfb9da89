package dev.bellhop.subscribers;

import dev.bellhop.aws.DynamoBoardStore;
import dev.bellhop.aws.DynamoWordStore;
import dev.bellhop.delivery.Mark;
import dev.bellhop.localaws.LocalDynamo;
import dev.bellhop.localaws.Template;
import dev.bellhop.words.Board;
import dev.bellhop.words.Chunk;
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

/** The words and the ledger in DynamoDB Local as the template has them, new for each test, behind a layer of faults. */
public final class Tables implements BeforeEachCallback, AfterEachCallback {

    public static final Shards SHARDS = new Shards(new Triggers(Set.of("awsadvent")), 8);
    public static final String WORDS = "WordsTable";
    public static final String LEDGER = "LedgerTable";
    public static final String PEOPLE = "PeopleTable";
    public static final String RESERVATIONS = "ReservationsTable";

    private final Faults faults = new Faults();
    private LocalDynamo local;
    private DynamoDbClient client;

    @Override
    public void beforeEach(ExtensionContext context) {
        local = LocalDynamo.inMemory();
        local.createTables(Template.ofProject());
        client = local.client();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        client.close();
        local.close();
    }

    /** The client that functions get. */
    public DynamoDbClient dynamo() {
        return faults.before(DynamoDbClient.class, client);
    }

    public Faults faults() {
        return faults;
    }

    /** Adds to the words of a workspace, as a message or the multiplier does. */
    public void add(Mark mark, Chunk chunk) {
        new DynamoWordStore(client, WORDS, LEDGER, SHARDS).add(mark, chunk);
    }

    public Board board(String team) {
        return new DynamoBoardStore(client, WORDS).read(team);
    }

    public Map<String, Count> counts(String... words) {
        var store = new DynamoWordStore(client, WORDS, LEDGER, SHARDS);
        Map<String, Count> counts = new HashMap<>();
        List.of(words).forEach(word -> counts.putAll(store.counts("T1", List.of(word))));
        return counts;
    }
}
