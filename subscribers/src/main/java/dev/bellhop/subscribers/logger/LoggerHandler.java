package dev.bellhop.subscribers.logger;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNS;
import dev.bellhop.aws.AwsClients;
import dev.bellhop.aws.DynamoLedger;
import dev.bellhop.aws.Environment;
import dev.bellhop.aws.FunctionLog;
import dev.bellhop.aws.FunctionLog.Arrival;
import dev.bellhop.aws.Invocations;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Handled;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Mark;
import dev.bellhop.delivery.Metric;
import dev.bellhop.delivery.Once;
import dev.bellhop.delivery.Patience;
import dev.bellhop.subscribers.Records;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The Lambda that writes everything that the topic carries to the event log, once an event. */
public final class LoggerHandler implements RequestHandler<SNSEvent, @Nullable Void> {

    static final String NAME = "logger";

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

    private final EventLog log;
    private final Once once;
    private final Invocations invocations;
    private final FunctionLog journal;
    private final Clock clock;

    /** Wired for Lambda, by the environment. */
    public LoggerHandler() {
        this(
                LoggerConfig.from(Environment.ofProcess()),
                AwsClients.dynamo(),
                AwsClients.build(CloudWatchLogsClient.builder()),
                FunctionLog.ofProcess(NAME),
                Clock.systemUTC(),
                () -> UUID.randomUUID().toString(),
                duration -> LockSupport.parkNanos(duration.toNanos()),
                new Random());
    }

    /**
     * @param ids unique names, for attempts and for this instance's stream
     * @param pause waits before a transaction in conflict is tried again
     */
    public LoggerHandler(
            LoggerConfig config,
            DynamoDbClient dynamo,
            CloudWatchLogsClient logs,
            FunctionLog journal,
            Clock clock,
            Supplier<String> ids,
            Patience.Pause pause,
            RandomGenerator random) {
        String stream = DAY.format(clock.instant()) + "/" + ids.get();
        this.log = new EventLog(logs, config.eventLogGroup(), stream, clock);
        this.once = new Once(
                new DynamoLedger(dynamo, config.ledgerTable(), clock),
                new Patience(clock, pause, random),
                journal,
                clock);
        this.invocations = new Invocations(clock, ids);
        this.journal = journal;
        this.clock = clock;
    }

    /** A line that this invocation holds the mark for. */
    private record Entry(Arrival arrival, Mark mark, LogLine line) {}

    @Override
    public @Nullable Void handleRequest(SNSEvent event, Context context) {
        return journal.during(context, () -> {
            log(event, invocations.attempt(context));
            return null;
        });
    }

    private void log(SNSEvent event, Attempt attempt) {
        Records records = new Records(journal);
        Map<Identity, Entry> fresh = new LinkedHashMap<>();
        records.take(event, (sns, arrival) -> begin(sns, arrival, attempt, fresh));
        List<Entry> entries = fresh.values().stream()
                .sorted(Comparator.comparing(entry -> entry.line().time()))
                .toList();
        List<LogLine> lines = entries.stream().map(Entry::line).toList();
        for (int from = 0, to; from < lines.size(); from = to) {
            to = EventLog.batchEnd(lines, from);
            write(entries.subList(from, to), lines.subList(from, to), attempt, records);
        }
        records.end();
    }

    private void begin(SNS sns, Arrival arrival, Attempt attempt, Map<Identity, Entry> fresh) {
        LogLine line = LogLine.of(sns.getMessageId(), sns.getMessage(), clock.instant());
        journal.add(Metric.INVALID, line.isJson() ? 0 : 1);
        // A duplicate in the same delivery would be given the same mark.
        Optional<Mark> mark =
                fresh.containsKey(line.identity()) ? Optional.empty() : once.begin(line.identity(), attempt);
        mark.ifPresentOrElse(
                held -> fresh.put(line.identity(), new Entry(arrival, held, line)),
                () -> journal.closed(arrival, Handled.DUPLICATE));
    }

    private void write(List<Entry> entries, List<LogLine> lines, Attempt attempt, Records records) {
        try {
            EventLog.Taken taken = log.write(lines, attempt);
            for (int i = 0; i < entries.size(); i++) {
                if (taken.has(i)) {
                    done(entries.get(i));
                } else {
                    failed(entries.get(i), new IllegalStateException("CloudWatch Logs rejected its time."), records);
                }
            }
        } catch (RuntimeException e) {
            entries.forEach(entry -> failed(entry, e, records));
        }
    }

    private void done(Entry entry) {
        journal.about(entry.arrival().id(), () -> {
            once.done(entry.mark());
            return entry;
        });
        journal.closed(entry.arrival(), Handled.DONE);
    }

    private void failed(Entry entry, RuntimeException cause, Records records) {
        journal.about(entry.arrival().id(), () -> {
            once.failed(entry.mark());
            return entry;
        });
        records.failed(entry.arrival(), cause);
    }
}
