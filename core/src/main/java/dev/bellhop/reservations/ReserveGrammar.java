package dev.bellhop.reservations;

import dev.bellhop.people.Address;
import dev.bellhop.reservations.Refusal.Field;
import dev.bellhop.reservations.ReserveCommand.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what people type after {@code /reserve}, or fill into its form. */
public final class ReserveGrammar {

    private static final Pattern WHITE_SPACE = Pattern.compile("\\p{IsWhite_Space}+");

    /** What Slack puts between angle brackets: a mention's sigil, what it is of, its label. */
    private static final Pattern MARKUP = Pattern.compile("<([@#!]?)([^<>|]*)(?:\\|([^<>]*))?>");

    private static final Pattern CODE = Pattern.compile("[0-9]{6}");
    private static final Pattern NOT_IN_A_CODE = Pattern.compile("[ -]");

    /** As far as can be told without sending something; RFC 5321 has the lengths. */
    private static final Pattern EMAIL = Pattern.compile("[^\\p{Z}\\p{C}@<>\"(),:;\\[\\]\\\\]{1,64}@"
            + "(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?\\.)+[\\p{L}\\p{N}-]{2,63}");

    private static final int LONGEST_EMAIL = 254;

    /** E.164. */
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}");

    /** A zero in brackets is dialled at home alone. */
    private static final Pattern NOT_IN_A_NUMBER = Pattern.compile("\\(0\\)|[ ()./-]");

    private static final Pattern ENDPOINT =
            Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:endpoint/[A-Za-z0-9_./-]+");

    private static final Pattern BY = Cursor.piece("by|for");

    private final Limits limits;

    public ReserveGrammar(Limits limits) {
        this.limits = limits;
    }

    /**
     * @param text as Slack sends it, which is with {@code & < >} escaped; empty where nothing was typed
     * @param askersZone what times without a zone are in
     */
    public Reading read(String text, ZoneId askersZone, Instant now) {
        String line = WHITE_SPACE.matcher(plain(text)).replaceAll(" ").strip();
        if (line.isEmpty()) {
            return new ReserveCommand.Open();
        }
        int end = reasonStart(line);
        Cursor cursor = new Cursor(line.substring(0, end));
        try {
            return command(cursor, line.substring(end), askersZone, now);
        } catch (NotUnderstood e) {
            return e.refusal().after(cursor.taken());
        }
    }

    /**
     * A filled-in form.
     *
     * @param date ISO, as Slack's date picker gives it; empty for today
     * @param time {@code HH:mm}, as Slack's time picker gives it; empty for now
     * @param length as it would stand after {@code for}; empty for the default
     * @param location empty for the whole resource
     * @param reason empty for none
     */
    public record Form(String resource, String date, String time, String length, String location, String reason) {}

    /** The same for a form, so that what is wrong with it can be said at its field. */
    public Reading read(Form form, ZoneId zone, Instant now) {
        try {
            Draft draft = new Draft(resource(form.resource().strip(), "tomorrow 9am"));
            if (!form.date().isBlank()) {
                draft.day(new Dates.Named.Date(date(draft, form.date().strip())));
            }
            if (!form.time().isBlank()) {
                draft.time(Clocks.time(form.time().strip())
                        .orElseThrow(() -> draft.refuse(
                                Field.WHEN, "“" + form.time() + "” is no time of day.", "tomorrow 14:00")));
            }
            if (!form.length().isBlank()) {
                draft.length(wholeLength(form.length())
                        .orElseThrow(() -> draft.refuse(
                                Field.LENGTH, "“" + form.length() + "” is no length of time.", "for 1h30m")));
            }
            if (!form.location().isBlank()) {
                draft.location(spaced(form.location()));
            }
            draft.reason(spaced(form.reason()));
            return draft.finish(limits, zone, now);
        } catch (NotUnderstood e) {
            return e.refusal();
        }
    }

    private static LocalDate date(Draft draft, String iso) {
        return Dates.date(iso)
                .orElseThrow(() -> draft.refuse(Field.WHEN, "There is no date " + iso + ".", "tomorrow 9:00"));
    }

    private static Optional<Duration> wholeLength(String text) {
        Cursor cursor = new Cursor(spaced(text));
        return Lengths.take(cursor).filter(length -> cursor.isAtEnd());
    }

    private static String spaced(String text) {
        return WHITE_SPACE.matcher(text).replaceAll(" ").strip();
    }

    private Reading command(Cursor cursor, String reason, ZoneId askersZone, Instant now) {
        String first = cursor.word();
        String name = first.toLowerCase(Locale.ROOT);
        if (name.equals("help") || name.equals("?") || (name.isEmpty() && reason.equals("--help"))) {
            return new ReserveCommand.Help();
        }
        if (name.isEmpty()) {
            throw refuse(Field.RESOURCE, "Which resource?", "/reserve staging -- demo");
        }
        if (!Names.COMMANDS.contains(name)) {
            return book(first, cursor, reason, askersZone, now);
        }
        cursor.takeWord();
        ReserveCommand command = subcommand(name, cursor, askersZone, now);
        if (!reason.isEmpty()) {
            throw refuse(
                    Field.REASON,
                    "Only a booking can have a reason, so nothing was done.",
                    "/reserve " + cursor.taken());
        }
        return command;
    }

    private static ReserveCommand subcommand(String name, Cursor cursor, ZoneId askersZone, Instant now) {
        return switch (name) {
            case "list" -> whole(cursor, name, new ReserveCommand.Show(scope(cursor, askersZone, now)));
            case "cancel" -> whole(cursor, name, new ReserveCommand.Cancel(resource(cursor, name)));
            case "release" -> whole(cursor, name, new ReserveCommand.Release(resource(cursor, name)));
            case "watch" -> whole(cursor, name, new ReserveCommand.Watch(resource(cursor, name)));
            case "unwatch" -> whole(cursor, name, new ReserveCommand.Unwatch(resource(cursor, name)));
            case "extend" -> whole(cursor, name, extend(cursor));
            case "confirm" -> confirm(cursor);
            case "notify" -> whole(cursor, name, notify(cursor));
            default -> throw new AssertionError(name + " is listed as a subcommand, and nothing reads it");
        };
    }

    private Reading book(String resource, Cursor cursor, String reason, ZoneId askersZone, Instant now) {
        Draft draft = new Draft(resource(resource, "tomorrow 9am"));
        cursor.takeWord();
        Optional<Refusal> slip = cursor.isAtEnd() && reason.isEmpty() ? slip(resource) : Optional.empty();
        if (slip.isPresent()) {
            return slip.get();
        }
        try {
            new BookingReader(cursor, draft, askersZone, now).read();
        } catch (NotUnderstood e) {
            Optional<Refusal> misspelt = draft.saysNothingYet() && e.refusal().field() == Field.COMMAND
                    ? misspelt(resource)
                    : Optional.empty();
            return misspelt.orElseThrow(() -> e);
        }
        draft.reason(reason.replaceFirst("^(?:--+|—) ?", ""));
        Reading reading = draft.finish(limits, askersZone, now);
        return reading instanceof Refusal refusal ? refusal.after(cursor.taken()) : reading;
    }

    private static Optional<Refusal> slip(String word) {
        return Slip.of(word)
                .map(command -> new Refusal(
                        Field.COMMAND,
                        "",
                        "Did you mean “" + command + "”? To book something called “" + word + "”, write “/reserve "
                                + word + " now”.",
                        Usage.example(command)));
    }

    private static Optional<Refusal> misspelt(String word) {
        return Names.COMMANDS.stream()
                .filter(command -> Distance.between(command, Names.key(word)) <= command.length() / 3)
                .findFirst()
                .map(command -> new Refusal(
                        Field.COMMAND,
                        "",
                        "I know no command “" + word + "”. Did you mean “" + command + "”?",
                        Usage.example(command)));
    }

    private static Scope scope(Cursor cursor, ZoneId askersZone, Instant now) {
        String what = cursor.word();
        Scope scope = switch (what.toLowerCase(Locale.ROOT)) {
            case "" -> new Scope.Everything();
            case "mine" -> new Scope.Mine();
            case "today" -> new Scope.Today(restOfDay(askersZone, now));
            default -> new Scope.Of(Names.key(checked(what, Usage.example("list"))));
        };
        cursor.takeWord();
        return scope;
    }

    private static Slot restOfDay(ZoneId zone, Instant now) {
        LocalDate tomorrow = LocalDate.ofInstant(now, zone).plusDays(1);
        return new Slot(now, tomorrow.atStartOfDay(zone).toInstant());
    }

    private static ReserveCommand extend(Cursor cursor) {
        String target = resource(cursor, "extend");
        cursor.take(BY);
        Duration by = Lengths.take(cursor)
                .filter(length -> !length.isZero())
                .orElseThrow(() -> refuse(
                        Field.LENGTH,
                        cursor.isAtEnd()
                                ? "By how much should it be longer?"
                                : "“" + cursor.word() + "” is no length of time.",
                        "/reserve extend " + target + " 30m"));
        return new ReserveCommand.Extend(target, by);
    }

    private static ReserveCommand confirm(Cursor cursor) {
        String code = NOT_IN_A_CODE.matcher(cursor.takeRest()).replaceAll("");
        if (!CODE.matcher(code).matches()) {
            throw refuse(Field.COMMAND, "The code that was sent to you has six digits.", Usage.example("confirm"));
        }
        return new ReserveCommand.Confirm(code);
    }

    private static ReserveCommand notify(Cursor cursor) {
        String way = cursor.takeWord();
        String address = cursor.takeRest();
        Address by = switch (way.toLowerCase(Locale.ROOT)) {
            case "slack" -> {
                if (!address.isEmpty()) {
                    throw refuse(Field.ADDRESS, "Slack needs no address.", "/reserve notify slack");
                }
                yield new Address.Slack();
            }
            case "email", "e-mail", "mail" -> email(address);
            case "sms" -> sms(address);
            case "push" -> push(address);
            default ->
                throw refuse(
                        Field.ADDRESS,
                        "I can tell you by slack, email, sms or push"
                                + (way.isEmpty() ? "." : ", not by “" + way + "”."),
                        Usage.example("notify"));
        };
        return new ReserveCommand.Notify(by);
    }

    private static Address email(String address) {
        // The length first, for the pattern goes as deep as an address is long.
        if (address.length() > LONGEST_EMAIL || !EMAIL.matcher(address).matches()) {
            String problem = address.isEmpty() ? "Which e-mail address?" : "That can't be an e-mail address.";
            throw refuse(Field.ADDRESS, problem, Usage.example("notify"));
        }
        return new Address.Email(address);
    }

    private static Address sms(String text) {
        String number = NOT_IN_A_NUMBER.matcher(text).replaceAll("");
        if (!NUMBER.matcher(number).matches()) {
            throw refuse(
                    Field.ADDRESS,
                    "A telephone number starts with + and the country's code, and has up to 15 digits.",
                    "/reserve notify sms +4915112345678");
        }
        return new Address.Sms(number);
    }

    private static Address push(String endpoint) {
        if (!ENDPOINT.matcher(endpoint).matches()) {
            throw refuse(
                    Field.ADDRESS,
                    "A push endpoint is the ARN of an SNS platform endpoint.",
                    "/reserve notify push arn:aws:sns:eu-central-1:123456789012:endpoint/GCM/app/"
                            + "5e3e9847-3183-3f18-a7e8-671c3a57d4b3");
        }
        return new Address.Push(endpoint);
    }

    private static ReserveCommand whole(Cursor cursor, String command, ReserveCommand read) {
        if (!cursor.isAtEnd()) {
            throw refuse(Field.COMMAND, "I did not understand “" + cursor.word() + "” there.", Usage.example(command));
        }
        return read;
    }

    private static String resource(Cursor cursor, String command) {
        String name = cursor.word();
        if (name.isEmpty()) {
            throw refuse(Field.RESOURCE, "Which resource?", Usage.example(command));
        }
        checked(name, Usage.example(command));
        cursor.takeWord();
        return Names.key(name);
    }

    private static String resource(String name, String rest) {
        return checked(name, "/reserve staging " + rest);
    }

    private static String checked(String name, String example) {
        Names.wrongResource(name).ifPresent(problem -> {
            throw refuse(Field.RESOURCE, problem, example);
        });
        return name;
    }

    private static NotUnderstood refuse(Field field, String problem, String example) {
        return new NotUnderstood(new Refusal(field, "", problem, example));
    }

    /** Where the reason starts, with its dashes; some keyboards make one long dash of two. */
    private static int reasonStart(String line) {
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (BookingReader.QUOTES.indexOf(c) >= 0) {
                quoted = !quoted;
            } else if (!quoted && (i == 0 || line.charAt(i - 1) == ' ') && (line.startsWith("--", i) || c == '—')) {
                return i;
            }
        }
        return line.length();
    }

    /** Slack's markup as people see it. In this order, so that {@code &amp;lt;} is the text {@code &lt;}. */
    private static String plain(String text) {
        String bare = MARKUP.matcher(text).replaceAll(found -> {
            String sigil = found.group(1).equals("!") ? "@" : found.group(1);
            String label = found.group(3) == null ? found.group(2) : found.group(3);
            return Matcher.quoteReplacement(sigil + label);
        });
        return bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
