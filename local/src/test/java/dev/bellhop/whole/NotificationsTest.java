package dev.bellhop.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.bellhop.localaws.Fault;
import dev.bellhop.localaws.Happening;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From {@code /reserve} to whoever is told: UADA books, UGRACE watches. */
final class NotificationsTest {

    private final Rig rig = new Rig();

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void a_command_that_is_delivered_twice_books_once_and_tells_once() {
        rig.command("UGRACE", "watch staging");

        Rig.Answer first = rig.command(Life.endless(), "UADA", "staging for 2h", "trigger-1");
        Rig.Answer again = rig.command(Life.endless(), "UADA", "staging for 2h", "trigger-1");
        rig.quiet();

        assertThat(again.body()).isEqualTo(first.body()).contains("is yours: ");
        assertThat(rig.directMessages("UGRACE")).hasSize(1);
        String listed = JsonParser.parseString(
                        rig.command("UADA", "list staging").body())
                .getAsJsonObject()
                .get("text")
                .getAsString();
        assertThat(listed).containsOnlyOnce("•");
    }

    @Test
    void an_event_that_is_delivered_twice_tells_once() {
        rig.command("UGRACE", "watch staging");
        rig.aws.topics().deliverNext(2);

        rig.command("UADA", "staging for 2h");
        rig.quiet();

        assertThat(rig.directMessages("UGRACE")).hasSize(1);
    }

    @Test
    void a_crash_between_the_commit_and_the_publish_ends_with_the_watchers_told() {
        rig.command("UGRACE", "watch staging");
        Life measured = Life.endless();
        rig.command(measured, "UADA", "production for 2h", "trigger-1");
        int commit = measured.calls().indexOf("TransactWriteItems") + 1;
        assertThat(measured.calls().subList(commit, measured.calls().size())).contains("Publish");

        assertThat(rig.command(Life.endingAfter(commit), "UADA", "staging for 2h", "trigger-2")
                        .status())
                .isZero();
        rig.quiet();
        assertThat(rig.directMessages("UGRACE")).isEmpty();
        rig.sweep();

        assertThat(rig.directMessages("UGRACE")).singleElement().asString().contains("booked *staging*");
    }

    @Test
    void wherever_the_one_who_tells_dies_the_watchers_are_told_and_only_a_message_not_noted_comes_twice() {
        rig.command("UGRACE", "watch staging");
        Life measured = Life.endless();
        rig.reservationLives.add(measured);
        rig.command("UADA", "staging for 2h");
        rig.quiet();
        List<String> calls = measured.calls();
        int posting = calls.indexOf("chat.postMessage") + 1;
        assertThat(posting).isPositive();

        for (int call = 1; call <= calls.size(); call++) {
            rig.command("UADA", "cancel staging");
            rig.quiet();
            int before = rig.directMessages("UGRACE").size();
            rig.reservationLives.add(Life.endingAfter(call));
            rig.command("UADA", "staging for 2h");
            rig.quiet();

            assertThat(rig.directMessages("UGRACE").size() - before)
                    .as("died after call " + call + " of " + calls)
                    .isEqualTo(call == posting ? 2 : 1);
        }
    }

    @Test
    void whoever_confirms_an_address_is_told_there_and_a_throttled_mail_is_sent_once() {
        rig.confirm("UGRACE", "notify email grace@example.org");
        rig.command("UGRACE", "watch staging");
        int before = rig.mails().size();
        rig.aws.mail().faults().next(Fault.THROTTLE, any -> true);

        rig.command("UADA", "staging for 2h");
        rig.quiet();

        assertThat(rig.mails().subList(before, rig.mails().size()))
                .singleElement()
                .satisfies(mail -> assertThat(mail.to()).containsExactly("grace@example.org"));
        assertThat(rig.happenings)
                .filteredOn(Happening.InvocationFailed.class::isInstance)
                .hasSize(1);
        assertThat(rig.aws.queues().bodies("ReservationDeadLetters")).isEmpty();
    }

    @Test
    void whose_mail_is_rejected_is_told_in_slack() {
        rig.confirm("UGRACE", "notify email grace@example.org");
        rig.command("UGRACE", "watch staging");
        int before = rig.mails().size();
        rig.aws.mail().faults().next(Fault.REFUSE, any -> true);

        rig.command("UADA", "staging for 2h");
        rig.quiet();

        assertThat(rig.mails()).hasSize(before);
        assertThat(rig.directMessages("UGRACE")).hasSize(1);
        assertThat(rig.notes).anyMatch(note -> note.contains("Send mail to: UGRACE (SES says"));
    }

    @Test
    void a_booking_is_reminded_of_ten_minutes_before_its_end_and_once() {
        rig.command("UADA", "staging for 1h");
        rig.quiet();
        rig.clock.move(Duration.ofMinutes(45));
        rig.sweep();
        assertThat(rig.directMessages("UADA")).isEmpty();
        rig.clock.move(Duration.ofMinutes(5));

        rig.sweep();
        rig.sweep();

        assertThat(rig.directMessages("UADA")).singleElement().asString().contains("ends");
        rig.command("UADA", "extend staging 30m");
        rig.clock.move(Duration.ofMinutes(30));
        rig.sweep();
        assertThat(rig.directMessages("UADA")).hasSize(2);
    }

    @Test
    void another_services_plain_notification_reaches_its_person() {
        rig.publish(
                "{\"event\":\"Reservation\",\"user_id\":\"UADA\",\"email\":\"ada@example.org\",\"body\":\"Ready.\"}",
                null);
        rig.publish("""
                {"default":"Ready.","lambda":"{\\"event\\":\\"Reservation\\",\\"email\\":\\"bob@example.org\\",\\"body\\":\\"Yes.\\"}"}
                """, "json");

        assertThat(rig.mails())
                .flatExtracting(Happening.Mailed::to)
                .containsExactlyInAnyOrder("ada@example.org", "bob@example.org");
    }

    @Test
    void another_services_notification_without_an_address_waits_in_the_queue_with_its_reason() {
        rig.publish("{\"event\":\"Reservation\",\"user_id\":\"UADA\",\"body\":\"Ready.\"}", null);

        assertThat(rig.aws.queues().bodies("ReservationDeadLetters"))
                .singleElement()
                .asString()
                .contains("\\\"email\\\" is missing or empty.");
        assertThat(rig.redrive("reservation")).contains("\"failed\":1");
    }

    @Test
    void what_concerns_no_reservation_does_not_wake_the_subscriber() {
        rig.deliver(SlackEvent.message("1764583200.000100", "awsadvent some words"));
        rig.publish("{\"event\":\"Lunch\",\"body\":\"Ready.\"}", null);

        assertThat(rig.happenings)
                .filteredOn(Happening.Invoked.class::isInstance)
                .extracting(happening -> ((Happening.Invoked) happening).function())
                .doesNotContain("ReservationFunction");
    }
}
