package dev.bellhop.simulation;

import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Mark;
import dev.bellhop.people.Confirmation;
import dev.bellhop.reservations.Booking;
import dev.bellhop.reservations.Change;
import dev.bellhop.words.Chunk;
import dev.bellhop.words.Shards;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Items of the tables, by their keys: those at which a call meets another. */
final class Items {

    private Items() {}

    /**
     * What a call of a port writes, or checks in its transaction; nothing where it only reads.
     *
     * @param call the port and its method
     */
    static Set<String> of(String call, Object[] given, Shards shards) {
        Stream<String> items = switch (call) {
            case "Ledger.open", "Ledger.settle" -> Stream.of(mark(given));
            case "Ledger.take" -> Stream.of(mark((Identity) given[0]));
            case "WordStore.add" -> Stream.concat(Stream.of(mark(given)), words(given, (Chunk) given[1], shards));
            case "WordStore.addNext" -> Stream.concat(Stream.of(mark(given)), words(given, (Chunk) given[2], shards));
            case "Sayings.add" -> {
                Chunk chunk = (Chunk) given[1];
                yield Stream.concat(
                        Stream.of(mark(given), person(chunk.team(), given[2], "OPTOUT")), words(given, chunk, shards));
            }
            case "OptOuts.optOut", "OptOuts.optIn" -> Stream.of(person(given[0], given[1], "OPTOUT"));
            case "BoardStore.replace" -> Stream.of("T#" + given[0] + " BOARD");
            case "CalendarStore.commit" -> Stream.concat(Stream.of(mark(given)), calendar((Change) given[1]));
            case "CalendarStore.note" -> Stream.of(mark(given), booking((Booking) given[1]));
            case "WatchStore.watch", "WatchStore.unwatch" ->
                Stream.of(
                        mark(given),
                        "R#" + given[1] + "#" + given[2] + " WATCH#" + given[3],
                        person(given[1], given[3], "WATCH#" + given[2]));
            case "Preferences.choose" -> Stream.of(mark(given), person(given[1], given[2], "PREFS"));
            case "Confirmations.write" ->
                Stream.concat(
                        Stream.of(mark(given)), ((List<?>) given[1]).stream().map(code -> code((Confirmation) code)));
            case "Confirmations.choose" -> {
                Confirmation confirmed = (Confirmation) given[1];
                yield Stream.of(mark(given), code(confirmed), person(confirmed.team(), confirmed.user(), "PREFS"));
            }
            default -> Stream.of();
        };
        return items.collect(Collectors.toSet());
    }

    private static String mark(Object[] given) {
        return mark(((Mark) given[0]).identity());
    }

    private static String mark(Identity identity) {
        return identity.value() + " MARK";
    }

    private static Stream<String> words(Object[] given, Chunk chunk, Shards shards) {
        Identity identity = ((Mark) given[0]).identity();
        return chunk.increments().stream()
                .map(increment -> increment.word() + "#" + shards.pick(increment.word(), identity))
                .map(word -> "T#" + chunk.team() + " W#" + word);
    }

    private static Stream<String> calendar(Change change) {
        Booking booking = change.booking();
        String resource = "R#" + booking.team() + "#" + booking.resource();
        return Stream.concat(
                Stream.of(booking(booking)), change.days().stream().map(day -> resource + " DAY#" + day.date()));
    }

    private static String booking(Booking booking) {
        return "B#" + booking.team() + "#" + booking.id() + " BOOKING";
    }

    private static String code(Confirmation code) {
        String channel = code.address().channel().name().toLowerCase(Locale.ROOT);
        return person(code.team(), code.user(), "CODE#" + channel);
    }

    private static String person(Object team, Object user, String what) {
        return "U#" + team + "#" + user + " " + what;
    }
}
