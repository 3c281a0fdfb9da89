package dev.bellhop.people;

import dev.bellhop.delivery.AddressChange;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.BusyException;
import dev.bellhop.delivery.Channel;
import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Debts;
import dev.bellhop.delivery.Deciding;
import dev.bellhop.delivery.Delivery;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.Marks;
import dev.bellhop.delivery.Outcome;
import dev.bellhop.delivery.OwedEvent;
import dev.bellhop.delivery.Replies;
import dev.bellhop.delivery.Reply;
import dev.bellhop.delivery.Request;
import dev.bellhop.events.ConfirmationRequested;
import dev.bellhop.events.Envelope;
import dev.bellhop.events.EventWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Where people want to be told: chosen by themselves, and used only once they have shown that what is sent there reaches
 * them. The code itself is sent behind the topic.
 */
public final class AddressBook {

    private static final int CODES = 1_000_000;

    private final Preferences preferences;
    private final Confirmations confirmations;
    private final Marks marks;
    private final Delivery delivery;
    private final Set<Channel> channels;
    private final Optional<EventWriter> events;
    private final String source;
    private final RandomGenerator random;
    private final Clock clock;

    /**
     * @param channels in which people can be told here
     * @param events empty where nothing is published; then nobody would send a code
     * @param source CloudEvents {@code source} of the events
     * @param random of which codes are made; nobody may be able to foretell it
     */
    public AddressBook(
            Preferences preferences,
            Confirmations confirmations,
            Marks marks,
            Delivery delivery,
            Set<Channel> channels,
            Optional<EventWriter> events,
            String source,
            RandomGenerator random,
            Clock clock) {
        this.preferences = preferences;
        this.confirmations = confirmations;
        this.marks = marks;
        this.delivery = delivery;
        this.channels = Set.copyOf(channels);
        this.events = events;
        this.source = source;
        this.random = random;
        this.clock = clock;
    }

    /** Chooses an address; one that others could be told at by mistake is used once its code came back. */
    public Answer choose(Request request, Address address, Replies replies, Attempt attempt) {
        Channel channel = address.channel();
        if (!channels.contains(channel)) {
            return new Answer.Unavailable(channel);
        }
        return switch (address) {
            case Address.Slack slack -> change(request, new Choosing(request, address), replies, attempt);
            case Address.Push push -> change(request, new Choosing(request, address), replies, attempt);
            case Address.Email email -> ask(request, address, replies, attempt);
            case Address.Sms sms -> ask(request, address, replies, attempt);
        };
    }

    /** Takes a code that came back. */
    public Answer confirm(Request request, String code, Replies replies, Attempt attempt) {
        return change(request, new Confirming(request, code), replies, attempt);
    }

    private Answer ask(Request request, Address address, Replies replies, Attempt attempt) {
        return events.map(writer -> change(request, new Asking(request, address, writer), replies, attempt))
                .orElseGet(() -> new Answer.Unavailable(address.channel()));
    }

    private Answer change(Request request, Deciding<Answer> effect, Replies replies, Attempt attempt) {
        Mark mark = Mark.owing(request.identity(), attempt.lease(), clock.instant(), Optional.empty(), Debts.NONE);
        try {
            return switch (delivery.deliver(mark, effect, replies, attempt)) {
                case Outcome.Done(Mark done) -> Came.read(done).answer();
                case Outcome.Settled(Mark settled) -> Came.read(settled).answer();
                case Outcome.Underway() -> new Answer.Underway();
                case Outcome.Declined() -> effect.why();
            };
        } catch (BusyException e) {
            return new Answer.Busy();
        }
    }

    private static Mark owing(Mark mark, Request request, Came came, List<OwedEvent> owed) {
        Reply reply = new Reply.Address(came.channel(), came.change());
        return mark.withResult(came.text()).withOwes(new Debts(owed, Optional.of(request.owed(reply))));
    }

    /** What a request came to, as its mark keeps it for its repeats. */
    private record Came(Channel channel, AddressChange change, int left) {

        String text() {
            return (channel + " " + change + " " + left).toLowerCase(Locale.ROOT);
        }

        static Came read(Mark mark) {
            String[] parts = mark.result().orElse("").toUpperCase(Locale.ROOT).split(" ", -1);
            if (parts.length != 3) {
                throw new IllegalStateException(mark.identity() + " is the identity of something else.");
            }
            return new Came(Channel.valueOf(parts[0]), AddressChange.valueOf(parts[1]), Integer.parseInt(parts[2]));
        }

        Answer answer() {
            return change == AddressChange.CODE_WRONG ? new Answer.Wrong(left) : new Answer.Done(channel, change);
        }
    }

    /** Needs no code. */
    private final class Choosing extends Deciding<Answer> {

        private final Request request;
        private final Address address;

        Choosing(Request request, Address address) {
            super(marks);
            this.request = request;
            this.address = address;
        }

        @Override
        public Commit commit(Mark mark) {
            Mark owing = owing(mark, request, new Came(address.channel(), AddressChange.CHOSEN, 0), List.of());
            return preferences.choose(owing, request.team(), request.user(), address);
        }
    }

    private final class Asking extends Deciding<Answer> {

        private final Request request;
        private final Address address;
        private final EventWriter writer;

        Asking(Request request, Address address, EventWriter writer) {
            super(marks);
            this.request = request;
            this.address = address;
            this.writer = writer;
        }

        @Override
        public Commit commit(Mark mark) {
            Instant now = clock.instant();
            Channel channel = address.channel();
            Confirmation before = confirmations.of(request.team(), request.user()).stream()
                    .filter(confirmation -> confirmation.address().channel() == channel)
                    .findFirst()
                    .orElseGet(() -> none(now));
            if (before.isSpent(now)) {
                return decline(mark, new Answer.TooMany(channel, before.mayAskAgain()));
            }
            String code = "%06d".formatted(random.nextInt(CODES));
            ConfirmationRequested event = new ConfirmationRequested(request.team(), request.user(), channel, now);
            Mark owing = owing(
                    mark,
                    request,
                    new Came(channel, AddressChange.CODE_SENT, 0),
                    List.of(writer.write(new Envelope(request.identity().value(), source, event))));
            return confirmations.write(owing, List.of(before.next(address, request.identity(), code, now)));
        }

        private Confirmation none(Instant now) {
            return new Confirmation(request.team(), request.user(), address, request.identity(), "", now, 0, 0, now, 0);
        }
    }

    private final class Confirming extends Deciding<Answer> {

        private final Request request;
        private final String code;

        Confirming(Request request, String code) {
            super(marks);
            this.request = request;
            this.code = code;
        }

        @Override
        public Commit commit(Mark mark) {
            Instant now = clock.instant();
            List<Confirmation> waiting = confirmations.of(request.team(), request.user()).stream()
                    .filter(confirmation -> confirmation.isWaiting(now))
                    .toList();
            if (waiting.isEmpty()) {
                return decline(mark, new Answer.NothingWaiting());
            }
            return waiting.stream()
                    .filter(confirmation -> confirmation.code().equals(code))
                    .findFirst()
                    .map(right -> right(mark, right))
                    .orElseGet(() -> wrong(mark, waiting));
        }

        private Commit right(Mark mark, Confirmation right) {
            Came came = new Came(right.address().channel(), AddressChange.CONFIRMED, 0);
            return confirmations.choose(owing(mark, request, came, List.of()), right);
        }

        private Commit wrong(Mark mark, List<Confirmation> waiting) {
            List<Confirmation> missed = waiting.stream().map(Confirmation::miss).toList();
            int left = missed.stream()
                    .mapToInt(confirmation -> Confirmation.MOST_MISSED - confirmation.missed())
                    .max()
                    .orElseThrow();
            Came came = new Came(missed.get(0).address().channel(), AddressChange.CODE_WRONG, left);
            return confirmations.write(owing(mark, request, came, List.of()), missed);
        }
    }
}
