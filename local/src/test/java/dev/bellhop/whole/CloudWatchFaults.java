package dev.bellhop.whole;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.bellhop.aws.EventJson;
import dev.bellhop.delivery.Metric;
import dev.bellhop.events.Envelope;
import dev.bellhop.localaws.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is wrong with a template's alarms, its dashboard and its queries: what they look at is not there, or nobody is told. */
final class CloudWatchFaults {

    private static final int COLUMNS = 24;

    /** {@code SEARCH('{"namespace",Dimension} MetricName="name"', …)}. */
    private static final Pattern SEARCH = Pattern.compile(
            "SEARCH\\('\\{\"([^\"]+)\",([A-Za-z,]+)} MetricName=\"([A-Za-z]+)\"', '[A-Za-z0-9]+', [0-9]+\\)");

    private static final Pattern SOURCE = Pattern.compile("SOURCE '([^']+)'");

    /** What a query shows, line by line of its pipe. */
    private static final Pattern FIELDS = Pattern.compile("\\bfields ([^|]+)");

    /** What it works out, which has a name of its own. */
    private static final Pattern WORKED_OUT = Pattern.compile("\\w+\\([^)]*\\) as \\w+");

    /** Of a whole event that was taken apart. */
    private static final Pattern WITHIN = Pattern.compile("\\bevent\\.(data\\.\\w+)");

    /** What an alarm or a widget looks at; without values of the dimensions where it looks for all that there are. */
    private record Look(String from, String namespace, String metric, Map<String, Optional<String>> dimensions) {
        @Override
        public String toString() {
            return from + ": " + namespace + " " + metric + " by " + new TreeSet<>(dimensions.keySet());
        }
    }

    /** A metric that there is. */
    private record Known(String namespace, String metric, Set<String> dimensions) {}

    private record Place(String title, int x, int y, int width, int height) {
        boolean overlaps(Place other) {
            return x < other.x + other.width
                    && other.x < x + width
                    && y < other.y + other.height
                    && other.y < y + height;
        }
    }

    private final Template template;
    private final String operations;
    private final Set<Known> known = new HashSet<>();
    private final Set<String> fields = new HashSet<>();
    private final List<String> faults = new ArrayList<>();

    private CloudWatchFaults(Template template, String operations) {
        this.template = template;
        this.operations = operations;
        known.addAll(documented());
        known.addAll(emitted());
        fields.addAll(logged());
    }

    /**
     * @param template with {@code AlarmEmail}
     * @param operations the text of {@code docs/operations.md}
     */
    static List<String> of(Template template, String operations) {
        CloudWatchFaults found = new CloudWatchFaults(template, operations);
        found.resources("AWS::CloudWatch::Alarm").forEach(found::alarm);
        found.resources("AWS::CloudWatch::Dashboard").forEach(found::dashboard);
        found.resources("AWS::Logs::QueryDefinition").forEach(found::query);
        found.described();
        return found.faults;
    }

    // What there is

    /** What AWS emits: a line each of {@code cloudwatch-metrics.txt}. */
    private static Set<Known> documented() {
        try (InputStream in = CloudWatchFaults.class.getResourceAsStream("/cloudwatch-metrics.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+"))
                    .map(parts -> new Known(parts[0], parts[1], Set.of(parts[2].split(","))))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the functions emit, by themselves and by filters on their logs. */
    private Set<Known> emitted() {
        Set<Known> emitted = new HashSet<>();
        template.functions().stream()
                .map(function -> function.environment().get("METRICS_NAMESPACE"))
                .filter(Objects::nonNull)
                .distinct()
                .forEach(namespace -> Arrays.stream(Metric.values())
                        .map(metric -> new Known(namespace, metric.toString(), Set.copyOf(metric.dimensions())))
                        .forEach(emitted::add));
        resources("AWS::Logs::MetricFilter")
                .values()
                .forEach(filter -> maps(filter.get("MetricTransformations"))
                        .forEach(made -> emitted.add(
                                new Known(text(made, "MetricNamespace"), text(made, "MetricName"), Set.of()))));
        return emitted;
    }

    /** What lines have: those of functions as they are described, those of the event log as events are. */
    private Set<String> logged() {
        Set<String> fields = new HashSet<>();
        section(operations, "Logs and metrics").lines().forEach(line -> {
            Matcher row = Pattern.compile("\\| `([a-zA-Z]+)` \\|.*").matcher(line);
            if (row.matches()) {
                fields.add(row.group(1));
            }
        });
        TemplateFaults.SUBSCRIBERS.values().stream().flatMap(List::stream).forEach(event -> {
            JsonObject json = JsonParser.parseString(new EventJson()
                            .write(new Envelope("T1:C1:1", "bellhop/bot", event))
                            .body())
                    .getAsJsonObject();
            fields.addAll(json.keySet());
            json.getAsJsonObject("data").keySet().forEach(name -> fields.add("data." + name));
        });
        return fields;
    }

    // What is looked at

    private void alarm(String id, Map<String, Object> alarm) {
        List<Look> looks = alarm.containsKey("Metrics")
                ? maps(alarm.get("Metrics")).stream()
                        .filter(metric -> metric.containsKey("MetricStat"))
                        .map(metric ->
                                look(id, map(map(metric.get("MetricStat")).get("Metric"))))
                        .toList()
                : List.of(look(id, alarm));
        if (looks.isEmpty()) {
            faults.add(id + ": it looks at nothing");
        }
        looks.forEach(this::check);
        // Silence is what one is told of, or what is hoped for.
        String missing = text(alarm, "ComparisonOperator").startsWith("LessThan") ? "breaching" : "notBreaching";
        if (!missing.equals(alarm.get("TreatMissingData"))) {
            faults.add(id + ": its missing data is not " + missing);
        }
        if (!String.valueOf(alarm.get("AlarmActions")).endsWith(":AlarmTopic]")) {
            faults.add(id + ": AlarmTopic is not told");
        }
    }

    private static Look look(String from, Map<String, Object> metric) {
        Map<String, Optional<String>> dimensions = new LinkedHashMap<>();
        maps(metric.get("Dimensions"))
                .forEach(dimension -> dimensions.put(text(dimension, "Name"), Optional.of(text(dimension, "Value"))));
        return new Look(from, text(metric, "Namespace"), text(metric, "MetricName"), dimensions);
    }

    private void check(Look look) {
        if (!known.contains(
                new Known(look.namespace(), look.metric(), look.dimensions().keySet()))) {
            faults.add(look + " is emitted by nothing");
        }
        look.dimensions()
                .forEach((name, value) -> value.ifPresent(there -> {
                    if (!created(name, look.dimensions()).contains(there)) {
                        faults.add(look + ": the template makes no " + name + " " + there);
                    }
                }));
    }

    /** The values that a dimension has. */
    private Set<String> created(String dimension, Map<String, Optional<String>> dimensions) {
        Stream<String> values = switch (dimension) {
            case "ApiId" -> resources("AWS::Serverless::HttpApi").keySet().stream();
            case "FunctionName" -> template.functions().stream().map(Template.Function::name);
            case "Function" -> template.functions().stream().map(function -> ownName(function.handler()));
            case "QueueName" -> template.queues().stream().map(Template.Queue::name);
            case "TableName" -> template.tables().stream().map(Template.Table::name);
            case "TopicName" -> template.topics().stream().map(arn -> arn.substring(arn.lastIndexOf(':') + 1));
            case "GlobalSecondaryIndexName" ->
                template.tables().stream()
                        .filter(table -> dimensions
                                .getOrDefault("TableName", Optional.empty())
                                .equals(Optional.of(table.name())))
                        .flatMap(table -> table.request().globalSecondaryIndexes().stream())
                        .map(index -> index.indexName());
            default -> Stream.empty();
        };
        return values.collect(Collectors.toSet());
    }

    /** As a function calls itself in its log: the last part of its handler's package. */
    private static String ownName(String handler) {
        String[] parts = handler.split("\\.", -1);
        return parts[parts.length - 2];
    }

    // The dashboard

    private void dashboard(String id, Map<String, Object> dashboard) {
        JsonArray widgets;
        try {
            widgets = JsonParser.parseString(text(dashboard, "DashboardBody"))
                    .getAsJsonObject()
                    .getAsJsonArray("widgets");
        } catch (JsonParseException | IllegalStateException e) {
            faults.add(id + ": its body is no JSON: " + e.getMessage());
            return;
        }
        List<Place> places = new ArrayList<>();
        Set<String> drawn = new HashSet<>();
        for (JsonElement each : widgets) {
            JsonObject widget = each.getAsJsonObject();
            JsonObject properties = widget.getAsJsonObject("properties");
            String title = properties.get("title").getAsString();
            Place place = new Place(
                    title,
                    widget.get("x").getAsInt(),
                    widget.get("y").getAsInt(),
                    widget.get("width").getAsInt(),
                    widget.get("height").getAsInt());
            if (place.x() < 0 || place.width() < 1 || place.x() + place.width() > COLUMNS) {
                faults.add(title + ": does not fit into " + COLUMNS + " columns");
            }
            places.stream().filter(place::overlaps).forEach(other -> faults.add(title + ": overlaps " + other.title()));
            places.add(place);
            drawn.addAll(
                    switch (widget.get("type").getAsString()) {
                        case "alarm" -> alarms(title, properties);
                        case "log" -> logs(title, properties.get("query").getAsString());
                        case "metric" -> metrics(title, properties);
                        default -> Set.of();
                    });
        }
        wanted().stream()
                .filter(one -> !drawn.contains(one))
                .forEach(one -> faults.add(id + ": " + one + " is not on it"));
    }

    private Set<String> alarms(String title, JsonObject properties) {
        Set<String> shown = new HashSet<>();
        for (JsonElement arn : properties.getAsJsonArray("alarms")) {
            String id = arn.getAsString().replaceFirst(".*:alarm:", "");
            if (!resources("AWS::CloudWatch::Alarm").containsKey(id)) {
                faults.add(title + ": the template makes no alarm " + id);
            }
            shown.add(id);
        }
        return shown;
    }

    private Set<String> logs(String title, String query) {
        Set<String> groups = new HashSet<>();
        Matcher source = SOURCE.matcher(query);
        while (source.find()) {
            groups.add(source.group(1));
        }
        logGroups(title, groups);
        fields(title, query);
        return groups;
    }

    /** The metrics with the resources that they are of. */
    private Set<String> metrics(String title, JsonObject properties) {
        Set<String> drawn = new HashSet<>();
        JsonArray metrics = properties.getAsJsonArray("metrics");
        if (metrics.isEmpty()) {
            faults.add(title + ": it looks at nothing");
        }
        for (JsonElement each : metrics) {
            Look look = look(title, each.getAsJsonArray());
            check(look);
            drawn.add(look.metric());
            look.dimensions().values().forEach(value -> value.ifPresent(of -> drawn.add(look.metric() + " of " + of)));
        }
        return drawn;
    }

    private Look look(String title, JsonArray metric) {
        if (metric.get(0).isJsonObject()) {
            String expression =
                    metric.get(0).getAsJsonObject().get("expression").getAsString();
            Matcher search = SEARCH.matcher(expression);
            if (!search.matches()) {
                return new Look(title, "search", expression, Map.of());
            }
            return new Look(
                    title,
                    search.group(1),
                    search.group(3),
                    Arrays.stream(search.group(2).split(",", -1))
                            .collect(Collectors.toMap(name -> name, name -> Optional.empty())));
        }
        Map<String, Optional<String>> dimensions = new HashMap<>();
        for (int i = 2; i + 1 < metric.size() && metric.get(i).isJsonPrimitive(); i += 2) {
            dimensions.put(
                    metric.get(i).getAsString(), Optional.of(metric.get(i + 1).getAsString()));
        }
        return new Look(title, metric.get(0).getAsString(), metric.get(1).getAsString(), dimensions);
    }

    /** What nobody should have to look for elsewhere. */
    private Set<String> wanted() {
        Set<String> wanted = new TreeSet<>(resources("AWS::CloudWatch::Alarm").keySet());
        template.functions().forEach(function -> wanted.add("Errors of " + function.name()));
        template.queues().forEach(queue -> wanted.add("ApproximateNumberOfMessagesVisible of " + queue.name()));
        template.tables().forEach(table -> wanted.add("WriteThrottleEvents of " + table.name()));
        wanted.addAll(List.of("Messages", "Words", "Latency", "ColdStarts", "Lag", "LeftOwing", "EventLogGroup"));
        return wanted;
    }

    // Queries

    private void query(String id, Map<String, Object> query) {
        Set<String> groups = new HashSet<>(strings(query.get("LogGroupNames")));
        logGroups(id, groups);
        ofAllFunctions(id, groups);
        fields(id, text(query, "QueryString"));
        if (!text(query, "Name").startsWith("bellhop/")) {
            faults.add(id + ": its name does not say of which stack it is");
        }
    }

    /** What is asked of several functions is asked of all. */
    private void ofAllFunctions(String id, Set<String> groups) {
        Set<String> logs = template.functions().stream()
                .flatMap(function -> function.logGroup().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> left = new TreeSet<>(logs);
        left.removeAll(groups);
        if (logs.size() - left.size() > 1) {
            left.forEach(log -> faults.add(id + ": asks several functions' logs, and not " + log));
        }
    }

    private void fields(String from, String query) {
        Set<String> asked = new HashSet<>();
        Matcher shown = FIELDS.matcher(query);
        while (shown.find()) {
            Arrays.stream(WORKED_OUT.matcher(shown.group(1)).replaceAll("").split(",", -1))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty() && !name.startsWith("@"))
                    .forEach(asked::add);
        }
        Matcher within = WITHIN.matcher(query);
        while (within.find()) {
            asked.add(within.group(1));
        }
        asked.stream()
                .filter(name -> !fields.contains(name))
                .forEach(name -> faults.add(from + ": no line of a log has a field " + name));
    }

    private void logGroups(String from, Set<String> groups) {
        if (groups.isEmpty()) {
            faults.add(from + ": it looks at nothing");
        }
        groups.stream()
                .filter(group -> template.logGroups().stream()
                        .noneMatch(there -> there.name().equals(group)))
                .forEach(group -> faults.add(from + ": the template makes no log group " + group));
    }

    // What an operator reads

    private void described() {
        String alarms = section(operations, "Alarms");
        resources("AWS::CloudWatch::Alarm").keySet().stream()
                .filter(alarm -> alarms.lines()
                        .noneMatch(
                                line -> line.startsWith("| `") && line.split("\\|", -1)[1].contains("`" + alarm + "`")))
                .forEach(alarm -> faults.add("docs/operations.md: no row for the alarm " + alarm));
        String deadLetters = section(operations, "Dead letters");
        deadLetters().stream()
                .filter(queue -> !deadLetters.contains("| `" + queue + "` |"))
                .forEach(queue -> faults.add("docs/operations.md: no row for the queue " + queue));
    }

    /** The queues that something is given up into. */
    private Set<String> deadLetters() {
        return Stream.concat(
                        template.subscriptions().stream().flatMap(each -> each.deadLetterArn().stream()),
                        template.functions().stream().flatMap(each -> each.onFailureArn().stream()))
                .map(arn -> arn.substring(arn.lastIndexOf(':') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String section(String text, String title) {
        String[] parts = text.split("\n## " + title + "\n", 2);
        return parts.length < 2 ? "" : parts[1].split("\n## ", 2)[0];
    }

    // The template's tree

    private Map<String, Map<String, Object>> resources(String type) {
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        map(template.tree().get("Resources")).forEach((id, node) -> {
            Map<String, Object> resource = map(node);
            if (type.equals(resource.get("Type"))) {
                found.put(id, map(template.resolve(resource.getOrDefault("Properties", Map.of()))));
            }
        });
        return found;
    }

    private static Map<String, Object> map(@Nullable Object node) {
        Map<String, Object> map = new LinkedHashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(node)).forEach((key, value) -> map.put(String.valueOf(key), value));
        return map;
    }

    private static List<Map<String, Object>> maps(@Nullable Object node) {
        return node == null
                ? List.of()
                : ((List<?>) node).stream().map(CloudWatchFaults::map).toList();
    }

    private static List<String> strings(@Nullable Object node) {
        return node == null
                ? List.of()
                : ((List<?>) node).stream().map(String::valueOf).toList();
    }

    private static String text(Map<String, Object> map, String name) {
        return String.valueOf(map.get(name));
    }
}
