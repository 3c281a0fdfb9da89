package dev.bellhop.aws;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;
import dev.bellhop.people.Consent;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Marks in the ledger table, in a transaction that looks into the people table whether they may be there. */
public final class DynamoConsent implements Consent {

    private final Transactions transactions;
    private final String peopleTable;

    public DynamoConsent(DynamoDbClient dynamo, String peopleTable, String ledgerTable) {
        this.transactions = new Transactions(dynamo, ledgerTable);
        this.peopleTable = peopleTable;
    }

    @Override
    public Commit open(Mark mark, String team, String user) {
        return transactions.openIf(PeopleItems.notOptedOut(peopleTable, team, user), mark, List.of());
    }
}
