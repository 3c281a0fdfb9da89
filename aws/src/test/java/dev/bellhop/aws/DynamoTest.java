package dev.bellhop.aws;

import dev.bellhop.delivery.Debts;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Lease;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.OwedEvent;
import dev.bellhop.delivery.OwedReply;
import dev.bellhop.delivery.Reply;
import dev.bellhop.delivery.Way;
import dev.bellhop.delivery.Work;
import dev.bellhop.localaws.LocalDynamo;
import dev.bellhop.localaws.Template;
import dev.bellhop.words.Shards;
import dev.bellhop.words.Triggers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The adapters on DynamoDB Local, with the tables of the template. */
abstract class DynamoTest {

    static final Instant NOW = Instant.parse("2026-12-01T10:00:00.123Z");
    static final Identity IDENTITY = Identity.ofMessage("T1", "C1", "1764583200.000100");
    static final Lease LEASE = new Lease("first", NOW.plusSeconds(12));
    static final Lease OTHER = new Lease("second", NOW.plusSeconds(60));

    static final OwedEvent EVENT = new OwedEvent("id", "bellhop.message.counted.v1", "T1", "{\"a\":\"\uD83D\uDC4D\"}");
    static final OwedReply REPLY = new OwedReply(
            Way.WEBHOOK, "T1", "C1", Optional.of("1.2"), "U1", new Reply.Counts(List.of("a", "c++"), 3, 4));
    static final Debts DEBTS = new Debts(List.of(EVENT), Optional.of(REPLY));

    final LocalDynamo dynamo = LocalDynamo.inMemory();
    final DynamoDbClient client = dynamo.client();
    final DynamoLedger ledger = new DynamoLedger(client, "LedgerTable", Clock.fixed(NOW, ZoneOffset.UTC));
    final DynamoWordStore words =
            new DynamoWordStore(client, "WordsTable", "LedgerTable", new Shards(Triggers.parse("awsadvent"), 8));
    final DynamoSayings sayings = new DynamoSayings(client, words, "PeopleTable", "LedgerTable");
    final DynamoOptOuts optOuts = new DynamoOptOuts(client, "PeopleTable");
    final DynamoCalendarStore calendars = new DynamoCalendarStore(client, "ReservationsTable", "LedgerTable");
    final DynamoBookings bookings = new DynamoBookings(client, "ReservationsTable");
    final DynamoWatchStore watches = new DynamoWatchStore(client, "ReservationsTable", "LedgerTable");
    final DynamoPreferences preferences = new DynamoPreferences(client, "PeopleTable", "LedgerTable");
    final DynamoConfirmations confirmations = new DynamoConfirmations(client, "PeopleTable", "LedgerTable");

    @BeforeEach
    void createTables() {
        dynamo.createTables(Template.ofProject());
    }

    @AfterEach
    void stop() {
        client.close();
        dynamo.close();
    }

    static Mark owing(Optional<Work> work) {
        return Mark.owing(IDENTITY, LEASE, NOW, work, DEBTS);
    }
}
