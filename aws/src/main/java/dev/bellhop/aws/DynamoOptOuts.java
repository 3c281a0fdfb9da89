package dev.bellhop.aws;

import dev.bellhop.people.OptOuts;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Opting out in the people table: {@code U#team#user} / {@code OPTOUT}, which is there or is not. */
public final class DynamoOptOuts implements OptOuts {

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoOptOuts(DynamoDbClient dynamo, String peopleTable) {
        this.dynamo = dynamo;
        this.table = peopleTable;
    }

    @Override
    public void optOut(String team, String user) {
        dynamo.putItem(request -> request.tableName(table).item(PeopleItems.optOutKey(team, user)));
    }

    @Override
    public void optIn(String team, String user) {
        dynamo.deleteItem(request -> request.tableName(table).key(PeopleItems.optOutKey(team, user)));
    }
}
