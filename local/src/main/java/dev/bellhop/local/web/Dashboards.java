package dev.bellhop.local.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.bellhop.local.LocalBellhop;
import dev.bellhop.localaws.Dashboard;
import dev.bellhop.localaws.LocalAlarms;
import dev.bellhop.localaws.LocalMetrics;
import dev.bellhop.localaws.LogsQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** The figures of the template's dashboard, as they are here. Deployed, CloudWatch draws the same. */
final class Dashboards {

    /** So often it is told at most that there is another figure. */
    private static final Duration SELDOM = Duration.ofSeconds(1);

    /** What can be looked at, and in which periods: about as many as there is room for, so shorter ones than the template has. */
    private enum Span {
        QUARTER("15m", Duration.ofMinutes(15), Duration.ofSeconds(30)),
        HOUR("1h", Duration.ofHours(1), Duration.ofMinutes(2)),
        HALF_DAY("12h", Duration.ofHours(12), Duration.ofMinutes(20));

        private static final Map<String, Span> NAMED = named();

        private final String label;
        private final Duration length;
        private final Duration period;

        Span(String label, Duration length, Duration period) {
            this.label = label;
            this.length = length;
            this.period = period;
        }

        private static Map<String, Span> named() {
            Map<String, Span> named = new LinkedHashMap<>();
            for (Span span : values()) {
                named.put(span.label, span);
            }
            return named;
        }
    }

    /** @param to not in it any more */
    private record Window(Instant from, Instant to, Duration period) {

        /** Of whole periods up to the one that goes on. */
        static Window of(Span span, Instant now) {
            long period = span.period.toSeconds();
            Instant to = Instant.ofEpochSecond((now.getEpochSecond() / period + 1) * period);
            return new Window(to.minus(span.length), to, span.period);
        }

        int periods() {
            return (int) Duration.between(from, to).dividedBy(period);
        }
    }

    private final LocalBellhop bellhop;
    private final Dashboard dashboard;
    private final AtomicBoolean isToBeTold = new AtomicBoolean();

    Dashboards(LocalBellhop bellhop, EventStream stream, Executor executor) {
        this.bellhop = bellhop;
        this.dashboard = Dashboard.of(bellhop.template());
        Executor later = CompletableFuture.delayedExecutor(SELDOM.toMillis(), TimeUnit.MILLISECONDS, executor);
        bellhop.aws().metrics().whenChanged(() -> {
            if (!isToBeTold.getAndSet(true)) {
                later.execute(() -> {
                    isToBeTold.set(false);
                    stream.publish("changed", Web.object("what", new JsonPrimitive("dashboard")));
                });
            }
        });
    }

    /** @throws IllegalArgumentException where there is no such span */
    JsonObject json(Query query) {
        Span span = Span.NAMED.get(query.optional("span").orElse(Span.QUARTER.label));
        if (span == null) {
            throw new IllegalArgumentException("\"span\" is one of " + String.join(", ", Span.NAMED.keySet()) + ".");
        }
        Window window = Window.of(span, bellhop.clock().instant());
        JsonArray spans = new JsonArray();
        Span.NAMED.keySet().forEach(spans::add);
        JsonArray widgets = new JsonArray();
        dashboard.widgets().forEach(widget -> widgets.add(widget(widget, window)));
        JsonObject json = new JsonObject();
        json.add("spans", spans);
        json.addProperty("span", span.label);
        json.addProperty("from", window.from().toEpochMilli());
        json.addProperty("period", window.period().toMillis());
        json.addProperty("periods", window.periods());
        json.add("widgets", widgets);
        return json;
    }

    private JsonObject widget(Dashboard.Widget widget, Window window) {
        JsonObject json = new JsonObject();
        json.addProperty("title", widget.title());
        switch (widget) {
            case Dashboard.Graph graph -> graph(json, graph, window);
            case Dashboard.Table table -> table(json, table, window);
            case Dashboard.Alarms alarms -> alarms(json, alarms);
            case Dashboard.Foreign foreign -> foreign(json, foreign.why());
        }
        return json;
    }

    private static void foreign(JsonObject json, String why) {
        json.addProperty("kind", "foreign");
        json.addProperty("why", why);
    }

    private void graph(JsonObject json, Dashboard.Graph graph, Window window) {
        LocalMetrics metrics = bellhop.aws().metrics();
        List<Dashboard.One> drawn = new ArrayList<>();
        JsonArray notDrawn = new JsonArray();
        boolean sideBySide = true;
        for (Dashboard.Line line : graph.lines()) {
            switch (line) {
                case Dashboard.One one -> drawn.add(one);
                case Dashboard.Search search -> {
                    sideBySide = false;
                    metrics.search(search.namespace(), search.name(), search.dimensions())
                            .forEach(found -> drawn.add(search.line(found)));
                }
                case Dashboard.NotDrawn not -> notDrawn.add(not.label() + ": " + not.why());
            }
        }
        JsonArray lines = new JsonArray();
        drawn.forEach(one -> lines.add(line(one, metrics, window)));
        JsonArray marks = new JsonArray();
        for (Dashboard.Mark mark : graph.marks()) {
            JsonObject each = new JsonObject();
            each.addProperty("label", mark.label());
            each.addProperty("value", mark.value());
            marks.add(each);
        }
        json.addProperty("kind", "graph");
        json.addProperty("unit", graph.unit());
        json.addProperty("stacked", !sideBySide || graph.lines().size() > 3);
        json.add("marks", marks);
        json.add("lines", lines);
        json.add("notDrawn", notDrawn);
    }

    /** A value a period, null where there is none. */
    private static JsonObject line(Dashboard.One one, LocalMetrics metrics, Window window) {
        Double[] values = new Double[window.periods()];
        metrics.datapoints(one.metric(), one.statistic(), window.from(), window.to(), window.period())
                .forEach(point ->
                        values[(int) Duration.between(window.from(), point.at()).dividedBy(window.period())] =
                                point.value());
        JsonArray array = new JsonArray();
        for (Double value : values) {
            array.add(value);
        }
        JsonObject json = new JsonObject();
        json.addProperty("label", one.label());
        json.addProperty("statistic", one.statistic().toString());
        json.add("values", array);
        return json;
    }

    private void table(JsonObject json, Dashboard.Table table, Window window) {
        LogsQuery.Result result;
        try {
            result = LogsQuery.read(table.query())
                    .run(group -> bellhop.aws().logs().events(group, window.from(), window.to()));
        } catch (IllegalArgumentException | AwsServiceException e) {
            foreign(json, e.getMessage() + ". The Log tab has the lines.");
            return;
        }
        JsonArray columns = new JsonArray();
        result.columns().forEach(columns::add);
        JsonArray rows = new JsonArray();
        for (List<String> row : result.rows()) {
            JsonArray cells = new JsonArray();
            row.forEach(cells::add);
            rows.add(cells);
        }
        json.addProperty("kind", "table");
        json.add("columns", columns);
        json.add("rows", rows);
    }

    private void alarms(JsonObject json, Dashboard.Alarms alarms) {
        LocalAlarms now = bellhop.aws().alarms();
        JsonArray all = new JsonArray();
        for (String name : alarms.alarms()) {
            LocalAlarms.Standing standing = now.standing(name);
            JsonObject alarm = new JsonObject();
            alarm.addProperty("name", name);
            alarm.addProperty("state", standing.state().name());
            alarm.addProperty("why", standing.why());
            all.add(alarm);
        }
        json.addProperty("kind", "alarms");
        json.add("alarms", all);
    }
}
