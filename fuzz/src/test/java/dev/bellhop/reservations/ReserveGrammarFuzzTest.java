package dev.bellhop.reservations;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.bellhop.fuzz.Bytes;
import dev.bellhop.fuzz.Claim;
import dev.bellhop.people.Address;
import dev.bellhop.slack.SlackText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.regex.Pattern;

final class ReserveGrammarFuzzTest {

    /** With a clock change within reach. */
    private static final ZoneId ZONE = ZoneId.of("Australia/Lord_Howe");

    private static final Instant NOW = Instant.parse("2027-02-01T10:00:37Z");
    private static final Duration LONGEST = Duration.ofDays(3);

    private static final Pattern LINE_END = Pattern.compile("[\\n\\r]");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern NOT_IN_A_MAIL_HEAD = Pattern.compile("[\\s\\p{Cntrl},;<>]");
    private static final Pattern NUMBER = Pattern.compile("\\+[0-9]{7,15}");
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");

    private final ReserveGrammar grammar = new ReserveGrammar(new Limits(LONGEST));

    @FuzzTest
    void whatever_is_typed_is_a_command_or_a_sentence_about_it(byte[] bytes) {
        check(grammar.read(Bytes.text(bytes), ZONE, NOW));
        check(grammar.read(Bytes.longText(bytes), ZONE, NOW));
    }

    private void check(Reading reading) {
        switch (reading) {
            case Refusal refusal -> {
                Claim.that(!refusal.problem().isBlank(), "a refusal says why", refusal);
                Claim.that(!LINE_END.matcher(refusal.sentence()).find(), "a refusal is a line", refusal);
                Claim.that(refusal.example().startsWith("/reserve"), "an example is a command", refusal);
                Reading example = again(refusal.example().substring("/reserve".length()));
                Claim.that(example instanceof ReserveCommand, "the example works", refusal);
            }
            case ReserveCommand.Book book -> {
                Claim.that(book.slot().length().compareTo(LONGEST) <= 0, "a booking is short", book);
                Instant start = book.slot().start();
                Claim.that(!start.isBefore(NOW.minus(Limits.GRACE)), "a booking is not past", book);
                Claim.that(!start.isAfter(Limits.latestStart(NOW)), "a booking is not far ahead", book);
                Claim.that(!LINE_END.matcher(book.reason()).find(), "a reason is a line", book);
                String location = book.location().orElse("none");
                Claim.that(!location.isBlank() && !CONTROL.matcher(location).find(), "a location is a name", book);
                boolean same = again(book.resource() + " now") instanceof ReserveCommand.Book again
                        && again.resource().equals(book.resource());
                Claim.that(same, "a resource typed again is itself", book);
            }
            case ReserveCommand.Cancel(String target) -> same(reading, "cancel " + target);
            case ReserveCommand.Release(String target) -> same(reading, "release " + target);
            case ReserveCommand.Watch(String resource) -> same(reading, "watch " + resource);
            case ReserveCommand.Unwatch(String resource) -> same(reading, "unwatch " + resource);
            case ReserveCommand.Extend(String target, Duration by) -> {
                Claim.that(by.isPositive(), "an extension is longer", reading);
                same(new ReserveCommand.Cancel(target), "cancel " + target);
            }
            case ReserveCommand.Show(ReserveCommand.Scope scope) -> {
                if (scope instanceof ReserveCommand.Scope.Of(String resource)) {
                    same(reading, "list " + resource);
                }
            }
            case ReserveCommand.Notify(Address address) -> check(address);
            case ReserveCommand.Confirm(String code) ->
                Claim.that(CODE.matcher(code).matches(), "a code has six digits", code);
            case ReserveCommand.Open open -> {}
            case ReserveCommand.Help help -> {}
        }
    }

    /** An address is put into a mail's head, or into a call. */
    private static void check(Address address) {
        switch (address) {
            case Address.Slack slack -> {}
            case Address.Email(String mail) -> {
                Claim.that(mail.length() <= 254, "an address is short", mail);
                Claim.that(!NOT_IN_A_MAIL_HEAD.matcher(mail).find(), "an address is one address", mail);
            }
            case Address.Sms(String number) -> Claim.that(NUMBER.matcher(number).matches(), "a number is one", number);
            case Address.Push(String arn) ->
                Claim.that(arn.startsWith("arn:") && !CONTROL.matcher(arn).find(), "an endpoint is one", arn);
        }
    }

    private void same(Reading reading, String typed) {
        Claim.that(again(typed).equals(reading), "what it is about, typed again, is the same", reading);
    }

    private Reading again(String typed) {
        return grammar.read(SlackText.escape(typed), ZONE, NOW);
    }
}
