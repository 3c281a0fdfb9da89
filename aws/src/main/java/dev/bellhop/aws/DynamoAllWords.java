package dev.bellhop.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.bellhop.words.AllWords;
import dev.bellhop.words.Count;
import dev.bellhop.words.Spoken;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The words table read from one end to the other, a page at a time. A trigger's items stand in order of their keys, {@code
 * W#word#0}, {@code W#word#1}, with those of words like {@code word#0x} between them: what is not whole yet is held back.
 */
public final class DynamoAllWords implements AllWords {

    private static final String WORD = "W#";

    private final DynamoDbClient dynamo;
    private final String wordsTable;

    public DynamoAllWords(DynamoDbClient dynamo, String wordsTable) {
        this.dynamo = dynamo;
        this.wordsTable = wordsTable;
    }

    /** A word as far as its items were read. */
    private record Partly(String word, Spoken spoken) {

        /** Whether an item of the key {@code sort}, or one after it, may still be of this word. */
        boolean goesOn(String sort) {
            return sort.startsWith(WORD + word + "#");
        }

        Partly plus(Spoken more) {
            return new Partly(
                    word,
                    new Spoken(
                            spoken.count().plus(more.count()),
                            either(spoken.first(), more.first()).min(Comparator.naturalOrder()),
                            either(spoken.last(), more.last()).max(Comparator.naturalOrder())));
        }

        private static <T> Stream<T> either(Optional<T> one, Optional<T> other) {
            return Stream.concat(one.stream(), other.stream());
        }
    }

    @Override
    public void each(String team, BiConsumer<String, Spoken> word) {
        Deque<Partly> heldBack = new ArrayDeque<>();
        dynamo.queryPaginator(request -> request.tableName(wordsTable)
                        .keyConditionExpression("pk = :team AND begins_with(sk, :word)")
                        .expressionAttributeValues(Map.of(":team", fromS("T#" + team), ":word", fromS(WORD))))
                .items()
                .forEach(attributes -> {
                    Item item = new Item(attributes);
                    String sort = item.string("sk");
                    while (!heldBack.isEmpty() && !heldBack.peek().goesOn(sort)) {
                        give(heldBack.pop(), word);
                    }
                    take(heldBack, sort.substring(WORD.length(), sort.lastIndexOf('#')), DynamoCounts.spoken(item));
                });
        while (!heldBack.isEmpty()) {
            give(heldBack.pop(), word);
        }
    }

    private static void take(Deque<Partly> heldBack, String word, Spoken spoken) {
        if (!heldBack.isEmpty() && heldBack.peek().word().equals(word)) {
            heldBack.push(heldBack.pop().plus(spoken));
        } else {
            heldBack.push(new Partly(word, spoken));
        }
    }

    private static void give(Partly whole, BiConsumer<String, Spoken> word) {
        if (!whole.spoken().count().equals(Count.ZERO)) {
            word.accept(whole.word(), whole.spoken());
        }
    }
}
