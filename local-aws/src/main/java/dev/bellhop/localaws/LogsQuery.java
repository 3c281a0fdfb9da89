package dev.bellhop.localaws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/**
 * A query of CloudWatch Logs Insights, of the few commands that a dashboard here uses: {@code SOURCE}, {@code filter} by one
 * field's text, {@code fields} with {@code jsonParse}, {@code unnest}, {@code stats} with one {@code sum} by one field,
 * {@code sort} and {@code limit}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html">Query syntax</a>
 */
public final class LogsQuery {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String FIELD = "([@A-Za-z][A-Za-z0-9_.]*)";
    private static final Pattern SOURCE = Pattern.compile("SOURCE '([^']+)'");
    private static final Pattern FILTER = Pattern.compile("filter " + FIELD + " = (['\"])([^'\"]*)\\2");
    private static final Pattern PARSED = Pattern.compile("jsonParse\\(" + FIELD + "\\) as ([A-Za-z]+)");
    private static final String SHOWN = "(?:" + FIELD + "|" + PARSED + ")";
    private static final Pattern FIELDS = Pattern.compile("fields (" + SHOWN + "(?:, *" + SHOWN + ")*)");
    private static final Pattern UNNEST = Pattern.compile("unnest " + FIELD + " into ([A-Za-z]+)");
    private static final Pattern STATS = Pattern.compile("stats sum\\(" + FIELD + "\\) as ([A-Za-z]+) by " + FIELD);
    private static final Pattern SORT = Pattern.compile("sort " + FIELD + " (asc|desc)");
    private static final Pattern LIMIT = Pattern.compile("limit ([0-9]{1,5})");

    private static final Comparator<JsonNode> ORDER = (a, b) -> a.isNumber() && b.isNumber()
            ? Double.compare(a.asDouble(), b.asDouble())
            : a.asText().compareTo(b.asText());

    /**
     * What a query found.
     *
     * @param rows as wide as there are columns; a time is in milliseconds since 1970
     */
    public record Result(List<String> columns, List<List<String>> rows) {
        public Result {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /** A log event, or what was made of some. A field is one that has a name of its own, or is within one, or in the message. */
    private record Row(JsonNode message, Map<String, JsonNode> named) {

        JsonNode field(String name) {
            if (named.containsKey(name)) {
                return named.get(name);
            }
            int dot = name.indexOf('.');
            JsonNode known = dot < 0 ? null : named.get(name.substring(0, dot));
            JsonNode within = known == null ? message : known;
            for (String part : (known == null ? name : name.substring(dot + 1)).split("\\.", -1)) {
                within = within.path(part);
            }
            return within;
        }

        Row with(String name, JsonNode value) {
            Map<String, JsonNode> more = new HashMap<>(named);
            more.put(name, value);
            return new Row(message, more);
        }
    }

    private final String source;
    private final List<UnaryOperator<List<Row>>> steps = new ArrayList<>();
    private List<String> columns = List.of("@timestamp", "@message");

    private LogsQuery(String source) {
        this.source = source;
    }

    /** @throws IllegalArgumentException where it has a command that is not understood here, which its message names */
    public static LogsQuery read(String text) {
        String[] commands = text.strip().split("\\s*\\|\\s*", -1);
        LogsQuery query = new LogsQuery(matched(SOURCE, commands[0]).group(1));
        for (int i = 1; i < commands.length; i++) {
            query.add(commands[i]);
        }
        return query;
    }

    /** @param events those of a log group */
    public Result run(Function<String, List<FilteredLogEvent>> events) {
        List<Row> rows = events.apply(source).stream().map(LogsQuery::row).toList();
        for (UnaryOperator<List<Row>> step : steps) {
            rows = step.apply(rows);
        }
        return new Result(
                columns,
                rows.stream()
                        .map(row -> columns.stream()
                                .map(column -> row.field(column).asText())
                                .toList())
                        .toList());
    }

    private static Row row(FilteredLogEvent event) {
        return new Row(
                parsed(event.message()),
                Map.of(
                        "@timestamp", JsonNodeFactory.instance.numberNode(event.timestamp()),
                        "@message", JsonNodeFactory.instance.textNode(event.message())));
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private void add(String command) {
        switch (command.split(" ", 2)[0]) {
            case "filter" -> {
                Matcher filter = matched(FILTER, command);
                String field = filter.group(1);
                String wanted = filter.group(3);
                steps.add(rows -> rows.stream()
                        .filter(row -> row.field(field).asText().equals(wanted))
                        .toList());
            }
            case "fields" -> fields(matched(FIELDS, command).group(1));
            case "unnest" -> {
                Matcher unnest = matched(UNNEST, command);
                String list = unnest.group(1);
                String name = unnest.group(2);
                steps.add(rows -> rows.stream()
                        .flatMap(row -> StreamSupport.stream(row.field(list).spliterator(), false)
                                .map(each -> row.with(name, each)))
                        .toList());
            }
            case "stats" -> {
                Matcher stats = matched(STATS, command);
                String of = stats.group(1);
                String name = stats.group(2);
                String by = stats.group(3);
                columns = List.of(by, name);
                steps.add(rows -> sums(rows, of, name, by));
            }
            case "sort" -> {
                Matcher sort = matched(SORT, command);
                Comparator<Row> order = Comparator.comparing(row -> row.field(sort.group(1)), ORDER);
                Comparator<Row> wanted = sort.group(2).equals("desc") ? order.reversed() : order;
                steps.add(rows -> rows.stream().sorted(wanted).toList());
            }
            default -> {
                int most = Integer.parseInt(matched(LIMIT, command).group(1));
                steps.add(rows -> rows.subList(0, Math.min(most, rows.size())));
            }
        }
    }

    private void fields(String list) {
        List<String> shown = new ArrayList<>();
        for (String field : list.split(", *", -1)) {
            Matcher parsed = PARSED.matcher(field);
            if (parsed.matches()) {
                String of = parsed.group(1);
                String name = parsed.group(2);
                steps.add(rows -> rows.stream()
                        .map(row -> row.with(name, parsed(row.field(of).asText())))
                        .toList());
                shown.add(name);
            } else {
                shown.add(field);
            }
        }
        columns = List.copyOf(shown);
    }

    private static List<Row> sums(List<Row> rows, String of, String name, String by) {
        Map<String, Long> sums = new LinkedHashMap<>();
        for (Row row : rows) {
            sums.merge(row.field(by).asText(), row.field(of).asLong(), Long::sum);
        }
        List<Row> made = new ArrayList<>();
        sums.forEach((value, sum) -> made.add(new Row(
                MissingNode.getInstance(),
                Map.of(
                        by, JsonNodeFactory.instance.textNode(value),
                        name, JsonNodeFactory.instance.numberNode(sum)))));
        return made;
    }

    private static Matcher matched(Pattern pattern, String command) {
        Matcher matcher = pattern.matcher(command);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + command + "\" is run by CloudWatch alone");
        }
        return matcher;
    }
}
