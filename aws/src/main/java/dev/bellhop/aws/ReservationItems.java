package dev.bellhop.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.bellhop.reservations.Booking;
import dev.bellhop.reservations.Day;
import dev.bellhop.reservations.Hold;
import dev.bellhop.reservations.Slot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Calendars and bookings as items of the reservations table. Instants are text, for nothing may be lost of them, and
 * {@link #ENDS_AT} beside them is for the indexes.
 */
final class ReservationItems {

    static final String PK = "pk";
    static final String SK = "sk";
    static final String VERSION = "version";
    static final String REVISION = "revision";

    /** The index of a user's live bookings by their end. */
    static final String USER_INDEX = "user";

    static final String USER_KEY = "userKey";

    /** The index of all live bookings by their end. */
    static final String LIVE_INDEX = "live";

    static final String LIVE_SHARD = "liveShard";

    /** Seconds since 1970: the sort key of both indexes. */
    static final String ENDS_AT = "endsAt";

    /** A partition of the index takes 1,000 writes a second, and each list reads all of these. */
    static final int LIVE_SHARDS = 4;

    static final String DAY = "DAY#";
    static final String WATCH = "WATCH#";

    /**
     * How long after its end something is still there: longer than any mark that was settled before, so that a repeat finds
     * its booking. A day that is gone starts again at version 0; nobody decides on so old a read any more.
     */
    private static final Duration KEPT = Duration.ofDays(90);

    private ReservationItems() {}

    /** The partition of a resource's calendar and watches. No workspace's id has a {@code #} in it; a resource may. */
    static AttributeValue ofResource(String team, String resource) {
        return fromS("R#" + team + "#" + resource);
    }

    static Map<String, AttributeValue> watchKey(String team, String resource, String user) {
        return Map.of(PK, ofResource(team, resource), SK, fromS(WATCH + user));
    }

    /** The same watch where its user is known. */
    static Map<String, AttributeValue> watchedKey(String team, String user, String resource) {
        return Map.of(PK, userKey(team, user), SK, fromS(WATCH + resource));
    }

    static Map<String, AttributeValue> bookingKey(String team, String id) {
        return Map.of(PK, fromS("B#" + team + "#" + id), SK, fromS("BOOKING"));
    }

    static AttributeValue userKey(String team, String user) {
        return fromS("U#" + team + "#" + user);
    }

    static AttributeValue sortKey(LocalDate date) {
        return fromS(DAY + date);
    }

    static AttributeValue seconds(Instant instant) {
        return fromN(Long.toString(instant.getEpochSecond()));
    }

    static AttributeValue number(long number) {
        return fromN(Long.toString(number));
    }

    /** @param version that it is stored with */
    static Map<String, AttributeValue> item(String team, String resource, Day day, long version) {
        Instant end = day.date().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return Map.of(
                PK,
                ofResource(team, resource),
                SK,
                sortKey(day.date()),
                VERSION,
                number(version),
                "holds",
                fromL(day.holds().stream().map(hold -> fromM(hold(hold))).toList()),
                MarkItems.EXPIRES,
                seconds(end.plus(KEPT)));
    }

    static Day day(Item item) {
        return new Day(
                LocalDate.parse(item.string(SK).substring(DAY.length())),
                item.number(VERSION),
                item.items("holds").stream().map(ReservationItems::hold).toList());
    }

    /** In the indexes while it is live; both are sparse. */
    static Map<String, AttributeValue> item(Booking booking) {
        Map<String, AttributeValue> item = hold(booking.hold());
        item.putAll(bookingKey(booking.team(), booking.id()));
        item.put("team", fromS(booking.team()));
        item.put("resource", fromS(booking.resource()));
        item.put(REVISION, number(booking.revision()));
        item.put("zone", fromS(booking.zone().getId()));
        item.put("reason", fromS(booking.reason()));
        item.put("cancelled", fromBool(booking.cancelled()));
        item.put(MarkItems.EXPIRES, seconds(booking.slot().end().plus(KEPT)));
        if (!booking.cancelled()) {
            item.put(USER_KEY, userKey(booking.team(), booking.user()));
            item.put(LIVE_SHARD, liveShard(Math.floorMod(booking.id().hashCode(), LIVE_SHARDS)));
            item.put(ENDS_AT, seconds(booking.slot().end()));
        }
        return item;
    }

    static AttributeValue liveShard(int shard) {
        return fromS(Integer.toString(shard));
    }

    static Booking booking(Item item) {
        return new Booking(
                item.string("team"),
                item.string("resource"),
                hold(item),
                (int) item.number(REVISION),
                ZoneId.of(item.string("zone")),
                item.string("reason"),
                item.get("cancelled").bool());
    }

    private static Map<String, AttributeValue> hold(Hold hold) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("id", fromS(hold.id()));
        hold.location().ifPresent(location -> item.put("location", fromS(location)));
        item.put("user", fromS(hold.user()));
        item.put("start", fromS(hold.slot().start().toString()));
        item.put("end", fromS(hold.slot().end().toString()));
        return item;
    }

    private static Hold hold(Item item) {
        return new Hold(
                item.string("id"),
                item.optional("location", AttributeValue::s),
                item.string("user"),
                new Slot(Instant.parse(item.string("start")), Instant.parse(item.string("end"))));
    }
}
