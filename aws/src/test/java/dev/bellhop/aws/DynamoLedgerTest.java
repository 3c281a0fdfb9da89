package dev.bellhop.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.AddressChange;
import dev.bellhop.delivery.BookingChange;
import dev.bellhop.delivery.Channel;
import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Debts;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.OwedReply;
import dev.bellhop.delivery.Reply;
import dev.bellhop.delivery.Way;
import dev.bellhop.delivery.Work;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class DynamoLedgerTest extends DynamoTest {

    @Test
    void a_mark_comes_back_to_the_repeat_as_it_was_written() {
        Mark mark = owing(Optional.of(new Work("T1 now\n1 a", 1)));
        ledger.open(mark);

        Commit repeat = ledger.open(owing(Optional.empty()).withLease(OTHER));

        assertThat(repeat).isEqualTo(new Commit.Repeat(mark));
    }

    @Test
    void a_reply_of_help_outside_a_thread_comes_back_too() {
        OwedReply help = new OwedReply(Way.EVENT, "T1", "D1", Optional.empty(), "U1", new Reply.Help());
        Mark mark = Mark.owing(IDENTITY, LEASE, NOW, Optional.empty(), new Debts(List.of(), Optional.of(help)));
        ledger.open(mark);

        assertThat(ledger.open(mark)).isEqualTo(new Commit.Repeat(mark));
    }

    @Test
    void a_mark_is_found_with_what_it_came_to_before_and_after_it_is_settled() {
        OwedReply reply = new OwedReply(
                Way.INTERACTION,
                "T1",
                "C1",
                Optional.empty(),
                "U1",
                new Reply.Booking("k3m9x", BookingChange.EXTENDED));
        Mark mark = owing(Optional.empty())
                .withOwes(new Debts(List.of(), Optional.of(reply)))
                .withResult("k3m9x");
        assertThat(ledger.find(IDENTITY)).isEmpty();

        ledger.open(mark);
        assertThat(ledger.find(IDENTITY)).contains(mark);
        ledger.settle(mark.paid(Debts.NONE, Optional.of(Way.INTERACTION)));

        assertThat(ledger.find(IDENTITY)).hasValueSatisfying(settled -> {
            assertThat(settled.isSettled()).isTrue();
            assertThat(settled.result()).contains("k3m9x");
        });
    }

    @Test
    void an_owed_answer_about_watching_is_kept() {
        OwedReply reply = new OwedReply(
                Way.INTERACTION, "T1", "C1", Optional.empty(), "U1", new Reply.Watching("staging", false));
        Mark mark = owing(Optional.empty()).withOwes(new Debts(List.of(), Optional.of(reply)));

        ledger.open(mark);

        assertThat(ledger.find(IDENTITY)).contains(mark);
    }

    @Test
    void an_owed_answer_about_an_address_is_kept_without_the_address() {
        OwedReply reply = new OwedReply(
                Way.INTERACTION,
                "T1",
                "C1",
                Optional.empty(),
                "U1",
                new Reply.Address(Channel.EMAIL, AddressChange.CODE_SENT));
        Mark mark = owing(Optional.empty()).withOwes(new Debts(List.of(), Optional.of(reply)));

        ledger.open(mark);

        assertThat(ledger.find(IDENTITY)).contains(mark);
    }

    @Test
    void an_owed_answer_about_files_is_kept() {
        OwedReply reply = new OwedReply(Way.EVENT, "T1", "C1", Optional.of("1.2"), "U1", new Reply.FilesLeftOut(1, 2));
        Mark mark = owing(Optional.empty()).withOwes(new Debts(List.of(), Optional.of(reply)));

        ledger.open(mark);

        assertThat(ledger.find(IDENTITY)).contains(mark);
    }

    @Test
    void a_mark_is_taken_when_its_lease_is_over_and_not_before() {
        ledger.open(owing(Optional.empty()));

        assertThat(ledger.take(IDENTITY, OTHER, LEASE.until().minusMillis(1))).isEmpty();
        assertThat(ledger.take(IDENTITY, OTHER, LEASE.until()))
                .contains(owing(Optional.empty()).withLease(OTHER));
        assertThat(ledger.take(IDENTITY, LEASE, LEASE.until())).isEmpty();
    }

    @Test
    void taking_again_what_is_taken_already_succeeds_for_only_the_answer_was_lost() {
        ledger.open(owing(Optional.empty()));
        ledger.take(IDENTITY, OTHER, LEASE.until());

        assertThat(ledger.take(IDENTITY, OTHER, LEASE.until())).isPresent();
    }

    @Test
    void nothing_settled_and_nothing_unknown_is_taken() {
        Mark mark = owing(Optional.empty());
        ledger.open(mark);
        ledger.settle(mark.paid(Debts.NONE, Optional.of(Way.EVENT)));

        assertThat(ledger.take(IDENTITY, OTHER, NOW.plusSeconds(1_000))).isEmpty();
        assertThat(ledger.take(IDENTITY.chunk(7), OTHER, NOW)).isEmpty();
        assertThat(item(IDENTITY.chunk(7))).isEmpty();
    }

    @Test
    void a_settled_mark_has_lost_its_text_leaves_the_index_and_expires_in_35_days() {
        Mark mark = owing(Optional.empty());
        ledger.open(mark);

        assertThat(ledger.settle(mark.paid(Debts.NONE, Optional.of(Way.WEBHOOK))))
                .isTrue();

        assertThat(item(IDENTITY))
                .containsOnlyKeys("pk", "sk", "attempt", "leaseUntil", "answered", "expires")
                .containsEntry("answered", AttributeValue.fromS("webhook"))
                .containsEntry(
                        "expires",
                        AttributeValue.fromN(
                                Long.toString(NOW.plusSeconds(35 * 86_400L).getEpochSecond())));
        assertThat(ledger.owed(NOW, 10)).isEmpty();
        assertThat(ledger.open(mark.withLease(OTHER)))
                .isInstanceOfSatisfying(
                        Commit.Repeat.class,
                        repeat -> assertThat(repeat.existing().isSettled()).isTrue());
    }

    @Test
    void what_is_not_paid_stays_owed_and_anyone_may_go_on_at_once() {
        Mark mark = owing(Optional.empty());
        ledger.open(mark);

        ledger.settle(mark.paid(new Debts(List.of(), Optional.of(REPLY)), Optional.empty()));

        assertThat(ledger.owed(NOW, 10)).containsExactly(IDENTITY);
        Mark taken = ledger.take(IDENTITY, OTHER, NOW).orElseThrow();
        assertThat(taken.owes()).isEqualTo(new Debts(List.of(), Optional.of(REPLY)));
    }

    @Test
    void what_is_not_paid_goes_to_the_end_of_the_line() {
        Mark early = Mark.owing(IDENTITY, LEASE, NOW.minusSeconds(60), Optional.empty(), DEBTS);
        Identity later = IDENTITY.chunk(1);
        ledger.open(early);
        ledger.open(Mark.owing(later, LEASE, NOW.minusSeconds(30), Optional.empty(), DEBTS));

        ledger.settle(early.paid(DEBTS, Optional.empty()));

        assertThat(ledger.owed(NOW, 10)).containsExactly(later, IDENTITY);
    }

    @Test
    void who_does_not_hold_the_mark_any_more_changes_nothing() {
        Mark mark = owing(Optional.empty());
        ledger.open(mark);
        ledger.take(IDENTITY, OTHER, LEASE.until());
        Map<String, AttributeValue> before = item(IDENTITY);

        assertThat(ledger.settle(mark.paid(Debts.NONE, Optional.of(Way.EVENT)))).isFalse();

        assertThat(item(IDENTITY)).isEqualTo(before);
    }

    @Test
    void what_is_parked_is_kept_and_found_by_an_operator_alone() {
        Mark mark = owing(Optional.empty());
        ledger.open(mark);

        ledger.settle(mark.paid(new Debts(List.of(), Optional.empty(), List.of(EVENT)), Optional.of(Way.EVENT)));

        assertThat(ledger.owed(NOW, 10)).isEmpty();
        assertThat(item(IDENTITY))
                .containsEntry("owedShard", AttributeValue.fromS("PARKED"))
                .containsKeys("parked", "owedSince")
                .doesNotContainKeys("owesEvents", "owesReply", "expires");
        assertThat(ledger.take(IDENTITY, OTHER, LEASE.until())).isEmpty();
    }

    @Test
    void owed_marks_of_all_shards_come_oldest_first_up_to_the_limit() {
        List<Identity> identities = IntStream.range(0, 40)
                .mapToObj(i -> Identity.ofMessage("T1", "C1", "17645832%02d.000100".formatted(i)))
                .toList();
        for (int i = 39; i >= 0; i--) {
            ledger.open(Mark.owing(
                    identities.get(i),
                    LEASE,
                    NOW.plusMillis(i),
                    Optional.empty(),
                    new Debts(List.of(EVENT), Optional.empty())));
        }

        assertThat(ledger.owed(NOW.plusMillis(29), 100)).containsExactlyElementsOf(identities.subList(0, 30));
        assertThat(ledger.owed(NOW.plusMillis(99), 7)).containsExactlyElementsOf(identities.subList(0, 7));
    }

    @Test
    void a_subscribers_mark_is_never_in_the_index_and_can_be_let_go_of() {
        Mark held = Mark.held(IDENTITY, LEASE, NOW);
        ledger.open(held);

        assertThat(ledger.owed(NOW, 10)).isEmpty();
        assertThat(ledger.take(IDENTITY, OTHER, NOW)).isEmpty();
        ledger.settle(held);
        Mark taken = ledger.take(IDENTITY, OTHER, NOW).orElseThrow();
        ledger.settle(taken.paid(Debts.NONE, Optional.empty()));

        assertThat(ledger.take(IDENTITY, LEASE, OTHER.until())).isEmpty();
        assertThat(item(IDENTITY)).containsKey("expires");
    }

    private Map<String, AttributeValue> item(Identity identity) {
        return client.getItem(get -> get.tableName("LedgerTable")
                        .key(MarkItems.key(identity))
                        .consistentRead(true))
                .item();
    }
}
