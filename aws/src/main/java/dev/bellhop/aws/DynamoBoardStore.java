package dev.bellhop.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromB;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.bellhop.words.Board;
import dev.bellhop.words.Board.Standing;
import dev.bellhop.words.BoardStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * Boards in the words table: {@code T#team} / {@code BOARD}, the standings as compressed text, a line each.
 *
 * <p>Where they would not fit into an item, the lowest are left out. {@value Board#EXACT} always fit: of the longest words, 400
 * bytes each, deflate makes 300 at most, for a quarter of the bytes of UTF-8 say little and the others have six bits.
 */
public final class DynamoBoardStore implements BoardStore {

    /** DynamoDB's limit is 409,600 for the whole item: keys and version have room beside it. */
    private static final int MOST_BYTES = 400_000;

    private final DynamoDbClient dynamo;
    private final String wordsTable;

    public DynamoBoardStore(DynamoDbClient dynamo, String wordsTable) {
        this.dynamo = dynamo;
        this.wordsTable = wordsTable;
    }

    @Override
    public Board read(String team) {
        var found = dynamo.getItem(
                request -> request.tableName(wordsTable).key(key(team)).consistentRead(true));
        if (!found.hasItem()) {
            return Board.EMPTY;
        }
        Item item = new Item(found.item());
        return new Board(unpacked(item.get("standings").b().asByteArray()), item.number("version"));
    }

    @Override
    public boolean replace(String team, Board board) {
        PutItemRequest.Builder put = PutItemRequest.builder()
                .tableName(wordsTable)
                .item(Map.of(
                        "pk", key(team).get("pk"),
                        "sk", key(team).get("sk"),
                        "standings", fromB(SdkBytes.fromByteArrayUnsafe(packed(board.standings()))),
                        "version", fromN(Long.toString(board.version() + 1))));
        if (board.version() == 0) {
            put.conditionExpression("attribute_not_exists(pk)");
        } else {
            put.conditionExpression("version = :read")
                    .expressionAttributeValues(Map.of(":read", fromN(Long.toString(board.version()))));
        }
        try {
            dynamo.putItem(put.build());
            return true;
        } catch (ConditionalCheckFailedException replaced) {
            return false;
        }
    }

    private static byte[] packed(List<Standing> standings) {
        byte[] packed = deflated(standings);
        for (int kept = standings.size(); packed.length > MOST_BYTES; packed = deflated(standings.subList(0, kept))) {
            kept = (int) ((long) kept * MOST_BYTES / packed.length);
        }
        return packed;
    }

    private static byte[] deflated(List<Standing> standings) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
            deflater.write(standings.stream()
                    .map(standing -> standing.count() + " " + standing.word())
                    .collect(Collectors.joining("\n"))
                    .getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static List<Standing> unpacked(byte[] packed) {
        try (InflaterInputStream inflater = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return new String(inflater.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(DynamoBoardStore::standing)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("A board's standings can't be read", e);
        }
    }

    /** Words have no white space in them. */
    private static Standing standing(String line) {
        int space = line.indexOf(' ');
        return new Standing(line.substring(space + 1), Long.parseLong(line.substring(0, space)));
    }

    private static Map<String, AttributeValue> key(String team) {
        return Map.of("pk", fromS("T#" + team), "sk", fromS("BOARD"));
    }
}
