package dev.bellhop.subscribers.ops;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.bellhop.delivery.Attempt;
import dev.bellhop.events.Ts;
import dev.bellhop.operations.OpsAnswer;
import dev.bellhop.operations.OpsCommand;
import dev.bellhop.subscribers.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/** {@code /ops trace}: what became of one event, by what each function's log says about it. */
final class Tracing {

    /** More would be a function that failed at it for days. */
    static final int MOST_STEPS = 40;

    /** Before a message's own time nothing can have happened to it; clocks differ a little. */
    private static final Duration EARLIER = Duration.ofMinutes(1);

    /** Whatever others' ids end in is no time, and CloudWatch Logs refuses one before 1970. */
    private static final Pattern MESSAGE = Pattern.compile("[^:]+:[^:]+:([1-9][0-9]{9}\\.[0-9]{1,6})");

    private final LogSearch search;
    private final Map<String, String> groups;
    private final Clock clock;

    /** @param groups the log group of each function, by its short name */
    Tracing(LogSearch search, Map<String, String> groups, Clock clock) {
        this.search = search;
        this.groups = groups;
        this.clock = clock;
    }

    OpsAnswer of(OpsCommand.Trace asked, Attempt attempt) {
        // The grammar lets no quote and no backslash through.
        String pattern = "{ $.event = \"" + asked.event() + "\" }";
        Instant since = since(asked.event());
        List<OpsAnswer.Step> steps = new ArrayList<>();
        Map<String, LogSearch.Lines> lines = new LinkedHashMap<>();
        groups.forEach((function, group) -> lines.put(function, search.lines(group, pattern, since)));
        // A page of each in turn, so that one long log does not take the time of all.
        Deque<String> unsearched = new ArrayDeque<>(groups.keySet());
        while (!unsearched.isEmpty() && search.hasTime(attempt)) {
            String function = unsearched.remove();
            LogSearch.Lines next = Objects.requireNonNull(lines.get(function));
            next.next(attempt).forEach(line -> step(function, line).ifPresent(steps::add));
            if (!next.areOver()) {
                unsearched.add(function);
            }
        }
        List<String> silent = groups.keySet().stream()
                .filter(function -> !unsearched.contains(function)
                        && steps.stream().noneMatch(step -> step.function().equals(function)))
                .toList();
        steps.sort(Comparator.comparing(OpsAnswer.Step::time));
        return new OpsAnswer.Trace(
                asked.event(),
                steps.subList(Math.max(0, steps.size() - MOST_STEPS), steps.size()),
                silent,
                List.copyOf(unsearched));
    }

    /** A message's id ends in its {@code ts}; any other tells no time. */
    private Instant since(String event) {
        Matcher message = MESSAGE.matcher(event);
        return message.matches()
                ? Ts.time(message.group(1)).minus(EARLIER)
                : clock.instant().minus(OpsCommand.LONGEST_SEARCH);
    }

    private static Optional<OpsAnswer.Step> step(String function, FilteredLogEvent line) {
        try {
            if (JsonParser.parseString(line.message()) instanceof JsonObject json) {
                return Optional.of(new OpsAnswer.Step(
                        Instant.ofEpochMilli(line.timestamp()),
                        function,
                        Json.text(json, "outcome"),
                        Json.text(json, "level").equals("INFO"),
                        Json.text(json, "detail"),
                        json.get("durationMs") instanceof JsonPrimitive took && took.isNumber()
                                ? Optional.of(Duration.ofMillis(took.getAsLong()))
                                : Optional.empty(),
                        json.get("cold") instanceof JsonPrimitive cold && cold.isBoolean()
                                ? Optional.of(cold.getAsBoolean())
                                : Optional.empty()));
            }
        } catch (JsonParseException e) {
            // A line of something else's.
        }
        return Optional.empty();
    }
}
