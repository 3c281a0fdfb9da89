package dev.bellhop.subscribers.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.aws.DynamoConfirmations;
import dev.bellhop.aws.DynamoPreferences;
import dev.bellhop.aws.DynamoWatchStore;
import dev.bellhop.aws.EventJson;
import dev.bellhop.delivery.Channel;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Lease;
import dev.bellhop.delivery.Mark;
import dev.bellhop.events.ConfirmationRequested;
import dev.bellhop.events.Envelope;
import dev.bellhop.events.Event;
import dev.bellhop.events.FileFacts;
import dev.bellhop.events.FileKind;
import dev.bellhop.events.FileProblem;
import dev.bellhop.events.FileProcessed;
import dev.bellhop.events.Reservation;
import dev.bellhop.events.ReservationCancelled;
import dev.bellhop.events.ReservationEnding;
import dev.bellhop.events.ReservationMade;
import dev.bellhop.localaws.Fault;
import dev.bellhop.localaws.Happening;
import dev.bellhop.localaws.LocalAws;
import dev.bellhop.localaws.Template;
import dev.bellhop.people.Address;
import dev.bellhop.people.Confirmation;
import dev.bellhop.slack.SlackApi;
import dev.bellhop.subscribers.Deliveries;
import dev.bellhop.subscribers.Lines;
import dev.bellhop.subscribers.Slack;
import dev.bellhop.subscribers.Tables;
import dev.bellhop.subscribers.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ada, who is U1, has booked staging; Grace, who is U2, watches it. */
final class ReservationHandlerTest {

    private static final Instant TEN = Instant.parse("2026-12-01T10:00:00Z");
    private static final Address EMAIL = new Address.Email("grace@example.org");
    private static final Reservation BOOKED = new Reservation(
            "T1",
            "k3m9x",
            1,
            "staging",
            Optional.of("Room 5"),
            "U1",
            TEN.plusSeconds(3_600),
            TEN.plusSeconds(7_200),
            "Europe/Berlin",
            "<b>demo</b> & more");

    @RegisterExtension
    final Tables tables = new Tables();

    private final List<Happening> happenings = new CopyOnWriteArrayList<>();
    private final LocalAws aws = new LocalAws(Template.ofProject(), happenings::add);
    private final Slack slack = new Slack();
    private final Lines journal = new Lines();
    private final Time time = new Time();
    private ReservationHandler handler;
    private int changes;

    @BeforeEach
    void start() {
        handler = handler(Optional.of("bellhop@example.org"));
        new DynamoWatchStore(tables.dynamo(), Tables.RESERVATIONS, Tables.LEDGER)
                .watch(change(), "T1", "staging", "U2");
    }

    @AfterEach
    void stop() {
        slack.close();
    }

    @Test
    void who_watches_is_told_by_a_direct_message() {
        deliver("e-1", new ReservationMade(BOOKED, TEN));

        assertThat(slack.posts())
                .singleElement()
                .asString()
                .contains("channel=U2", "<@U1> booked *staging* at Room 5", "12:00 – 13:00, Europe/Berlin")
                .contains("&lt;b&gt;demo", "/reserve unwatch staging");
        assertThat(journal.all()).anyMatch(line -> line.contains("Send direct message to: U2"));
    }

    @Test
    void what_was_given_up_can_be_booked_with_a_button() {
        deliver("e-1", new ReservationCancelled(BOOKED, "U1", TEN));

        assertThat(slack.posts()).singleElement().asString().contains("Book it", "reserve_book");
    }

    @Test
    void who_chose_mail_is_told_by_a_mail_in_text_and_in_html() {
        choose("U2", EMAIL);

        deliver("e-1", new ReservationMade(BOOKED, TEN));

        Happening.Mailed mail = mails().get(0);
        assertThat(mail.from()).isEqualTo("bellhop@example.org");
        assertThat(mail.to()).containsExactly("grace@example.org");
        assertThat(mail.subject()).isEqualTo("Ada Lovelace booked staging at Room 5");
        assertThat(mail.text())
                .contains("Tue 1 Dec 12:00 – 13:00, Europe/Berlin", "Reason: <b>demo</b> & more")
                .contains("/reserve notify slack");
        assertThat(mail.html()).contains("&lt;b&gt;demo&lt;/b&gt; &amp; more").doesNotContain("<b>");
        assertThat(slack.posts()).isEmpty();
        assertThat(journal.all())
                .anyMatch(line -> line.contains("Send mail to: U2"))
                .noneMatch(line -> line.contains("@example.org") || line.contains("demo"));
    }

    @Test
    void who_chose_sms_is_told_in_a_line() {
        choose("U2", new Address.Sms("+4915112345678"));

        deliver("e-1", new ReservationMade(BOOKED, TEN));

        assertThat(happenings)
                .contains(new Happening.Texted(
                        "+4915112345678",
                        "Ada Lovelace booked staging at Room 5: Tue 1 Dec 12:00 - 13:00, Europe/Berlin"));
    }

    @Test
    void who_chose_push_is_told_on_their_telephone() {
        String endpoint = "arn:aws:sns:eu-central-1:123456789012:endpoint/GCM/app/5e3e9847";
        choose("U2", new Address.Push(endpoint));

        deliver("e-1", new ReservationMade(BOOKED, TEN));

        assertThat(happenings)
                .hasAtLeastOneElementOfType(Happening.Pushed.class)
                .filteredOn(Happening.Pushed.class::isInstance)
                .allSatisfy(pushed ->
                        assertThat(((Happening.Pushed) pushed).endpointArn()).isEqualTo(endpoint));
    }

    @Test
    void a_reminder_has_buttons_to_keep_it_or_to_give_it_up() {
        deliver("e-1", new ReservationEnding(BOOKED, "U1", TEN));

        assertThat(slack.posts())
                .singleElement()
                .asString()
                .contains("channel=U1", "ends", "30m", "1h", "Release", "k3m9x");
    }

    @Test
    void a_delivery_that_comes_twice_tells_once() {
        choose("U2", EMAIL);

        deliver("e-1", new ReservationMade(BOOKED, TEN));
        deliver("e-1", new ReservationMade(BOOKED, TEN));

        assertThat(mails()).hasSize(1);
    }

    @Test
    void where_ses_throttles_the_delivery_fails_and_the_next_sends_the_one_mail() {
        choose("U2", EMAIL);
        watch("U3");
        aws.mail().faults().next(Fault.THROTTLE, any -> true);

        assertThatThrownBy(() -> deliver("e-1", new ReservationMade(BOOKED, TEN)))
                .hasMessageContaining("Maximum sending rate");
        assertThat(mails()).isEmpty();
        deliver("e-1", new ReservationMade(BOOKED, TEN));

        assertThat(mails()).hasSize(1);
        assertThat(slack.posts()).singleElement().asString().contains("channel=U3");
    }

    @Test
    void where_ses_rejects_the_next_way_is_taken_and_the_log_says_why() {
        choose("U2", EMAIL);
        aws.mail().faults().next(Fault.REFUSE, any -> true);

        deliver("e-1", new ReservationMade(BOOKED, TEN));

        assertThat(slack.posts()).singleElement().asString().contains("channel=U2");
        assertThat(journal.all())
                .anyMatch(line -> line.contains("Send mail to: U2 (SES says MessageRejectedException)"));
    }

    @Test
    void without_a_sender_nobody_is_told_by_mail() {
        choose("U2", EMAIL);
        handler = handler(Optional.empty());

        deliver("e-1", new ReservationMade(BOOKED, TEN));

        assertThat(mails()).isEmpty();
        assertThat(slack.posts()).hasSize(1);
    }

    @Test
    void a_number_that_sns_refuses_is_not_tried_again() {
        choose("U2", new Address.Sms("+4915112345678"));
        aws.topics().faults().next(Fault.REFUSE, any -> true);

        deliver("e-1", new ReservationMade(BOOKED, TEN));

        assertThat(slack.posts()).hasSize(1);
        assertThat(journal.all()).noneMatch(line -> line.contains("+4915112345678"));
    }

    @Test
    void a_code_is_sent_to_the_address_that_it_is_for() {
        ask("T1:trigger-1");

        deliver("T1:trigger-1", new ConfirmationRequested("T1", "U1", Channel.EMAIL, TEN));

        assertThat(mails()).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).startsWith("123456 ");
            assertThat(mail.text()).contains("/reserve confirm 123456");
        });
        assertThat(journal.all()).noneMatch(line -> line.contains("123456"));
    }

    @Test
    void another_services_plain_notification_is_mailed() {
        Deliveries.deliver(handler, "m-1", """
                {"event":"Reservation","user_id":"U1","email":"ada@example.org","body":"Your table is ready.\\nCome!"}\
                """);

        assertThat(mails()).singleElement().satisfies(mail -> {
            assertThat(mail.to()).containsExactly("ada@example.org");
            assertThat(mail.text()).contains("Your table is ready.\nCome!");
        });
    }

    @Test
    void another_services_notification_without_an_address_fails_with_the_reason() {
        assertThatThrownBy(() -> Deliveries.deliver(
                        handler, "m-1", "{\"event\":\"Reservation\",\"user_id\":\"U1\",\"body\":\"Your table\"}"))
                .hasMessageContaining("\"email\" is missing or empty.");

        assertThat(journal.all())
                .anyMatch(line -> line.contains("\"email\" is missing or empty."))
                .noneMatch(line -> line.contains("Your table"));
        assertThat(slack.posts()).isEmpty();
    }

    @Test
    void one_record_that_fails_does_not_hold_up_the_others() {
        JsonObject event = Deliveries.event(
                Deliveries.record("m-1", "{\"event\":\"Reservation\"}"),
                Deliveries.record("m-2", "nonsense"),
                Deliveries.record("m-3", json("e-1", new ReservationMade(BOOKED, TEN))));

        assertThatThrownBy(() -> Deliveries.invoke(handler, event)).hasMessageContaining("2 of the records failed");

        assertThat(slack.posts()).hasSize(1);
    }

    @Test
    void an_operator_can_have_the_watchers_told_again_or_only_those_who_were_not() {
        deliver("e-1", new ReservationMade(BOOKED, TEN));
        JsonObject asked = new JsonObject();
        asked.addProperty("function", "notifyWatchers");
        asked.add("event", JsonParser.parseString(json("e-1", new ReservationMade(BOOKED, TEN))));

        asked.addProperty("id", "e-1");
        Deliveries.invoke(handler, asked);
        assertThat(slack.posts()).hasSize(1);

        asked.remove("id");
        Deliveries.invoke(handler, asked);
        assertThat(slack.posts()).hasSize(2);
    }

    @Test
    void who_shared_a_file_and_chose_mail_has_there_what_it_is() {
        choose("U1", new Address.Email("ada@example.org"));

        deliver("e-1", processed(Optional.empty()));

        Happening.Mailed mail = mails().get(0);
        assertThat(mail.to()).containsExactly("ada@example.org");
        assertThat(mail.subject()).isEqualTo("I keep “R&D <b>.pdf”, a document of 200 pages, 1.0 MB.");
        assertThat(mail.text()).contains("in the thread", "/reserve notify slack");
        assertThat(mail.html()).contains("R&amp;D &lt;b&gt;.pdf").doesNotContain("<b>.pdf");
        assertThat(slack.posts()).isEmpty();
        assertThat(journal.all()).noneMatch(line -> line.contains("R&D") || line.contains("@example.org"));
    }

    @Test
    void what_is_wrong_with_a_file_is_told_in_a_line_on_a_telephone() {
        choose("U1", new Address.Sms("+4915112345678"));

        deliver("e-1", processed(Optional.of(FileProblem.PASSWORD_PROTECTED)));

        assertThat(happenings)
                .contains(new Happening.Texted(
                        "+4915112345678",
                        "I keep “R&D <b>.pdf”, but it does not open without a password; share a copy that does if its"
                                + " words are to be found."));
    }

    @Test
    void who_shared_a_file_and_chose_nothing_is_answered_in_slack_by_others() {
        deliver("e-1", processed(Optional.empty()));

        assertThat(slack.posts()).isEmpty();
        assertThat(happenings).isEmpty();
    }

    @Test
    void an_operator_can_have_who_shared_a_file_told_again() {
        choose("U1", new Address.Email("ada@example.org"));
        deliver("e-1", processed(Optional.empty()));
        JsonObject asked = new JsonObject();
        asked.addProperty("function", "notifySharer");
        asked.add("event", JsonParser.parseString(json("e-1", processed(Optional.empty()))));

        Deliveries.invoke(handler, asked);
        assertThat(mails()).hasSize(2);

        asked.add("event", JsonParser.parseString(json("e-1", new ReservationMade(BOOKED, TEN))));
        assertThatThrownBy(() -> Deliveries.invoke(handler, asked))
                .hasMessageContaining("\"event\" is not of what became of a file.");
    }

    @Test
    void a_function_that_there_is_not_is_answered_with_those_that_there_are() {
        JsonObject asked = new JsonObject();
        asked.addProperty("function", "notifyAll");

        assertThatThrownBy(() -> Deliveries.invoke(handler, asked))
                .hasMessageContaining("\"notifyAll\"")
                .hasMessageContaining("notifyBooker, notifyWatchers, notifySharer, notifyPerson, sendCode");
    }

    @Test
    void whoever_slack_does_not_know_any_more_is_noted() {
        slack.forget("U2");

        deliver("e-1", new ReservationMade(BOOKED, TEN));

        assertThat(journal.all()).anyMatch(line -> line.contains("user_not_found"));
    }

    @Test
    void where_slack_asks_for_patience_it_is_given() {
        slack.askForPatience("U2");
        Instant before = time.instant();

        assertThatThrownBy(() -> deliver("e-1", new ReservationMade(BOOKED, TEN)))
                .hasMessageContaining("Slack asks to wait");

        assertThat(Duration.between(before, time.instant())).isGreaterThan(Duration.ofSeconds(3));
    }

    private List<Happening.Mailed> mails() {
        return happenings.stream()
                .filter(Happening.Mailed.class::isInstance)
                .map(Happening.Mailed.class::cast)
                .toList();
    }

    private static FileProcessed processed(Optional<FileProblem> problem) {
        return new FileProcessed(
                "T1",
                "C1",
                "channel",
                Optional.empty(),
                "U1",
                "1764583200.000100",
                "F1",
                "R&D <b>.pdf",
                "application/pdf",
                1024 * 1024,
                problem,
                new FileFacts(
                        FileKind.DOCUMENT,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(200),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private void deliver(String id, Event event) {
        Deliveries.deliver(handler, UUID.randomUUID().toString(), json(id, event));
    }

    private static String json(String id, Event event) {
        return new EventJson().write(new Envelope(id, "bellhop/bot", event)).body();
    }

    private void watch(String user) {
        new DynamoWatchStore(tables.dynamo(), Tables.RESERVATIONS, Tables.LEDGER)
                .watch(change(), "T1", "staging", user);
    }

    private void choose(String user, Address address) {
        new DynamoPreferences(tables.dynamo(), Tables.PEOPLE, Tables.LEDGER).choose(change(), "T1", user, address);
    }

    private void ask(String request) {
        var confirmation = new Confirmation(
                "T1",
                "U1",
                new Address.Email("ada@example.org"),
                new Identity(request),
                "123456",
                TEN.plus(Confirmation.GOOD),
                0,
                1,
                TEN,
                0);
        new DynamoConfirmations(tables.dynamo(), Tables.PEOPLE, Tables.LEDGER).write(change(), List.of(confirmation));
    }

    private Mark change() {
        return Mark.settled(new Identity("T1:change-" + ++changes), new Lease("test", TEN), TEN);
    }

    private ReservationHandler handler(Optional<String> emailFrom) {
        return new ReservationHandler(
                new ReservationConfig(
                        "xoxb-1", slack.url(), Tables.LEDGER, Tables.PEOPLE, Tables.RESERVATIONS, emailFrom),
                // However busy the machine is: some of its calls have a second.
                new SlackApi(slack.url(), "xoxb-1").slower(10),
                tables.dynamo(),
                aws.mail(),
                aws.topics(),
                journal.log("reservation", time),
                time,
                () -> UUID.randomUUID().toString(),
                time,
                new Random(1));
    }
}
