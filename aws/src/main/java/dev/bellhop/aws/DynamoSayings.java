package dev.bellhop.aws;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;
import dev.bellhop.words.Chunk;
import dev.bellhop.words.Sayings;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;

/** Counts in the words table, in a transaction that looks into the people table whether they may be. */
public final class DynamoSayings implements Sayings {

    private final Transactions transactions;
    private final DynamoWordStore words;
    private final String peopleTable;

    public DynamoSayings(DynamoDbClient dynamo, DynamoWordStore words, String peopleTable, String ledgerTable) {
        this.transactions = new Transactions(dynamo, ledgerTable);
        this.words = words;
        this.peopleTable = peopleTable;
    }

    @Override
    public Commit add(Mark mark, Chunk chunk, String user) {
        ConditionCheck wanted = PeopleItems.notOptedOut(peopleTable, chunk.team(), user);
        return transactions.openIf(wanted, mark, words.updates(mark.identity(), chunk));
    }
}
