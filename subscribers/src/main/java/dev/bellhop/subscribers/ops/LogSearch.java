package dev.bellhop.subscribers.ops;

import dev.bellhop.aws.TimeLeft;
import dev.bellhop.delivery.Attempt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
     * All lines of {@code group} since {@code since} that {@code pattern} lets through, none of which is asked for yet.
     *
     * @param pattern empty for all; see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html">Filter patterns</a>
     */
    Lines lines(String group, String pattern, Instant since) {
        return new Lines(group, pattern, since);
    }

    /** Whether there is enough time left for another page. */
    boolean hasTime(Attempt attempt) {
        return attempt.left(clock).compareTo(ENOUGH) >= 0;
    }

    /** The lines of one group, in the order of their times. */
    final class Lines {
        private final String group;
        private final String pattern;
        private final Instant since;
        private @Nullable String token;
        private boolean over;
        private Optional<Instant> latest = Optional.empty();

        private Lines(String group, String pattern, Instant since) {
            this.group = group;
            this.pattern = pattern;
            this.since = since;
        }

        /** Whether all was searched. */
        boolean areOver() {
            return over;
        }

        /** The time of the latest line; empty where there was none yet, for a page without lines does not say how far it got. */
        Optional<Instant> latest() {
            return latest;
        }

        /**
         * The next page, which may well be empty.
         *
         * @throws IllegalStateException where there is no such group
         */
        List<FilteredLogEvent> next(Attempt attempt) {
            FilterLogEventsResponse page = page(attempt);
            token = page.nextToken();
            over = token == null;
            if (!page.events().isEmpty()) {
                latest =
                        Optional.of(Instant.ofEpochMilli(page.events().getLast().timestamp()));
            }
            return page.events();
        }

        private FilterLogEventsResponse page(Attempt attempt) {
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
}
