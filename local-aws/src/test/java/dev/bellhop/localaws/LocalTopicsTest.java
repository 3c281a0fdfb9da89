package dev.bellhop.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sns.model.InternalErrorException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.ThrottledException;

final class LocalTopicsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COUNTED = "{\"type\":\"bellhop.message.counted.v1\"}";
    private static final String PUBLIC =
            "{\"type\":\"bellhop.message.counted.v1\",\"data\":{\"channelType\":\"channel\"}}";
    private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:EventsTopic";

    @TempDir
    Path folder;

    private final List<Happening> happenings = new CopyOnWriteArrayList<>();
    private final LocalAws aws = new LocalAws(Template.ofProject(), happenings::add);
    private final List<String> multiplied = subscribe("MultiplierFunction");
    private final List<String> logged = subscribe("LoggerFunction");

    @Test
    void a_message_reaches_every_subscriber_in_the_json_that_lambda_gets() throws Exception {
        aws.topics()
                .publish(request ->
                        request.topicArn(TOPIC).message(COUNTED).messageAttributes(Map.of("team", string("T1"))));
        quiet();

        assertThat(multiplied).hasSize(1);
        JsonNode record = JSON.readTree(logged.get(0)).get("Records").get(0);
        assertThat(record.get("EventSource").asText()).isEqualTo("aws:sns");
        assertThat(record.get("EventVersion").asText()).isEqualTo("1.0");
        assertThat(record.get("EventSubscriptionArn").asText()).isEqualTo(TOPIC + ":LoggerFunctionEverything");
        JsonNode sns = record.get("Sns");
        assertThat(sns.get("Type").asText()).isEqualTo("Notification");
        assertThat(sns.get("TopicArn").asText()).isEqualTo(TOPIC);
        assertThat(sns.get("Subject").isNull()).isTrue();
        assertThat(sns.get("Message").asText()).isEqualTo(COUNTED);
        assertThat(sns.get("Timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(sns.get("MessageAttributes").toString())
                .isEqualTo("{\"team\":{\"Type\":\"String\",\"Value\":\"T1\"}}");
    }

    @Test
    void what_a_filter_rejects_reaches_only_the_others() {
        publish("{\"type\":\"bellhop.other.v1\"}");
        quiet();

        assertThat(multiplied).isEmpty();
        assertThat(logged).hasSize(1);
        assertThat(happenings).anyMatch(happening -> happening instanceof Happening.FilteredOut);
    }

    @Test
    void what_is_no_json_passes_no_filter_on_the_body() {
        publish("hello");
        publish("\"bellhop.message.counted.v1\"");
        quiet();

        assertThat(multiplied).isEmpty();
        assertThat(logged).hasSize(2);
    }

    @Test
    void a_message_by_protocol_is_that_for_lambda_or_the_default() throws Exception {
        structured("{\"default\":\"d\",\"lambda\":\"l\"}");
        structured("{\"default\":\"d\",\"sqs\":\"s\"}");
        quiet();

        assertThat(logged)
                .extracting(event ->
                        JSON.readTree(event).at("/Records/0/Sns/Message").asText())
                .containsExactlyInAnyOrder("l", "d");
        assertThatThrownBy(() -> structured("{\"lambda\":\"l\"}")).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> structured("no json")).isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void a_message_fits_256_kb_with_its_attributes() {
        publish("x".repeat(256 * 1024));

        assertThatThrownBy(() -> publish("x".repeat(256 * 1024 + 1))).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> aws.topics()
                        .publish(request -> request.topicArn(TOPIC)
                                .message("x".repeat(256 * 1024))
                                .messageAttributes(Map.of("team", string("T1")))))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void an_empty_message_and_an_unknown_topic_are_refused() {
        assertThatThrownBy(() -> publish("")).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> aws.topics()
                        .publish(request -> request.topicArn(TOPIC + "2").message("x")))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void a_message_may_come_several_times() throws Exception {
        aws.topics().deliverNext(3);
        publish(COUNTED);
        publish(COUNTED);
        quiet();

        assertThat(logged)
                .extracting(event ->
                        JSON.readTree(event).at("/Records/0/Sns/MessageId").asText())
                .hasSize(4)
                .satisfies(ids -> assertThat(ids.stream().distinct()).hasSize(2));
    }

    @Test
    void what_can_not_be_delivered_goes_to_the_subscriptions_queue_as_it_is() throws Exception {
        aws.topics()
                .deliveryFaults()
                .next(Fault.FAIL_BEFORE, delivery -> delivery.subscription().equals("MultiplierFunctionCounted"));
        publish(COUNTED);
        quiet();

        assertThat(multiplied).isEmpty();
        assertThat(logged).hasSize(1);
        List<String> dead = aws.queues().bodies("MultiplierDeadLetters");
        assertThat(dead).hasSize(1);
        JsonNode envelope = JSON.readTree(dead.get(0));
        assertThat(envelope.get("Type").asText()).isEqualTo("Notification");
        assertThat(envelope.get("Message").asText()).isEqualTo(COUNTED);
        assertThat(envelope.has("UnsubscribeURL")).isTrue();
    }

    @Test
    void a_deleted_function_can_not_be_reached() {
        aws.functions().unregister("LoggerFunction");
        publish(COUNTED);
        quiet();

        assertThat(aws.queues().bodies("LoggerDeadLetters")).hasSize(1);
        assertThat(happenings).anyMatch(happening -> happening instanceof Happening.DeliveryFailed);
    }

    @Test
    void a_queue_whose_policy_is_for_another_topic_takes_nothing() throws Exception {
        LocalAws closed = with("aws:SourceArn: !Ref EventsTopic", "aws:SourceArn: other");

        closed.topics().publish(request -> request.topicArn(TOPIC).message(COUNTED));
        closed.awaitQuiet(Duration.ofMinutes(2));

        assertThat(closed.queues().bodies("LoggerDeadLetters")).isEmpty();
        assertThat(closed.queues().bodies("MultiplierDeadLetters")).isEmpty();
        assertThat(happenings)
                .filteredOn(happening -> happening instanceof Happening.Dropped)
                .hasSize(2);
    }

    @Test
    void a_queue_that_no_policy_names_takes_nothing() throws Exception {
        LocalAws closed = with(
                "Resource: !GetAtt LoggerDeadLetters.Arn\n            Condition",
                "Resource: !GetAtt MultiplierDeadLetters.Arn\n            Condition");

        closed.topics().publish(request -> request.topicArn(TOPIC).message(COUNTED));
        closed.awaitQuiet(Duration.ofMinutes(2));

        assertThat(closed.queues().bodies("LoggerDeadLetters")).isEmpty();
        assertThat(closed.queues().bodies("MultiplierDeadLetters")).hasSize(1);
    }

    @Test
    void publishing_fails_as_told() {
        aws.topics().faults().next(Fault.FAIL_BEFORE, any -> true);
        assertThatThrownBy(() -> publish(COUNTED)).isInstanceOf(InternalErrorException.class);
        aws.topics().faults().next(Fault.THROTTLE, any -> true);
        assertThatThrownBy(() -> publish(COUNTED)).isInstanceOf(ThrottledException.class);
        aws.topics().faults().next(Fault.REFUSE, any -> true);
        assertThatThrownBy(() -> publish(COUNTED)).isInstanceOf(InvalidParameterException.class);
        aws.topics().faults().down();
        assertThatThrownBy(() -> publish(COUNTED)).isInstanceOf(SdkClientException.class);
        quiet();

        assertThat(logged).isEmpty();
    }

    @Test
    void a_lost_answer_is_a_message_published() {
        aws.topics().faults().next(Fault.LOSE_ANSWER, any -> true);

        assertThatThrownBy(() -> publish(COUNTED)).isInstanceOf(SdkClientException.class);
        quiet();

        assertThat(logged).hasSize(1);
    }

    @Test
    void a_queue_gets_the_message_alone() {
        publish(PUBLIC);
        quiet();

        assertThat(aws.queues().bodies("LeaderboardQueue")).containsExactly(PUBLIC);
        assertThat(happenings)
                .filteredOn(Happening.Queued.class::isInstance)
                .singleElement()
                .satisfies(queued ->
                        assertThat(((Happening.Queued) queued).queue()).isEqualTo("LeaderboardQueue"));
    }

    @Test
    void a_queue_that_does_not_want_it_raw_gets_the_notification() throws Exception {
        LocalAws wrapping = with("RawMessageDelivery: true", "RawMessageDelivery: false");

        wrapping.topics().publish(request -> request.topicArn(TOPIC).message(PUBLIC));
        wrapping.awaitQuiet(Duration.ofMinutes(2));

        assertThat(wrapping.queues().bodies("LeaderboardQueue")).singleElement().satisfies(body -> {
            assertThat(JSON.readTree(body).get("Type").asText()).isEqualTo("Notification");
            assertThat(JSON.readTree(body).get("Message").asText()).isEqualTo(PUBLIC);
        });
    }

    @Test
    void a_queue_that_does_not_let_the_topic_in_gets_nothing_and_its_dead_letters_do() throws Exception {
        LocalAws closed = with(
                "Action: sqs:SendMessage\n            Resource: !GetAtt LeaderboardQueue.Arn",
                "Action: sqs:SendMessage\n            Resource: !GetAtt LoggerDeadLetters.Arn");

        closed.topics().publish(request -> request.topicArn(TOPIC).message(PUBLIC));
        closed.awaitQuiet(Duration.ofMinutes(2));

        assertThat(closed.queues().bodies("LeaderboardQueue")).isEmpty();
        assertThat(closed.queues().bodies("LeaderboardDeadLetters")).containsExactly(PUBLIC);
    }

    /** AWS after a change of the template, without any function. */
    private LocalAws with(String text, String instead) throws IOException {
        String whole = Files.readString(Path.of("../template.yaml"));
        assertThat(whole).contains(text);
        Path changed = folder.resolve("template.yaml");
        Files.writeString(changed, whole.replace(text, instead));
        return new LocalAws(Template.read(changed, Map.of()), happenings::add);
    }

    private List<String> subscribe(String function) {
        List<String> events = new CopyOnWriteArrayList<>();
        aws.functions().register(function, (event, requestId) -> {
            events.add(new String(event, StandardCharsets.UTF_8));
            return new byte[0];
        });
        return events;
    }

    private void publish(String message) {
        aws.topics().publish(request -> request.topicArn(TOPIC).message(message));
    }

    private void structured(String message) {
        aws.topics().publish(request -> request.topicArn(TOPIC).message(message).messageStructure("json"));
    }

    private void quiet() {
        aws.awaitQuiet(Duration.ofMinutes(2));
    }

    private static MessageAttributeValue string(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
