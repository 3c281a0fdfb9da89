package dev.bellhop.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;

final class DynamoDbLocalTest {
    @Test
    void a_new_database_has_no_tables() {
        var local = DynamoDBEmbedded.create(true);
        try (var client = local.dynamoDbClient()) {
            assertThat(client.listTables().tableNames()).isEmpty();
        } finally {
            local.shutdownNow();
        }
    }
}
