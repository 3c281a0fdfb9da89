package dev.bellhop.simulation;

import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Request;
import dev.bellhop.delivery.Way;
import dev.bellhop.people.Address;
import dev.bellhop.people.Confirmation;
import dev.bellhop.reservations.ReserveCommand;
import dev.bellhop.reservations.Slot;
import dev.bellhop.words.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** What people do in one schedule. */
final class People {

    static final String TEAM = "T1";

    /** Words that several messages have. */
    static final List<String> SHARED = List.of("alpha", "beta", "gamma");

    static final List<String> RESOURCES = List.of("staging", "lab");

    static final List<String> USERS = List.of("U1", "U2", "U3", "U4");

    /** Mails to whom nobody takes. */
    static final String REFUSED = "refused@example.org";

    /** What somebody says who wants help. */
    static final String HELP = "help";

    private static final List<String> CHANNEL_TYPES = List.of("channel", "channel", "channel", "group", "im");

    private static final List<Optional<String>> LOCATIONS =
            List.of(Optional.empty(), Optional.empty(), Optional.of("lab"), Optional.of("attic"));

    private final World world;
    private final Random random;
    private final Slack slack;
    private final Stores stores;

    final List<Said> said = new ArrayList<>();
    final List<Asked> asked = new ArrayList<>();

    /** To which address the code of a request came. */
    final Map<Identity, Address> codes = new HashMap<>();

    /** Where people want to be told before anybody changes it. */
    final Map<String, Address> chosen = new HashMap<>();

    /** When somebody asked to be opted out; what they said before may be heard only after that. */
    Optional<Instant> askedOut = Optional.empty();

    /** When they were told that they are. */
    Optional<Instant> optedOut = Optional.empty();

    /** Who opted out, if anybody did. */
    Optional<String> quiet = Optional.empty();

    People(World world, Slack slack, Stores stores) {
        this.world = world;
        this.random = world.random();
        this.slack = slack;
        this.stores = stores;
    }

    /** Has everything happen within {@code span}. */
    void act(Duration span) {
        int messages = random.nextInt(7);
        for (int n = 0; n < messages; n++) {
            int number = n;
            world.scheduler().after(sometime(span), () -> say(number));
        }
        if (random.nextInt(8) == 0) {
            quiet = Optional.of("U1");
            world.scheduler().after(sometime(span), () -> optOut("U1"));
        }
        if (messages == 0 || random.nextInt(3) > 0) {
            USERS.forEach(this::choose);
            int commands = 1 + random.nextInt(8);
            for (int n = 0; n < commands; n++) {
                world.scheduler().after(sometime(span), this::ask);
            }
        }
    }

    private void optOut(String user) {
        askedOut = Optional.of(world.scheduler().now());
        slack.optOut(TEAM, user, () -> optedOut = Optional.of(world.scheduler().now()));
    }

    private Duration sometime(Duration span) {
        return world.weather().between(Duration.ZERO, span);
    }

    private void say(int n) {
        Instant at = world.scheduler().now();
        String own = "own" + n;
        boolean webhook = random.nextInt(6) == 0;
        StringBuilder text = new StringBuilder(Said.TRIGGER + " " + own);
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(' ').append(SHARED.get(random.nextInt(SHARED.size())));
        }
        if (random.nextInt(12) == 0) {
            int more = 90 + random.nextInt(220);
            for (int i = 0; i < more; i++) {
                text.append(' ').append(own).append('x').append(i);
            }
        }
        boolean help = !webhook && random.nextInt(12) == 0;
        String type = webhook ? "channel" : CHANNEL_TYPES.get(random.nextInt(CHANNEL_TYPES.size()));
        Message message = new Message(
                TEAM,
                "C" + random.nextInt(2),
                help ? "im" : type,
                Optional.empty(),
                USERS.get(random.nextInt(USERS.size())),
                at.getEpochSecond() + ".%06d".formatted(n),
                help ? HELP : text.toString(),
                false,
                webhook ? Way.WEBHOOK : Way.EVENT);
        Said heard = new Said(message, own, at);
        said.add(heard);
        slack.tell(heard);
    }

    private void choose(String user) {
        Address address = switch (random.nextInt(4)) {
            case 0 -> new Address.Email(user + "@example.org");
            case 1 -> new Address.Email(REFUSED);
            default -> new Address.Slack();
        };
        chosen.put(user, address);
        stores.preferences().write(TEAM, user, address);
    }

    private void ask() {
        String resource = RESOURCES.get(random.nextInt(10) < 7 ? 0 : 1);
        String user = USERS.get(random.nextInt(USERS.size()));
        ask(user, command(resource), 0);
    }

    private ReserveCommand command(String resource) {
        return switch (random.nextInt(13)) {
            case 0, 1, 2, 3, 4 -> book(resource);
            case 5, 6 -> new ReserveCommand.Watch(resource);
            case 7 -> new ReserveCommand.Unwatch(resource);
            case 8 -> new ReserveCommand.Cancel(resource);
            case 9, 10 -> new ReserveCommand.Extend(resource, Duration.ofMinutes(5L + random.nextInt(10)));
            case 11 -> new ReserveCommand.Notify(new Address.Email("new" + world.nextId() + "@example.org"));
            default -> new ReserveCommand.Release(resource);
        };
    }

    private ReserveCommand book(String resource) {
        Instant now = world.scheduler().now();
        Instant start = now.plusSeconds(60L * random.nextInt(15));
        Slot slot = Slot.of(start, Duration.ofMinutes(5L + random.nextInt(25)));
        return new ReserveCommand.Book(
                resource, LOCATIONS.get(random.nextInt(LOCATIONS.size())), slot, ZoneOffset.UTC, "", List.of());
    }

    /** Somebody reads a code, and types it, or something else. */
    void receive(Address address, Confirmation code) {
        codes.put(code.request(), address);
        String typed = random.nextInt(5) == 0 ? "000000" : code.code();
        Duration later = world.weather().between(Duration.ofSeconds(1), Duration.ofMinutes(4));
        world.scheduler().after(later, () -> ask(code.user(), new ReserveCommand.Confirm(typed), 0));
    }

    /** Who hears nothing asks again, now and then. */
    private void ask(String user, ReserveCommand command, int again) {
        String by = command instanceof ReserveCommand.Release ? Wiring.OPERATOR : user;
        Request request = new Request(
                new Identity(TEAM + ":trigger" + world.nextId()), Way.INTERACTION, TEAM, "C0", Optional.empty(), by);
        Asked asking = new Asked(request, command, world.scheduler().now());
        asked.add(asking);
        slack.command(asking);
        world.scheduler().after(Duration.ofSeconds(4), () -> {
            if (asking.answer.isEmpty() && again < 2 && random.nextBoolean()) {
                ask(user, command, again + 1);
            }
        });
    }
}
