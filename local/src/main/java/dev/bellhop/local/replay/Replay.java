package dev.bellhop.local.replay;

import dev.bellhop.aws.DynamoLedger;
import dev.bellhop.aws.DynamoWordStore;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Delivery;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Journal;
import dev.bellhop.delivery.Once;
import dev.bellhop.delivery.Outcome;
import dev.bellhop.delivery.Patience;
import dev.bellhop.events.MessageCounted;
import dev.bellhop.events.WordTimes;
import dev.bellhop.subscribers.multiplier.MultiplierHandler;
import dev.bellhop.words.Bonus;
import dev.bellhop.words.Counting;
import dev.bellhop.words.Recount;
import dev.bellhop.words.Shards;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Counts messages, and adds their bonus, in two tables: each message in the bot's own transaction under its own mark. What the ledger
 * says was done is not done again, so a replay that was broken off is simply made again.
 */
final class Replay {

    /** As many transactions at once as a trigger word has items in most deployments. */
    private static final int AT_ONCE = 8;

    /** For one message, throttled and in conflict as it may be. */
    private static final Duration MOST_A_MESSAGE = Duration.ofMinutes(1);

    /**
     * What came of it.
     *
     * @param counted messages that were counted now
     * @param known messages that were counted before
     * @param held messages that another run is at, or was until a moment ago
     * @param bonuses messages that got their bonus now
     * @param stopped why not all was tried
     */
    record Report(int counted, int known, int held, int bonuses, Optional<RuntimeException> stopped) {}

    private final Recount recount;
    private final Bonus bonus;
    private final Shards shards;
    private final Clock clock;
    private final Supplier<String> ids;

    private final AtomicInteger counted = new AtomicInteger();
    private final AtomicInteger known = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger bonuses = new AtomicInteger();
    private final AtomicReference<@Nullable RuntimeException> stopped = new AtomicReference<>();

    /**
     * @param bonus what the multiplier adds for each occurrence of a word
     * @param ids unique names for attempts
     */
    Replay(
            DynamoDbClient dynamo,
            String wordsTable,
            String ledgerTable,
            Shards shards,
            int bonus,
            Clock clock,
            Supplier<String> ids,
            Patience.Pause pause,
            RandomGenerator random) {
        var ledger = new DynamoLedger(dynamo, ledgerTable, clock);
        var words = new DynamoWordStore(dynamo, wordsTable, ledgerTable, shards);
        var patience = new Patience(clock, pause, random);
        // What came of it is said in the end; a line for each message would be as long as the log.
        Journal journal = Journal.SILENT;
        var delivery =
                new Delivery(ledger, Optional.empty(), Counting.chunks(words), patience, journal, clock, Runnable::run);
        this.recount = new Recount(words, delivery, clock);
        this.bonus = new Bonus(words, new Once(ledger, patience, journal, clock), bonus);
        this.shards = shards;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Counts them. Those that have an item in common go one after the other, as they are given: so they don't conflict, and it
     * stands there who was first and last.
     */
    Report run(List<Counted.Message> messages) {
        try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
            Map<String, CompletableFuture<?>> latest = new HashMap<>();
            for (Counted.Message message : messages) {
                List<String> items = items(message).toList();
                CompletableFuture<?>[] before = items.stream()
                        .map(latest::get)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toArray(CompletableFuture<?>[]::new);
                CompletableFuture<Void> done =
                        CompletableFuture.allOf(before).thenRunAsync(() -> unlessStopped(message), workers);
                items.forEach(item -> latest.put(item, done));
            }
            CompletableFuture.allOf(latest.values().toArray(CompletableFuture<?>[]::new))
                    .join();
        }
        return new Report(counted.get(), known.get(), held.get(), bonuses.get(), Optional.ofNullable(stopped.get()));
    }

    /** What of the words table it touches. */
    private Stream<String> items(Counted.Message message) {
        Identity identity = identity(message.event());
        return message.event().words().stream()
                .map(WordTimes::word)
                .map(word -> message.event().team() + " " + word + " " + shards.pick(word, identity));
    }

    private static Identity identity(MessageCounted event) {
        return Identity.ofMessage(event.team(), event.channel(), event.ts());
    }

    private void unlessStopped(Counted.Message message) {
        if (stopped.get() != null) {
            return;
        }
        try {
            count(message);
        } catch (RuntimeException e) {
            stopped.compareAndSet(null, e);
        }
    }

    private void count(Counted.Message message) {
        Instant end = clock.instant().plus(MOST_A_MESSAGE);
        Attempt attempt = Attempt.of(ids.get(), end, end);
        AtomicInteger outcome = switch (recount.count(message.event(), attempt)) {
            case Outcome.Done done -> counted;
            case Outcome.Settled settled -> known;
            case Outcome.Underway underway -> held;
            case Outcome.Declined declined -> throw new AssertionError("nobody is asked whether they opted out");
        };
        outcome.incrementAndGet();
        Identity multiplied = Identity.atSubscriber(MultiplierHandler.NAME, message.id());
        if (bonus.add(multiplied, message.event(), attempt)) {
            bonuses.incrementAndGet();
        }
    }
}
