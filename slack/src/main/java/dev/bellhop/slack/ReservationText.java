package dev.bellhop.slack;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import dev.bellhop.delivery.BookingChange;
import dev.bellhop.reservations.Booking;
import dev.bellhop.reservations.Hold;
import dev.bellhop.reservations.Refusal;
import dev.bellhop.reservations.ReserveCommand;
import dev.bellhop.reservations.ReserveCommand.Scope;
import dev.bellhop.reservations.Result;
import dev.bellhop.reservations.Shift;
import dev.bellhop.reservations.Usage;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What whoever used {@code /reserve} is told: for every result a sentence, and where there is a way on, a button. */
public final class ReservationText {

    /** {@code action_id} of the buttons that book; their value is a {@link BookButton}. */
    public static final String BOOK = "reserve_book";

    /** {@code action_id} of the buttons that watch; their value is the resource. */
    public static final String WATCH = "reserve_watch";

    /** Escaping makes five of one character, and a section holds 3,000. */
    private static final int MOST_ECHOED = 500;

    private final String user;
    private final ZoneId zone;

    /**
     * @param user who is told
     * @param zone theirs
     */
    public ReservationText(String user, ZoneId zone) {
        this.user = user;
        this.zone = zone;
    }

    /** @param asked what a booking was to be, where the result is of one */
    public Said of(Result result, Optional<ReserveCommand.Book> asked) {
        return switch (result) {
            case Result.Done(BookingChange change, Booking booking) ->
                Said.of(done(change, booking) + shifts(change, asked));
            case Result.YoursAlready(String resource, Hold hold) ->
                Said.of("You have " + thing(resource, hold) + " already: " + range(hold)
                        + ". To keep it longer, type `/reserve extend " + hold.id() + " 30m`.");
            case Result.Taken taken -> taken(taken);
            case Result.ExtensionTaken(Booking booking, Hold by) ->
                Said.of(bold(booking.resource()) + " can't be yours for so long: " + has(by) + " " + range(by)
                        + ". It stays yours until "
                        + SlackTime.until(booking.slot().end(), booking.zone()) + ".");
            case Result.NotYours(String resource, Hold hold) ->
                Said.of(capital(has(hold)) + " " + thing(resource, hold) + " " + range(hold)
                        + ", and only they can change that.");
            case Result.Unknown(String target) ->
                Said.of("I know no booking or booked resource called “" + echo(target)
                        + "”. `/reserve list mine` shows what you have.");
            case Result.Over(Booking booking) ->
                Said.of("That booking of " + thing(booking.resource(), booking.hold())
                        + (booking.cancelled()
                                ? " was cancelled before."
                                : " is over: it was " + range(booking.hold()) + "."));
            case Result.Which(String resource, List<Hold> holds) -> which(resource, holds);
            case Result.NotOperator() ->
                Said.of("Only operators can release what somebody else has. What is yours, you can `/reserve cancel`.");
            case Result.Full full ->
                Said.of(bold(full.resource()) + " has as many bookings on " + full.day()
                        + " (UTC) as I can keep. Please take another day.");
            case Result.Refused(Refusal refusal) -> of(refusal);
            case Result.Busy() -> busy(asked);
            case Result.Underway() ->
                Said.of("I am at it already. `/reserve list mine` shows in a moment what came of it.");
            case Result.Watching(String resource, boolean watching) ->
                Said.of("You are " + (watching ? "told" : "not told any more") + " when bookings of " + bold(resource)
                        + " change.");
            case Result.Listed listed -> listed(listed);
        };
    }

    public Said of(Refusal refusal) {
        return Said.of(echo(refusal.sentence()));
    }

    /** All forms. */
    public static Said help() {
        return Said.of(Usage.ALL.stream()
                .map(usage -> "`" + SlackText.escape(usage.form()) + "`\n" + SlackText.escape(usage.meaning())
                        + (usage.example().equals(usage.form())
                                ? ""
                                : " For example: `" + SlackText.escape(usage.example()) + "`"))
                .collect(Collectors.joining("\n")));
    }

    /** Where the form can't be shown. */
    public static Said noForm() {
        return Said.of("I can't open the form just now. You can type it instead, such as `/reserve staging tomorrow 9am"
                + " for 1h`; `/reserve help` shows more.");
    }

    /** Where what is stored can't be reached; a change may have been made all the same. */
    public static Said noRecords() {
        return Said.of("I can't reach my records just now, so I don't know whether that was done. Please look with"
                + " `/reserve list mine` in a moment, before you try again.");
    }

    /** A button that this version of the bot can't read. */
    public static Said staleButton() {
        return Said.of("That button is too old for me. Please type `/reserve` instead.");
    }

    /** What a channel is told of a change, in one line. */
    static String line(String user, BookingChange change, Booking booking) {
        String whom = "<@" + user + ">";
        String thing = thing(booking.resource(), booking.hold());
        String range = SlackTime.range(booking.slot(), booking.zone());
        return switch (change) {
            case MADE ->
                whom + " booked " + thing + ": " + range
                        + (booking.reason().isEmpty() ? "" : " – " + SlackText.escape(booking.reason()))
                        + (booking.cancelled() ? " (cancelled by now)" : "");
            case CANCELLED -> whom + " cancelled the booking of " + thing + ": " + range;
            case EXTENDED ->
                whom + " keeps " + thing + " until "
                        + SlackTime.until(booking.slot().end(), booking.zone())
                        + (booking.cancelled() ? " (cancelled by now)" : "");
            case RELEASED -> whom + " released " + thing + ", which <@" + booking.user() + "> had: " + range;
        };
    }

    private String done(BookingChange change, Booking booking) {
        String thing = thing(booking.resource(), booking.hold());
        String range = SlackTime.range(booking.slot(), booking.zone());
        if (booking.cancelled() && (change == BookingChange.MADE || change == BookingChange.EXTENDED)) {
            return "That was done, and the booking of " + thing + " is cancelled by now: " + range + ".";
        }
        return switch (change) {
            case MADE ->
                capital(thing) + " is yours: " + range + ". To give it up, type `/reserve cancel " + booking.id()
                        + "`.";
            case CANCELLED -> "Cancelled: " + thing + ", " + range + ".";
            case EXTENDED ->
                capital(thing) + " is yours until "
                        + SlackTime.until(booking.slot().end(), booking.zone()) + ". Its id is `" + booking.id() + "`.";
            case RELEASED -> "Released: " + thing + ", which <@" + booking.user() + "> had " + range + ".";
        };
    }

    private static String shifts(BookingChange change, Optional<ReserveCommand.Book> asked) {
        if (change != BookingChange.MADE || asked.isEmpty()) {
            return "";
        }
        return asked.get().shifts().stream()
                .map(ReservationText::shift)
                .map(line -> "\n" + line)
                .collect(Collectors.joining());
    }

    private static String shift(Shift shift) {
        String given = SlackTime.time(shift.given());
        String day = SlackTime.day(shift.taken());
        return switch (shift.kind()) {
            case GAP ->
                "On " + day + " the clocks in " + SlackTime.name(shift.taken().getZone()) + " leap over " + given
                        + ", so I took " + SlackTime.time(shift.taken()) + ".";
            case OVERLAP ->
                "On " + day + " the clocks in " + SlackTime.name(shift.taken().getZone()) + " show " + given
                        + " twice; I took the one at UTC" + shift.taken().getOffset() + ".";
        };
    }

    private Said taken(Result.Taken taken) {
        ReserveCommand.Book asked = taken.asked();
        String start = bold(asked.resource()) + " is taken: " + has(taken.by()) + " " + at(taken.by())
                + range(taken.by()) + ". ";
        List<BlockElement> buttons = new ArrayList<>();
        String next = taken.next()
                .map(slot -> "The next free time of that length is " + SlackTime.range(slot, asked.zone()) + ".")
                .orElse("There is no other time of that length that I could offer.");
        taken.next()
                .ifPresent(slot -> buttons.add(button(
                        BOOK,
                        "Book " + SlackTime.label(slot.start(), asked.slot().start(), asked.zone()),
                        BookButton.of(asked, slot))));
        buttons.add(button(WATCH, "Watch", asked.resource()));
        return Said.of(start + next, actions(buttons));
    }

    private static Said busy(Optional<ReserveCommand.Book> asked) {
        String text = "Too many people want that in this moment, so nothing was done. Please try again.";
        return asked.map(book ->
                        Said.of(text, actions(List.of(button(BOOK, "Try again", BookButton.of(book, book.slot()))))))
                .orElseGet(() -> Said.of(text));
    }

    private Said which(String resource, List<Hold> holds) {
        return Said.of("Which booking of " + bold(resource) + " do you mean? Please name it by its id.\n"
                + holds.stream().limit(20).map(hold -> listing(resource, hold)).collect(Collectors.joining("\n")));
    }

    private Said listed(Result.Listed listed) {
        String what = switch (listed.scope()) {
            case Scope.Everything() -> "Booked";
            case Scope.Mine() -> "What you have booked";
            case Scope.Today today -> "Booked for the rest of today";
            case Scope.Of(String resource) -> "Bookings of " + bold(resource);
        };
        if (listed.listings().isEmpty()) {
            return Said.of(
                    switch (listed.scope()) {
                        case Scope.Everything() -> "Nothing is booked.";
                        case Scope.Mine() -> "You have nothing booked.";
                        case Scope.Today today -> "Nothing is booked for the rest of today.";
                        case Scope.Of(String resource) -> bold(resource) + " is free: it has no bookings.";
                    });
        }
        String lines = listed.listings().stream()
                .map(listing -> listing(listing.resource(), listing.hold()))
                .collect(Collectors.joining("\n"));
        return Said.of(what + ":\n" + lines
                + (listed.more() ? "\nThere is more; `/reserve list &lt;resource&gt;` shows one alone." : ""));
    }

    private String listing(String resource, Hold hold) {
        return "• " + thing(resource, hold) + ": <@" + hold.user() + ">, " + range(hold) + ", `" + hold.id() + "`";
    }

    private String range(Hold hold) {
        return SlackTime.range(hold.slot(), zone);
    }

    private String has(Hold hold) {
        return hold.user().equals(user) ? "you have it" : "<@" + hold.user() + "> has it";
    }

    private static String at(Hold hold) {
        return hold.location()
                .map(location -> "at " + SlackText.escape(location) + " ")
                .orElse("");
    }

    static String thing(String resource, Hold hold) {
        return bold(resource)
                + hold.location()
                        .map(location -> " at " + SlackText.escape(location))
                        .orElse("");
    }

    /** Names of resources have nothing in them that would need more. */
    private static String bold(String resource) {
        return "*" + SlackText.escape(resource) + "*";
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String echo(String text) {
        int length = text.codePointCount(0, text.length());
        String cut = length <= MOST_ECHOED ? text : text.substring(0, text.offsetByCodePoints(0, MOST_ECHOED)) + "…";
        return SlackText.escape(cut);
    }

    private static LayoutBlock actions(List<BlockElement> buttons) {
        return ActionsBlock.builder().elements(buttons).build();
    }

    static ButtonElement button(String action, String label, String value) {
        return ButtonElement.builder()
                .actionId(action)
                .text(PlainTextObject.builder().text(label).build())
                .value(value)
                .build();
    }
}
