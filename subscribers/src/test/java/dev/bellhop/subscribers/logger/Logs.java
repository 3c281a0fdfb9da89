package dev.bellhop.subscribers.logger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.RejectedLogEventsInfo;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** CloudWatch Logs in memory with one log group, as strict about batches as the real one. */
final class Logs implements CloudWatchLogsClient {

    static final String GROUP = "events";

    private final Map<String, List<InputLogEvent>> streams = new HashMap<>();
    private final List<Integer> batches = new ArrayList<>();
    private long tooOldBefore;

    List<String> lines() {
        return streams.values().stream()
                .flatMap(List::stream)
                .map(InputLogEvent::message)
                .toList();
    }

    List<Long> times() {
        return streams.values().stream()
                .flatMap(List::stream)
                .map(InputLogEvent::timestamp)
                .toList();
    }

    List<String> streams() {
        return List.copyOf(streams.keySet());
    }

    /** How many lines each call brought. */
    List<Integer> batches() {
        return batches;
    }

    void rejectBefore(long time) {
        tooOldBefore = time;
    }

    @Override
    public CreateLogStreamResponse createLogStream(CreateLogStreamRequest request) {
        requireGroup(request.logGroupName());
        streams.putIfAbsent(request.logStreamName(), new ArrayList<>());
        return CreateLogStreamResponse.builder().build();
    }

    @Override
    public PutLogEventsResponse putLogEvents(PutLogEventsRequest request) {
        requireGroup(request.logGroupName());
        List<InputLogEvent> stream = streams.get(request.logStreamName());
        if (stream == null) {
            throw ResourceNotFoundException.builder()
                    .message("The specified log stream does not exist.")
                    .build();
        }
        int bytes = 0;
        long last = 0;
        for (InputLogEvent event : request.logEvents()) {
            bytes += event.message().getBytes(StandardCharsets.UTF_8).length + 26;
            if (event.timestamp() < last) {
                throw invalid("Log events in a single PutLogEvents request must be in chronological order.");
            }
            last = event.timestamp();
        }
        if (bytes > 1_048_576 || request.logEvents().size() > 10_000) {
            throw invalid("Upload too large");
        }
        batches.add(request.logEvents().size());
        List<InputLogEvent> taken = request.logEvents().stream()
                .filter(event -> event.timestamp() >= tooOldBefore)
                .toList();
        stream.addAll(taken);
        int rejected = request.logEvents().size() - taken.size();
        return PutLogEventsResponse.builder()
                .rejectedLogEventsInfo(
                        rejected == 0
                                ? null
                                : RejectedLogEventsInfo.builder()
                                        .tooOldLogEventEndIndex(rejected)
                                        .build())
                .build();
    }

    private static void requireGroup(String group) {
        if (!group.equals(GROUP)) {
            throw ResourceNotFoundException.builder()
                    .message("The specified log group does not exist.")
                    .build();
        }
    }

    private static InvalidParameterException invalid(String message) {
        return InvalidParameterException.builder().message(message).build();
    }

    @Override
    public String serviceName() {
        return "logs";
    }

    @Override
    public void close() {}
}
