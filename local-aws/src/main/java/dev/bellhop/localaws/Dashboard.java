package dev.bellhop.localaws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a dashboard of CloudWatch shows, read from its body. What is not understood here stays in its place and says so.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html">Dashboard
 *     body structure and syntax</a>
 */
public record Dashboard(List<Widget> widgets) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** CloudWatch's own, where a widget says nothing. */
    private static final String USUAL_STATISTIC = "Average";

    /** {@code SEARCH('{"namespace",Dimension,…} MetricName="name"', 'statistic', period)}: one of the many forms that there are. */
    private static final Pattern SEARCH = Pattern.compile("SEARCH\\('\\{\"([^\"]+)\",([A-Za-z]+(?:,[A-Za-z]+)*)}"
            + " MetricName=\"([^\"]+)\"', '([^']+)'(?:, [0-9]+)?\\)");

    private static final Pattern DIMENSION = Pattern.compile("\\$\\{PROP\\('Dim\\.([A-Za-z]+)'\\)}");

    public Dashboard {
        widgets = List.copyOf(widgets);
    }

    /** A part of it. */
    public sealed interface Widget {
        String title();
    }

    /**
     * Lines over time.
     *
     * @param unit as the axis is labelled; empty where it counts
     * @param marks values that are worth seeing beside the lines
     */
    public record Graph(String title, String unit, List<Mark> marks, List<Line> lines) implements Widget {
        public Graph {
            marks = List.copyOf(marks);
            lines = List.copyOf(lines);
        }
    }

    /** @param query of CloudWatch Logs Insights */
    public record Table(String title, String query) implements Widget {}

    /** @param alarms their logical ids */
    public record Alarms(String title, List<String> alarms) implements Widget {
        public Alarms {
            alarms = List.copyOf(alarms);
        }
    }

    /** A widget that is not understood here. */
    public record Foreign(String title, String why) implements Widget {}

    /** A value with a name. */
    public record Mark(String label, double value) {}

    /** What a graph draws: a metric, however many a search finds, or what is not understood here. */
    public sealed interface Line {}

    public record One(String label, LocalMetrics.Metric metric, Statistic statistic) implements Line {}

    /** @param label may name the found metric's dimensions */
    public record Search(String label, String namespace, String name, Set<String> dimensions, Statistic statistic)
            implements Line {
        public Search {
            dimensions = Set.copyOf(dimensions);
        }

        /** The line of a metric that was found. */
        public One line(LocalMetrics.Metric metric) {
            String labelled = DIMENSION
                    .matcher(label)
                    .replaceAll(found ->
                            Matcher.quoteReplacement(metric.dimensions().getOrDefault(found.group(1), "")));
            return new One(labelled.isBlank() ? metric.name() : labelled, metric, statistic);
        }
    }

    public record NotDrawn(String label, String why) implements Line {}

    /** All that the template's dashboards show, in the order of the template. */
    public static Dashboard of(Template template) {
        List<Widget> widgets = new ArrayList<>();
        template.dashboards().forEach((id, body) -> widgets.addAll(read(id, body)));
        return new Dashboard(widgets);
    }

    private static List<Widget> read(String id, String body) {
        List<Widget> widgets = new ArrayList<>();
        try {
            JSON.readTree(body).path("widgets").forEach(each -> widgets.add(widget(each)));
        } catch (JsonProcessingException e) {
            widgets.add(new Foreign(id, "Its body is no JSON: " + e.getOriginalMessage()));
        }
        return widgets;
    }

    private static Widget widget(JsonNode widget) {
        String type = widget.path("type").asText();
        JsonNode properties = widget.path("properties");
        String title = properties.path("title").asText(type);
        return switch (type) {
            case "metric" -> graph(title, properties);
            case "log" -> new Table(title, properties.path("query").asText());
            case "alarm" -> {
                List<String> alarms = new ArrayList<>();
                properties.path("alarms").forEach(arn -> alarms.add(arn.asText().replaceFirst(".*:alarm:", "")));
                yield new Alarms(title, alarms);
            }
            default -> new Foreign(title, "A widget of the type \"" + type + "\" is drawn by CloudWatch alone.");
        };
    }

    private static Graph graph(String title, JsonNode properties) {
        List<Mark> marks = new ArrayList<>();
        properties
                .path("annotations")
                .path("horizontal")
                .forEach(mark -> marks.add(
                        new Mark(mark.path("label").asText(), mark.path("value").asDouble())));
        List<Line> lines = new ArrayList<>();
        String usual = properties.path("stat").asText(USUAL_STATISTIC);
        properties.path("metrics").forEach(metric -> lines.add(line(metric, usual)));
        String unit = properties.path("yAxis").path("left").path("label").asText("");
        return new Graph(title, unit, marks, lines);
    }

    /** @param metric namespace, name, names and values of dimensions, and what is said of the line; or that alone */
    private static Line line(JsonNode metric, String usualStatistic) {
        JsonNode last = metric.path(metric.size() - 1);
        if (last.has("expression")) {
            return expression(last);
        }
        int end = last.isObject() ? metric.size() - 1 : metric.size();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < end; i++) {
            names.add(metric.path(i).asText());
        }
        if (names.size() < 2 || names.size() % 2 != 0 || names.stream().anyMatch(name -> name.matches("\\.+"))) {
            return new NotDrawn(String.join(" ", names), "this way to name a metric is read by CloudWatch alone");
        }
        Map<String, String> dimensions = new HashMap<>();
        for (int i = 2; i < end; i += 2) {
            dimensions.put(names.get(i), names.get(i + 1));
        }
        String label = last.path("label").asText(names.get(1));
        if (!ServiceMetrics.canBe(names.get(0), names.get(1))) {
            return new NotDrawn(label, names.get(0) + " " + names.get(1) + " is not measured on a laptop");
        }
        return withStatistic(
                label,
                last.path("stat").asText(usualStatistic),
                statistic ->
                        new One(label, new LocalMetrics.Metric(names.get(0), names.get(1), dimensions), statistic));
    }

    private static Line expression(JsonNode line) {
        String expression = line.path("expression").asText();
        String label = line.path("label").asText("");
        Matcher search = SEARCH.matcher(expression);
        if (!search.matches()) {
            return new NotDrawn(label.isEmpty() ? expression : label, "worked out by CloudWatch alone: " + expression);
        }
        Set<String> dimensions = Set.of(search.group(2).split(",", -1));
        return withStatistic(
                search.group(3),
                search.group(4),
                statistic -> new Search(label, search.group(1), search.group(3), dimensions, statistic));
    }

    private static Line withStatistic(String label, String statistic, Function<Statistic, Line> line) {
        Optional<Statistic> known = Statistic.named(statistic);
        return known.isPresent()
                ? line.apply(known.get())
                : new NotDrawn(label, "the statistic " + statistic + " is worked out by CloudWatch alone");
    }
}
