package dev.bellhop.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Channel;
import dev.bellhop.delivery.Handled;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Lease;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.Once;
import dev.bellhop.delivery.Patience;
import dev.bellhop.events.ConfirmationRequested;
import dev.bellhop.events.FileFacts;
import dev.bellhop.events.FileKind;
import dev.bellhop.events.FileProcessed;
import dev.bellhop.events.Reservation;
import dev.bellhop.events.ReservationCancelled;
import dev.bellhop.events.ReservationEnding;
import dev.bellhop.events.ReservationEvent;
import dev.bellhop.events.ReservationExtended;
import dev.bellhop.events.ReservationMade;
import dev.bellhop.memory.Faults;
import dev.bellhop.memory.MemoryAddresses;
import dev.bellhop.memory.MemoryCalendars;
import dev.bellhop.memory.MemoryStore;
import dev.bellhop.memory.Outside;
import dev.bellhop.memory.Time;
import dev.bellhop.people.Address;
import dev.bellhop.people.Confirmation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Ada has booked staging; Grace and Joan watch it. */
final class NotifierTest {

    private static final Instant TEN = Instant.parse("2026-12-01T10:00:00Z");
    private static final Address EMAIL = new Address.Email("ada@example.org");
    private static final Address SMS = new Address.Sms("+4915112345678");
    private static final Reservation BOOKED = new Reservation(
            "T1", "k3m9x", 1, "staging", Optional.empty(), "ADA", TEN, TEN.plusSeconds(3_600), "UTC", "demo");
    private static final ReservationEvent MADE = new ReservationMade(BOOKED, TEN);
    private static final ReservationEvent CANCELLED = new ReservationCancelled(BOOKED, "ADA", TEN);
    private static final ReservationEvent RELEASED = new ReservationCancelled(BOOKED, "OPS", TEN);

    private static final FileProcessed PROCESSED = new FileProcessed(
            "T1",
            "C1",
            "channel",
            Optional.empty(),
            "ADA",
            "1764583200.000100",
            "F1",
            "report.pdf",
            "application/pdf",
            7,
            Optional.empty(),
            FileFacts.of(FileKind.DOCUMENT));

    /** {@code who by which channel}. */
    private final List<String> told = new ArrayList<>();

    private final List<Notification> notifications = new ArrayList<>();
    private final Map<String, String> refusing = new HashMap<>();
    private final Map<String, Integer> failing = new HashMap<>();
    private final Time time = new Time();
    private final Faults faults = new Faults();
    private final MemoryStore marks = new MemoryStore(faults);
    private final MemoryCalendars watches = new MemoryCalendars(faults, marks);
    private final MemoryAddresses addresses = new MemoryAddresses(faults, marks);
    private final Outside outside = new Outside(faults);
    private int attempts;
    private int changes;

    NotifierTest() {
        watch("GRACE");
        watch("JOAN");
    }

    @Test
    void watchers_are_told_where_they_want_to_be() {
        choose("JOAN", SMS);

        run(MADE);

        assertThat(told).containsExactlyInAnyOrder("GRACE by SLACK", "JOAN by SMS");
        assertThat(notifications).containsOnly(new Notification.Booked(MADE));
    }

    @Test
    void whoever_did_it_is_not_told_in_slack_what_they_were_answered_there() {
        watch("ADA");

        run(MADE);

        assertThat(told).noneMatch(line -> line.startsWith("ADA"));
    }

    @Test
    void whoever_chose_mail_has_their_own_bookings_there() {
        choose("ADA", EMAIL);

        run(MADE);

        assertThat(told).containsOnlyOnce("ADA by EMAIL").hasSize(3);
    }

    @Test
    void what_one_did_oneself_is_not_told_in_slack_where_mail_fails() {
        choose("ADA", EMAIL);
        refusing.put("ADA by EMAIL", "rejected");

        run(MADE);

        assertThat(told).containsExactlyInAnyOrder("GRACE by SLACK", "JOAN by SLACK");
        assertThat(outside.notes).contains("refused", "unreachable");
    }

    @Test
    void whose_booking_is_released_is_told_and_the_operator_is_not() {
        watch("OPS");

        run(RELEASED);

        assertThat(told).containsExactlyInAnyOrder("ADA by SLACK", "GRACE by SLACK", "JOAN by SLACK");
    }

    @Test
    void whoever_extended_it_for_someone_else_is_not_told() {
        run(new ReservationExtended(BOOKED, "GRACE", TEN));

        assertThat(told).containsExactlyInAnyOrder("ADA by SLACK", "JOAN by SLACK");
    }

    @Test
    void that_a_booking_ends_is_told_to_its_holder_alone() {
        run(new ReservationEnding(BOOKED, "ADA", TEN));

        assertThat(told).containsExactly("ADA by SLACK");
    }

    @Test
    void a_reminder_that_comes_too_late_is_not_told() {
        time.pause(Duration.ofHours(1));

        run(new ReservationEnding(BOOKED, "ADA", TEN));

        assertThat(told).isEmpty();
        assertThat(outside.notes).contains("reminder-obsolete");
    }

    @Test
    void the_same_event_twice_tells_nobody_twice() {
        run(CANCELLED);
        run(CANCELLED);

        assertThat(told).hasSize(2);
    }

    @Test
    void whoever_changes_their_mind_between_two_deliveries_is_told_once() {
        failing.put("GRACE by SLACK", 1);
        assertThatThrownBy(() -> run(CANCELLED)).isInstanceOf(NotToldException.class);
        choose("JOAN", SMS);

        run(CANCELLED);

        assertThat(told).containsExactlyInAnyOrder("JOAN by SLACK", "GRACE by SLACK");
    }

    @Test
    void one_who_cannot_be_told_now_holds_up_nobody_and_is_told_later() {
        watch("MARY");
        failing.put("GRACE by SLACK", 1);

        assertThatThrownBy(() -> run(CANCELLED)).isInstanceOf(NotToldException.class);
        assertThat(told).containsExactlyInAnyOrder("JOAN by SLACK", "MARY by SLACK");
        assertThat(outside.counted).containsOnlyOnce("Notifications 1 slack failed");

        run(CANCELLED);
        assertThat(told).hasSize(3).containsOnlyOnce("GRACE by SLACK");
    }

    @Test
    void one_task_that_fails_does_not_hold_up_the_next() {
        choose("ADA", EMAIL);
        failing.put("ADA by EMAIL", 1);

        assertThatThrownBy(() -> run(MADE)).isInstanceOf(NotToldException.class);

        assertThat(told).containsExactlyInAnyOrder("GRACE by SLACK", "JOAN by SLACK");
    }

    @Test
    void where_one_way_is_refused_the_next_is_taken() {
        choose("GRACE", EMAIL);
        refusing.put("GRACE by EMAIL", "suppressed");

        run(CANCELLED);

        assertThat(told).contains("GRACE by SLACK").doesNotContain("GRACE by EMAIL");
        assertThat(outside.counted)
                .containsExactlyInAnyOrder(
                        "Notifications 1 email refused", "Notifications 1 slack told", "Notifications 1 slack told");
        assertThat(outside.notes).contains("refused").doesNotContain("unreachable");
    }

    @Test
    void whom_nothing_reaches_is_noted_and_not_tried_again() {
        refusing.put("GRACE by SLACK", "user_disabled");

        run(CANCELLED);
        refusing.clear();
        run(CANCELLED);

        assertThat(told).containsExactly("JOAN by SLACK");
        assertThat(outside.notes).containsOnlyOnce("unreachable");
    }

    @Test
    void it_says_whether_it_was_done_now_or_before_or_concerns_nobody() {
        assertThat(run(CANCELLED)).isEqualTo(Handled.DONE);
        assertThat(run(CANCELLED)).isEqualTo(Handled.DUPLICATE);
        watch("ANN");
        assertThat(run(CANCELLED)).isEqualTo(Handled.DONE);
        assertThat(notifier().run("T1:other", List.of(), attempt())).isEqualTo(Handled.IGNORED);
    }

    @Test
    void that_it_was_told_cannot_be_noted_brings_no_second_delivery() {
        faults.reset();
        faults.failBefore(5);

        assertThatCode(() -> run(CANCELLED)).doesNotThrowAnyException();

        assertThat(faults.calls().get(4)).isEqualTo("settle");
        assertThat(told).hasSize(2);
        assertThat(outside.notes).contains("done-not-noted");
    }

    @Test
    void a_code_goes_to_the_address_that_it_is_for_and_to_no_other() {
        choose("ADA", SMS);
        ask("request-1", EMAIL);

        sendCode("request-1");
        sendCode("request-1");

        assertThat(told).containsExactly("ADA by EMAIL");
        assertThat(notifications.get(0))
                .isInstanceOfSatisfying(
                        Notification.Code.class,
                        code -> assertThat(code.confirmation().code()).isEqualTo("123456"));
    }

    @Test
    void a_code_that_was_asked_for_anew_is_not_sent_twice() {
        ask("request-2", EMAIL);

        sendCode("request-1");

        assertThat(told).isEmpty();
        assertThat(outside.notes).contains("code-obsolete");
    }

    @Test
    void a_code_that_is_over_is_not_sent() {
        ask("request-1", EMAIL);
        time.pause(Confirmation.GOOD);

        sendCode("request-1");

        assertThat(told).isEmpty();
    }

    @Test
    void whoever_named_an_address_that_takes_nothing_is_told_in_slack() {
        ask("request-1", EMAIL);
        refusing.put("ADA by EMAIL", "rejected");

        sendCode("request-1");

        assertThat(told).containsExactly("ADA by SLACK");
        assertThat(notifications).hasOnlyElementsOfType(Notification.CodeUnsent.class);
    }

    @Test
    void what_another_service_says_goes_to_the_address_it_names_or_else_to_slack() {
        refusing.put("GRACE by EMAIL", "rejected");

        run("m-1", person(Optional.of("ADA")));
        run("m-2", person(Optional.of("GRACE")));
        run("m-3", person(Optional.empty()));

        assertThat(told).containsExactly("ADA by EMAIL", "GRACE by SLACK", "address by EMAIL");
    }

    @Test
    void what_another_service_says_is_not_lost_where_nobody_takes_it() {
        refusing.put("address by EMAIL", "rejected");

        assertThatThrownBy(() -> run("m-1", person(Optional.empty()))).hasMessageContaining("m-1");
        refusing.clear();
        run("m-1", person(Optional.empty()));

        assertThat(told).containsExactly("address by EMAIL");
    }

    @Test
    void who_shared_a_file_is_answered_in_its_thread_and_told_nothing_more_in_slack() {
        assertThat(notifier().run("e-1", Task.of(PROCESSED), attempt())).isEqualTo(Handled.IGNORED);

        assertThat(told).isEmpty();
    }

    @Test
    void who_shared_a_file_and_chose_mail_is_told_there_once() {
        choose("ADA", EMAIL);

        notifier().run("e-1", Task.of(PROCESSED), attempt());
        notifier().run("e-1", Task.of(PROCESSED), attempt());

        assertThat(told).containsExactly("ADA by EMAIL");
        assertThat(notifications).containsExactly(new Notification.Filed(PROCESSED));
    }

    @Test
    void where_no_mail_reaches_who_shared_a_file_the_thread_has_to_do() {
        choose("ADA", EMAIL);
        refusing.put("ADA by EMAIL", "rejected");

        notifier().run("e-1", Task.of(PROCESSED), attempt());

        assertThat(told).isEmpty();
        assertThat(outside.notes).contains("refused", "unreachable");
    }

    private static Task person(Optional<String> user) {
        return new Task.NotifyPerson(user, "x@example.org", new Notification.Plain(Optional.empty(), "Hello."));
    }

    private void watch(String user) {
        watches.watch(change(), "T1", "staging", user);
    }

    private void choose(String user, Address address) {
        addresses.preferences().choose(change(), "T1", user, address);
    }

    private void ask(String request, Address address) {
        addresses.write(
                change(),
                List.of(new Confirmation(
                        "T1",
                        "ADA",
                        address,
                        new Identity(request),
                        "123456",
                        TEN.plus(Confirmation.GOOD),
                        0,
                        1,
                        TEN,
                        0)));
    }

    private Mark change() {
        return Mark.settled(new Identity("T1:change-" + ++changes), new Lease("test", TEN), TEN);
    }

    private void sendCode(String request) {
        ConfirmationRequested event = new ConfirmationRequested("T1", "ADA", Channel.EMAIL, TEN);
        notifier().run(request, Task.of(request, event), attempt());
    }

    private Handled run(ReservationEvent event) {
        return notifier().run("T1:" + event.type(), Task.of(event), attempt());
    }

    private void run(String id, Task task) {
        notifier().run(id, List.of(task), attempt());
    }

    private Notifier notifier() {
        return new Notifier(
                watches,
                addresses.preferences(),
                addresses,
                this::tell,
                new Once(marks, new Patience(time, time, new Random(1)), outside, time),
                "reservation",
                outside,
                time);
    }

    private Optional<String> tell(Recipient to, Address address, Notification what, Attempt attempt) {
        String line = to.user().orElse("address") + " by " + address.channel();
        if (failing.merge(line, -1, Integer::sum) >= 0) {
            throw new IllegalStateException("throttled");
        }
        if (refusing.containsKey(line)) {
            return Optional.of(refusing.get(line));
        }
        told.add(line);
        notifications.add(what);
        return Optional.empty();
    }

    private Attempt attempt() {
        return Attempt.of(
                "attempt-" + ++attempts,
                time.instant().plusSeconds(60),
                time.instant().plusSeconds(59));
    }
}
