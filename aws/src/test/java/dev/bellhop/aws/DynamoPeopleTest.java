package dev.bellhop.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.bellhop.delivery.Commit;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Mark;
import dev.bellhop.people.Address;
import dev.bellhop.people.Confirmation;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Preferences and codes on DynamoDB Local. */
final class DynamoPeopleTest extends DynamoTest {

    private static final Address EMAIL = new Address.Email("ada@example.org");
    private static final Address SMS = new Address.Sms("+4915112345678");
    private static final Instant SINCE = Instant.parse("2026-12-01T09:00:00.000000001Z");
    private static final Instant UNTIL = Instant.parse("2026-12-01T10:15:00.123456789Z");

    static Stream<Address> addresses() {
        return Stream.of(
                new Address.Slack(),
                EMAIL,
                SMS,
                new Address.Push("arn:aws:sns:eu-central-1:123456789012:endpoint/APNS/bellhop/1-2"));
    }

    @Test
    void whoever_chose_nothing_is_told_in_slack() {
        assertThat(preferences.of("T1", "U1")).isEqualTo(new Address.Slack());
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void a_choice_comes_back_as_it_was_written_with_its_mark(Address address) {
        Mark mark = owing(Optional.empty()).withResult("chosen");

        Commit commit = preferences.choose(mark, "T1", "U1", address);

        assertThat(commit).isEqualTo(new Commit.Committed(mark));
        assertThat(preferences.of("T1", "U1")).isEqualTo(address);
        assertThat(preferences.of("T1", "U2")).isEqualTo(new Address.Slack());
        assertThat(preferences.of("T2", "U1")).isEqualTo(new Address.Slack());
        assertThat(ledger.find(IDENTITY)).contains(mark);
    }

    @Test
    void the_last_choice_counts_and_a_repeat_of_an_earlier_one_changes_nothing() {
        preferences.choose(mark("1"), "T1", "U1", EMAIL);
        preferences.choose(mark("2"), "T1", "U1", SMS);

        Commit repeat = preferences.choose(mark("1").withLease(OTHER), "T1", "U1", EMAIL);

        assertThat(repeat).isEqualTo(new Commit.Repeat(mark("1")));
        assertThat(preferences.of("T1", "U1")).isEqualTo(SMS);
    }

    @Test
    void a_way_that_only_a_later_version_knows_is_slack_for_this_one() {
        change(PeopleItems.preferencesKey("T1", "U1"), Map.of("channel", fromS("pager"), "address", fromS("7")));

        assertThat(preferences.of("T1", "U1")).isEqualTo(new Address.Slack());
    }

    @Test
    void what_a_later_version_keeps_beside_a_choice_stays() {
        preferences.choose(mark("1"), "T1", "U1", EMAIL);
        change(PeopleItems.preferencesKey("T1", "U1"), Map.of("quietFrom", fromS("22:00")));

        preferences.choose(mark("2"), "T1", "U1", SMS);

        assertThat(item("PREFS")).containsEntry("quietFrom", fromS("22:00")).containsEntry("channel", fromS("sms"));
    }

    @Test
    void codes_come_back_as_they_were_written_with_a_version_one_higher() {
        Confirmation email = confirmation(EMAIL, "123456", 0);
        Confirmation sms = confirmation(SMS, "000001", 0);
        Mark mark = owing(Optional.empty());

        Commit commit = confirmations.write(mark, List.of(email, sms));

        assertThat(commit).isEqualTo(new Commit.Committed(mark));
        assertThat(confirmations.of("T1", "U1"))
                .containsExactly(confirmation(EMAIL, "123456", 1), confirmation(SMS, "000001", 1));
        assertThat(confirmations.of("T1", "U2")).isEmpty();
        assertThat(confirmations.of("T2", "U1")).isEmpty();
        assertThat(ledger.find(IDENTITY)).contains(mark);
    }

    @Test
    void a_choice_is_no_code() {
        preferences.choose(mark("1"), "T1", "U1", EMAIL);

        assertThat(confirmations.of("T1", "U1")).isEmpty();
    }

    @Test
    void a_code_of_a_kind_that_only_a_later_version_knows_is_passed_over() {
        confirmations.write(mark("1"), List.of(confirmation(EMAIL, "123456", 0)));
        change(
                Map.of("pk", fromS("U#T1#U1"), "sk", fromS("CODE#pager")),
                Map.of("address", fromS("7"), "version", AttributeValue.fromN("1")));

        assertThat(confirmations.of("T1", "U1")).containsExactly(confirmation(EMAIL, "123456", 1));
    }

    @Test
    void a_first_code_where_there_is_one_already_is_a_conflict() {
        confirmations.write(mark("1"), List.of(confirmation(EMAIL, "123456", 0)));

        Commit commit = confirmations.write(mark("2"), List.of(confirmation(EMAIL, "654321", 0)));

        assertThat(commit).isEqualTo(new Commit.Conflict());
        assertThat(confirmations.of("T1", "U1")).containsExactly(confirmation(EMAIL, "123456", 1));
        assertThat(ledger.find(mark("2").identity())).isEmpty();
    }

    @Test
    void where_one_of_two_codes_was_changed_meanwhile_neither_is_written() {
        confirmations.write(mark("1"), List.of(confirmation(EMAIL, "123456", 0), confirmation(SMS, "000001", 0)));
        confirmations.write(mark("2"), List.of(confirmation(SMS, "000002", 1)));

        Commit commit = confirmations.write(
                mark("3"), List.of(confirmation(EMAIL, "654321", 1), confirmation(SMS, "000003", 1)));

        assertThat(commit).isEqualTo(new Commit.Conflict());
        assertThat(confirmations.of("T1", "U1"))
                .containsExactly(confirmation(EMAIL, "123456", 1), confirmation(SMS, "000002", 2));
    }

    @Test
    void a_code_that_is_gone_is_a_conflict_too() {
        assertThat(confirmations.write(mark("1"), List.of(confirmation(EMAIL, "123456", 1))))
                .isEqualTo(new Commit.Conflict());
        assertThat(confirmations.choose(mark("1"), confirmation(EMAIL, "123456", 1)))
                .isEqualTo(new Commit.Conflict());
    }

    @Test
    void a_repeat_finds_the_mark_although_the_code_was_changed_by_it() {
        Mark mark = owing(Optional.empty()).withResult("email code_sent 0");
        List<Confirmation> first = List.of(confirmation(EMAIL, "123456", 0));
        confirmations.write(mark, first);

        assertThat(confirmations.write(mark.withLease(OTHER), first)).isEqualTo(new Commit.Repeat(mark));
    }

    @Test
    void a_confirmed_address_is_chosen_its_code_is_gone_and_how_many_were_asked_for_stays() {
        confirmations.write(mark("1"), List.of(confirmation(EMAIL, "123456", 0)));
        Confirmation waiting = confirmations.of("T1", "U1").get(0);
        Mark mark = mark("2");

        Commit commit = confirmations.choose(mark, waiting);

        assertThat(commit).isEqualTo(new Commit.Committed(mark));
        assertThat(preferences.of("T1", "U1")).isEqualTo(EMAIL);
        assertThat(confirmations.of("T1", "U1")).singleElement().satisfies(used -> {
            assertThat(used.isWaiting(SINCE)).isFalse();
            assertThat(used.code()).isEmpty();
            assertThat(used.asked()).isEqualTo(2);
            assertThat(used.since()).isEqualTo(SINCE);
            assertThat(used.version()).isEqualTo(2);
        });
        assertThat(ledger.find(mark.identity())).contains(mark);
    }

    @Test
    void a_code_that_was_missed_meanwhile_confirms_nothing() {
        confirmations.write(mark("1"), List.of(confirmation(EMAIL, "123456", 0)));
        confirmations.write(mark("2"), List.of(confirmation(EMAIL, "123456", 1)));

        assertThat(confirmations.choose(mark("3"), confirmation(EMAIL, "123456", 1)))
                .isEqualTo(new Commit.Conflict());

        assertThat(preferences.of("T1", "U1")).isEqualTo(new Address.Slack());
    }

    @Test
    void a_code_expires_when_as_many_may_be_asked_for_again_and_it_is_over() {
        Instant lateInTheDay = SINCE.plusSeconds(86_000);
        confirmations.write(mark("1"), List.of(confirmation(EMAIL, "123456", 0), until(lateInTheDay.plusSeconds(900))));

        assertThat(expiry("CODE#email")).isAfter(SINCE.plusSeconds(86_400)).isBefore(SINCE.plusSeconds(86_402));
        assertThat(expiry("CODE#sms")).isAfter(SINCE.plusSeconds(86_900)).isBefore(SINCE.plusSeconds(86_902));
    }

    @Test
    void a_choice_does_not_expire() {
        preferences.choose(mark("1"), "T1", "U1", EMAIL);

        assertThat(item("PREFS")).containsOnlyKeys("pk", "sk", "channel", "address");
    }

    private static Confirmation confirmation(Address address, String code, long version) {
        return new Confirmation("T1", "U1", address, new Identity("T1:1.2.3"), code, UNTIL, 1, 2, SINCE, version);
    }

    private static Confirmation until(Instant until) {
        return new Confirmation("T1", "U1", SMS, new Identity("T1:1.2.3"), "000001", until, 1, 2, SINCE, 0);
    }

    private static Mark mark(String name) {
        return Mark.owing(new Identity("T1:" + name), LEASE, NOW, Optional.empty(), DEBTS);
    }

    /** As a later version would. */
    private void change(Map<String, AttributeValue> key, Map<String, AttributeValue> fields) {
        Map<String, AttributeValue> item = new HashMap<>(
                client.getItem(get -> get.tableName("PeopleTable").key(key).consistentRead(true))
                        .item());
        item.putAll(key);
        item.putAll(fields);
        client.putItem(put -> put.tableName("PeopleTable").item(item));
    }

    private Map<String, AttributeValue> item(String sk) {
        return client.getItem(get -> get.tableName("PeopleTable")
                        .key(Map.of("pk", fromS("U#T1#U1"), "sk", fromS(sk)))
                        .consistentRead(true))
                .item();
    }

    private Instant expiry(String sk) {
        return Instant.ofEpochSecond(Long.parseLong(item(sk).get("expires").n()));
    }
}
