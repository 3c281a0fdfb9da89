package dev.bellhop.bench;

import static java.util.Objects.requireNonNull;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.bellhop.lambdaprocess.SlackRequest;
import dev.bellhop.local.LocalBellhop;
import dev.bellhop.local.Sighting;
import dev.bellhop.localaws.Template;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Bellhop: the bot, and everybody behind the topic. */
final class BellhopWay implements Way {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Metering metering;
    private final Publishes publishes;
    private final LocalBellhop bellhop;
    private final Template template;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong invocations = new AtomicLong();
    private final AtomicLong batches = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();

    /** @param slackApi where Slack's Web API is */
    BellhopWay(Metering metering, URI slackApi) throws IOException {
        this.metering = metering;
        this.publishes = new Publishes(Service.SNS.time(metering.times()));
        this.bellhop = LocalBellhop.builder()
                .port(0)
                .environment(Map.of("SLACK_SIGNING_SECRET", SlackRequest.SECRET, "SLACK_API_URL", slackApi.toString()))
                .dynamoLayers(metering.layer())
                .interceptors(function -> List.of(publishes))
                // What is scheduled costs the same whatever is said.
                .timer((wait, task) -> {})
                .watcher(this::see)
                .start();
        this.template = bellhop.template();
    }

    @Override
    public String name() {
        return "Bellhop";
    }

    @Override
    public void deliver(SlackRequest request) throws IOException, InterruptedException {
        HttpRequest.Builder post = HttpRequest.newBuilder(bellhop.url().resolve("/slack/events"))
                .POST(HttpRequest.BodyPublishers.ofString(request.body()));
        request.headers().forEach(post::header);
        long start = System.nanoTime();
        HttpResponse<String> answer = http.send(post.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("Bellhop answered " + answer.statusCode() + " " + answer.body());
        }
        requests.incrementAndGet();
        invocations.incrementAndGet();
        nanos.addAndGet(System.nanoTime() - start);
    }

    @Override
    public void settle() {
        bellhop.awaitQuiet(LONGEST);
    }

    @Override
    public boolean answersRepeats() {
        return false;
    }

    @Override
    public long count(String word) {
        return bellhop
                .dynamo()
                .query(query -> query.tableName("WordsTable")
                        .consistentRead(true)
                        .keyConditionExpression("pk = :team AND begins_with(sk, :word)")
                        .expressionAttributeValues(
                                Map.of(":team", fromS("T#" + Messages.TEAM), ":word", fromS("W#" + word + "#"))))
                .items()
                .stream()
                .mapToLong(
                        item -> Long.parseLong(requireNonNull(item.get("count")).n()))
                .sum();
    }

    @Override
    public Usage usage() {
        CapacityMeter.Reading reading = metering.reading();
        double memory = template.function("BotFunction").memory() / 1024.0;
        return new Usage(
                requests.get(),
                invocations.get(),
                nanos.get() / 1e9 * memory,
                reading.calls(),
                reading.units(),
                publishes.count(),
                // SNS sends each; a batch is received once and deleted once.
                publishes.count() + 2.0 * batches.get(),
                invocations.get() * (double) PLATFORM_BYTES + logged());
    }

    @Override
    public void close() {
        http.shutdownNow();
        bellhop.close();
    }

    private double logged() {
        return template.logGroups().stream()
                .flatMap(group -> bellhop.aws().logs().lines(group.name()).stream())
                .mapToDouble(line -> line.getBytes(StandardCharsets.UTF_8).length + BYTES_A_LINE)
                .sum();
    }

    private void see(Sighting sighting) {
        if (sighting instanceof Sighting.Done(String function, String about, Duration took)) {
            invocations.incrementAndGet();
            nanos.addAndGet(took.toNanos());
            if (function.equals("LeaderboardFunction")) {
                batches.incrementAndGet();
            }
        }
    }
}
