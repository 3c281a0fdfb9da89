package dev.bellhop.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.bellhop.files.FileSearch;
import dev.bellhop.files.KeptFile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Finds files by the files table's indexes, and reads each as it stands: an index may still have what is forgotten. */
public final class DynamoFileSearch implements FileSearch {

    /** DynamoDB takes a hundred; items are of up to a few kilobytes. */
    private static final int BATCH = 50;

    private static final int MOST_READS = 5;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Duration kept;
    private final Clock clock;

    /** @param kept how long a file is known */
    public DynamoFileSearch(DynamoDbClient dynamo, String filesTable, Duration kept, Clock clock) {
        this.dynamo = dynamo;
        this.table = filesTable;
        this.kept = kept;
        this.clock = clock;
    }

    @Override
    public Looked recent(String team, Predicate<KeptFile> visible, int most) {
        Iterable<Map<String, AttributeValue>> keys = keys(FileItems.RECENT_INDEX, FileItems.LISTED, fromS(team));
        return files(keys.iterator(), List.of(), visible, most);
    }

    /** The first word leads through the index; of each file that it finds, the others are looked for in its own partition. */
    @Override
    public Looked withAll(String team, Collection<String> words, Predicate<KeptFile> visible, int most) {
        List<String> distinct = List.copyOf(new LinkedHashSet<>(words));
        Iterable<Map<String, AttributeValue>> keys =
                keys(FileItems.WORD_INDEX, FileItems.WORD_KEY, FileItems.wordKey(team, distinct.get(0)));
        return files(keys.iterator(), distinct.subList(1, distinct.size()), visible, most);
    }

    /** Newest first. */
    private Iterable<Map<String, AttributeValue>> keys(String index, String hash, AttributeValue value) {
        return dynamo.queryPaginator(request -> request.tableName(table)
                        .indexName(index)
                        .keyConditionExpression("#hash = :value")
                        .expressionAttributeNames(Map.of("#hash", hash))
                        .expressionAttributeValues(Map.of(":value", value))
                        .scanIndexForward(false)
                        .limit(BATCH))
                .items();
    }

    private Looked files(
            Iterator<Map<String, AttributeValue>> keys, List<String> words, Predicate<KeptFile> visible, int most) {
        List<KeptFile> found = new ArrayList<>();
        for (int looked = 0; keys.hasNext() && looked < MOST_LOOKED_AT && found.size() < most; looked += BATCH) {
            List<Item> hits = new ArrayList<>();
            while (keys.hasNext() && hits.size() < BATCH) {
                hits.add(new Item(keys.next()));
            }
            List<KeptFile> candidates = read(hits).stream().filter(visible).toList();
            for (KeptFile file : having(candidates, words)) {
                if (found.size() < most) {
                    found.add(file);
                }
            }
        }
        return new Looked(found, !keys.hasNext());
    }

    /** In the order of {@code hits}, the files that are there in the life that was hit, and whose original is here. */
    private List<KeptFile> read(List<Item> hits) {
        Instant over = clock.instant().minus(kept);
        Map<AttributeValue, KeptFile> files = new HashMap<>();
        List<Map<String, AttributeValue>> keys = hits.stream()
                .map(hit -> Map.of(FileItems.PK, hit.get(FileItems.PK), FileItems.SK, fromS(FileItems.FILE)))
                .toList();
        for (Item item : items(keys, false)) {
            if (FileItems.isLive(item, over)) {
                files.put(item.get(FileItems.PK), FileItems.file(item));
            }
        }
        List<KeptFile> found = new ArrayList<>();
        for (Item hit : hits) {
            KeptFile file = files.get(hit.get(FileItems.PK));
            if (file != null && file.hasOriginal() && FileItems.isOf(hit.string(FileItems.SK), file)) {
                found.add(file);
            }
        }
        return found;
    }

    private List<KeptFile> having(List<KeptFile> files, List<String> words) {
        if (words.isEmpty() || files.isEmpty()) {
            return files;
        }
        List<Map<String, AttributeValue>> keys = files.stream()
                .flatMap(file -> words.stream()
                        .map(word -> FileItems.key(file.team(), file.id(), FileItems.words(file.keys()) + word)))
                .toList();
        Map<AttributeValue, Integer> has = new HashMap<>();
        for (int from = 0; from < keys.size(); from += BATCH) {
            items(keys.subList(from, Math.min(keys.size(), from + BATCH)), true)
                    .forEach(item -> has.merge(item.get(FileItems.PK), 1, Integer::sum));
        }
        return files.stream()
                .filter(file -> has.getOrDefault(FileItems.partition(file.team(), file.id()), 0) == words.size())
                .toList();
    }

    private List<Item> items(List<Map<String, AttributeValue>> keys, boolean keysAlone) {
        KeysAndAttributes.Builder wanted =
                KeysAndAttributes.builder().keys(Set.copyOf(keys)).consistentRead(true);
        if (keysAlone) {
            wanted.projectionExpression("pk, sk");
        }
        List<Item> items = new ArrayList<>();
        Map<String, KeysAndAttributes> left = keys.isEmpty() ? Map.of() : Map.of(table, wanted.build());
        for (int reads = 0; !left.isEmpty(); reads++) {
            if (reads == MOST_READS) {
                throw new IllegalStateException(table + " is throttled: after " + MOST_READS
                        + " reads there are still keys unprocessed; try again later.");
            }
            Map<String, KeysAndAttributes> batch = left;
            var response = dynamo.batchGetItem(request -> request.requestItems(batch));
            response.responses().getOrDefault(table, List.of()).forEach(item -> items.add(new Item(item)));
            left = response.unprocessedKeys();
        }
        return items;
    }
}
