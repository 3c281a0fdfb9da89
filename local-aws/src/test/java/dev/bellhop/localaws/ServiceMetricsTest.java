package dev.bellhop.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.sqs.model.Message;

final class ServiceMetricsTest {

    private static final String MULTIPLIER = "MultiplierFunction";
    private static final String URL = "http://localhost/000000000000/MultiplierDeadLetters";

    private final MovableClock clock = MovableClock.standing(Instant.parse("2026-01-01T10:00:00Z"));
    private final LocalAws aws = new LocalAws(
            Template.ofProject(),
            clock,
            () -> UUID.randomUUID().toString(),
            Executors.newVirtualThreadPerTaskExecutor(),
            RetryDelays.NONE,
            Duration.ZERO,
            Thread::sleep,
            Room.ENOUGH,
            happening -> {});
    private final FaultLayer faults = new FaultLayer();

    @Test
    void an_invocation_that_went_well_is_no_error_and_one_that_failed_is_one_at_each_attempt() {
        aws.functions().register(MULTIPLIER, (LocalFunction) (event, requestId) -> event);
        invoke();
        assertThat(lambda("Invocations")).hasValue(1);
        assertThat(lambda("Errors")).hasValue(0);

        aws.functions().faults().next(Fault.FAIL_BEFORE, any -> true, 0, 3);
        invoke();

        assertThat(lambda("Invocations")).hasValue(4);
        assertThat(lambda("Errors")).hasValue(3);
    }

    @Test
    void what_lambda_turns_down_is_no_invocation() {
        aws.functions().register(MULTIPLIER, (LocalFunction) (event, requestId) -> event);
        aws.functions().faults().next(Fault.THROTTLE, any -> true, 0, 2);

        invoke();

        assertThat(lambda("Invocations")).hasValue(1);
        assertThat(lambda("Errors")).hasValue(0);
    }

    @Test
    void messages_in_a_queue_are_counted_until_they_are_taken_away() {
        assertThat(waiting()).hasValue(0);
        aws.functions().register(MULTIPLIER, (LocalFunction) (event, requestId) -> {
            throw new IOException("always");
        });

        invoke();
        invoke();
        assertThat(waiting()).hasValue(2);

        aws.queues().delete(URL, received());
        clock.move(Duration.ofMinutes(10));
        assertThat(waiting()).as("the other one, back in sight").hasValue(1);
    }

    @Test
    void what_was_in_a_queue_while_nobody_looked_is_known() {
        aws.queues().sendMessage(message -> message.queueUrl(URL).messageBody("{}"));
        aws.queues()
                .receiveMessage(request -> request.queueUrl(URL))
                .messages()
                .forEach(message -> aws.queues().delete(URL, message.receiptHandle()));

        assertThat(waiting()).hasValue(1);
        clock.move(Duration.ofMinutes(6));
        assertThat(waiting()).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PutItem            | {'TableName': 'WordsTable'}                                | Write | WordsTable       |",
                "GetItem            | {'TableName': 'WordsTable'}                                | Read  | WordsTable       |",
                "Query              | {'TableName': 'LedgerTable', 'IndexName': 'owed'}          | Read  | LedgerTable      | owed",
                "BatchGetItem       | {'RequestItems': {'WordsTable': {}, 'PeopleTable': {}}}    | Read  | PeopleTable      |",
                "TransactWriteItems | {'TransactItems': [{'Put': {'TableName': 'LedgerTable'}}]} | Write | LedgerTable      |"
            })
    void a_call_that_dynamodb_turns_down_is_counted_for_what_it_is_of(
            String operation, String body, String kind, String table, String index) throws Exception {
        faults.faults().next(Fault.THROTTLE, any -> true);
        DynamoCall call = new DynamoCall(operation, new ObjectMapper().readTree(body.replace('\'', '"')));
        Map<String, String> dimensions = new HashMap<>(Map.of("TableName", table));
        if (index != null) {
            dimensions.put("GlobalSecondaryIndexName", index);
        }

        for (int i = 0; i < 2; i++) {
            aws.serviceMetrics().throttles().answer(call, next -> faults.answer(next, ServiceMetricsTest::answer));
        }

        assertThat(sum("AWS/DynamoDB", kind + "ThrottleEvents", dimensions)).hasValue(1);
    }

    @Test
    void what_else_goes_wrong_in_dynamodb_is_no_throttle() throws Exception {
        faults.faults().next(Fault.REFUSE, any -> true);
        DynamoCall call = new DynamoCall("PutItem", new ObjectMapper().readTree("{\"TableName\": \"WordsTable\"}"));

        aws.serviceMetrics().throttles().answer(call, next -> faults.answer(next, ServiceMetricsTest::answer));

        assertThat(sum("AWS/DynamoDB", "WriteThrottleEvents", Map.of("TableName", "WordsTable")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"200,0,0", "404,1,0", "429,1,0", "500,0,1", "503,0,1"})
    void an_answer_is_of_its_kind(int status, double refused, double failed) {
        aws.serviceMetrics().answered("Api", status, System.nanoTime());

        Map<String, String> api = Map.of("ApiId", "Api");
        assertThat(sum("AWS/ApiGateway", "4xx", api)).hasValue(refused);
        assertThat(sum("AWS/ApiGateway", "5xx", api)).hasValue(failed);
        assertThat(sum("AWS/ApiGateway", "Count", api)).hasValue(1);
    }

    @Test
    void what_a_function_prints_in_the_embedded_format_is_a_metric() {
        aws.logs().write("BotLogGroup", "local", """
                {"_aws": {"Timestamp": %d, "CloudWatchMetrics": [{"Namespace": "Bellhop/bellhop", "Dimensions": [[]],
                "Metrics": [{"Name": "Messages"}]}]}, "Messages": 2}""".formatted(clock.millis()));

        assertThat(sum("Bellhop/bellhop", "Messages", Map.of())).hasValue(2);
    }

    private static DynamoAnswer answer(DynamoCall call) throws IOException {
        return new DynamoAnswer.Http(200, new ObjectMapper().readTree("{}"));
    }

    private void invoke() {
        aws.functions()
                .invoke(request -> request.functionName(MULTIPLIER)
                        .invocationType(InvocationType.EVENT)
                        .payload(SdkBytes.fromUtf8String("{}")));
        aws.awaitQuiet(Duration.ofMinutes(2));
    }

    private OptionalDouble lambda(String name) {
        return sum("AWS/Lambda", name, Map.of("FunctionName", MULTIPLIER));
    }

    /** Takes both out of sight. */
    private String received() {
        String receipt = "";
        for (Message message : aws.queues()
                .receiveMessage(request -> request.queueUrl(URL).maxNumberOfMessages(10))
                .messages()) {
            receipt = message.receiptHandle();
        }
        assertThat(waiting()).as("what it was in these minutes").hasValue(2);
        return receipt;
    }

    private OptionalDouble waiting() {
        return value(
                "AWS/SQS",
                "ApproximateNumberOfMessagesVisible",
                Map.of("QueueName", "MultiplierDeadLetters"),
                "Maximum");
    }

    private OptionalDouble sum(String namespace, String name, Map<String, String> dimensions) {
        return value(namespace, name, dimensions, "Sum");
    }

    private OptionalDouble value(String namespace, String name, Map<String, String> dimensions, String statistic) {
        Instant now = clock.instant();
        return aws.metrics()
                .value(
                        new LocalMetrics.Metric(namespace, name, dimensions),
                        Statistic.named(statistic).orElseThrow(),
                        now.minus(Duration.ofMinutes(5)),
                        now.plusSeconds(1));
    }
}
