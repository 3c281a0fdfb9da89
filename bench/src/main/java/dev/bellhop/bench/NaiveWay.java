package dev.bellhop.bench;

import static java.util.Objects.requireNonNull;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.bellhop.bench.peer.NaiveBot;
import dev.bellhop.bench.peer.NaiveMultiplier;
import dev.bellhop.lambdaprocess.SlackRequest;
import dev.bellhop.localaws.LambdaRuntime;
import dev.bellhop.localaws.LocalDynamo;
import dev.bellhop.localaws.LocalFunction;
import dev.bellhop.localaws.Template;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** The naive bot, and its multiplier behind the topic. It writes no logs. */
final class NaiveWay implements Way {

    private final Metering metering;
    private final Template.Function deployed;
    private final LocalDynamo dynamo;
    private final DynamoDbClient client;
    private final Topic topic = new Topic();
    private final LocalFunction bot;
    private final LocalFunction multiplier;
    private long requests;
    private long invocations;
    private long nanos;

    NaiveWay(Metering metering, Template template, URI slackApi) {
        this.metering = metering;
        this.deployed = template.function("BotFunction");
        this.dynamo = LocalDynamo.inMemory(metering.layer());
        dynamo.createTables(template);
        this.client = dynamo.client();
        Map<String, String> environment = Map.of(
                "WORDS_TABLE",
                "WordsTable",
                "SNS_TOPIC_ARN",
                template.topics().getFirst(),
                "SLACK_SIGNING_SECRET",
                SlackRequest.SECRET,
                "SLACK_BOT_TOKEN",
                "xoxb-bench",
                "SLACK_API_URL",
                slackApi.toString());
        Clock clock = Clock.systemUTC();
        this.bot = LambdaRuntime.of(deployed, new NaiveBot(client, topic, environment), clock);
        this.multiplier = LambdaRuntime.of(deployed, new NaiveMultiplier(client, environment), clock);
    }

    @Override
    public String name() {
        return "naive";
    }

    @Override
    public void deliver(SlackRequest request) {
        requests++;
        String answer = invoke(bot, request.throughGateway());
        if (!answer.contains("\"statusCode\":200")) {
            throw new IllegalStateException("The naive bot answered " + answer);
        }
        while (!topic.published.isEmpty()) {
            invoke(multiplier, delivery(topic.published.remove()));
        }
    }

    @Override
    public void settle() {
        // The multiplier has had its turn before the answer was handed on.
    }

    @Override
    public boolean answersRepeats() {
        return true;
    }

    @Override
    public long count(String word) {
        var found = client.getItem(
                request -> request.tableName("WordsTable").key(Map.of("pk", fromS("NAIVE"), "sk", fromS(word))));
        return found.hasItem()
                ? Long.parseLong(requireNonNull(found.item().get("count")).n())
                : 0;
    }

    @Override
    public Usage usage() {
        CapacityMeter.Reading reading = metering.reading();
        return new Usage(
                requests,
                invocations,
                nanos / 1e9 * deployed.memory() / 1024,
                reading.calls(),
                reading.units(),
                topic.count,
                0,
                invocations * (double) PLATFORM_BYTES);
    }

    @Override
    public void close() {
        client.close();
        dynamo.close();
    }

    private String invoke(LocalFunction function, String event) {
        long start = System.nanoTime();
        try {
            return new String(
                    function.invoke(
                            event.getBytes(StandardCharsets.UTF_8),
                            UUID.randomUUID().toString()),
                    StandardCharsets.UTF_8);
        } catch (Exception e) {
            // A handler may throw whatever it likes; here it should throw nothing.
            throw new IllegalStateException("The naive way failed", e);
        } finally {
            invocations++;
            nanos += System.nanoTime() - start;
        }
    }

    /** As SNS invokes a function. */
    private static String delivery(String message) {
        JsonObject sns = new JsonObject();
        sns.addProperty("MessageId", UUID.randomUUID().toString());
        sns.addProperty("Message", message);
        JsonObject first = new JsonObject();
        first.addProperty("EventSource", "aws:sns");
        first.addProperty("EventVersion", "1.0");
        first.add("Sns", sns);
        JsonArray records = new JsonArray();
        records.add(first);
        JsonObject event = new JsonObject();
        event.add("Records", records);
        return event.toString();
    }

    private final class Topic implements SnsClient {
        private final Queue<String> published = new ArrayDeque<>();
        private long count;

        @Override
        public PublishResponse publish(PublishRequest request) {
            count++;
            LockSupport.parkNanos(Service.SNS.time(metering.times()).toNanos());
            published.add(request.message());
            return PublishResponse.builder()
                    .messageId(UUID.randomUUID().toString())
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
