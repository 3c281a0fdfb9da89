package dev.bellhop.local.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.bellhop.localaws.LocalLogs;
import dev.bellhop.localaws.LogsFilter;
import dev.bellhop.localaws.Template;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;

/** Finds lines in all that is kept in CloudWatch Logs here, and in the laptop's journal. */
final class LogSearch {

    private static final int USUAL = 200;
    private static final int MOST = 1_000;

    /** Patterns of CloudWatch Logs are 1,024 characters at most. */
    private static final int LONGEST = 1_024;

    private static final String JOURNAL = "journal";
    private static final String EVENT_LOG = "Event log";

    private static final Pattern WORD = Pattern.compile("\"(?<quoted>[^\"]*)\"|(?<bare>\\S+)");
    private static final Pattern SINCE = Pattern.compile("(?<number>[0-9]{1,4})(?<unit>[mh])");

    /** An event of the event log may be of a time that has not come yet, where clocks differ. */
    private static final Duration AHEAD = Duration.ofDays(1);

    /** What only lines in CloudWatch's embedded metric format have; within a text its quotes are escaped. */
    private static final String METRICS = "\"_aws\"";

    /**
     * A line of whatever group.
     *
     * @param n tells it from others of its time, later ones having higher ones
     */
    private record Line(String group, long n, long at, String stream, String text) {}

    private static final Comparator<Line> ORDER =
            Comparator.comparingLong(Line::at).thenComparingLong(Line::n);

    private final LocalLogs logs;
    private final Template template;
    private final Notes notes;
    private final String eventLog;
    private final Clock clock;

    /** @param eventLog the name of the group where the logger writes */
    LogSearch(LocalLogs logs, Template template, Notes notes, String eventLog, Clock clock) {
        this.logs = logs;
        this.template = template;
        this.notes = notes;
        this.eventLog = eventLog;
        this.clock = clock;
    }

    /**
     * The latest lines that are meant, oldest first, how many more there are before them, and which groups there are.
     *
     * @throws IllegalArgumentException where what is asked is malformed
     * @throws NoSuchElementException where there is no such group
     */
    JsonObject find(Query query) {
        int most = query.number("most", USUAL, 1, MOST);
        String search = query.optional("search").orElse("");
        List<String> words = isPattern(search) ? List.of() : words(search);
        Predicate<String> meant = isPattern(search) ? pattern(search) : hasAll(words);
        Instant since = since(query);
        boolean metrics = query.flag("metrics");
        List<Line> found = lines(query.optional("group").orElse(""), since)
                .filter(line -> metrics || !line.text().contains(METRICS))
                .filter(line -> meant.test(line.text()))
                .sorted(ORDER)
                .toList();
        List<Line> latest = found.subList(Math.max(0, found.size() - most), found.size());
        JsonArray lines = new JsonArray();
        latest.forEach(line -> lines.add(json(line)));
        JsonArray groups = new JsonArray();
        names().forEach((name, label) -> {
            JsonObject group = new JsonObject();
            group.addProperty("name", name);
            group.addProperty("label", label);
            groups.add(group);
        });
        JsonArray marked = new JsonArray();
        words.forEach(marked::add);
        JsonObject answer = new JsonObject();
        answer.add("lines", lines);
        answer.addProperty("more", found.size() - latest.size());
        answer.addProperty("most", MOST);
        answer.add("words", marked);
        answer.add("groups", groups);
        return answer;
    }

    private Stream<Line> lines(String group, Instant since) {
        Map<String, String> names = names();
        if (!group.isEmpty() && !names.containsKey(group)) {
            throw new NoSuchElementException("There is no log group " + group + ".");
        }
        return names.keySet().stream()
                .filter(name -> group.isEmpty() || group.equals(name))
                .flatMap(name -> name.equals(JOURNAL) ? noted(since) : logged(name, since));
    }

    private Stream<Line> logged(String group, Instant since) {
        return logs.events(group, since, clock.instant().plus(AHEAD)).stream()
                .map(event -> new Line(
                        group,
                        Long.parseLong(event.eventId()),
                        event.timestamp(),
                        event.logStreamName(),
                        event.message()));
    }

    private Stream<Line> noted(Instant since) {
        return notes.all().stream()
                .filter(note -> note.at() >= since.toEpochMilli())
                .map(note -> new Line(JOURNAL, note.n(), note.at(), note.function(), note.line()));
    }

    /** The groups, as people call them: by the function that prints there. */
    private Map<String, String> names() {
        Map<String, String> functions = template.functions().stream()
                .filter(function -> function.logGroup().isPresent())
                .collect(Collectors.toMap(
                        function -> function.logGroup().orElseThrow(), Template.Function::name, (one, other) -> one));
        Map<String, String> names = new TreeMap<>();
        logs.groups()
                .forEach(name ->
                        names.put(name, name.equals(eventLog) ? EVENT_LOG : functions.getOrDefault(name, name)));
        names.put(JOURNAL, "Journal of this laptop");
        return names;
    }

    private Instant since(Query query) {
        return query.optional("since")
                .map(text -> {
                    Matcher since = SINCE.matcher(text);
                    if (!since.matches()) {
                        throw new IllegalArgumentException("\"since\" is a length of time such as 15m or 1h.");
                    }
                    long number = Long.parseLong(since.group("number"));
                    Duration back =
                            since.group("unit").equals("m") ? Duration.ofMinutes(number) : Duration.ofHours(number);
                    return clock.instant().minus(back);
                })
                .orElse(Instant.EPOCH);
    }

    private static boolean isPattern(String search) {
        return search.startsWith("{") || search.startsWith("%");
    }

    private static Predicate<String> pattern(String search) {
        requireShort(search);
        try {
            return LogsFilter.of(search);
        } catch (InvalidParameterException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** What stands between quotes is one. */
    private static List<String> words(String search) {
        requireShort(search);
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(search);
        while (word.find()) {
            String text = word.group("quoted") == null ? word.group("bare") : word.group("quoted");
            if (!text.isBlank()) {
                words.add(text.toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }

    private static void requireShort(String search) {
        if (search.length() > LONGEST) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "A search has %,d characters at most.", LONGEST));
        }
    }

    private static Predicate<String> hasAll(List<String> words) {
        return line -> {
            String lower = line.toLowerCase(Locale.ROOT);
            return words.stream().allMatch(word -> lower.contains(word) || hasField(lower, word));
        };
    }

    /** A field is shown as {@code name=value}, so that is how people ask for it. */
    private static boolean hasField(String line, String word) {
        int equals = word.indexOf('=');
        if (equals <= 0) {
            return false;
        }
        String name = "\"" + word.substring(0, equals) + "\":";
        String value = word.substring(equals + 1);
        return line.contains(name + value) || line.contains(name + "\"" + value);
    }

    private static JsonObject json(Line line) {
        JsonObject json = new JsonObject();
        json.addProperty("id", line.group() + " " + line.n());
        json.addProperty("at", line.at());
        json.addProperty("group", line.group());
        json.addProperty("stream", line.stream());
        json.add("line", Web.read(line.text()));
        return json;
    }
}
