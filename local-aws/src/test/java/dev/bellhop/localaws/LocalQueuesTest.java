package dev.bellhop.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SqsException;

final class LocalQueuesTest {

    private static final String URL = "http://localhost/000000000000/LoggerDeadLetters";

    private final MovableClock clock = MovableClock.standing(Instant.parse("2026-01-01T00:00:00Z"));
    private final AtomicInteger ids = new AtomicInteger();
    private final LocalQueues queues = new LocalQueues(
            Template.ofProject(), clock, () -> "id" + ids.incrementAndGet(), happening -> {}, Pending.IN_MEMORY);

    @Test
    void messages_come_in_order_as_many_as_asked_for() {
        send("a", "b", "c");

        assertThat(receive(2)).extracting(Message::body).containsExactly("a", "b");
        assertThat(receive(2)).extracting(Message::body).containsExactly("c");
    }

    @Test
    void a_message_received_comes_again_when_its_time_is_over() {
        send("a");
        receive(1);
        assertThat(receive(1)).isEmpty();

        clock.move(Duration.ofMinutes(2));

        assertThat(receive(1))
                .singleElement()
                .satisfies(message -> assertThat(message.attributes())
                        .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2"));
    }

    @Test
    void a_receive_may_ask_for_a_time_of_its_own() {
        send("a");
        queues.receiveMessage(request -> request.queueUrl(URL).visibilityTimeout(5));

        clock.move(Duration.ofSeconds(5));

        assertThat(receive(1)).hasSize(1);
    }

    @Test
    void a_message_deleted_is_gone() {
        send("a", "b");
        Message message = receive(1).get(0);

        queues.deleteMessage(request -> request.queueUrl(URL).receiptHandle(message.receiptHandle()));
        clock.move(Duration.ofMinutes(2));

        assertThat(receive(10)).extracting(Message::body).containsExactly("b");
    }

    @Test
    void an_old_receipt_deletes_nothing() {
        send("a");
        Message message = receive(1).get(0);
        clock.move(Duration.ofMinutes(2));
        receive(1);

        queues.deleteMessage(request -> request.queueUrl(URL).receiptHandle(message.receiptHandle()));

        assertThat(queues.bodies("LoggerDeadLetters")).containsExactly("a");
    }

    @Test
    void a_message_given_back_is_there_at_once() {
        send("a");
        Message message = receive(1).get(0);

        queues.changeMessageVisibility(request ->
                request.queueUrl(URL).receiptHandle(message.receiptHandle()).visibilityTimeout(0));

        assertThat(receive(1)).hasSize(1);
    }

    @Test
    void the_numbers_of_messages_in_and_out_of_sight_are_told() {
        send("a", "b", "c");
        receive(1);

        Map<?, String> attributes = queues.getQueueAttributes(request -> request.queueUrl(URL)
                        .attributeNames(APPROXIMATE_NUMBER_OF_MESSAGES, APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes();

        assertThat(attributes.get(APPROXIMATE_NUMBER_OF_MESSAGES)).isEqualTo("2");
        assertThat(attributes.get(APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)).isEqualTo("1");
        assertThat(attributes).hasSize(2);
    }

    @Test
    void messages_are_kept_as_long_as_the_template_says() {
        send("a");
        clock.move(Duration.ofDays(14));
        assertThat(queues.bodies("LoggerDeadLetters")).hasSize(1);

        clock.move(Duration.ofSeconds(1));

        assertThat(queues.bodies("LoggerDeadLetters")).isEmpty();
    }

    @Test
    void a_queue_that_is_not_in_the_template_does_not_exist() {
        assertThatThrownBy(() -> queues.receiveMessage(request -> request.queueUrl(URL + "2")))
                .isInstanceOf(QueueDoesNotExistException.class);
    }

    @Test
    void a_call_fails_as_told() {
        queues.faults().next(Fault.FAIL_AFTER, any -> true);

        assertThatThrownBy(() -> send("a")).isInstanceOf(SqsException.class);
        assertThat(queues.bodies("LoggerDeadLetters")).containsExactly("a");
    }

    private void send(String... bodies) {
        for (String body : bodies) {
            queues.sendMessage(request -> request.queueUrl(URL).messageBody(body));
        }
    }

    private List<Message> receive(int most) {
        return queues.receiveMessage(request -> request.queueUrl(URL).maxNumberOfMessages(most))
                .messages();
    }
}
