package dev.bellhop.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * What AWS's own services would tell CloudWatch of what goes on here, as far as it is measured: of each invocation and request,
 * of each call that DynamoDB turns down because there are too many, and of how many messages wait in a queue. Like Lambda and API
 * Gateway it says 0 errors where there was none; like DynamoDB it says nothing of throttles then.
 */
public final class ServiceMetrics {

    private static final String API_GATEWAY = "AWS/ApiGateway";
    private static final String DYNAMO = "AWS/DynamoDB";
    private static final String LAMBDA = "AWS/Lambda";
    private static final String SQS = "AWS/SQS";
    private static final String VISIBLE = "ApproximateNumberOfMessagesVisible";

    /** By namespace; what others tell in a namespace of AWS's is not known here. */
    private static final Map<String, Set<String>> MEASURED = Map.of(
            API_GATEWAY, Set.of("4xx", "5xx", "Count", "Latency"),
            DYNAMO, Set.of("ReadThrottleEvents", "WriteThrottleEvents"),
            LAMBDA, Set.of("Duration", "Errors", "Invocations"),
            SQS, Set.of(VISIBLE));

    private static final Set<String> WRITES =
            Set.of("BatchWriteItem", "DeleteItem", "PutItem", "TransactWriteItems", "UpdateItem");

    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    private final LocalMetrics metrics;
    private final Clock clock;

    ServiceMetrics(LocalMetrics metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Whether there could be such a metric: one of the functions' own, or one that is measured here. */
    public static boolean canBe(String namespace, String name) {
        return !namespace.startsWith("AWS/")
                || MEASURED.getOrDefault(namespace, Set.of()).contains(name);
    }

    /**
     * The function, measured.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html">Lambda's metrics</a>
     */
    public LocalFunction measured(String name, LocalFunction function) {
        Map<String, String> dimensions = Map.of("FunctionName", name);
        return (event, requestId) -> {
            long start = System.nanoTime();
            int errors = 1;
            try {
                byte[] answer = function.invoke(event, requestId);
                errors = 0;
                return answer;
            } finally {
                Instant now = clock.instant();
                metrics.add(new LocalMetrics.Metric(LAMBDA, "Invocations", dimensions), now, 1);
                metrics.add(new LocalMetrics.Metric(LAMBDA, "Errors", dimensions), now, errors);
                metrics.add(new LocalMetrics.Metric(LAMBDA, "Duration", dimensions), now, millisSince(start));
            }
        };
    }

    /**
     * A request that an HTTP API answered.
     *
     * @param startNanos {@link System#nanoTime()} when it came
     * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html">HTTP APIs' metrics</a>
     */
    public void answered(String api, int status, long startNanos) {
        Map<String, String> dimensions = Map.of("ApiId", api);
        Instant now = clock.instant();
        boolean failed = status >= SERVER_ERROR;
        boolean refused = !failed && status >= CLIENT_ERROR;
        metrics.add(new LocalMetrics.Metric(API_GATEWAY, "Count", dimensions), now, 1);
        metrics.add(new LocalMetrics.Metric(API_GATEWAY, "4xx", dimensions), now, refused ? 1 : 0);
        metrics.add(new LocalMetrics.Metric(API_GATEWAY, "5xx", dimensions), now, failed ? 1 : 0);
        metrics.add(new LocalMetrics.Metric(API_GATEWAY, "Latency", dimensions), now, millisSince(startNanos));
    }

    private static double millisSince(long startNanos) {
        return (double) Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
    }

    /**
     * Counts what DynamoDB turns down behind it: for a call as a whole, once for each table or index that it is of.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html">DynamoDB's metrics</a>
     */
    public DynamoLayer throttles() {
        return (call, next) -> {
            DynamoAnswer answer = next.answer(call);
            if (isThrottle(answer)) {
                String name = WRITES.contains(call.operation()) ? "WriteThrottleEvents" : "ReadThrottleEvents";
                for (Map<String, String> dimensions : of(call.body())) {
                    metrics.add(new LocalMetrics.Metric(DYNAMO, name, dimensions), clock.instant(), 1);
                }
            }
            return answer;
        };
    }

    private static boolean isThrottle(DynamoAnswer answer) {
        return answer instanceof DynamoAnswer.Http http
                && http.body()
                        .path("__type")
                        .asText()
                        .matches(
                                ".*#(ThrottlingException|ProvisionedThroughputExceededException|RequestLimitExceeded)");
    }

    /** The dimensions of what a request is of: a table or its index, or the tables of a batch or a transaction. */
    private static Set<Map<String, String>> of(JsonNode body) {
        Set<Map<String, String>> all = new LinkedHashSet<>();
        if (body.has("IndexName")) {
            all.add(Map.of(
                    "TableName", body.path("TableName").asText(),
                    "GlobalSecondaryIndexName", body.path("IndexName").asText()));
            return all;
        }
        if (body.has("TableName")) {
            all.add(Map.of("TableName", body.path("TableName").asText()));
        }
        body.path("RequestItems").fieldNames().forEachRemaining(table -> all.add(Map.of("TableName", table)));
        for (JsonNode item : body.path("TransactItems")) {
            item.forEach(action ->
                    all.add(Map.of("TableName", action.path("TableName").asText())));
        }
        return all;
    }

    /**
     * Says how many messages can be received from a queue; where some only come into sight again, nothing happens that would say
     * so, and it is said when somebody looks.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html">
     *     SQS's metrics</a>
     */
    void waiting(String queue, Map<QueueAttributeName, String> attributes) {
        metrics.level(
                new LocalMetrics.Metric(SQS, VISIBLE, Map.of("QueueName", queue)),
                Integer.parseInt(attributes.getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0")));
    }
}
