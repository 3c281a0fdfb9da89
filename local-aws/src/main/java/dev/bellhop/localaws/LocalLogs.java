package dev.bellhop.localaws;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.RejectedLogEventsInfo;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/**
 * The template's log groups, in memory, with the limits of the real ones.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html">PutLogEvents</a>
 */
public final class LocalLogs implements CloudWatchLogsClient {

    private static final int MOST_EVENTS = 10_000;
    private static final int MOST_BYTES = 1_048_576;

    /** What CloudWatch Logs adds to each event's size. */
    private static final int EVENT_OVERHEAD = 26;

    private static final Pattern TOKEN = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

    private static final Comparator<Line> ORDER =
            Comparator.comparingLong(Line::timestamp).thenComparingLong(Line::id);

    private static final Duration LONGEST_BATCH = Duration.ofHours(24);
    private static final Duration OLDEST = Duration.ofDays(14);
    private static final Duration NEWEST = Duration.ofHours(2);

    private final Map<String, Template.LogGroup> groups;
    private final Clock clock;
    private final int mostLines;
    private final Watcher watcher;
    private final Faults<SdkRequest> faults = new Faults<>();

    /** What is kept of a log event; ids rise. */
    private record Line(long id, String stream, long timestamp, long ingested, String message) {}

    /** By group, then by stream. Guarded by this. */
    private final Map<String, Map<String, Deque<Line>>> streams = new LinkedHashMap<>();

    private long lines;

    /** @param mostLines that are kept of a group; the oldest go */
    LocalLogs(Template template, Clock clock, int mostLines, Watcher watcher) {
        this.groups = template.logGroups().stream().collect(Collectors.toMap(Template.LogGroup::name, group -> group));
        this.clock = clock;
        this.mostLines = mostLines;
        this.watcher = watcher;
        groups.keySet().forEach(group -> streams.put(group, new LinkedHashMap<>()));
    }

    public Faults<SdkRequest> faults() {
        return faults;
    }

    /** The lines of a group, stream by stream. */
    public synchronized List<String> lines(String group) {
        return streams(group).values().stream()
                .flatMap(Collection::stream)
                .map(Line::message)
                .toList();
    }

    /**
     * The events of a group in that time, in its order, whatever {@link #faults} there are.
     *
     * @param to not in it any more
     * @throws ResourceNotFoundException where there is no such group
     */
    public List<FilteredLogEvent> events(String group, Instant from, Instant to) {
        return all(group)
                .filter(line -> line.timestamp() >= from.toEpochMilli() && line.timestamp() < to.toEpochMilli())
                .sorted(ORDER)
                .map(LocalLogs::filtered)
                .toList();
    }

    /** Writes a line that a function printed, as Lambda does: without asking for anybody's rights. */
    public void write(String group, String stream, String line) {
        synchronized (this) {
            long now = clock.millis();
            streams.computeIfAbsent(group, any -> new LinkedHashMap<>())
                    .computeIfAbsent(stream, any -> new ArrayDeque<>())
                    .add(new Line(lines++, stream, now, now, line));
            forgetOldest(group);
        }
        watcher.saw(new Happening.Logged(group, stream, line));
    }

    @Override
    public CreateLogStreamResponse createLogStream(CreateLogStreamRequest request) {
        return faults.around(request, LocalLogs::error, () -> {
            synchronized (this) {
                if (streams(request.logGroupName()).putIfAbsent(request.logStreamName(), new ArrayDeque<>()) != null) {
                    throw ResourceAlreadyExistsException.builder()
                            .message("The specified log stream already exists")
                            .statusCode(400)
                            .build();
                }
            }
            return CreateLogStreamResponse.builder().build();
        });
    }

    @Override
    public PutLogEventsResponse putLogEvents(PutLogEventsRequest request) {
        return faults.around(request, LocalLogs::error, () -> {
            PutLogEventsResponse.Builder response = PutLogEventsResponse.builder();
            List<InputLogEvent> taken = put(request, response);
            taken.forEach(event -> watcher.saw(
                    new Happening.Logged(request.logGroupName(), request.logStreamName(), event.message())));
            return response.build();
        });
    }

    /**
     * Lines of all streams, in the order of their times. Understood are the patterns that {@link LogsFilter} knows; a page ends
     * with its limit, and its token goes on after its last line.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html">FilterLogEvents</a>
     */
    @Override
    public FilterLogEventsResponse filterLogEvents(FilterLogEventsRequest request) {
        return faults.around(request, LocalLogs::error, () -> {
            int limit = request.limit() == null ? MOST_EVENTS : request.limit();
            if (limit < 1 || limit > MOST_EVENTS) {
                throw invalid("limit is 1 to 10,000.");
            }
            if (request.hasLogStreamNames() && request.logStreamNamePrefix() != null) {
                throw invalid("Either logStreamNames or logStreamNamePrefix is given, not both.");
            }
            Predicate<String> filter = LogsFilter.of(request.filterPattern() == null ? "" : request.filterPattern());
            List<Line> rest = all(request.logGroupName())
                    .filter(line -> isAsked(request, line) && filter.test(line.message()))
                    .sorted(ORDER)
                    .dropWhile(after(request.nextToken()))
                    .toList();
            List<Line> page = rest.subList(0, Math.min(limit, rest.size()));
            return FilterLogEventsResponse.builder()
                    .events(page.stream().map(LocalLogs::filtered).toList())
                    .nextToken(page.size() < rest.size() ? token(page.getLast()) : null)
                    .build();
        });
    }

    private synchronized Stream<Line> all(String group) {
        return streams(group).values().stream().flatMap(Collection::stream).toList().stream();
    }

    private static boolean isAsked(FilterLogEventsRequest request, Line line) {
        boolean inTime = (request.startTime() == null || line.timestamp() >= request.startTime())
                && (request.endTime() == null || line.timestamp() <= request.endTime());
        boolean inStream =
                request.logStreamNamePrefix() == null || line.stream().startsWith(request.logStreamNamePrefix());
        return inTime
                && inStream
                && (!request.hasLogStreamNames() || request.logStreamNames().contains(line.stream()));
    }

    private static Predicate<Line> after(@Nullable String token) {
        if (token == null) {
            return line -> false;
        }
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            throw invalid("The specified nextToken is invalid.");
        }
        Line last = new Line(Long.parseLong(parts.group(2)), "", Long.parseLong(parts.group(1)), 0, "");
        return line -> ORDER.compare(line, last) <= 0;
    }

    private static String token(Line last) {
        return last.timestamp() + "-" + last.id();
    }

    private static FilteredLogEvent filtered(Line line) {
        return FilteredLogEvent.builder()
                .eventId(Long.toString(line.id()))
                .logStreamName(line.stream())
                .timestamp(line.timestamp())
                .ingestionTime(line.ingested())
                .message(line.message())
                .build();
    }

    /** The names of all groups, those among them that Lambda made for a function without one. */
    public synchronized List<String> groups() {
        return List.copyOf(streams.keySet());
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    private synchronized List<InputLogEvent> put(PutLogEventsRequest request, PutLogEventsResponse.Builder response) {
        List<InputLogEvent> events = request.logEvents();
        requireValid(events);
        Deque<Line> stream = streams(request.logGroupName()).get(request.logStreamName());
        if (stream == null) {
            throw missing("The specified log stream does not exist.");
        }
        Instant now = clock.instant();
        int retention =
                Objects.requireNonNull(groups.get(request.logGroupName())).retentionDays();
        int expired = before(events, now.minus(Duration.ofDays(retention)));
        int tooOld = before(events, now.minus(OLDEST));
        int tooNew = before(events, now.plus(NEWEST).plusMillis(1));
        if (expired > 0 || tooOld > 0 || tooNew < events.size()) {
            RejectedLogEventsInfo.Builder rejected = RejectedLogEventsInfo.builder();
            if (expired > 0) {
                rejected.expiredLogEventEndIndex(expired);
            }
            if (tooOld > 0) {
                rejected.tooOldLogEventEndIndex(tooOld);
            }
            if (tooNew < events.size()) {
                rejected.tooNewLogEventStartIndex(tooNew);
            }
            response.rejectedLogEventsInfo(rejected.build());
        }
        List<InputLogEvent> taken = events.subList(Math.min(tooNew, Math.max(expired, tooOld)), tooNew);
        taken.forEach(event -> stream.add(
                new Line(lines++, request.logStreamName(), event.timestamp(), now.toEpochMilli(), event.message())));
        forgetOldest(request.logGroupName());
        return List.copyOf(taken);
    }

    /** Those that came first, of whichever stream; nobody reads so far back on a laptop, and nobody else makes room there. */
    private void forgetOldest(String group) {
        Collection<Deque<Line>> all = streams(group).values();
        for (int kept = all.stream().mapToInt(Deque::size).sum(); kept > mostLines; kept--) {
            all.stream()
                    .filter(stream -> !stream.isEmpty())
                    .min(Comparator.comparingLong(stream -> stream.getFirst().id()))
                    .ifPresent(Deque::removeFirst);
        }
    }

    /** How many of the events, which are in order, are of a time before {@code end}. */
    private static int before(List<InputLogEvent> events, Instant end) {
        return (int) events.stream()
                .takeWhile(event -> event.timestamp() < end.toEpochMilli())
                .count();
    }

    private static void requireValid(List<InputLogEvent> events) {
        if (events.isEmpty() || events.size() > MOST_EVENTS) {
            throw invalid("A batch has 1 to 10,000 log events.");
        }
        int bytes = 0;
        long latest = Long.MIN_VALUE;
        for (InputLogEvent event : events) {
            if (event.message().isEmpty()) {
                throw invalid("A log event's message has at least one character.");
            }
            if (event.timestamp() < latest) {
                throw invalid("Log events in a single PutLogEvents request must be in chronological order.");
            }
            latest = event.timestamp();
            bytes += event.message().getBytes(StandardCharsets.UTF_8).length + EVENT_OVERHEAD;
        }
        if (bytes > MOST_BYTES) {
            throw invalid("Upload too large: " + bytes + " bytes exceeds limit of " + MOST_BYTES);
        }
        if (latest - events.get(0).timestamp() > LONGEST_BATCH.toMillis()) {
            throw invalid("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
        }
    }

    private Map<String, Deque<Line>> streams(String group) {
        Map<String, Deque<Line>> found = streams.get(group);
        if (found == null) {
            throw missing("The specified log group does not exist.");
        }
        return found;
    }

    private static ResourceNotFoundException missing(String what) {
        return ResourceNotFoundException.builder().message(what).statusCode(400).build();
    }

    private static InvalidParameterException invalid(String why) {
        return InvalidParameterException.builder().message(why).statusCode(400).build();
    }

    private static CloudWatchLogsException error(Fault fault) {
        return fault == Fault.REFUSE
                ? invalid("Told to " + fault)
                : (CloudWatchLogsException) CloudWatchLogsException.builder()
                        .message("Told to " + fault)
                        .statusCode(fault == Fault.THROTTLE ? 400 : 500)
                        .build();
    }
}
