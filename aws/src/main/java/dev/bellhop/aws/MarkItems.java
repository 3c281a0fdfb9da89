package dev.bellhop.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.bellhop.delivery.AddressChange;
import dev.bellhop.delivery.BookingChange;
import dev.bellhop.delivery.Channel;
import dev.bellhop.delivery.Debts;
import dev.bellhop.delivery.Finisher;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Lease;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.OwedEvent;
import dev.bellhop.delivery.OwedReply;
import dev.bellhop.delivery.Reply;
import dev.bellhop.delivery.Way;
import dev.bellhop.delivery.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Marks as items of the ledger table. */
final class MarkItems {

    static final String PK = "pk";
    static final String SK = "sk";
    static final String ATTEMPT = "attempt";
    static final String LEASE_UNTIL = "leaseUntil";
    static final String WORK = "work";
    static final String CHUNKS_DONE = "chunksDone";
    static final String OWES_EVENTS = "owesEvents";
    static final String OWES_REPLY = "owesReply";
    static final String PARKED = "parked";
    static final String ANSWERED = "answered";
    static final String RESULT = "result";
    static final String OWED_SINCE = "owedSince";
    static final String OWED_SHARD = "owedShard";
    static final String EXPIRES = "expires";

    /** The index of marks with {@link #OWED_SHARD} and {@link #OWED_SINCE}. */
    static final String OWED_INDEX = "owed";

    /**
     * Every counted message enters the index and leaves it; spread over this many keys it takes some thousand messages a
     * second. A partition takes 1,000 writes.
     */
    static final int OWED_SHARDS = 8;

    /** The index key of what is parked, so that an operator finds it and the sweeper does not. */
    static final String PARKED_SHARD = "PARKED";

    /** Longer than any redrive: a DLQ keeps a message for 14 days, and it can be redriven into another 14. */
    static final Duration KEPT = Duration.ofDays(35);

    private MarkItems() {}

    static Map<String, AttributeValue> key(Identity identity) {
        return Map.of(PK, fromS(identity.value()), SK, fromS("MARK"));
    }

    static String shard(Identity identity) {
        return Integer.toString(Math.floorMod(identity.value().hashCode(), OWED_SHARDS));
    }

    static AttributeValue expiry(Instant now) {
        return fromN(Long.toString(now.plus(KEPT).getEpochSecond()));
    }

    static AttributeValue millis(Instant instant) {
        return fromN(Long.toString(instant.toEpochMilli()));
    }

    static Map<String, AttributeValue> item(Mark mark) {
        Map<String, AttributeValue> item = new HashMap<>(key(mark.identity()));
        item.put(ATTEMPT, fromS(mark.lease().attempt()));
        item.put(LEASE_UNTIL, millis(mark.lease().until()));
        mark.work().ifPresent(work -> {
            item.put(WORK, fromS(work.rest()));
            item.put(CHUNKS_DONE, chunksDone(work));
        });
        if (!mark.owes().events().isEmpty()) {
            item.put(OWES_EVENTS, events(mark.owes().events()));
        }
        mark.owes().reply().ifPresent(reply -> item.put(OWES_REPLY, reply(reply)));
        mark.result().ifPresent(result -> item.put(RESULT, fromS(result)));
        if (mark.finisher() == Finisher.SWEEPER) {
            item.put(OWED_SINCE, millis(mark.since()));
            item.put(OWED_SHARD, fromS(shard(mark.identity())));
        } else {
            item.put(EXPIRES, expiry(mark.since()));
        }
        return item;
    }

    static AttributeValue chunksDone(Work work) {
        return fromN(Integer.toString(work.chunksDone()));
    }

    static AttributeValue events(List<OwedEvent> events) {
        return fromL(events.stream()
                .map(event -> fromM(Map.of(
                        "id", fromS(event.id()),
                        "type", fromS(event.type()),
                        "team", fromS(event.team()),
                        "body", fromS(event.body()))))
                .toList());
    }

    static AttributeValue way(Way way) {
        return name(way);
    }

    private static AttributeValue name(Enum<?> constant) {
        return fromS(constant.name().toLowerCase(Locale.ROOT));
    }

    static AttributeValue reply(OwedReply owed) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("way", way(owed.way()));
        item.put("team", fromS(owed.team()));
        item.put("channel", fromS(owed.channel()));
        owed.thread().ifPresent(thread -> item.put("thread", fromS(thread)));
        item.put("user", fromS(owed.user()));
        switch (owed.reply()) {
            case Reply.Counts counts -> {
                item.put(
                        "words",
                        fromL(counts.words().stream().map(AttributeValue::fromS).toList()));
                item.put("more", fromN(Integer.toString(counts.more())));
                item.put("leftOut", fromN(Integer.toString(counts.leftOut())));
            }
            case Reply.Help() -> item.put("help", fromBool(true));
            case Reply.Booking(String booking, BookingChange change) -> {
                item.put("booking", fromS(booking));
                item.put("change", name(change));
            }
            case Reply.Watching(String resource, boolean watching) -> {
                item.put("resource", fromS(resource));
                item.put("watching", fromBool(watching));
            }
            case Reply.Address(Channel channel, AddressChange change) -> {
                item.put("notifyBy", name(channel));
                item.put("change", name(change));
            }
            case Reply.FilesLeftOut(int external, int tooMany) -> {
                item.put("external", fromN(Integer.toString(external)));
                item.put("tooMany", fromN(Integer.toString(tooMany)));
            }
        }
        return fromM(item);
    }

    static Mark mark(Map<String, AttributeValue> attributes) {
        Item item = new Item(attributes);
        boolean swept = item.has(OWED_SINCE);
        return new Mark(
                new Identity(item.string(PK)),
                new Lease(item.string(ATTEMPT), item.instant(LEASE_UNTIL)),
                swept ? item.instant(OWED_SINCE) : Instant.EPOCH,
                item.optional(WORK, work -> new Work(work.s(), (int) item.number(CHUNKS_DONE))),
                new Debts(
                        events(item, OWES_EVENTS),
                        item.optional(OWES_REPLY, reply -> owedReply(new Item(reply.m()))),
                        events(item, PARKED)),
                item.optional(ANSWERED, MarkItems::way),
                swept ? Finisher.SWEEPER : Finisher.REDELIVERY,
                item.optional(RESULT, AttributeValue::s));
    }

    private static List<OwedEvent> events(Item item, String attribute) {
        return item.items(attribute).stream()
                .map(event -> new OwedEvent(
                        event.string("id"), event.string("type"), event.string("team"), event.string("body")))
                .toList();
    }

    private static OwedReply owedReply(Item item) {
        return new OwedReply(
                way(item.get("way")),
                item.string("team"),
                item.string("channel"),
                item.optional("thread", AttributeValue::s),
                item.string("user"),
                reply(item));
    }

    private static Reply reply(Item item) {
        if (item.has("help")) {
            return new Reply.Help();
        }
        if (item.has("booking")) {
            String change = item.string("change").toUpperCase(Locale.ROOT);
            return new Reply.Booking(item.string("booking"), BookingChange.valueOf(change));
        }
        if (item.has("notifyBy")) {
            return new Reply.Address(
                    Channel.valueOf(item.string("notifyBy").toUpperCase(Locale.ROOT)),
                    AddressChange.valueOf(item.string("change").toUpperCase(Locale.ROOT)));
        }
        if (item.has("watching")) {
            return new Reply.Watching(
                    item.string("resource"), item.get("watching").bool());
        }
        if (item.has("external")) {
            return new Reply.FilesLeftOut((int) item.number("external"), (int) item.number("tooMany"));
        }
        return counts(item);
    }

    private static Reply counts(Item item) {
        List<String> words =
                item.get("words").l().stream().map(AttributeValue::s).toList();
        return new Reply.Counts(words, (int) item.number("more"), (int) item.number("leftOut"));
    }

    private static Way way(AttributeValue value) {
        return Way.valueOf(value.s().toUpperCase(Locale.ROOT));
    }
}
