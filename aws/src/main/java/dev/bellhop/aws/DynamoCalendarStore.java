package dev.bellhop.aws;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Mark;
import dev.bellhop.reservations.Booking;
import dev.bellhop.reservations.CalendarStore;
import dev.bellhop.reservations.Change;
import dev.bellhop.reservations.Day;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Calendars and bookings in the reservations table: {@code R#team#resource} / {@code DAY#date} and {@code B#team#id} /
 * {@code BOOKING}.
 */
public final class DynamoCalendarStore implements CalendarStore {

    private final DynamoDbClient dynamo;
    private final Transactions transactions;
    private final String table;

    public DynamoCalendarStore(DynamoDbClient dynamo, String reservationsTable, String ledgerTable) {
        this.dynamo = dynamo;
        this.transactions = new Transactions(dynamo, ledgerTable);
        this.table = reservationsTable;
    }

    @Override
    public List<Day> days(String team, String resource, LocalDate from, LocalDate to) {
        return dynamo
                .queryPaginator(request -> request.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :resource AND sk BETWEEN :from AND :to")
                        .expressionAttributeValues(Map.of(
                                ":resource", ReservationItems.ofResource(team, resource),
                                ":from", ReservationItems.sortKey(from),
                                ":to", ReservationItems.sortKey(to))))
                .items()
                .stream()
                .map(item -> ReservationItems.day(new Item(item)))
                .toList();
    }

    @Override
    public Commit commit(Mark mark, Change change) {
        Booking booking = change.booking();
        List<TransactWriteItem> effect = new ArrayList<>();
        effect.add(put(
                Put.builder().item(ReservationItems.item(booking)),
                ReservationItems.REVISION,
                booking.revision() - 1L));
        for (Day day : change.days()) {
            Put.Builder put = Put.builder()
                    .item(ReservationItems.item(booking.team(), booking.resource(), day, day.version() + 1));
            effect.add(put(put, ReservationItems.VERSION, day.version()));
        }
        return transactions.open(mark, effect);
    }

    /** On the condition that {@code counter} is stored as {@code before}; 0 is what is not stored at all. */
    private TransactWriteItem put(Put.Builder put, String counter, long before) {
        put.tableName(table);
        if (before == 0) {
            put.conditionExpression("attribute_not_exists(pk)");
        } else {
            put.conditionExpression("#counter = :before")
                    .expressionAttributeNames(Map.of("#counter", counter))
                    .expressionAttributeValues(Map.of(":before", ReservationItems.number(before)));
        }
        return TransactWriteItem.builder().put(put.build()).build();
    }

    @Override
    public Commit note(Mark mark, Booking booking) {
        TransactWriteItem check = TransactWriteItem.builder()
                .conditionCheck(item -> item.tableName(table)
                        .key(ReservationItems.bookingKey(booking.team(), booking.id()))
                        .conditionExpression("revision = :revision")
                        .expressionAttributeValues(Map.of(":revision", ReservationItems.number(booking.revision()))))
                .build();
        return transactions.open(mark, List.of(check));
    }
}
