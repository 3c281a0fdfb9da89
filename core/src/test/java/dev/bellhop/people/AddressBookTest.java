package dev.bellhop.people;

import static dev.bellhop.delivery.AddressChange.CHOSEN;
import static dev.bellhop.delivery.AddressChange.CODE_SENT;
import static dev.bellhop.delivery.AddressChange.CODE_WRONG;
import static dev.bellhop.delivery.AddressChange.CONFIRMED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.delivery.AddressChange;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Channel;
import dev.bellhop.delivery.Delivery;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.OwedEvent;
import dev.bellhop.delivery.OwedReply;
import dev.bellhop.delivery.Patience;
import dev.bellhop.delivery.Publisher;
import dev.bellhop.delivery.Reply;
import dev.bellhop.delivery.Request;
import dev.bellhop.delivery.Sweep;
import dev.bellhop.delivery.Way;
import dev.bellhop.events.ConfirmationRequested;
import dev.bellhop.events.Event;
import dev.bellhop.events.EventWriter;
import dev.bellhop.memory.Faults;
import dev.bellhop.memory.MemoryAddresses;
import dev.bellhop.memory.MemoryStore;
import dev.bellhop.memory.Outside;
import dev.bellhop.memory.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On its clock it is 2026-12-01, 10:00 UTC, when a test begins. */
final class AddressBookTest {

    private static final Instant TEN = Instant.parse("2026-12-01T10:00:00Z");
    private static final Address SLACK = new Address.Slack();
    private static final Address EMAIL = new Address.Email("ada@example.org");
    private static final Address OTHER_EMAIL = new Address.Email("bob@example.org");
    private static final Address SMS = new Address.Sms("+4915112345678");
    private static final Address PUSH =
            new Address.Push("arn:aws:sns:eu-central-1:123456789012:endpoint/APNS/bellhop/1-2");

    private final Time time = new Time();
    private final Faults faults = new Faults();
    private final MemoryStore marks = new MemoryStore(faults);
    private final MemoryAddresses addresses = new MemoryAddresses(faults, marks);
    private final Outside outside = new Outside(faults);
    private final Random random = new Random(1);
    private final Set<Channel> channels = EnumSet.allOf(Channel.class);
    private final List<Event> written = new ArrayList<>();
    private final EventWriter writer = envelope -> {
        written.add(envelope.event());
        return new OwedEvent(
                envelope.id(), envelope.event().type(), envelope.event().team(), "{}");
    };
    private Optional<EventWriter> events = Optional.of(writer);
    private int requests;
    private int attempts;

    static Stream<Address> withoutACode() {
        return Stream.of(SLACK, PUSH);
    }

    static Stream<Address> withACode() {
        return Stream.of(EMAIL, SMS);
    }

    @ParameterizedTest
    @MethodSource("withoutACode")
    void what_needs_no_code_is_chosen_at_once(Address address) {
        confirm(ask(EMAIL));
        Request request = request();

        assertThat(choose(request, address)).isEqualTo(new Answer.Done(address.channel(), CHOSEN));

        assertThat(chosen()).isEqualTo(address);
        assertThat(outside.published).hasSize(1);
        assertThat(outside.said).last().isEqualTo(owed(request, address.channel(), CHOSEN));
        assertThat(marks.mark(request.identity()).isSettled()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("withACode")
    void an_address_is_not_used_before_its_code_came_back(Address address) {
        Request request = request();

        assertThat(choose(request, address)).isEqualTo(new Answer.Done(address.channel(), CODE_SENT));

        assertThat(chosen()).isEqualTo(SLACK);
        assertThat(written).containsExactly(new ConfirmationRequested("T1", "U1", address.channel(), TEN));
        assertThat(outside.published)
                .extracting(OwedEvent::id)
                .containsExactly(request.identity().value());
        assertThat(outside.said).containsExactly(owed(request, address.channel(), CODE_SENT));
        assertThat(code(address).request()).isEqualTo(request.identity());
        assertThat(code(address).code()).matches("[0-9]{6}");

        assertThat(confirm(code(address).code())).isEqualTo(new Answer.Done(address.channel(), CONFIRMED));

        assertThat(chosen()).isEqualTo(address);
    }

    @Test
    void a_code_is_used_once() {
        String code = ask(EMAIL);
        confirm(code);

        assertThat(confirm(code)).isEqualTo(new Answer.NothingWaiting());
    }

    @Test
    void nobody_elses_code_will_do() {
        String code = ask(EMAIL);

        assertThat(book().confirm(request("U2"), code, outside, attempt())).isEqualTo(new Answer.NothingWaiting());

        assertThat(confirm(code)).isEqualTo(new Answer.Done(Channel.EMAIL, CONFIRMED));
    }

    @Test
    void wrong_codes_count_down_and_with_the_fifth_the_right_one_is_good_for_nothing() {
        String code = ask(EMAIL);
        String wrong = other(code);

        assertThat(Stream.generate(() -> confirm(wrong)).limit(5).toList())
                .containsExactly(
                        new Answer.Wrong(4),
                        new Answer.Wrong(3),
                        new Answer.Wrong(2),
                        new Answer.Wrong(1),
                        new Answer.Wrong(0));
        assertThat(confirm(code)).isEqualTo(new Answer.NothingWaiting());
        assertThat(chosen()).isEqualTo(SLACK);
        assertThat(outside.said)
                .filteredOn(said -> said.reply().equals(new Reply.Address(Channel.EMAIL, CODE_WRONG)))
                .hasSize(5);
    }

    @Test
    void after_four_wrong_codes_the_right_one_still_does() {
        String code = ask(EMAIL);
        for (int i = 0; i < 4; i++) {
            confirm(other(code));
        }

        assertThat(confirm(code)).isEqualTo(new Answer.Done(Channel.EMAIL, CONFIRMED));
    }

    @Test
    void a_wrong_code_counts_against_each_that_is_waited_for() {
        String email = ask(EMAIL);
        confirm(other(email));
        String sms = ask(SMS);
        String wrong = other(email).equals(sms) ? other(sms) : other(email);

        assertThat(confirm(wrong)).isEqualTo(new Answer.Wrong(4));

        assertThat(code(EMAIL).missed()).isEqualTo(2);
        assertThat(code(SMS).missed()).isEqualTo(1);
    }

    @Test
    void of_two_codes_each_confirms_its_own_address() {
        String email = ask(EMAIL);
        String sms = ask(SMS);

        assertThat(confirm(email)).isEqualTo(new Answer.Done(Channel.EMAIL, CONFIRMED));
        assertThat(chosen()).isEqualTo(EMAIL);
        assertThat(confirm(sms)).isEqualTo(new Answer.Done(Channel.SMS, CONFIRMED));
        assertThat(chosen()).isEqualTo(SMS);
    }

    @Test
    void a_code_is_good_for_a_quarter_of_an_hour() {
        String code = ask(EMAIL);
        time.pause(Duration.ofMinutes(15).minusMillis(1));
        assertThat(confirm(other(code))).isEqualTo(new Answer.Wrong(4));

        time.pause(Duration.ofMillis(1));

        assertThat(confirm(code)).isEqualTo(new Answer.NothingWaiting());
    }

    @Test
    void without_a_code_on_its_way_there_is_nothing_to_confirm() {
        assertThat(confirm("123456")).isEqualTo(new Answer.NothingWaiting());

        assertThat(outside.said).isEmpty();
        assertThat(marks.mark(new Identity("T1:trigger-1"))).isNull();
    }

    @Test
    void the_next_code_makes_the_one_before_useless_and_forgets_what_was_missed() {
        String former = ask(EMAIL);
        confirm(other(former));
        String next = ask(OTHER_EMAIL);

        assertThat(next).isNotEqualTo(former);
        assertThat(confirm(former)).isEqualTo(new Answer.Wrong(4));
        assertThat(confirm(next)).isEqualTo(new Answer.Done(Channel.EMAIL, CONFIRMED));
        assertThat(chosen()).isEqualTo(OTHER_EMAIL);
    }

    @Test
    void five_codes_a_day_are_sent_and_then_it_is_said_when_there_are_more() {
        for (int i = 0; i < 5; i++) {
            ask(EMAIL);
            time.pause(Duration.ofHours(1));
        }

        assertThat(choose(request(), OTHER_EMAIL))
                .isEqualTo(new Answer.TooMany(Channel.EMAIL, TEN.plus(Duration.ofDays(1))));
        assertThat(outside.published).hasSize(5);
        ask(SMS);

        time.pause(Duration.ofHours(19));

        ask(OTHER_EMAIL);
        assertThat(code(EMAIL).asked()).isEqualTo(1);
    }

    @Test
    void confirming_an_address_of_ones_own_lets_nobody_fill_somebody_elses_mailbox() {
        for (int i = 0; i < 4; i++) {
            ask(OTHER_EMAIL);
        }
        confirm(ask(EMAIL));

        assertThat(choose(request(), OTHER_EMAIL)).isInstanceOf(Answer.TooMany.class);
    }

    @Test
    void the_same_request_again_is_answered_the_same_and_sends_no_second_code() {
        Request request = request();
        Answer first = choose(request, EMAIL);
        String code = code(EMAIL).code();

        assertThat(choose(request, EMAIL)).isEqualTo(first);

        assertThat(code(EMAIL).code()).isEqualTo(code);
        assertThat(outside.published).hasSize(1);
        assertThat(outside.said).hasSize(1);
    }

    @Test
    void the_request_of_the_last_code_of_the_day_is_answered_the_same_when_it_comes_again() {
        for (int i = 0; i < 4; i++) {
            ask(EMAIL);
        }
        Request last = request();
        Answer first = choose(last, EMAIL);

        assertThat(choose(last, EMAIL)).isEqualTo(first).isEqualTo(new Answer.Done(Channel.EMAIL, CODE_SENT));
    }

    @Test
    void the_same_right_code_in_a_repeat_is_answered_the_same() {
        String code = ask(EMAIL);
        ask(SMS);
        Request request = request();

        Answer first = confirm(request, code);

        assertThat(confirm(request, code)).isEqualTo(first).isEqualTo(new Answer.Done(Channel.EMAIL, CONFIRMED));
        assertThat(code(SMS).missed()).isZero();
    }

    @Test
    void the_right_code_in_a_repeat_is_answered_the_same_when_nothing_is_waited_for_any_more() {
        String code = ask(EMAIL);
        Request request = request();

        confirm(request, code);

        assertThat(confirm(request, code)).isEqualTo(new Answer.Done(Channel.EMAIL, CONFIRMED));
    }

    @Test
    void the_same_wrong_code_in_a_repeat_counts_once() {
        String code = ask(EMAIL);
        Request request = request();

        assertThat(confirm(request, other(code))).isEqualTo(new Answer.Wrong(4));
        assertThat(confirm(request, other(code))).isEqualTo(new Answer.Wrong(4));

        assertThat(code(EMAIL).missed()).isEqualTo(1);
    }

    @Test
    void the_fifth_wrong_code_in_a_repeat_is_answered_the_same() {
        String wrong = other(ask(EMAIL));
        for (int i = 0; i < 4; i++) {
            confirm(wrong);
        }
        Request fifth = request();

        assertThat(confirm(fifth, wrong)).isEqualTo(new Answer.Wrong(0));
        assertThat(confirm(fifth, wrong)).isEqualTo(new Answer.Wrong(0));
    }

    @Test
    void an_older_choice_that_comes_again_does_not_undo_a_later_one() {
        Request older = request();
        choose(older, PUSH);
        choose(request(), SLACK);

        assertThat(choose(older, PUSH)).isEqualTo(new Answer.Done(Channel.PUSH, CHOSEN));

        assertThat(chosen()).isEqualTo(SLACK);
    }

    @Test
    void of_two_codes_asked_for_at_once_the_later_counts_and_both_are_counted() {
        addresses.meanwhile(() -> choose(request(), OTHER_EMAIL));

        choose(request(), EMAIL);

        assertThat(code(EMAIL).address()).isEqualTo(EMAIL);
        assertThat(code(EMAIL).asked()).isEqualTo(2);
        assertThat(outside.published).hasSize(2);
    }

    @Test
    void guesses_at_once_are_counted_one_by_one() {
        String wrong = other(ask(EMAIL));
        addresses.meanwhile(() -> confirm(wrong));

        assertThat(confirm(wrong)).isEqualTo(new Answer.Wrong(3));

        assertThat(code(EMAIL).missed()).isEqualTo(2);
    }

    @Test
    void a_code_that_was_used_meanwhile_is_not_used_again() {
        String code = ask(EMAIL);
        addresses.meanwhile(() -> confirm(code));

        assertThat(confirm(code)).isEqualTo(new Answer.NothingWaiting());
    }

    @Test
    void a_code_that_was_replaced_meanwhile_confirms_nothing() {
        String former = ask(EMAIL);
        addresses.meanwhile(() -> choose(request(), OTHER_EMAIL));

        assertThat(confirm(former)).isEqualTo(new Answer.Wrong(4));

        assertThat(chosen()).isEqualTo(SLACK);
    }

    @Test
    void one_in_conflict_until_the_time_is_over_is_busy_and_nothing_was_done() {
        addresses.conflict(1_000);

        assertThat(choose(request(), EMAIL)).isEqualTo(new Answer.Busy());

        assertThat(outside.published).isEmpty();
        assertThat(addresses.of("T1", "U1")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("withACode")
    void without_a_topic_nobody_would_send_a_code(Address address) {
        events = Optional.empty();

        assertThat(choose(request(), address)).isEqualTo(new Answer.Unavailable(address.channel()));
        assertThat(choose(request(), SLACK)).isEqualTo(new Answer.Done(Channel.SLACK, CHOSEN));

        assertThat(addresses.of("T1", "U1")).isEmpty();
    }

    @Test
    void a_way_that_there_is_not_here_is_not_chosen() {
        channels.remove(Channel.PUSH);

        assertThat(choose(request(), PUSH)).isEqualTo(new Answer.Unavailable(Channel.PUSH));

        assertThat(chosen()).isEqualTo(SLACK);
    }

    /** The calls of a request for a code: what is stored, the transaction, the reply and the publishing. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void after_a_death_at_any_step_one_code_is_on_its_way_and_its_asker_told(int call) {
        Request request = request();
        faults.dieAfter(call);

        assertThatThrownBy(() -> choose(request, EMAIL)).isInstanceOfAny(Faults.Death.class, CompletionException.class);
        faults.reset();
        time.pause(Duration.ofMinutes(1));
        if (marks.mark(request.identity()) == null) {
            choose(request, EMAIL);
        }
        sweep();

        assertThat(marks.mark(request.identity()).isSettled()).isTrue();
        assertThat(outside.published)
                .extracting(OwedEvent::id)
                .containsOnly(request.identity().value());
        assertThat(outside.said).containsOnly(owed(request, Channel.EMAIL, CODE_SENT));
        assertThat(written).hasSize(1);
        assertThat(code(EMAIL).asked()).isEqualTo(1);
    }

    @Test
    void a_transaction_whose_answer_was_lost_is_found_done_by_its_repeat() {
        Request request = request();
        faults.failAfter(2);
        assertThatThrownBy(() -> choose(request, EMAIL)).hasMessage("answer lost");
        String code = code(EMAIL).code();
        faults.reset();
        time.pause(Duration.ofMinutes(1));

        assertThat(choose(request, EMAIL)).isEqualTo(new Answer.Done(Channel.EMAIL, CODE_SENT));

        assertThat(code(EMAIL).code()).isEqualTo(code);
        assertThat(outside.published).hasSize(1);
    }

    @Test
    void a_repeat_while_the_first_is_at_work_is_told_so() {
        Request request = request();
        faults.dieAfter(2);
        assertThatThrownBy(() -> choose(request, EMAIL)).isInstanceOf(Faults.Death.class);
        faults.reset();

        assertThat(choose(request, EMAIL)).isEqualTo(new Answer.Underway());
    }

    @Test
    void neither_code_nor_address_is_in_what_is_printed_owed_or_kept_as_a_result() {
        Request request = request();
        choose(request, EMAIL);
        Confirmation confirmation = code(EMAIL);

        String seen = confirmation.toString() + marks.mark(request.identity()) + outside.said + written + outside.notes;

        assertThat(seen).doesNotContain(confirmation.code()).doesNotContain("ada@example.org");
    }

    /** Asks for a code and says which it is. */
    private String ask(Address address) {
        assertThat(choose(request(), address)).isEqualTo(new Answer.Done(address.channel(), CODE_SENT));
        return code(address).code();
    }

    private Answer choose(Request request, Address address) {
        return book().choose(request, address, outside, attempt());
    }

    private Answer confirm(String code) {
        return confirm(request(), code);
    }

    private Answer confirm(Request request, String code) {
        return book().confirm(request, code, outside, attempt());
    }

    private Address chosen() {
        return addresses.preferences().of("T1", "U1");
    }

    private Confirmation code(Address address) {
        return addresses.of("T1", "U1").stream()
                .filter(code -> code.address().channel() == address.channel())
                .findFirst()
                .orElseThrow();
    }

    private static String other(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }

    private static OwedReply owed(Request request, Channel channel, AddressChange change) {
        return request.owed(new Reply.Address(channel, change));
    }

    private Request request() {
        return request("U1");
    }

    private Request request(String user) {
        Identity identity = new Identity("T1:trigger-" + ++requests);
        return new Request(identity, Way.INTERACTION, "T1", "C1", Optional.empty(), user);
    }

    private Attempt attempt() {
        return Attempt.of(
                "attempt-" + ++attempts,
                time.instant().plusSeconds(10),
                time.instant().plusMillis(2_500));
    }

    private void sweep() {
        new Sweep(marks, delivery(), outside, outside, time).run(attempt());
    }

    private AddressBook book() {
        return new AddressBook(
                addresses.preferences(), addresses, marks, delivery(), channels, events, "bellhop/test", random, time);
    }

    private Delivery delivery() {
        Optional<Publisher> publisher = events.map(present -> outside);
        return new Delivery(
                marks,
                publisher,
                mark -> {
                    throw new AssertionError("addresses are whole with one transaction");
                },
                new Patience(time, time, new Random(1)),
                outside,
                time,
                Runnable::run);
    }
}
