package dev.bellhop.slack;

import dev.bellhop.delivery.AddressChange;
import dev.bellhop.delivery.BookingChange;
import dev.bellhop.delivery.Channel;
import dev.bellhop.delivery.OwedReply;
import dev.bellhop.delivery.Reply;
import dev.bellhop.reservations.Bookings;
import dev.bellhop.words.Count;
import dev.bellhop.words.Tally;
import dev.bellhop.words.Triggers;
import dev.bellhop.words.WordStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What answers say, escaped for Slack. */
public final class ReplyText {

    private static final String SEPARATOR = " · ";

    private final WordStore words;
    private final Optional<Bookings> bookings;
    private final String help;

    /**
     * Without what is booked; then a booking is called by its id.
     *
     * @param triggers named in the help
     */
    public ReplyText(WordStore words, Triggers triggers) {
        this(words, triggers, Optional.empty());
    }

    /** @param triggers named in the help */
    public ReplyText(WordStore words, Triggers triggers, Bookings bookings) {
        this(words, triggers, Optional.of(bookings));
    }

    private ReplyText(WordStore words, Triggers triggers, Optional<Bookings> bookings) {
        this.words = words;
        this.bookings = bookings;
        this.help =
                help(triggers.words().stream().sorted().map(SlackText::escape).toList());
    }

    /**
     * The text of {@code reply}. Counts and bookings are as they are in this moment.
     *
     * @throws RuntimeException where they can't be read
     */
    public String of(OwedReply reply) {
        return switch (reply.reply()) {
            case Reply.Counts counts -> counts(reply.team(), counts);
            case Reply.Help() -> help;
            case Reply.Booking(String booking, BookingChange change) ->
                bookings.flatMap(stored -> stored.find(reply.team(), booking))
                        .map(found -> ReservationText.line(reply.user(), change, found))
                        .orElseGet(() -> booking(booking, change));
            case Reply.Address(Channel channel, AddressChange change) -> AddressText.line(channel, change);
            case Reply.FilesLeftOut leftOut -> FileText.leftOut(leftOut);
            case Reply.Watching(String resource, boolean watching) ->
                "You are " + (watching ? "told" : "not told any more") + " when bookings of "
                        + SlackText.escape(resource) + " change.";
        };
    }

    private String counts(String team, Reply.Counts reply) {
        Map<String, Count> counts = words.counts(team, reply.words());
        List<String> parts = new ArrayList<>();
        for (String word : reply.words()) {
            parts.add(SlackText.escape(word) + " "
                    + counts.getOrDefault(word, Count.ZERO).count());
        }
        if (reply.more() > 0) {
            parts.add("+" + reply.more() + " more");
        }
        String line = String.join(SEPARATOR, parts);
        return reply.leftOut() == 0 ? line : line + "\n" + leftOut(reply.leftOut());
    }

    private static String booking(String id, BookingChange change) {
        return "Your request is done: booking " + SlackText.escape(id) + " is "
                + switch (change) {
                    case MADE -> "made.";
                    case CANCELLED -> "cancelled.";
                    case EXTENDED -> "extended.";
                    case RELEASED -> "released.";
                };
    }

    private static String leftOut(int words) {
        String subject = words == 1 ? "1 further word was" : words + " further words were";
        return subject + " left out: I count at most " + Tally.MOST_WORDS + " different words of one message.";
    }

    private static String help(List<String> triggers) {
        return "Hello, I count words. Start a message with " + String.join(" or ", triggers)
                + ", or mention me in a channel, and I answer how often each of its words was said so far. For example: "
                + triggers.get(0) + " good morning";
    }
}
