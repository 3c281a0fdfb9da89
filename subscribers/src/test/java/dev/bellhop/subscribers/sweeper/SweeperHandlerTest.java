package dev.bellhop.subscribers.sweeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.google.gson.JsonParser;
import dev.bellhop.aws.DynamoLedger;
import dev.bellhop.aws.DynamoSayings;
import dev.bellhop.aws.DynamoWordStore;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Debts;
import dev.bellhop.delivery.Delivery;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Lease;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.OwedEvent;
import dev.bellhop.delivery.OwedReply;
import dev.bellhop.delivery.Patience;
import dev.bellhop.delivery.Reply;
import dev.bellhop.delivery.Way;
import dev.bellhop.events.EventWriter;
import dev.bellhop.events.WordTimes;
import dev.bellhop.subscribers.DeadLetters;
import dev.bellhop.subscribers.Deliveries;
import dev.bellhop.subscribers.Lines;
import dev.bellhop.subscribers.Slack;
import dev.bellhop.subscribers.Tables;
import dev.bellhop.subscribers.Time;
import dev.bellhop.words.Count;
import dev.bellhop.words.Counting;
import dev.bellhop.words.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SweeperHandlerTest {

    private static final String SCHEDULED = """
            {"version":"0","id":"53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa","detail-type":"Scheduled Event",\
            "source":"aws.events","account":"123456789012","time":"2026-12-01T10:00:00Z","region":"eu-central-1",\
            "resources":["arn:aws:events:eu-central-1:123456789012:rule/sweep"],"detail":{}}\
            """;

    private static final String REDRIVE_POLLED = "{\"function\":\"redrive\",\"queue\":\"leaderboard\"}";

    private static final String REDRIVE = "{\"function\":\"redrive\",\"queue\":\"multiplier\"}";

    @RegisterExtension
    final Tables tables = new Tables();

    private final Slack slack = new Slack();
    private final Topic topic = new Topic();
    private final Queue queue = new Queue();
    private final Functions functions = new Functions();
    private final Lines journal = new Lines();
    private final Time time = new Time();
    private SweeperHandler sweeper;

    @BeforeEach
    void start() {
        sweeper = sweeper(Optional.of(Topic.ARN));
    }

    @AfterEach
    void stop() {
        slack.close();
    }

    private SweeperHandler sweeper(Optional<String> topicArn) {
        var deadLetters = new DeadLetters(Map.of(
                "multiplier",
                new DeadLetters.Queue(Queue.URL, Functions.NAME, false),
                "leaderboard",
                new DeadLetters.Queue(Queue.URL, Functions.NAME, true)));
        return new SweeperHandler(
                new SweeperConfig(
                        "xoxb-1",
                        slack.url(),
                        Tables.SHARDS,
                        Tables.WORDS,
                        Tables.LEDGER,
                        Tables.RESERVATIONS,
                        topicArn,
                        deadLetters),
                tables.dynamo(),
                topic,
                queue,
                functions,
                journal.log("sweeper", time),
                time,
                () -> UUID.randomUUID().toString(),
                time,
                new Random(1),
                Runnable::run);
    }

    private String invoke(String event) {
        return Deliveries.invoke(sweeper, JsonParser.parseString(event).getAsJsonObject());
    }

    /** A message was counted, and whoever did died for 30 s before paying anything. */
    private void crashed(String channel, Way way, OwedEvent... events) {
        OwedReply reply =
                new OwedReply(way, "T1", channel, Optional.empty(), "U1", new Reply.Counts(List.of("ho"), 0, 0));
        Lease lease = new Lease("dead", time.instant().plusSeconds(30));
        new DynamoLedger(tables.dynamo(), Tables.LEDGER, time)
                .open(Mark.owing(
                        new Identity("T1:" + channel + ":1"),
                        lease,
                        time.instant(),
                        Optional.empty(),
                        new Debts(List.of(events), Optional.of(reply))));
        time.pause(Duration.ofMillis(1));
    }

    private static OwedEvent event(String body) {
        return new OwedEvent("e-1", "bellhop.message.counted.v1", "T1", body);
    }

    @Test
    void an_owed_event_and_reply_are_paid_after_the_lease_and_not_before() {
        crashed("C1", Way.EVENT, event("counted"));

        assertThat(invoke(SCHEDULED)).isEqualTo("{\"reminded\":0,\"finished\":0,\"left\":0,\"underway\":1}");
        assertThat(topic.messages()).isEmpty();
        assertThat(slack.posts()).isEmpty();
        time.pause(Duration.ofSeconds(30));

        assertThat(invoke(SCHEDULED)).isEqualTo("{\"reminded\":0,\"finished\":1,\"left\":0,\"underway\":0}");
        assertThat(topic.messages()).containsExactly("counted");
        assertThat(slack.posts())
                .singleElement()
                .asString()
                .contains("channel=C1")
                .contains("text=ho 0");
    }

    @Test
    void a_long_message_that_was_left_halfway_is_counted_to_its_end() {
        String text = IntStream.range(1, 250).mapToObj(n -> "w" + n).collect(Collectors.joining(" ", "awsadvent ", ""));
        tables.faults().failing("transactWriteItems", 2);
        assertThatThrownBy(() -> hear(text)).hasMessageContaining("lost on purpose");
        time.pause(Duration.ofSeconds(30));

        assertThat(invoke(SCHEDULED)).isEqualTo("{\"reminded\":0,\"finished\":1,\"left\":0,\"underway\":0}");

        assertThat(tables.counts("awsadvent", "w1", "w249").values()).containsOnly(new Count(1, 1));
        assertThat(slack.posts()).singleElement().asString().contains("text=awsadvent 1");
        assertThat(topic.messages()).containsExactly("T1:C1:1764583200.000100");
    }

    /** As the bot hears it, in an invocation of 10 s. */
    private void hear(String text) {
        var ledger = new DynamoLedger(tables.dynamo(), Tables.LEDGER, time);
        var words = new DynamoWordStore(tables.dynamo(), Tables.WORDS, Tables.LEDGER, Tables.SHARDS);
        var delivery = new Delivery(
                ledger,
                Optional.empty(),
                Counting.chunks(words),
                new Patience(time, time, new Random(1)),
                journal.log("sweeper", time),
                time,
                Runnable::run);
        EventWriter writer = envelope -> event(envelope.id());
        var counting = new Counting(
                new DynamoSayings(tables.dynamo(), words, Tables.PEOPLE, Tables.LEDGER),
                ledger,
                delivery,
                journal.log("bot", time),
                Tables.SHARDS.triggers(),
                Optional.of(writer),
                "bellhop/bot",
                time);
        Message message =
                new Message("T1", "C1", "channel", Optional.empty(), "U1", "1764583200.000100", text, false, Way.EVENT);
        Instant end = time.instant().plusSeconds(10);
        counting.hear(message, reply -> attempt -> reply.way(), Attempt.of("dead", end, end));
    }

    @Test
    void what_is_paid_is_not_paid_by_the_next_run() {
        crashed("C1", Way.EVENT, event("counted"));
        time.pause(Duration.ofSeconds(30));

        invoke(SCHEDULED);

        assertThat(invoke(SCHEDULED)).isEqualTo("{\"reminded\":0,\"finished\":0,\"left\":0,\"underway\":0}");
        assertThat(topic.messages()).hasSize(1);
        assertThat(slack.posts()).hasSize(1);
    }

    @Test
    void a_webhook_reply_that_nobody_waits_for_any_more_is_posted() {
        crashed("C1", Way.WEBHOOK);
        time.pause(Duration.ofSeconds(30));

        invoke(SCHEDULED);

        assertThat(slack.posts()).singleElement().asString().contains("channel=C1");
    }

    @Test
    void an_event_that_sns_refuses_as_invalid_is_parked_and_not_tried_again() {
        crashed("C1", Way.EVENT, event("invalid"));
        time.pause(Duration.ofSeconds(30));

        invoke(SCHEDULED);

        assertThat(invoke(SCHEDULED)).isEqualTo("{\"reminded\":0,\"finished\":0,\"left\":0,\"underway\":0}");
        assertThat(journal.all())
                .filteredOn(line -> line.startsWith("parked e-1"))
                .hasSize(1);
    }

    @Test
    void a_channel_that_slack_asks_to_wait_for_does_not_eat_the_time_of_the_others() {
        crashed("C1", Way.EVENT);
        crashed("C2", Way.EVENT);
        time.pause(Duration.ofSeconds(30));
        slack.askForPatience("C1");
        Instant start = time.instant();

        assertThat(invoke(SCHEDULED)).isEqualTo("{\"reminded\":0,\"finished\":1,\"left\":1,\"underway\":0}");
        assertThat(slack.posts()).singleElement().asString().contains("channel=C2");
        assertThat(time.instant()).isBefore(start.plusSeconds(11));
        slack.askForPatience("nowhere");

        assertThat(invoke(SCHEDULED)).isEqualTo("{\"reminded\":0,\"finished\":1,\"left\":0,\"underway\":0}");
    }

    @Test
    void without_a_topic_replies_are_paid_and_events_stay_owed() {
        crashed("C1", Way.EVENT, event("counted"));
        time.pause(Duration.ofSeconds(30));
        sweeper = sweeper(Optional.empty());

        assertThat(invoke(SCHEDULED)).isEqualTo("{\"reminded\":0,\"finished\":0,\"left\":1,\"underway\":0}");

        assertThat(slack.posts()).hasSize(1);
    }

    @Test
    void a_run_fails_where_the_ledger_cannot_be_reached_at_all() {
        tables.faults().failing("query", 1);

        assertThatThrownBy(() -> invoke(SCHEDULED)).hasMessageContaining("lost on purpose");
    }

    @Test
    void a_mark_that_cannot_be_reached_does_not_fail_the_run() {
        crashed("C1", Way.EVENT);
        crashed("C2", Way.EVENT);
        time.pause(Duration.ofSeconds(30));
        tables.faults().failing("updateItem", 1);

        assertThat(invoke(SCHEDULED)).isEqualTo("{\"reminded\":0,\"finished\":1,\"left\":1,\"underway\":0}");
    }

    @Test
    void a_notification_that_sns_could_not_deliver_becomes_the_event_that_it_was_for() {
        queue.send("""
                {"Type":"Notification","MessageId":"m-1","TopicArn":"arn:topic","Message":"{\\"a\\":1}",\
                "Timestamp":"2026-12-01T09:00:00.000Z","SignatureVersion":"1","Signature":"s",\
                "SigningCertURL":"https://cert","UnsubscribeURL":"https://unsubscribe",\
                "MessageAttributes":{"type":{"Type":"String","Value":"counted"}}}\
                """);

        assertThat(invoke(REDRIVE)).isEqualTo("{\"redriven\":1,\"failed\":0,\"left\":0}");

        SNSEvent.SNS sns = decoded(functions.payloads().get(0));
        assertThat(sns.getMessageId()).isEqualTo("m-1");
        assertThat(sns.getMessage()).isEqualTo("{\"a\":1}");
        assertThat(sns.getTimestamp().getMillis()).isEqualTo(1_796_115_600_000L);
        assertThat(sns.getMessageAttributes().get("type").getValue()).isEqualTo("counted");
        assertThat(sns.getSigningCertUrl()).isEqualTo("https://cert");
        assertThat(sns.getUnsubscribeUrl()).isEqualTo("https://unsubscribe");
        assertThat(queue.bodies()).isEmpty();
    }

    @Test
    void a_failed_invocation_is_unwrapped_from_its_destination_document() {
        String payload = Deliveries.event(Deliveries.record("m-1", "hello")).toString();
        queue.send("{\"version\":\"1.0\",\"requestContext\":{\"condition\":\"RetriesExhausted\"},\"requestPayload\":"
                + payload + ",\"responseContext\":{\"functionError\":\"Unhandled\"},\"responsePayload\":{}}");

        invoke(REDRIVE);

        assertThat(functions.payloads()).containsExactly(payload);
    }

    @Test
    void what_was_asked_for_directly_keeps_the_id_of_its_first_request() {
        queue.send("{\"requestContext\":{\"requestId\":\"r-1\"},\"requestPayload\":{\"function\":\"notifyWatchers\"}}");
        queue.send("{\"requestContext\":{\"requestId\":\"r-2\"},"
                + "\"requestPayload\":{\"function\":\"notifyWatchers\",\"id\":\"e-1\"}}");

        invoke(REDRIVE);

        assertThat(functions.payloads())
                .containsExactlyInAnyOrder(
                        "{\"function\":\"notifyWatchers\",\"id\":\"r-1\"}",
                        "{\"function\":\"notifyWatchers\",\"id\":\"e-1\"}");
    }

    @Test
    void the_payload_of_a_failed_invocation_is_given_as_it_is() {
        String payload = Deliveries.event(Deliveries.record("m-1", "hello")).toString();
        queue.send(payload);

        invoke(REDRIVE);

        assertThat(functions.payloads()).containsExactly(payload);
        assertThat(decoded(payload).getMessage()).isEqualTo("hello");
    }

    @Test
    void what_fails_again_stays_and_holds_up_nothing() {
        queue.send("{\"Records\":[\"poison\"]}");
        queue.send("a secret that is no JSON");
        queue.send("{\"Records\":[]}");

        assertThat(invoke(REDRIVE)).isEqualTo("{\"redriven\":1,\"failed\":2,\"left\":2}");

        assertThat(queue.bodies()).containsExactly("{\"Records\":[\"poison\"]}", "a secret that is no JSON");
        assertThat(journal.all())
                .containsExactly(
                        "redrive-failed q-1 IllegalStateException: " + Functions.NAME
                                + " failed (Unhandled); its own log says why.",
                        "redrive-failed q-2 IllegalArgumentException: It is no JSON object, so it was for no function.",
                        "redriven q-3 " + Functions.NAME,
                        "redrive multiplier {\"redriven\":1,\"failed\":2,\"left\":2}");
    }

    @Test
    void what_a_polled_queue_gave_up_is_given_to_its_function_as_from_the_queue() {
        String event = Deliveries.counted("1796119200.000100", new WordTimes("ho", 1));
        queue.send(event);
        queue.send("no JSON");
        queue.send("{\"Type\":\"Notification\",\"Message\":\"wrapped\"}");

        assertThat(invoke(REDRIVE_POLLED)).isEqualTo("{\"redriven\":3,\"failed\":0,\"left\":0}");

        assertThat(functions.payloads())
                .extracting(payload -> JsonParser.parseString(payload)
                        .getAsJsonObject()
                        .getAsJsonArray("Records")
                        .get(0)
                        .getAsJsonObject())
                .extracting(
                        record -> record.get("messageId").getAsString(),
                        record -> record.get("body").getAsString())
                .containsExactly(tuple("q-1", event), tuple("q-2", "no JSON"), tuple("q-3", "wrapped"));
    }

    @Test
    void what_a_function_names_in_its_answer_stays_a_dead_letter() {
        queue.send("stubborn");
        queue.send("mended");
        functions.answering(payload -> payload.contains("stubborn")
                ? "{\"batchItemFailures\":[{\"itemIdentifier\":\"q-1\"}]}"
                : "{\"batchItemFailures\":[]}");

        assertThat(invoke(REDRIVE_POLLED)).isEqualTo("{\"redriven\":1,\"failed\":1,\"left\":1}");

        assertThat(queue.bodies()).containsExactly("stubborn");
        assertThat(journal.all())
                .contains("redrive-failed q-1 IllegalStateException: " + Functions.NAME
                        + " did not take it; its own log says why.");
    }

    @Test
    void more_than_one_receive_is_redriven_in_one_run() {
        IntStream.range(0, 25).forEach(n -> queue.send("{\"Records\":[" + n + "]}"));

        assertThat(invoke(REDRIVE)).isEqualTo("{\"redriven\":25,\"failed\":0,\"left\":0}");
    }

    @Test
    void a_message_that_comes_twice_in_a_run_is_tried_once() {
        queue.send("{\"Records\":[\"poison\"]}");
        queue.forgetWhoReceived();

        assertThat(invoke(REDRIVE)).isEqualTo("{\"redriven\":0,\"failed\":1,\"left\":1}");
    }

    @Test
    void a_run_ends_before_its_time_is_over() {
        IntStream.range(0, 5).forEach(n -> queue.send("{\"Records\":[" + n + "]}"));
        functions.working(() -> time.pause(Duration.ofSeconds(20)));

        assertThat(invoke(REDRIVE)).isEqualTo("{\"redriven\":3,\"failed\":0,\"left\":2}");
    }

    @Test
    void an_unknown_queue_or_function_is_answered_with_the_known_ones() {
        assertThatThrownBy(() -> invoke("{\"function\":\"redrive\",\"queue\":\"typo\"}"))
                .hasMessage("There is no queue \"typo\" to redrive; there are: leaderboard, multiplier.");
        assertThatThrownBy(() -> invoke("{\"function\":\"rerun\"}"))
                .hasMessage("The sweeper has no function \"rerun\"; it has: redrive.");
        assertThatThrownBy(() -> invoke("{\"function\":null}")).hasMessageContaining("it has: redrive.");
    }

    private static SNSEvent.SNS decoded(String payload) {
        assertThat(JsonParser.parseString(payload).isJsonObject()).isTrue();
        SNSEvent event = LambdaEventSerializers.serializerFor(SNSEvent.class, Deliveries.class.getClassLoader())
                .fromJson(payload);
        return event.getRecords().get(0).getSNS();
    }
}
