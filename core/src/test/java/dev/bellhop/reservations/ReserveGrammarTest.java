package dev.bellhop.reservations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.people.Address;
import dev.bellhop.reservations.Refusal.Field;
import dev.bellhop.reservations.ReserveCommand.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReserveGrammarTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** A Tuesday; in Berlin it is 11:00. */
    private static final Instant NOW = Instant.parse("2026-12-01T10:00:37Z");

    private final ReserveGrammar grammar = new ReserveGrammar(new Limits(Duration.ofDays(3)));

    /** What is typed, then from when to when in Berlin. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "staging, 2026-12-01T11:00, 2026-12-01T12:00",
        "staging now, 2026-12-01T11:00, 2026-12-01T12:00",
        "staging now for 2h, 2026-12-01T11:00, 2026-12-01T13:00",
        "staging for 90m, 2026-12-01T11:00, 2026-12-01T12:30",
        "staging for 90 minutes, 2026-12-01T11:00, 2026-12-01T12:30",
        "staging for 1h30, 2026-12-01T11:00, 2026-12-01T12:30",
        "staging for 1h 30m, 2026-12-01T11:00, 2026-12-01T12:30",
        "staging for 1 hour and 30 min, 2026-12-01T11:00, 2026-12-01T12:30",
        "staging for 1.5h, 2026-12-01T11:00, 2026-12-01T12:30",
        "'staging for 1,5 h', 2026-12-01T11:00, 2026-12-01T12:30",
        "staging for 2 hours, 2026-12-01T11:00, 2026-12-01T13:00",
        "staging for 2HRS, 2026-12-01T11:00, 2026-12-01T13:00",
        "staging for 2 days, 2026-12-01T11:00, 2026-12-03T11:00",
        "staging for 2h 14:00, 2026-12-01T14:00, 2026-12-01T16:00",
        "staging for 2h 9 pm, 2026-12-01T21:00, 2026-12-01T23:00",
        "staging until 17:30, 2026-12-01T11:00, 2026-12-01T17:30",
        "staging till 5pm, 2026-12-01T11:00, 2026-12-01T17:00",
        "staging until tomorrow 9am, 2026-12-01T11:00, 2026-12-02T09:00",
        "staging until fri 11:00, 2026-12-01T11:00, 2026-12-04T11:00",
        "staging until midnight, 2026-12-01T11:00, 2026-12-02T00:00",
        "staging until 24:00, 2026-12-01T11:00, 2026-12-02T00:00",
        "staging in 30m, 2026-12-01T11:30, 2026-12-01T12:30",
        "staging in 2 hours until 14:00, 2026-12-01T13:00, 2026-12-01T14:00",
        "staging 14:00, 2026-12-01T14:00, 2026-12-01T15:00",
        "staging at 14:00, 2026-12-01T14:00, 2026-12-01T15:00",
        "staging 2pm, 2026-12-01T14:00, 2026-12-01T15:00",
        "staging 2 P.M., 2026-12-01T14:00, 2026-12-01T15:00",
        "staging at 2:30 pm, 2026-12-01T14:30, 2026-12-01T15:30",
        "staging noon, 2026-12-01T12:00, 2026-12-01T13:00",
        "staging 12pm, 2026-12-01T12:00, 2026-12-01T13:00",
        "staging tomorrow 12am, 2026-12-02T00:00, 2026-12-02T01:00",
        "staging today 14:00, 2026-12-01T14:00, 2026-12-01T15:00",
        "staging tomorrow 9am, 2026-12-02T09:00, 2026-12-02T10:00",
        "staging Tomorrow at 9AM, 2026-12-02T09:00, 2026-12-02T10:00",
        "staging 9am tomorrow, 2026-12-02T09:00, 2026-12-02T10:00",
        "staging fri 14:00-16:00, 2026-12-04T14:00, 2026-12-04T16:00",
        "staging on Friday from 14:00 to 16:00, 2026-12-04T14:00, 2026-12-04T16:00",
        "staging 14:00 - 16:00 fri, 2026-12-04T14:00, 2026-12-04T16:00",
        "staging 14:00–16:00, 2026-12-01T14:00, 2026-12-01T16:00",
        "staging 2-4pm, 2026-12-01T14:00, 2026-12-01T16:00",
        "staging tomorrow 11-1pm, 2026-12-02T11:00, 2026-12-02T13:00",
        "staging tomorrow 11:30-1pm, 2026-12-02T11:30, 2026-12-02T13:00",
        "staging 10pm-midnight, 2026-12-01T22:00, 2026-12-02T00:00",
        "staging 22:00-0:00, 2026-12-01T22:00, 2026-12-02T00:00",
        "staging tue 14:00, 2026-12-01T14:00, 2026-12-01T15:00",
        "staging tuesday 9:00, 2026-12-08T09:00, 2026-12-08T10:00",
        "staging wednesday 9:00, 2026-12-02T09:00, 2026-12-02T10:00",
        "staging thurs 9:00, 2026-12-03T09:00, 2026-12-03T10:00",
        "staging 2026-12-05 10:00, 2026-12-05T10:00, 2026-12-05T11:00",
        "staging 2026-12-05T10:00, 2026-12-05T10:00, 2026-12-05T11:00",
        "staging 2026-12-5 10:00 until 2026-12-06 10:00, 2026-12-05T10:00, 2026-12-06T10:00",
        "'STAGING,  tomorrow   9am, for 2h', 2026-12-02T09:00, 2026-12-02T11:00",
    })
    void times_are_read_as_people_write_them(String text, String start, String end) {
        ReserveCommand.Book book = book(text);

        assertThat(book.resource()).isEqualTo("staging");
        assertThat(book.slot().start().atZone(BERLIN).toLocalDateTime()).hasToString(start);
        assertThat(book.slot().end().atZone(BERLIN).toLocalDateTime()).hasToString(end);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tomorrow 9am for 2h in Europe/Paris at Lab -- big demo",
                "at Lab in europe/paris for 2h 9am tomorrow -- big demo",
                "in Paris tomorrow at Lab at 9am until 11:00 -- big   demo",
                "at “Lab” in \"Paris\" tomorrow 9am-11am --big demo",
                "for 2h at Lab tomorrow in paris 9:00 — big demo",
            })
    void options_come_in_any_order(String options) {
        assertThat(grammar.read("staging " + options, BERLIN, NOW))
                .isEqualTo(new ReserveCommand.Book(
                        "staging",
                        Optional.of("Lab"),
                        new Slot(Instant.parse("2026-12-02T08:00:00Z"), Instant.parse("2026-12-02T10:00:00Z")),
                        ZoneId.of("Europe/Paris"),
                        "big demo",
                        List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "at lab7, lab7",
        "at \"Room 5 -- north\", Room 5 -- north",
        "at “Room 5”, Room 5",
        "at „Raum 5“, Raum 5",
        "at \"5\", 5",
        "@ lab, lab",
        "at noon at lab, lab",
        "at lab at noon, lab",
    })
    void a_location_is_one_word_or_quoted(String options, String location) {
        assertThat(book("room " + options).location()).contains(location);
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, Europe/Berlin",
        "america/new_york, America/New_York",
        "New York, America/New_York",
        "new_york for 1h, America/New_York",
        "berlin for 1h, Europe/Berlin",
        "UTC, UTC",
        "Lord Howe, Australia/Lord_Howe",
    })
    void zones_are_found_by_id_or_city(String name, String id) {
        assertThat(book("staging tomorrow 12:00 in " + name).zone()).hasToString(id);
    }

    @Test
    void text_is_taken_as_people_see_it_and_not_as_slack_escapes_it() {
        ReserveCommand.Book book =
                book("<#C1|lab.1/a_b-c> at R&amp;D -- &lt;see&gt; <https://x.example|the plan> <@U1|ada>");

        assertThat(book.resource()).isEqualTo("#lab.1/a_b-c");
        assertThat(book.location()).contains("R&D");
        assertThat(book.reason()).isEqualTo("<see> the plan @ada");
    }

    @Test
    void subcommands_are_read() {
        assertThat(read("")).isEqualTo(new ReserveCommand.Open());
        assertThat(read("  HELP ")).isEqualTo(new ReserveCommand.Help());
        assertThat(read("list")).isEqualTo(new ReserveCommand.Show(new Scope.Everything()));
        assertThat(read("list mine")).isEqualTo(new ReserveCommand.Show(new Scope.Mine()));
        assertThat(read("list Staging")).isEqualTo(new ReserveCommand.Show(new Scope.Of("staging")));
        assertThat(read("list today"))
                .isEqualTo(
                        new ReserveCommand.Show(new Scope.Today(new Slot(NOW, Instant.parse("2026-12-01T23:00:00Z")))));
        assertThat(read("Cancel K3M9X")).isEqualTo(new ReserveCommand.Cancel("k3m9x"));
        assertThat(read("extend staging 30m")).isEqualTo(new ReserveCommand.Extend("staging", Duration.ofMinutes(30)));
        assertThat(read("extend staging by 1h 30"))
                .isEqualTo(new ReserveCommand.Extend("staging", Duration.ofMinutes(90)));
        assertThat(read("release staging")).isEqualTo(new ReserveCommand.Release("staging"));
        assertThat(read("watch staging")).isEqualTo(new ReserveCommand.Watch("staging"));
        assertThat(read("unwatch staging")).isEqualTo(new ReserveCommand.Unwatch("staging"));
        assertThat(read("confirm 123 456")).isEqualTo(new ReserveCommand.Confirm("123456"));
        assertThat(read("notify slack")).isEqualTo(new ReserveCommand.Notify(new Address.Slack()));
        assertThat(read("notify email <mailto:Ada@example.org|Ada@example.org>"))
                .isEqualTo(new ReserveCommand.Notify(new Address.Email("Ada@example.org")));
        assertThat(read("notify sms +49 (151) 123-45678"))
                .isEqualTo(new ReserveCommand.Notify(new Address.Sms("+4915112345678")));
        String arn = "arn:aws:sns:eu-central-1:123456789012:endpoint/GCM/app/5e3e9847-3183-3f18-a7e8-671c3a57d4b3";
        assertThat(read("notify push " + arn)).isEqualTo(new ReserveCommand.Notify(new Address.Push(arn)));
    }

    /** What is typed, where the problem is, and a part of what is said about it. */
    static final List<List<String>> REFUSED = List.of(
            List.of("staging 03/04", "WHEN", "2027-04-03 or 2027-03-04"),
            List.of("staging 04/04 9am", "WHEN", "2027-04-04"),
            List.of("staging 13/12/2026 9am", "WHEN", "2026-12-13"),
            List.of("staging 31/31", "WHEN", "no date"),
            List.of("staging 14.30", "WHEN", "14:30"),
            List.of("staging 03.04. 9am", "WHEN", "2027-04-03 or 2027-03-04"),
            List.of("staging 2026-02-30 9am", "WHEN", "no date 2026-02-30"),
            List.of("staging 2027-13-01 9am", "WHEN", "no date 2027-13-01"),
            List.of("staging 2027-03-02 9am", "WHEN", "too far ahead: a booking starts at most 90 days from now"),
            List.of("staging 9am", "WHEN", "Tue 1 Dec 2026 09:00 is past: in Europe/Berlin it is Tue 1 Dec 2026 11:00"),
            List.of("staging 10:59", "WHEN", "past"),
            List.of("staging 9am until 8am", "WHEN", "past"),
            List.of("staging 2026-11-30 9am", "WHEN", "past"),
            List.of("staging 25:00", "WHEN", "25:00"),
            List.of("staging at 14:75", "WHEN", "14:75"),
            List.of("staging 13pm", "WHEN", "13pm"),
            List.of("staging 0am", "WHEN", "0am"),
            List.of("staging 14:5", "WHEN", "14:5"),
            List.of("staging 24:00", "WHEN", "not start"),
            List.of("staging tomorrow", "WHEN", "at which time"),
            List.of("staging fri until 12:00", "WHEN", "at which time"),
            List.of("staging tomorrow 9-11", "WHEN", "9am"),
            List.of("staging tomorrow at 9", "WHEN", "time or a place"),
            List.of("staging 14:00 15:00", "WHEN", "twice"),
            List.of("staging today 14:00 tomorrow", "WHEN", "twice"),
            List.of("staging in 30m 14:00", "WHEN", "twice"),
            List.of("staging now 14:00", "WHEN", "twice"),
            List.of("staging from lab", "WHEN", "“lab” I expected a time"),
            List.of("staging 14:00-13:00", "LENGTH", "not after the start"),
            List.of("staging until 10:00", "LENGTH", "not after the start"),
            List.of("staging 14:00-15:00 for 2h", "LENGTH", "twice"),
            List.of("staging for 2h until 15:00", "LENGTH", "twice"),
            List.of("staging for", "LENGTH", "At the end I expected how long"),
            List.of("staging for ever", "LENGTH", "“ever”"),
            List.of("staging for 0m", "LENGTH", "at least a minute"),
            List.of("staging for 73h", "LENGTH", "73h is too long: one booking lasts at most 72h"),
            List.of("staging for 99999 days", "LENGTH", "too long"),
            List.of("staging until 2026-12-09 10:00", "LENGTH", "too long"),
            List.of("staging until fri", "LENGTH", "expected a time"),
            List.of("staging 30m", "LENGTH", "for 30m"),
            List.of("staging 14:00 in Europe/Berln", "ZONE", "Did you mean Europe/Berlin?"),
            List.of("staging 14:00 in Bogus", "ZONE", "no time zone"),
            List.of("staging in", "ZONE", "a zone or how long from now"),
            List.of("staging in Berlin in Paris", "ZONE", "twice"),
            List.of("staging at", "LOCATION", "a time or a place"),
            List.of("staging at for 2h", "LOCATION", "a time or a place"),
            List.of("staging at \"Room 5", "LOCATION", "not closed"),
            List.of("staging at \"\"", "LOCATION", "one word"),
            List.of("staging at " + "x".repeat(61), "LOCATION", "60"),
            List.of("staging at a at b", "LOCATION", "twice"),
            List.of("staging \"Room 5\"", "LOCATION", "after “at”"),
            List.of("staging -- " + "x".repeat(301), "REASON", "300"),
            List.of("staging please", "COMMAND", "“please”"),
            List.of("cancle staging", "COMMAND", "Did you mean “cancel”?"),
            List.of("extnd staging 30m", "COMMAND", "Did you mean “extend”?"),
            List.of(
                    "hlep",
                    "COMMAND",
                    "Did you mean “help”? To book something called “hlep”, write “/reserve hlep now”."),
            List.of("stag!ng", "RESOURCE", "“stag!ng”"),
            List.of("x".repeat(61), "RESOURCE", "60"),
            List.of("today", "RESOURCE", "“today” is a word of the command"),
            List.of("mine 14:00", "RESOURCE", "“mine” is a word of the command"),
            List.of("watch list", "RESOURCE", "“list” is a word of the command"),
            List.of("-- reason", "RESOURCE", "Which resource?"),
            List.of("cancel", "RESOURCE", "Which resource?"),
            List.of("cancel a b", "COMMAND", "“b”"),
            List.of("list mine today", "COMMAND", "“today”"),
            List.of("extend staging", "LENGTH", "By how much"),
            List.of("extend staging soon", "LENGTH", "“soon”"),
            List.of("extend staging 0m", "LENGTH", "By how much"),
            List.of("cancel staging -- found another", "REASON", "Only a booking can have a reason"),
            List.of("release staging -- fire drill", "REASON", "nothing was done"),
            List.of("extend staging 1h — demo", "REASON", "nothing was done"),
            List.of("list -- all", "REASON", "nothing was done"),
            List.of("cancel -- which?", "RESOURCE", "Which resource?"),
            List.of("confirm 12345", "COMMAND", "six digits"),
            List.of("notify", "ADDRESS", "slack, email, sms or push"),
            List.of("notify pigeon", "ADDRESS", "“pigeon”"),
            List.of("notify help", "ADDRESS", "slack, email, sms or push, not by “help”"),
            List.of("notify ada@example.org", "ADDRESS", "slack, email, sms or push, not by “ada@example.org”"),
            List.of("notify email", "ADDRESS", "e-mail"),
            List.of("notify email ada@localhost", "ADDRESS", "e-mail"),
            List.of("notify email ada@example.org, bob@example.org", "ADDRESS", "e-mail"),
            List.of(",-- why", "RESOURCE", "begins a reason"),
            List.of("notify email \u0002ada@example.org", "ADDRESS", "e-mail"),
            List.of("notify email ada\u2028@example.org", "ADDRESS", "e-mail"),
            List.of("notify sms 0151123", "ADDRESS", "starts with +"),
            List.of("notify push arn:aws:sns:eu-central-1:123456789012:topic", "ADDRESS", "endpoint"));

    @ParameterizedTest(name = "{0}")
    @FieldSource("REFUSED")
    void what_can_not_be_done_is_refused_with_the_reason_and_an_example_that_works(List<String> refused) {
        Refusal refusal = (Refusal) read(refused.get(0));

        assertThat(refusal.field()).isEqualTo(Field.valueOf(refused.get(1)));
        assertThat(refusal.problem())
                .contains(refused.get(2))
                .endsWith(refusal.problem().endsWith("?") ? "?" : ".");
        assertThat(refusal.example()).startsWith("/reserve ");
        assertThat(read(refusal.example().substring("/reserve ".length()))).isInstanceOf(ReserveCommand.class);
    }

    @ParameterizedTest
    @CsvSource({"École, école", "J̌upa, ǰupa", "Åland, åland"})
    void all_spellings_of_a_name_are_one_name(String typed, String name) {
        assertThat(book(typed + " now").resource()).isEqualTo(name);
        assertThat(book(name + " now").resource()).isEqualTo(name);
    }

    @Test
    void a_refusal_says_what_was_understood() {
        Refusal refusal = (Refusal) read("Staging tomorrow 9am for 2h please");

        assertThat(refusal.sentence())
                .isEqualTo("I understood “Staging tomorrow 9am for 2h”. I did not understand “please”. A reason stands"
                        + " after “--”. For example: /reserve staging tomorrow 9am for 1h at lab -- demo");
    }

    @Test
    void what_was_not_understood_is_not_said_to_be() {
        assertThat(read("cancle staging")).extracting("understood").isEqualTo("");
        assertThat(read("hlep")).extracting("understood").isEqualTo("");
        assertThat(read("stag!ng 9am")).extracting("understood").isEqualTo("");
        assertThat(read("cancel stag!ng")).extracting("understood").isEqualTo("cancel");
        assertThat(read("list stag!ng")).extracting("understood").isEqualTo("list");
    }

    @Test
    void a_reason_where_there_is_none_is_refused_with_the_same_command_without_it() {
        assertThat(read("Cancel k3m9x -- found another")).extracting("example").isEqualTo("/reserve Cancel k3m9x");
    }

    /** A letter left out, put in or swapped with the next; in long names also one replaced. */
    @ParameterizedTest
    @CsvSource({
        "hlep, help",
        "HELPP, help",
        "hlp, help",
        "lst, list",
        "lsit, list",
        "lists, list",
        "wach, watch",
        "wtach, watch",
        "cancle, cancel",
        "cancwl, cancel",
        "relase, release",
        "notfy, notify",
        "unwacth, unwatch",
    })
    void a_bare_word_one_slip_away_from_a_subcommand_is_not_booked(String word, String command) {
        assertThat(read(word))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problem()).startsWith("Did you mean “" + command + "”?"));
        assertThat(book(word + " now").resource()).isEqualToIgnoringCase(word);
        assertThat(book(word + " -- demo").resource()).isEqualToIgnoringCase(word);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test",
                "lisa",
                "last",
                "lift",
                "hell",
                "kelp",
                "batch",
                "match",
                "watchtower",
                "watch2",
                "helpdesk",
                "playlist",
                "release1",
                "release-2",
                "lab",
                "vacuum",
                "extender",
                "confirmed",
                "notice",
                "canal",
            })
    void a_name_near_a_subcommand_is_booked(String name) {
        assertThat(book(name).resource()).isEqualTo(name);
    }

    @Test
    void every_example_of_the_help_works() {
        assertThat(Usage.ALL)
                .allSatisfy(usage -> assertThat(read(usage.example().substring("/reserve".length())))
                        .isInstanceOf(ReserveCommand.class));
    }

    @Test
    void a_form_is_read_by_the_same_rules_and_says_which_field_is_wrong() {
        assertThat(form("Staging", "2026-12-02", "09:00", "1h30", "Room 5", "demo"))
                .isEqualTo(book("staging tomorrow 9am for 1h30 at \"Room 5\" -- demo"));
        assertThat(form("staging", "", "", "", "", "")).isEqualTo(book("staging"));
        assertThat(form("stag ing", "", "", "", "", "")).extracting("field").isEqualTo(Field.RESOURCE);
        assertThat(form("staging", "2026-11-02", "09:00", "", "", ""))
                .extracting("field")
                .isEqualTo(Field.WHEN);
        assertThat(form("staging", "2026-12-02", "", "", "", ""))
                .extracting("field")
                .isEqualTo(Field.WHEN);
        assertThat(form("staging", "", "", "long", "", "")).extracting("field").isEqualTo(Field.LENGTH);
        assertThat(form("staging", "", "", "1h or so", "", ""))
                .extracting("field")
                .isEqualTo(Field.LENGTH);
        assertThat(form("staging", "", "", "", "x".repeat(61), ""))
                .extracting("field")
                .isEqualTo(Field.LOCATION);
        assertThat(form("staging", "", "", "", "", "x".repeat(301)))
                .extracting("field")
                .isEqualTo(Field.REASON);
    }

    private Reading form(String resource, String date, String time, String length, String location, String reason) {
        return grammar.read(new ReserveGrammar.Form(resource, date, time, length, location, reason), BERLIN, NOW);
    }

    private Reading read(String text) {
        return grammar.read(text, BERLIN, NOW);
    }

    private ReserveCommand.Book book(String text) {
        Reading reading = read(text);
        assertThat(reading).isInstanceOf(ReserveCommand.Book.class);
        return (ReserveCommand.Book) reading;
    }

    @Test
    void an_address_of_any_length_is_read_or_refused() {
        assertThat(read("notify email a@" + "a.".repeat(20_000) + "!")).isInstanceOf(Refusal.class);
    }

    @Test
    void a_zero_that_is_dialled_at_home_alone_is_left_out() {
        assertThat(read("notify sms +49 (0)151 12345678"))
                .isEqualTo(new ReserveCommand.Notify(new Address.Sms("+4915112345678")));
    }

    @Test
    void of_a_button_that_is_pressed_late_what_is_left_is_booked() {
        Slot slot = new Slot(Instant.parse("2026-12-01T10:00:00Z"), Instant.parse("2026-12-01T12:00:00Z"));
        ReserveCommand.Book book =
                new ReserveCommand.Book("staging", Optional.empty(), slot, ZoneOffset.UTC, "", List.of());

        assertThat(book.left(Instant.parse("2026-12-01T10:04:30Z"))).isEqualTo(book);
        assertThat(book.left(Instant.parse("2026-12-01T10:06:30Z")).slot())
                .isEqualTo(new Slot(Instant.parse("2026-12-01T10:06:00Z"), slot.end()));
        assertThat(book.left(slot.end())).isEqualTo(book);
    }
}
