package dev.bellhop.aws;

import dev.bellhop.reservations.Booking;
import dev.bellhop.reservations.Bookings;
import dev.bellhop.reservations.EndingBookings;
import dev.bellhop.reservations.Limits;
import dev.bellhop.reservations.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Bookings in the reservations table: {@code B#team#id} / {@code BOOKING}, and the indexes {@code user} and {@code live}. */
public final class DynamoBookings implements Bookings, EndingBookings {

    /** Some 30 KB: a list ends within the first page, unless much of it is passed over. */
    private static final int PAGE = 100;

    private static final Duration LONGEST = Duration.ofHours(Limits.MOST_HOURS);

    private static final Comparator<Booking> BY_END =
            Comparator.comparing((Booking booking) -> booking.slot().end()).thenComparing(Booking::id);

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoBookings(DynamoDbClient dynamo, String reservationsTable) {
        this.dynamo = dynamo;
        this.table = reservationsTable;
    }

    @Override
    public Optional<Booking> find(String team, String id) {
        var found = dynamo.getItem(request -> request.tableName(table)
                .key(ReservationItems.bookingKey(team, id))
                .consistentRead(true));
        return found.hasItem() ? Optional.of(ReservationItems.booking(new Item(found.item()))) : Optional.empty();
    }

    @Override
    public List<Booking> ofUser(String team, String user, Instant after, int limit) {
        return index(
                        ReservationItems.USER_INDEX,
                        ReservationItems.USER_KEY,
                        ReservationItems.userKey(team, user),
                        after,
                        Instant.MAX)
                .filter(booking -> !booking.slot().isOver(after))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Booking> overlapping(String team, Slot slot, int limit) {
        Predicate<Booking> wanted =
                booking -> booking.team().equals(team) && booking.slot().overlaps(slot);
        return live(slot.start(), slot.end().plus(LONGEST), wanted, limit);
    }

    @Override
    public List<Booking> endingIn(Slot slot, int limit) {
        return live(
                slot.start(),
                slot.end(),
                booking -> slot.contains(booking.slot().end()),
                limit);
    }

    /** Each shard gives its first, so that the first of all are among them. */
    private List<Booking> live(Instant from, Instant to, Predicate<Booking> wanted, int limit) {
        return IntStream.range(0, ReservationItems.LIVE_SHARDS)
                .mapToObj(ReservationItems::liveShard)
                .flatMap(shard -> index(ReservationItems.LIVE_INDEX, ReservationItems.LIVE_SHARD, shard, from, to)
                        .filter(wanted)
                        .limit(limit))
                .sorted(BY_END)
                .limit(limit)
                .toList();
    }

    /** Ending from {@code from} to {@code to}, both rounded to the second below and included, soonest first. */
    private Stream<Booking> index(String index, String hash, AttributeValue key, Instant from, Instant to) {
        return dynamo
                .queryPaginator(request -> request.tableName(table)
                        .indexName(index)
                        .keyConditionExpression("#hash = :key AND endsAt BETWEEN :from AND :to")
                        .expressionAttributeNames(Map.of("#hash", hash))
                        .expressionAttributeValues(Map.of(
                                ":key", key,
                                ":from", ReservationItems.seconds(from),
                                ":to", ReservationItems.seconds(to)))
                        .limit(PAGE))
                .items()
                .stream()
                .map(item -> ReservationItems.booking(new Item(item)));
    }
}
