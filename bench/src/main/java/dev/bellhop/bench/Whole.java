package dev.bellhop.bench;

import dev.bellhop.lambdaprocess.SlackRequest;
import dev.bellhop.local.LocalBellhop;
import dev.bellhop.local.Sighting;
import dev.bellhop.localaws.DynamoLayer;
import dev.bellhop.localaws.LocalMetrics;
import dev.bellhop.localaws.RetryDelays;
import dev.bellhop.localaws.Room;
import dev.bellhop.localaws.Statistic;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The whole system, what is sent to it, and what has to come of that. */
final class Whole implements AutoCloseable {

    /** Slack's last try is after six minutes, the sweeper's run within one more. */
    private static final Duration LONGEST = Duration.ofMinutes(8);

    /** Looking takes the store's time too. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    /** Of a group: what is logged is no part of the system's memory. */
    private static final int LOG_LINES = 2_000;

    private final Clock clock = Clock.systemUTC();
    private final LocalBellhop bellhop;
    private final Deliveries deliveries;
    private final Accounts accounts = new Accounts();

    /** What functions noted as failed, and how often. */
    private final Map<String, LongAdder> troubles = new ConcurrentSkipListMap<>();

    /**
     * @param slackApi where Slack's Web API is
     * @param environment what is not as {@code bin/local} has it
     * @param layers before DynamoDB
     */
    Whole(URI slackApi, Map<String, String> environment, DynamoLayer... layers) throws IOException {
        Map<String, String> all = new HashMap<>(environment);
        all.put("SLACK_SIGNING_SECRET", SlackRequest.SECRET);
        all.put("SLACK_API_URL", slackApi.toString());
        bellhop = LocalBellhop.builder()
                .port(0)
                .environment(all)
                .dynamoLayers(layers)
                // Lambda waits minutes before a retry, and this would wait with it.
                .retries(RetryDelays.NONE)
                .room(Room.here().withLogLines(LOG_LINES))
                .watcher(this::see)
                .start();
        deliveries = new Deliveries(bellhop.url(), clock);
    }

    /** Sends one after the other, so that whatever is loaded and made at a first use is there. */
    void warm(Duration time, Supplier<Messages.Said> messages) throws InterruptedException {
        Instant from = clock.instant();
        List<Future<Deliveries.Delivered>> sent = List.of();
        while (clock.instant().isBefore(from.plus(time))) {
            sent = deliveries.atOnce(List.of(accounts.add(messages.get())));
            outcome(sent.getFirst());
        }
        whenDone(sent, from);
    }

    /** Sends for as long as a rate is to be held, and waits until all is done that follows. */
    Held at(double perSecond, Duration time, Supplier<Messages.Said> messages) throws InterruptedException {
        Instant from = clock.instant();
        var sent = deliveries.at(perSecond, time, () -> accounts.add(messages.get()));
        return whenDone(sent, from);
    }

    /** Sends all in one moment, and waits until all is done that follows. */
    Held atOnce(List<Messages.Said> messages) throws InterruptedException {
        messages.forEach(accounts::add);
        Instant from = clock.instant();
        return whenDone(deliveries.atOnce(messages), from);
    }

    private Held whenDone(List<Future<Deliveries.Delivered>> sent, Instant from) throws InterruptedException {
        Instant last = clock.instant().plus(LONGEST);
        while (clock.instant().isBefore(last) && !faults().isEmpty()) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        Instant to = clock.instant();
        List<Deliveries.Delivered> delivered = new ArrayList<>();
        for (Future<Deliveries.Delivered> one : sent) {
            delivered.add(outcome(one));
        }
        return new Held(delivered, from, to);
    }

    private static Deliveries.Delivered outcome(Future<Deliveries.Delivered> sent) throws InterruptedException {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A message could not be sent", e);
        }
    }

    private List<String> faults() {
        bellhop.awaitQuiet(LONGEST);
        return accounts.faults(bellhop);
    }

    /** A sentence that says whether all that was sent so far was dealt with once. */
    String account() {
        List<String> faults = faults();
        return faults.isEmpty()
                ? "All " + accounts.messages()
                        + " messages are counted once, nothing is owed, and no queue has a message."
                : "NOT AS IT HAS TO BE: " + String.join("; ", faults) + ".";
    }

    /** What did not work at first, and how often; a part of the above says whether it did in the end. */
    String troubles() {
        return troubles.isEmpty()
                ? "No function noted a failure."
                : troubles.entrySet().stream()
                        .map(trouble -> trouble.getKey() + " " + trouble.getValue() + " times")
                        .collect(Collectors.joining("; ", "Noted as failed at first: ", "."));
    }

    private void see(Sighting sighting) {
        if (sighting instanceof Sighting.Noted noted && noted.failed()) {
            // Up to what is of one case alone.
            String detail = noted.detail().split("[(:]", 2)[0];
            troubles.computeIfAbsent(noted.function() + " " + noted.outcome() + " " + detail, any -> new LongAdder())
                    .increment();
        }
    }

    /** How far the multiplier was behind what was said, in ms, by its own metrics. */
    OptionalDouble behind(String percentile, Held held) {
        LocalMetrics metrics = bellhop.aws().metrics();
        String namespace =
                bellhop.template().function("MultiplierFunction").environment().getOrDefault("METRICS_NAMESPACE", "");
        Statistic statistic = Statistic.named(percentile).orElseThrow();
        return metrics.search(namespace, "Lag", Set.of("Function")).stream()
                .filter(metric -> metric.dimensions().containsValue("multiplier"))
                .map(metric -> metrics.value(metric, statistic, held.from(), held.to()))
                .findFirst()
                .orElse(OptionalDouble.empty());
    }

    @Override
    public void close() {
        deliveries.close();
        bellhop.close();
    }
}
