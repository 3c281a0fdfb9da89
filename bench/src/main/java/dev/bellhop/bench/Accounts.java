package dev.bellhop.bench;

import static java.util.Objects.requireNonNull;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.bellhop.aws.Environment;
import dev.bellhop.aws.WordSettings;
import dev.bellhop.local.LocalBellhop;
import dev.bellhop.localaws.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What was said, held against what came of it. */
final class Accounts {

    /** So many of one kind are told one by one. */
    private static final int MOST_TOLD = 5;

    /** What a mark has while something is unfinished or owed. */
    private static final List<String> OPEN = List.of("work", "owesEvents", "owesReply", "parked");

    private static final String LEDGER = "LedgerTable";
    private static final String WORDS = "WordsTable";

    private record Count(long mentions, long count) {
        static final Count NONE = new Count(0, 0);

        Count plus(Count other) {
            return new Count(mentions + other.mentions, count + other.count);
        }
    }

    private final Map<String, Long> said = new HashMap<>();
    private long messages;

    /** Notes a message that Slack delivers, however often. */
    synchronized Messages.Said add(Messages.Said message) {
        message.words().forEach(word -> said.merge(word, 1L, Long::sum));
        messages++;
        return message;
    }

    synchronized long messages() {
        return messages;
    }

    /**
     * What is not as it has to be once everything is done, in sentences: each word counted as often as it was said, with its bonus;
     * one mark of each message, and one of each subscriber's work on it; none of them open; nothing in a queue.
     */
    synchronized List<String> faults(LocalBellhop bellhop) {
        List<String> faults = new ArrayList<>();
        faults.addAll(ofWords(bellhop.dynamo(), bellhop.template()));
        faults.addAll(ofMarks(bellhop.dynamo()));
        faults.addAll(ofQueues(bellhop));
        return faults;
    }

    private List<String> ofWords(DynamoDbClient dynamo, Template template) {
        int bonus = WordSettings.bonus(
                new Environment(template.function("MultiplierFunction").environment()));
        Map<String, Count> counted = counted(dynamo);
        Set<String> all = new TreeSet<>(said.keySet());
        all.addAll(counted.keySet());
        List<String> wrong = all.stream()
                .flatMap(
                        word -> wrong(word, said.getOrDefault(word, 0L), counted.getOrDefault(word, Count.NONE), bonus))
                .toList();
        return wrong.size() <= MOST_TOLD
                ? wrong
                : Stream.concat(
                                wrong.stream().limit(MOST_TOLD),
                                Stream.of((wrong.size() - MOST_TOLD) + " more words are counted wrongly"))
                        .toList();
    }

    private static Stream<String> wrong(String word, long times, Count counted, int bonus) {
        if (counted.mentions != times) {
            return Stream.of(
                    "\"" + word + "\" was said " + times + " times and counted " + counted.mentions + " times");
        }
        long right = times * (1L + bonus);
        return counted.count == right
                ? Stream.empty()
                : Stream.of("\"" + word + "\" stands at " + counted.count + " and should at " + right);
    }

    private static Map<String, Count> counted(DynamoDbClient dynamo) {
        Map<String, Count> counted = new HashMap<>();
        dynamo.queryPaginator(query -> query.tableName(WORDS)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :team AND begins_with(sk, :word)")
                        .expressionAttributeValues(Map.of(":team", fromS("T#" + Messages.TEAM), ":word", fromS("W#"))))
                .items()
                .forEach(item -> {
                    String sk = requireNonNull(item.get("sk")).s();
                    String word = sk.substring("W#".length(), sk.lastIndexOf('#'));
                    counted.merge(word, new Count(number(item, "mentions"), number(item, "count")), Count::plus);
                });
        return counted;
    }

    private static long number(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? 0 : Long.parseLong(value.n());
    }

    private List<String> ofMarks(DynamoDbClient dynamo) {
        Map<String, Long> marks = new HashMap<>();
        List<String> open = new ArrayList<>();
        dynamo.scanPaginator(scan -> scan.tableName(LEDGER).consistentRead(true)).items().stream()
                .filter(item -> identity(item).contains(Messages.TEAM + ":"))
                .forEach(item -> {
                    String owner = identity(item).substring(0, identity(item).indexOf(Messages.TEAM));
                    marks.merge(owner.isEmpty() ? "the bot:" : owner, 1L, Long::sum);
                    if (OPEN.stream().anyMatch(item::containsKey)) {
                        open.add(identity(item));
                    }
                });
        List<String> faults = new ArrayList<>();
        for (String owner : List.of("the bot:", "multiplier:", "logger:")) {
            long found = marks.getOrDefault(owner, 0L);
            if (found != messages) {
                faults.add(owner + " " + found + " marks of " + messages + " messages");
            }
        }
        if (!open.isEmpty()) {
            faults.add(open.size() + " marks are unfinished or owe something, such as " + open.getFirst());
        }
        return faults;
    }

    private static String identity(Map<String, AttributeValue> mark) {
        return requireNonNull(mark.get("pk")).s();
    }

    private static List<String> ofQueues(LocalBellhop bellhop) {
        return bellhop.template().queues().stream()
                .flatMap(queue -> {
                    Map<QueueAttributeName, String> attributes =
                            bellhop.aws().queues().attributes(queue.url());
                    long waiting = Stream.of(
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)
                            .mapToLong(name -> Long.parseLong(attributes.getOrDefault(name, "0")))
                            .sum();
                    return waiting == 0 ? Stream.empty() : Stream.of(queue.name() + " holds " + waiting + " messages");
                })
                .toList();
    }
}
