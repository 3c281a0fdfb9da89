package dev.bellhop.subscribers.logger;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNS;
import dev.bellhop.aws.AwsClients;
import dev.bellhop.aws.DynamoLedger;
import dev.bellhop.aws.Environment;
import dev.bellhop.aws.Invocations;
import dev.bellhop.aws.JsonJournal;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.delivery.Identity;
import dev.bellhop.delivery.Journal;
import dev.bellhop.delivery.Mark;
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
    private final Journal journal;
    private final Clock clock;

    /** Wired for Lambda, by the environment. */
    public LoggerHandler() {
        this(
                LoggerConfig.from(Environment.ofProcess()),
                AwsClients.dynamo(),
                AwsClients.build(CloudWatchLogsClient.builder()),
                new JsonJournal(NAME, System.out),
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
            Journal journal,
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
    private record Entry(String messageId, Mark mark, LogLine line) {}

    @Override
    public @Nullable Void handleRequest(SNSEvent event, Context context) {
        Attempt attempt = invocations.attempt(context);
        Records records = new Records(journal);
        // By identity, for a duplicate in the same delivery is given the same mark.
        Map<Identity, Entry> fresh = new LinkedHashMap<>();
        records.each(event, sns -> begin(sns, attempt, fresh));
        List<Entry> entries = fresh.values().stream()
                .sorted(Comparator.comparing(entry -> entry.line().time()))
                .toList();
        List<LogLine> lines = entries.stream().map(Entry::line).toList();
        for (int from = 0, to; from < lines.size(); from = to) {
            to = EventLog.batchEnd(lines, from);
            write(entries.subList(from, to), lines.subList(from, to), attempt, records);
        }
        records.end();
        return null;
    }

    private void begin(SNS sns, Attempt attempt, Map<Identity, Entry> fresh) {
        LogLine line = LogLine.of(sns.getMessageId(), sns.getMessage(), clock.instant());
        once.begin(line.identity(), attempt)
                .ifPresent(mark -> fresh.put(line.identity(), new Entry(sns.getMessageId(), mark, line)));
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
        journal.note("logged", entry.mark().identity().value(), entry.messageId());
        once.done(entry.mark());
    }

    private void failed(Entry entry, RuntimeException cause, Records records) {
        once.failed(entry.mark());
        records.failed(entry.messageId(), cause);
    }
}
