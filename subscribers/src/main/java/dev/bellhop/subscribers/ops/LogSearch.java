package dev.bellhop.subscribers.ops;

import dev.bellhop.aws.TimeLeft;
import dev.bellhop.delivery.Attempt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/**
 * Searches log groups, page by page, for as long as there is time. {@code FilterLogEvents} and not Logs Insights: it finds what was
 * written a moment ago, and costs nothing by the gigabyte.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html">FilterLogEvents</a>
 */
final class LogSearch {

    /** With less time than this no further page is asked for: the answer has to be given too. */
    private static final Duration ENOUGH = Duration.ofSeconds(8);

    private final CloudWatchLogsClient logs;
    private final Clock clock;

    LogSearch(CloudWatchLogsClient logs, Clock clock) {
        this.logs = logs;
        this.clock = clock;
    }

    /**
     * Gives all lines since {@code since} that {@code pattern} lets through to {@code found}.
     *
     * @param pattern empty for all; see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html">Filter patterns</a>
     * @return empty where all was searched; else the time of the last line that was seen
     * @throws IllegalStateException where there is no such group
     */
    Optional<Instant> lines(
            String group, String pattern, Instant since, Attempt attempt, Consumer<FilteredLogEvent> found) {
        Instant searched = since;
        @Nullable String token = null;
        do {
            if (attempt.left(clock).compareTo(ENOUGH) < 0) {
                return Optional.of(searched);
            }
            FilterLogEventsResponse page = page(group, pattern, since, token, attempt);
            for (FilteredLogEvent line : page.events()) {
                found.accept(line);
                searched = Instant.ofEpochMilli(line.timestamp());
            }
            token = page.nextToken();
        } while (token != null);
        return Optional.empty();
    }

    private FilterLogEventsResponse page(
            String group, String pattern, Instant since, @Nullable String token, Attempt attempt) {
        try {
            return logs.filterLogEvents(request -> request.logGroupName(group)
                    .filterPattern(pattern.isEmpty() ? null : pattern)
                    .startTime(since.toEpochMilli())
                    .nextToken(token)
                    .overrideConfiguration(TimeLeft.of(attempt, clock)));
        } catch (ResourceNotFoundException e) {
            throw new IllegalStateException(
                    "There is no log group \"" + group + "\"; correct EVENT_LOG_GROUP or FUNCTION_LOG_GROUPS.", e);
        }
    }
}
