package dev.bellhop.bench;

import static java.util.Objects.requireNonNull;

import dev.bellhop.aws.DynamoBoardStore;
import dev.bellhop.aws.DynamoCounts;
import dev.bellhop.aws.DynamoLedger;
import dev.bellhop.aws.DynamoSayings;
import dev.bellhop.aws.DynamoWordStore;
import dev.bellhop.aws.Environment;
import dev.bellhop.aws.EventJson;
import dev.bellhop.aws.WordSettings;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Delivery;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Journal;
import dev.bellhop.delivery.Once;
import dev.bellhop.delivery.OwedEvent;
import dev.bellhop.delivery.OwedReply;
import dev.bellhop.delivery.Patience;
import dev.bellhop.delivery.Publisher;
import dev.bellhop.delivery.Replies;
import dev.bellhop.delivery.Way;
import dev.bellhop.events.MessageCounted;
import dev.bellhop.localaws.Template;
import dev.bellhop.slack.ReplyText;
import dev.bellhop.words.Bonus;
import dev.bellhop.words.Counting;
import dev.bellhop.words.Leaderboard;
import dev.bellhop.words.Message;
import dev.bellhop.words.Shards;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The calls of DynamoDB that a message causes, and nothing else: {@code core} on its adapters and a client of the SDK, without Slack,
 * Lambda, topic and queue around them. {@code StoreCallsTest} holds them to what the whole system calls.
 */
final class StoreCalls {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Counting counting;
    private final Replies replies;
    private final Bonus bonus;
    private final Once once;
    private final Leaderboard leaderboard;
    private final String team;
    private final Clock clock;

    /** What was published, until its subscribers are done with it. */
    private final Map<String, OwedEvent> published = new ConcurrentHashMap<>();

    /** What no board has yet. Guarded by this. */
    private List<MessageCounted> unread = new ArrayList<>();

    /** @param team in whose items it is counted */
    StoreCalls(DynamoDbClient dynamo, Template template, String team, Clock clock) {
        Map<String, String> names = template.function("BotFunction").environment();
        Environment environment = new Environment(names);
        Shards shards = WordSettings.shards(environment);
        String wordsTable = table(names, "WORDS_TABLE");
        String ledgerTable = table(names, "LEDGER_TABLE");
        DynamoWordStore words = new DynamoWordStore(dynamo, wordsTable, ledgerTable, shards);
        DynamoLedger ledger = new DynamoLedger(dynamo, ledgerTable, clock);
        Patience patience = new Patience(clock, wait -> LockSupport.parkNanos(wait.toNanos()), new Random());
        Publisher publisher = (event, attempt) -> published.put(event.id(), event);
        Journal silence = Journal.SILENT;
        // The bot publishes beside its reply; here there is nothing to do beside.
        Delivery delivery = new Delivery(
                ledger, Optional.of(publisher), Counting.chunks(words), patience, silence, clock, Runnable::run);
        ReplyText texts = new ReplyText(words, shards.triggers());
        int each = WordSettings.bonus(
                new Environment(template.function("MultiplierFunction").environment()));
        this.counting = new Counting(
                new DynamoSayings(dynamo, words, table(names, "PEOPLE_TABLE"), ledgerTable),
                ledger,
                delivery,
                silence,
                shards.triggers(),
                Optional.of(new EventJson()),
                "bellhop/bot",
                clock);
        this.replies = reply -> ready(texts, reply);
        this.once = new Once(ledger, patience, silence, clock);
        this.bonus = new Bonus(words, once, each);
        this.leaderboard = new Leaderboard(
                new DynamoCounts(dynamo, wordsTable, shards), new DynamoBoardStore(dynamo, wordsTable), patience, each);
        this.team = team;
        this.clock = clock;
    }

    /** What the bot, the multiplier and the logger call for a message. */
    void message(Messages.Said said) {
        Message message = new Message(
                team,
                Messages.CHANNEL,
                "channel",
                Optional.empty(),
                Messages.PERSON,
                said.ts(),
                String.join(" ", said.words()),
                false,
                Way.EVENT);
        counting.hear(message, replies, attempt());
        OwedEvent event = requireNonNull(
                published.remove(message.identity().value()), "a message was counted before, or not at all");
        MessageCounted counted = (MessageCounted) EventJson.read(event.body()).event();
        bonus.add(Identity.atSubscriber("multiplier", event.id()), counted, attempt());
        once.perform(Identity.atSubscriber("logger", event.id()), attempt(), () -> {});
        synchronized (this) {
            unread.add(counted);
        }
    }

    /** What the leaderboard calls for all messages since the last time. */
    void board() {
        List<MessageCounted> batch;
        synchronized (this) {
            batch = unread;
            unread = new ArrayList<>();
        }
        if (!batch.isEmpty()) {
            leaderboard.take(team, batch, attempt());
        }
    }

    private Attempt attempt() {
        Instant end = clock.instant().plus(LONGEST);
        return Attempt.of(UUID.randomUUID().toString(), end, end);
    }

    private static Replies.Ready ready(ReplyText texts, OwedReply reply) {
        var unused = texts.of(reply);
        return attempt -> Way.EVENT;
    }

    private static String table(Map<String, String> names, String variable) {
        return requireNonNull(names.get(variable), variable);
    }
}
