package dev.bellhop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.aws.DynamoBoardStore;
import dev.bellhop.aws.DynamoBookings;
import dev.bellhop.aws.DynamoCalendarStore;
import dev.bellhop.aws.DynamoConfirmations;
import dev.bellhop.aws.DynamoLedger;
import dev.bellhop.aws.DynamoOptOuts;
import dev.bellhop.aws.DynamoPreferences;
import dev.bellhop.aws.DynamoSayings;
import dev.bellhop.aws.DynamoWatchStore;
import dev.bellhop.aws.DynamoWordStore;
import dev.bellhop.delivery.Debts;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Lease;
import dev.bellhop.delivery.Ledger;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.Marks;
import dev.bellhop.delivery.OwedEvent;
import dev.bellhop.delivery.OwedMarks;
import dev.bellhop.delivery.OwedReply;
import dev.bellhop.delivery.Reply;
import dev.bellhop.delivery.Way;
import dev.bellhop.delivery.Work;
import dev.bellhop.localaws.LocalDynamo;
import dev.bellhop.localaws.MovableClock;
import dev.bellhop.localaws.Template;
import dev.bellhop.people.Address;
import dev.bellhop.people.Confirmation;
import dev.bellhop.people.Confirmations;
import dev.bellhop.people.OptOuts;
import dev.bellhop.people.Preferences;
import dev.bellhop.reservations.Booking;
import dev.bellhop.reservations.Bookings;
import dev.bellhop.reservations.CalendarStore;
import dev.bellhop.reservations.Change;
import dev.bellhop.reservations.Day;
import dev.bellhop.reservations.EndingBookings;
import dev.bellhop.reservations.Hold;
import dev.bellhop.reservations.Slot;
import dev.bellhop.reservations.WatchStore;
import dev.bellhop.words.Board;
import dev.bellhop.words.BoardStore;
import dev.bellhop.words.Chunk;
import dev.bellhop.words.Increment;
import dev.bellhop.words.Sayings;
import dev.bellhop.words.Shards;
import dev.bellhop.words.Triggers;
import dev.bellhop.words.WordStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The contract of the ports, held to by two: whatever is asked of the stores in memory and of those on DynamoDB Local, in the same
 * order, they answer the same, and meet others at the same items.
 */
final class ContractTest {

    private static final int STEPS = 400;
    private static final String TEAM = "T1";
    private static final Shards SHARDS = new Shards(Triggers.parse("awsadvent"), 8);

    /** All that a set of stores can be asked. */
    private record Stores(
            Ledger ledger,
            Marks marks,
            OwedMarks owed,
            WordStore words,
            Sayings sayings,
            OptOuts optOuts,
            BoardStore boards,
            CalendarStore calendars,
            Bookings bookings,
            EndingBookings ending,
            WatchStore watches,
            Preferences preferences,
            Confirmations confirmations) {

        static Stores onDynamo(DynamoDbClient client, Clock clock) {
            var ledger = new DynamoLedger(client, "LedgerTable", clock);
            var words = new DynamoWordStore(client, "WordsTable", "LedgerTable", SHARDS);
            var bookings = new DynamoBookings(client, "ReservationsTable");
            return new Stores(
                    ledger,
                    ledger,
                    ledger,
                    words,
                    new DynamoSayings(client, words, "PeopleTable", "LedgerTable"),
                    new DynamoOptOuts(client, "PeopleTable"),
                    new DynamoBoardStore(client, "WordsTable"),
                    new DynamoCalendarStore(client, "ReservationsTable", "LedgerTable"),
                    bookings,
                    bookings,
                    new DynamoWatchStore(client, "ReservationsTable", "LedgerTable"),
                    new DynamoPreferences(client, "PeopleTable", "LedgerTable"),
                    new DynamoConfirmations(client, "PeopleTable", "LedgerTable"));
        }
    }

    private final MovableClock clock = MovableClock.standing(Scheduler.START);
    private final LocalDynamo dynamo = LocalDynamo.inMemory();
    private final DynamoDbClient client = dynamo.client();

    /** Items that a call of an adapter writes or checks. */
    private final Set<String> written = new HashSet<>();

    /** Items at which the simulation has the same call meet others. */
    private final Set<String> met = new HashSet<>();

    private final Stores real = Stores.onDynamo(written(client), clock);
    private final Stores inMemory = inMemory();
    private Random random = new Random();

    private int step;

    /** Bookings and codes so far. */
    private int made;

    static LongStream seeds() {
        return LongStream.of(1);
    }

    @BeforeEach
    void createTables() {
        dynamo.createTables(Template.ofProject());
    }

    @AfterEach
    void stop() {
        client.close();
        dynamo.close();
    }

    private Stores inMemory() {
        var stores = dev.bellhop.simulation.Stores.empty(clock);
        return new Stores(
                met(Ledger.class, stores.ledger()),
                met(Marks.class, stores.ledger()),
                met(OwedMarks.class, stores.ledger()),
                met(WordStore.class, stores.words()),
                met(Sayings.class, stores.words()),
                met(OptOuts.class, stores.words()),
                met(BoardStore.class, stores.words()),
                met(CalendarStore.class, stores.calendars()),
                met(Bookings.class, stores.calendars()),
                met(EndingBookings.class, stores.calendars()),
                met(WatchStore.class, stores.calendars()),
                met(Preferences.class, stores.preferences()),
                met(Confirmations.class, stores.confirmations()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_ledger_answers_the_same(long seed) {
        each(seed, () -> {
            Identity identity = any("mark");
            Lease lease = lease();
            return switch (random.nextInt(7)) {
                case 0, 1 -> same(stores -> stores.ledger().open(mark(identity, lease)));
                case 2 -> same(stores -> stores.marks().find(identity));
                case 3 -> same(stores -> stores.ledger().take(identity, lease, clock.instant()));
                case 4, 5 -> settle(identity, lease);
                default ->
                    same(stores -> stores.owed()
                            .owed(clock.instant(), 1 + identity.value().length() % 5));
            };
        });
    }

    /** As its holder, or one who was it, would: what is still owed may be less. */
    private Object settle(Identity identity, Lease lease) {
        Mark stored = real.marks().find(identity).orElse(null);
        if (stored == null || stored.isSettled()) {
            return "nothing to settle";
        }
        Mark mine = random.nextInt(4) == 0 ? stored.withLease(lease) : stored;
        Debts owes = stored.owes();
        Mark after = switch (random.nextInt(4)) {
            case 0 -> mine;
            case 1 -> mine.paid(new Debts(owes.events(), Optional.empty()), Optional.of(Way.EVENT));
            case 2 -> mine.paid(new Debts(List.of(), Optional.empty(), owes.events()), Optional.of(Way.WEBHOOK));
            default -> mine.paid(Debts.NONE, Optional.of(Way.EVENT));
        };
        return same(stores -> stores.ledger().settle(after));
    }

    private Mark mark(Identity identity, Lease lease) {
        Instant now = clock.instant();
        return switch (identity.value().hashCode() & 3) {
            case 0 -> Mark.settled(identity, lease, now);
            case 1 -> Mark.held(identity, lease, now);
            case 2 -> Mark.owing(identity, lease, now, Optional.of(new Work("T1 now\n1 a", 1)), debts());
            default ->
                Mark.owing(identity, lease, now, Optional.empty(), debts()).withResult("k3m9x");
        };
    }

    private static Debts debts() {
        OwedReply reply = new OwedReply(
                Way.WEBHOOK, TEAM, "C1", Optional.of("1.2"), "U1", new Reply.Counts(List.of("a", "c++"), 3, 4));
        return new Debts(List.of(new OwedEvent("id", "type", TEAM, "{}")), Optional.of(reply));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void words_answer_the_same(long seed) {
        each(seed, () -> {
            Identity identity = any("words");
            Mark mark = Mark.owing(identity, lease(), clock.instant(), Optional.of(new Work("rest", 1)), Debts.NONE);
            Chunk chunk = chunk();
            String user = "U" + random.nextInt(3);
            return switch (random.nextInt(9)) {
                case 0, 1 -> same(stores -> stores.words().add(mark, chunk));
                case 2, 3 -> same(stores -> stores.sayings().add(mark, chunk, user));
                case 4 -> next(identity, chunk);
                case 5 -> same(stores -> stores.words().counts(TEAM, List.of("a", "b", "never", "awsadvent")));
                case 6 -> same(stores -> stores.words().spoken(TEAM, "a"));
                case 7 ->
                    same(stores -> {
                        stores.optOuts().optOut(TEAM, user);
                        return "opted out";
                    });
                default ->
                    same(stores -> {
                        stores.optOuts().optIn(TEAM, user);
                        return "opted in";
                    });
            };
        });
    }

    /** The next part, or one that is not the next any more, by its holder or another. */
    private Object next(Identity identity, Chunk chunk) {
        Mark stored = real.marks().find(identity).orElse(null);
        if (stored == null || stored.work().isEmpty()) {
            return "no next part";
        }
        Work work = stored.work().get();
        Mark from = (random.nextInt(4) == 0 ? stored.withLease(lease()) : stored)
                .withWork(Optional.of(random.nextInt(4) == 0 ? work.next() : work));
        Mark to = from.withWork(random.nextInt(3) == 0 ? Optional.empty() : Optional.of(work.next()));
        return same(stores -> stores.words().addNext(from, to, chunk));
    }

    private Chunk chunk() {
        List<Increment> increments = Stream.of("a", "b", "c++", "awsadvent")
                .filter(word -> random.nextBoolean())
                .map(word -> random.nextInt(3) == 0 ? new Increment(word, 0, 10) : new Increment(word, 2, 2))
                .toList();
        return new Chunk(TEAM, clock.instant(), increments);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void boards_answer_the_same(long seed) {
        each(seed, () -> {
            Board read = real.boards().read(TEAM);
            Board raised = new Board(read.standings(), Math.max(0, read.version() - random.nextInt(2)))
                    .raised(Map.of("w" + random.nextInt(5), (long) random.nextInt(100)));
            return random.nextBoolean()
                    ? same(stores -> stores.boards().replace(TEAM, raised))
                    : same(stores -> stores.boards().read(TEAM));
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void calendars_and_bookings_answer_the_same(long seed) {
        each(seed, () -> {
            Identity identity = any("booking");
            Mark mark = Mark.owing(identity, lease(), clock.instant(), Optional.empty(), debts());
            String booked = booked();
            int most = 1 + random.nextInt(20);
            LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            Slot slot = Slot.of(clock.instant(), Duration.ofMinutes(100L + random.nextInt(400)));
            return switch (random.nextInt(9)) {
                case 0, 1, 2 -> change(mark);
                case 3 -> same(stores -> stores.calendars().days(TEAM, "staging", day.minusDays(1), day.plusDays(2)));
                case 4 -> same(stores -> stores.bookings().find(TEAM, booked));
                case 5 -> same(stores -> stores.bookings().ofUser(TEAM, "U1", clock.instant(), most));
                case 6 -> same(stores -> stores.bookings().overlapping(TEAM, slot, most));
                case 7 -> same(stores -> stores.ending().endingIn(slot, most));
                default -> note(mark);
            };
        });
    }

    /** A booking made, changed or cancelled, on days that may have changed meanwhile. */
    private Object change(Mark mark) {
        Optional<Booking> stored = real.bookings().find(TEAM, booked());
        Booking booking =
                stored.filter(is -> random.nextInt(3) > 0).map(this::changed).orElseGet(this::fresh);
        List<Day> days = booking.slot().days().stream()
                .map(date -> real.calendars().days(TEAM, "staging", date, date).stream()
                        .findFirst()
                        .orElse(Day.empty(date)))
                .map(day -> new Day(
                        day.date(),
                        Math.max(0, day.version() - (random.nextInt(5) == 0 ? 1 : 0)),
                        booking.cancelled() ? List.of() : List.of(booking.hold())))
                .toList();
        return same(stores -> stores.calendars().commit(mark, new Change(days, booking)));
    }

    private Booking fresh() {
        Instant start = clock.instant().plusSeconds(60L * random.nextInt(300));
        // No two end in the same second, for then their order is nobody's promise.
        Slot slot = new Slot(
                start, start.truncatedTo(ChronoUnit.HOURS).plusSeconds(7_200).plusSeconds(++made));
        Hold hold = new Hold("b" + recent(), Optional.of("lab"), "U" + random.nextInt(2), slot);
        return new Booking(TEAM, "staging", hold, 1, ZoneOffset.UTC, "why", false);
    }

    private Booking changed(Booking before) {
        int revision = before.revision() + (random.nextInt(4) == 0 ? 2 : 1);
        return new Booking(
                TEAM,
                before.resource(),
                before.hold(),
                revision,
                before.zone(),
                before.reason(),
                before.cancelled() || random.nextInt(3) == 0);
    }

    private Object note(Mark mark) {
        Booking booking = real.bookings()
                .find(TEAM, booked())
                .map(found -> random.nextInt(3) == 0 ? changed(found) : found)
                .orElseGet(this::fresh);
        return same(stores -> stores.calendars().note(mark, booking));
    }

    private String booked() {
        return "b" + recent();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void watches_preferences_and_codes_answer_the_same(long seed) {
        each(seed, () -> {
            Mark mark = Mark.owing(any("person"), lease(), clock.instant(), Optional.empty(), debts());
            String user = "U" + random.nextInt(3);
            String resource = "r" + random.nextInt(3);
            Address address =
                    random.nextBoolean() ? new Address.Email("a@example.org") : new Address.Sms("+4915112345");
            return switch (random.nextInt(9)) {
                case 0 -> same(stores -> stores.watches().watch(mark, TEAM, resource, user));
                case 1 -> same(stores -> stores.watches().unwatch(mark, TEAM, resource, user));
                case 2 ->
                    same(stores -> stores.watches().watchers(TEAM, resource).stream()
                            .sorted()
                            .toList());
                case 3 -> same(stores -> stores.watches().watched(TEAM, user));
                case 4 -> same(stores -> stores.preferences().of(TEAM, user));
                case 5 -> same(stores -> stores.preferences().choose(mark, TEAM, user, address));
                case 6 ->
                    same(stores -> stores.confirmations().of(TEAM, user).stream()
                            .map(ContractTest::all)
                            .toList());
                default -> code(mark, user, address);
            };
        });
    }

    private Object code(Mark mark, String user, Address address) {
        long stored = real.confirmations().of(TEAM, user).stream()
                .filter(code -> code.address().channel() == address.channel())
                .mapToLong(Confirmation::version)
                .findFirst()
                .orElse(0);
        Confirmation code = new Confirmation(
                TEAM,
                user,
                address,
                mark.identity(),
                "%06d".formatted(++made),
                clock.instant().plusSeconds(900),
                random.nextInt(3),
                1,
                clock.instant(),
                Math.max(0, stored - (random.nextInt(4) == 0 ? 1 : 0)));
        return random.nextInt(3) == 0
                ? same(stores -> stores.confirmations().choose(mark, code))
                : same(stores -> stores.confirmations().write(mark, List.of(code)));
    }

    /** Its text has no code, so it would say less. */
    private static List<Object> all(Confirmation code) {
        return List.of(
                code.address(), code.request(), code.code(), code.until(), code.missed(), code.asked(), code.version());
    }

    /** One step after the other, each a little later. */
    private void each(long seed, Supplier<Object> asked) {
        random = new Random(seed);
        Set<Object> answers = new HashSet<>();
        for (step = 0; step < STEPS; step++) {
            clock.move(Duration.ofMillis(1L + random.nextInt(9_000)));
            answers.add(asked.get());
        }
        assertThat(answers).as("different answers").hasSizeGreaterThan(STEPS / 10);
    }

    /** One of a few, now and then a new one, so that much happens to each. */
    private int recent() {
        return step / 10 + random.nextInt(6);
    }

    private Identity any(String prefix) {
        return new Identity(prefix + recent());
    }

    private Lease lease() {
        return new Lease("attempt" + random.nextInt(4), clock.instant().plusSeconds(random.nextInt(60)));
    }

    private Object same(Function<Stores, Object> asked) {
        written.clear();
        met.clear();
        Object answer = asked.apply(real);
        assertThat(asked.apply(inMemory)).isEqualTo(answer);
        assertThat(met).as("where it meets another").isEqualTo(written);
        return answer;
    }

    /** {@code store}, and at which items the simulation has its calls meet others. */
    private <P> P met(Class<P> port, P store) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    met.addAll(Items.of(port.getSimpleName() + "." + method.getName(), arguments, SHARDS));
                    return method.invoke(store, arguments);
                }));
    }

    /** {@code client}, and which items its calls write or check. */
    private DynamoDbClient written(DynamoDbClient client) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                client.getClass().getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    // That which builds the request by what it is given, and calls the one that takes it.
                    if (method.isDefault() && arguments != null && arguments[0] instanceof Consumer<?>) {
                        return InvocationHandler.invokeDefault(proxy, method, arguments);
                    }
                    if (arguments != null) {
                        keys(arguments[0]).map(ContractTest::key).forEach(written::add);
                    }
                    try {
                        return method.invoke(client, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static Stream<Map<String, AttributeValue>> keys(Object request) {
        return switch (request) {
            case PutItemRequest put -> Stream.of(put.item());
            case UpdateItemRequest update -> Stream.of(update.key());
            case DeleteItemRequest delete -> Stream.of(delete.key());
            case TransactWriteItemsRequest transaction ->
                transaction.transactItems().stream()
                        .flatMap(item -> Stream.of(
                                        Optional.ofNullable(item.put()).map(Put::item),
                                        Optional.ofNullable(item.update()).map(Update::key),
                                        Optional.ofNullable(item.delete()).map(Delete::key),
                                        Optional.ofNullable(item.conditionCheck())
                                                .map(ConditionCheck::key))
                                .flatMap(Optional::stream));
            default -> Stream.of();
        };
    }

    private static String key(Map<String, AttributeValue> item) {
        return item.get("pk").s() + " " + item.get("sk").s();
    }
}
