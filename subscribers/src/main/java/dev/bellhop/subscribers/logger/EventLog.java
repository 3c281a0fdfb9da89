package dev.bellhop.subscribers.logger;

import dev.bellhop.aws.TimeLeft;
import dev.bellhop.delivery.Attempt;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.RejectedLogEventsInfo;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** One stream of a log group in CloudWatch Logs; no other function instance writes to it. */
final class EventLog {

    private static final int MOST_BYTES = 1_048_576;
    private static final int MOST_LINES = 10_000;

    private final CloudWatchLogsClient logs;
    private final String group;
    private final String stream;
    private final Clock clock;

    EventLog(CloudWatchLogsClient logs, String group, String stream, Clock clock) {
        this.logs = logs;
        this.group = group;
        this.stream = stream;
        this.clock = clock;
    }

    /** Those of a batch that were taken, by their position. */
    record Taken(int from, int to) {
        boolean has(int position) {
            return position >= from && position < to;
        }
    }

    /**
     * Where the batch ends that starts at {@code from}: as many lines as one call takes.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html">PutLogEvents</a>
     */
    static int batchEnd(List<LogLine> lines, int from) {
        int to = from;
        for (int bytes = 0; to < lines.size() && to - from < MOST_LINES; to++) {
            bytes += lines.get(to).bytes();
            if (to > from && bytes > MOST_BYTES) {
                break;
            }
        }
        return to;
    }

    /**
     * Writes one batch, in time order, and creates the stream where it is missing.
     *
     * @throws IllegalStateException where there is no such log group
     */
    Taken write(List<LogLine> batch, Attempt attempt) {
        try {
            return taken(batch, put(batch, attempt));
        } catch (ResourceNotFoundException e) {
            createStream(attempt);
            return taken(batch, put(batch, attempt));
        }
    }

    private PutLogEventsResponse put(List<LogLine> batch, Attempt attempt) {
        List<InputLogEvent> events = batch.stream()
                .map(line -> InputLogEvent.builder()
                        .timestamp(line.time().toEpochMilli())
                        .message(line.json())
                        .build())
                .toList();
        return logs.putLogEvents(request -> request.logGroupName(group)
                .logStreamName(stream)
                .logEvents(events)
                .overrideConfiguration(TimeLeft.of(attempt, clock)));
    }

    private void createStream(Attempt attempt) {
        try {
            logs.createLogStream(request -> request.logGroupName(group)
                    .logStreamName(stream)
                    .overrideConfiguration(TimeLeft.of(attempt, clock)));
        } catch (ResourceAlreadyExistsException e) {
            // The answer to an earlier try was lost.
        } catch (ResourceNotFoundException e) {
            throw new IllegalStateException(
                    "There is no log group \"" + group + "\"; create it, or correct EVENT_LOG_GROUP.", e);
        }
    }

    /** CloudWatch Logs rejects the too old at the start and the too new at the end, and takes what is between. */
    private static Taken taken(List<LogLine> batch, PutLogEventsResponse response) {
        RejectedLogEventsInfo rejected = response.rejectedLogEventsInfo();
        if (rejected == null) {
            return new Taken(0, batch.size());
        }
        int from = Math.max(or(rejected.tooOldLogEventEndIndex(), 0), or(rejected.expiredLogEventEndIndex(), 0));
        return new Taken(from, or(rejected.tooNewLogEventStartIndex(), batch.size()));
    }

    private static int or(@Nullable Integer index, int otherwise) {
        return index == null ? otherwise : index;
    }
}
