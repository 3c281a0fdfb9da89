package dev.bellhop.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

final class LocalFunctionsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Happening> happenings = new CopyOnWriteArrayList<>();
    private final LocalAws aws = new LocalAws(Template.ofProject(), happenings::add);
    private final List<String> requestIds = new CopyOnWriteArrayList<>();

    @Test
    void an_answer_comes_back() {
        RequestStreamHandler echo = (input, output, context) -> output.write(input.readAllBytes());
        aws.functions().register("MultiplierFunction", echo);

        InvokeResponse response = invoke(InvocationType.REQUEST_RESPONSE);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.functionError()).isNull();
        assertThat(response.payload().asUtf8String()).isEqualTo("{\"a\":1}");
    }

    @Test
    void a_function_is_known_by_its_arn_too() {
        failing(0);

        assertThat(aws.functions()
                        .invoke(request -> request.functionName(
                                "arn:aws:lambda:us-east-1:000000000000:function:MultiplierFunction"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void what_a_function_throws_is_its_error_and_not_the_calls() {
        failing(1);

        InvokeResponse response = invoke(InvocationType.REQUEST_RESPONSE);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.functionError()).isEqualTo("Unhandled");
        assertThat(response.payload().asUtf8String())
                .isEqualTo("{\"errorMessage\":\"try 1\",\"errorType\":\"java.lang.IllegalStateException\"}");
    }

    @Test
    void a_function_that_is_not_there_is_not_found() {
        assertThatThrownBy(() -> invoke(InvocationType.EVENT)).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void who_finds_no_room_waits_in_line() throws Exception {
        LocalAws small = new LocalAws(
                Template.ofProject(),
                Clock.systemUTC(),
                () -> "any",
                Runnable::run,
                RetryDelays.NONE,
                Duration.ZERO,
                Thread::sleep,
                new Room(1, 1),
                happenings::add);
        List<String> entered = new CopyOnWriteArrayList<>();
        LocalFunction function = small.functions().inSandbox("MultiplierFunction", (event, requestId) -> {
            entered.add(requestId);
            return event;
        });
        Thread second = new Thread(() -> invoke(function, "second"));
        LocalFunction first = small.functions().inSandbox("MultiplierFunction", (event, requestId) -> {
            second.start();
            while (second.getState() != Thread.State.WAITING && entered.isEmpty()) {
                Thread.onSpinWait();
            }
            entered.add(requestId);
            return event;
        });

        invoke(first, "first");
        second.join();

        assertThat(entered).containsExactly("first", "second");
    }

    @Test
    void an_asynchronous_invocation_is_tried_again_under_the_same_request_id() {
        failing(2);

        assertThat(invoke(InvocationType.EVENT).statusCode()).isEqualTo(202);
        quiet();

        assertThat(requestIds).hasSize(3);
        assertThat(requestIds.stream().distinct()).hasSize(1);
        assertThat(aws.queues().bodies("MultiplierDeadLetters")).isEmpty();
        assertThat(happenings)
                .filteredOn(happening -> happening instanceof Happening.Invoked)
                .hasSize(1);
    }

    @Test
    void after_three_failures_the_destination_gets_a_record_of_it() throws Exception {
        failing(3);

        invoke(InvocationType.EVENT);
        quiet();

        assertThat(requestIds).hasSize(3);
        List<String> dead = aws.queues().bodies("MultiplierDeadLetters");
        assertThat(dead).hasSize(1);
        JsonNode record = JSON.readTree(dead.get(0));
        assertThat(record.at("/requestContext/condition").asText()).isEqualTo("RetriesExhausted");
        assertThat(record.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(3);
        assertThat(record.at("/requestContext/requestId").asText()).isEqualTo(requestIds.get(0));
        assertThat(record.get("requestPayload").toString()).isEqualTo("{\"a\":1}");
        assertThat(record.at("/responsePayload/errorMessage").asText()).isEqualTo("try 3");
    }

    @Test
    void a_function_without_a_destination_drops_what_fails() {
        aws.functions().register("SweeperFunction", (event, requestId) -> {
            requestIds.add(requestId);
            throw new IllegalStateException("broken");
        });

        aws.functions()
                .invoke(request -> request.functionName("SweeperFunction").invocationType(InvocationType.EVENT));
        quiet();

        assertThat(requestIds).hasSize(1);
        assertThat(happenings).anyMatch(happening -> happening instanceof Happening.Dropped);
    }

    @Test
    void retries_wait_as_told() {
        List<Duration> waits = new CopyOnWriteArrayList<>();
        AtomicInteger ids = new AtomicInteger();
        LocalAws slow = new LocalAws(
                Template.ofProject(),
                Clock.systemUTC(),
                () -> "id" + ids.incrementAndGet(),
                Runnable::run,
                RetryDelays.LAMBDA,
                Duration.ZERO,
                waits::add,
                Room.ENOUGH,
                happenings::add);
        slow.functions().register("MultiplierFunction", (event, requestId) -> {
            throw new IllegalStateException("broken");
        });

        slow.functions()
                .invoke(request -> request.functionName("MultiplierFunction").invocationType(InvocationType.EVENT));

        assertThat(waits).containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(2));
    }

    @Test
    void an_error_kills_the_invocation_and_not_more() {
        aws.functions().register("MultiplierFunction", (event, requestId) -> {
            throw new AssertionError("dead");
        });

        invoke(InvocationType.EVENT);
        quiet();

        assertThat(aws.queues().bodies("MultiplierDeadLetters")).hasSize(1);
    }

    @Test
    void a_fault_after_the_work_is_a_failure_all_the_same() {
        failing(0);
        aws.functions().faults().next(Fault.FAIL_AFTER, call -> call.event().contains("a"));

        invoke(InvocationType.EVENT);
        quiet();

        assertThat(requestIds).hasSize(2);
    }

    @Test
    void throttling_is_no_attempt() {
        failing(2);
        aws.functions().faults().next(Fault.THROTTLE, any -> true, 0, 5);

        invoke(InvocationType.EVENT);
        quiet();

        assertThat(requestIds).hasSize(3);
        assertThat(aws.queues().bodies("MultiplierDeadLetters")).isEmpty();
    }

    @Test
    void a_callers_faults_are_exceptions() {
        failing(0);
        aws.functions().faults().next(Fault.THROTTLE, any -> true);
        assertThatThrownBy(() -> invoke(InvocationType.REQUEST_RESPONSE)).isInstanceOf(TooManyRequestsException.class);
        aws.functions().faults().next(Fault.LOSE_ANSWER, any -> true);
        assertThatThrownBy(() -> invoke(InvocationType.REQUEST_RESPONSE)).isInstanceOf(SdkClientException.class);

        assertThat(requestIds).hasSize(1);
    }

    @Test
    void waiting_for_quiet_in_vain_says_what_is_not_quiet() {
        CountDownLatch end = new CountDownLatch(1);
        aws.functions().register("MultiplierFunction", (event, requestId) -> {
            end.await();
            return event;
        });
        invoke(InvocationType.EVENT);

        assertThatThrownBy(() -> aws.awaitQuiet(Duration.ofMillis(10)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("MultiplierFunction");

        end.countDown();
        quiet();
    }

    /** Registers a multiplier whose first calls fail. */
    private void failing(int times) {
        aws.functions().register("MultiplierFunction", (event, requestId) -> {
            requestIds.add(requestId);
            if (requestIds.size() <= times) {
                throw new IllegalStateException("try " + requestIds.size());
            }
            return event;
        });
    }

    private InvokeResponse invoke(InvocationType type) {
        return aws.functions()
                .invoke(request -> request.functionName("MultiplierFunction")
                        .invocationType(type)
                        .payload(SdkBytes.fromUtf8String("{\"a\":1}")));
    }

    private void quiet() {
        aws.awaitQuiet(Duration.ofMinutes(2));
    }

    private static void invoke(LocalFunction function, String requestId) {
        try {
            function.invoke(new byte[0], requestId);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
