package dev.bellhop.aws;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;
import dev.bellhop.people.Address;
import dev.bellhop.people.Preferences;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Preferences in the people table: {@code U#team#user} / {@code PREFS}. */
public final class DynamoPreferences implements Preferences {

    private final DynamoDbClient dynamo;
    private final Transactions transactions;
    private final String table;

    public DynamoPreferences(DynamoDbClient dynamo, String peopleTable, String ledgerTable) {
        this.dynamo = dynamo;
        this.transactions = new Transactions(dynamo, ledgerTable);
        this.table = peopleTable;
    }

    /** {@inheritDoc} Slack also where a later version, rolled back by now, stored a way that this one doesn't know. */
    @Override
    public Address of(String team, String user) {
        var found = dynamo.getItem(request -> request.tableName(table)
                .key(PeopleItems.preferencesKey(team, user))
                .consistentRead(true));
        return Optional.of(found.item())
                .filter(item -> !item.isEmpty())
                .flatMap(item -> PeopleItems.address(new Item(item)))
                .orElseGet(Address.Slack::new);
    }

    @Override
    public Commit choose(Mark mark, String team, String user, Address address) {
        return transactions.open(mark, List.of(PeopleItems.choose(table, team, user, address)));
    }
}
