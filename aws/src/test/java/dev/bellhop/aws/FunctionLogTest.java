package dev.bellhop.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.bellhop.delivery.Handled;
import dev.bellhop.delivery.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

final class FunctionLogTest {

    /**
     * What is required of a line that CloudWatch makes metrics of.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">
     *     Embedded metric format, JSON schema</a>
     */
    private static final Schema EMF = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema("""
                    {"type":"object","required":["_aws"],"properties":{"_aws":{"type":"object",
                    "required":["Timestamp","CloudWatchMetrics"],"additionalProperties":false,"properties":{
                    "Timestamp":{"type":"integer"},
                    "CloudWatchMetrics":{"type":"array","minItems":1,"items":{"type":"object",
                    "required":["Namespace","Dimensions","Metrics"],"additionalProperties":false,"properties":{
                    "Namespace":{"type":"string","minLength":1,"maxLength":1024},
                    "Dimensions":{"type":"array","minItems":1,"items":{"type":"array","maxItems":30,
                    "items":{"type":"string","minLength":1,"maxLength":250}}},
                    "Metrics":{"type":"array","minItems":1,"maxItems":100,"items":{"type":"object","required":["Name"],
                    "additionalProperties":false,"properties":{"Name":{"type":"string","minLength":1,"maxLength":1024},
                    "Unit":{"enum":["Count","Milliseconds"]},"StorageResolution":{"enum":[1,60]}}}}}}}}}}}""", InputFormat.JSON);

    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");

    private final List<String> printed = new ArrayList<>();
    private final FunctionLog log = new FunctionLog(
            "bot",
            new Environment(Map.of("METRICS_NAMESPACE", "Bellhop/test")),
            Clock.fixed(NOW, ZoneOffset.UTC),
            printed::add);
    private final Context context = Mockito.mock(Context.class);

    FunctionLogTest() {
        Mockito.when(context.getAwsRequestId()).thenReturn("r-1");
    }

    @Test
    void every_metric_is_as_cloudwatch_wants_it() {
        invocation(() -> {
            for (Metric metric : Metric.values()) {
                String[] own = metric.dimensions().stream()
                        .filter(name -> !name.equals(Metric.FUNCTION))
                        .map(name -> "some " + name)
                        .toArray(String[]::new);
                log.add(metric, 2, own);
                log.add(metric, 3, own);
            }
            log.add(Metric.NOTIFICATIONS, 1, "slack", "told");
        });

        assertThat(printed).hasSize(3).allSatisfy(FunctionLogTest::assertEmf);
        Set<String> metrics = new TreeSet<>();
        printed.forEach(line -> metrics.addAll(definitions(line)));
        assertThat(metrics)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Metric.values())
                        .map(metric -> metric + " " + metric.unit() + " " + metric.dimensions())
                        .toList());
        assertThat(json(printed.get(0)).get("Words").getAsInt()).isEqualTo(5);
        assertThat(json(printed.get(0)).get("Lag").toString()).isEqualTo("[2,3]");
        assertThat(json(printed.get(0)).get("Function").getAsString()).isEqualTo("bot");
        assertThat(printed).allMatch(line -> line.contains("\"Namespace\":\"Bellhop/test\""));
        assertThat(json(printed.get(2)).get("Channel").getAsString()).isEqualTo("slack");
    }

    @Test
    void more_values_than_a_line_takes_are_in_several() {
        invocation(() -> {
            for (int i = 0; i < 250; i++) {
                log.add(Metric.LAG, i);
            }
        });

        assertThat(printed).hasSize(3).allSatisfy(FunctionLogTest::assertEmf);
        assertThat(printed)
                .extracting(line -> json(line).getAsJsonArray("Lag").size())
                .containsExactly(100, 100, 50);
        assertThat(printed).filteredOn(line -> line.contains("ColdStarts")).hasSize(1);
    }

    @Test
    void where_nothing_is_counted_nothing_is_printed_and_a_count_of_nothing_is_nothing() {
        invocation(() -> {});
        printed.clear();

        invocation(() -> log.add(Metric.LEFT_OWING, 0));

        assertThat(printed).isEmpty();
    }

    @Test
    void what_was_counted_is_printed_also_where_the_invocation_fails() {
        assertThatThrownBy(() -> invocation(() -> {
                    log.add(Metric.PARKED, 1);
                    throw new IllegalStateException("lost");
                }))
                .hasMessage("lost");

        assertThat(printed).singleElement().asString().contains("\"Parked\":1");
    }

    @Test
    void a_metric_with_other_dimensions_than_its_own_is_refused() {
        invocation(() -> assertThatThrownBy(() -> log.add(Metric.NOTIFICATIONS, 1, "slack"))
                .hasMessageContaining("[Channel, Outcome]"));
    }

    @Test
    void what_is_noted_is_about_the_event_that_is_dealt_with_and_that_alone() {
        invocation(() -> {
            log.note("before", "x", "");
            log.about("T1:C1:1.1", () -> {
                log.note("inner", "T1:C1:1.1", "why");
                log.failed("other", "C1", new IllegalStateException("no"));
                return 1;
            });
            log.warn("after", "x", "");
        });

        String beginning = "\"function\":\"bot\",\"requestId\":\"r-1\",";
        assertThat(printed.subList(0, 4))
                .containsExactly(
                        "{\"level\":\"INFO\"," + beginning + "\"outcome\":\"before\",\"subject\":\"x\"}",
                        "{\"level\":\"INFO\"," + beginning
                                + "\"event\":\"T1:C1:1.1\",\"outcome\":\"inner\",\"detail\":\"why\"}",
                        "{\"level\":\"WARN\"," + beginning
                                + "\"event\":\"T1:C1:1.1\",\"outcome\":\"other\",\"subject\":\"C1\","
                                + "\"detail\":\"IllegalStateException: no\"}",
                        "{\"level\":\"WARN\"," + beginning + "\"outcome\":\"after\",\"subject\":\"x\"}");
    }

    @Test
    void an_event_that_is_to_be_forgotten_is_not_in_how_its_request_was_answered() {
        invocation(() -> {
            log.about("T1:C1:1.1", () -> {
                log.forget();
                return 1;
            });
            log.answered("/slack/events", 200, "");
        });

        assertThat(printed.get(0)).contains("\"answered\"");
        assertThat(printed).noneMatch(line -> line.contains("T1:C1:1.1"));
    }

    @Test
    void no_value_can_begin_a_line_or_a_field_of_its_own() {
        String forged = "x\"}\n{\"level\":\"ERROR\",\"outcome\":\"forged\"}\r\u2028\u2029\u0000";

        invocation(() -> log.about(forged, () -> {
            log.note(forged, forged + forged, forged);
            return 1;
        }));

        assertThat(printed.get(0)).doesNotContain("\n", "\r", "\u2028", "\u2029", "\u0000");
        assertThat(json(printed.get(0)).get("detail").getAsString()).isEqualTo(forged);
        assertThat(json(printed.get(0)).get("level").getAsString()).isEqualTo("INFO");
    }

    @Test
    void a_function_that_another_one_calls_on_its_thread_is_another_invocation() {
        FunctionLog other =
                new FunctionLog("logger", new Environment(Map.of()), Clock.fixed(NOW, ZoneOffset.UTC), printed::add);

        invocation(() -> log.about("e-1", () -> {
            other.during(context, () -> {
                other.note("inner", "x", "");
                return 1;
            });
            log.note("outer", "x", "");
            return 1;
        }));

        assertThat(printed.get(0)).contains("\"function\":\"logger\"").doesNotContain("e-1");
        assertThat(printed.get(1)).contains("\"Namespace\":\"Bellhop\"", "\"ColdStarts\":1");
        assertThat(printed.get(2)).contains("\"outer\"", "e-1");
    }

    @Test
    void an_event_is_closed_with_its_own_id_and_type_whatever_is_said_around_it() {
        String event = "{\"specversion\":\"1.0\",\"id\":\"e-1\",\"source\":\"s\",\"type\":\"t.v1\","
                + "\"time\":\"2026-12-01T10:00:01Z\",\"data\":{\"id\":\"inner\"}}";

        invocation(() -> log.closed(log.arrived("m-1", event), Handled.DONE));
        invocation(() -> log.closed(log.arrived("m-2", "{\"event\":\"Reservation\"}"), Handled.IGNORED));

        assertThat(printed.get(0)).contains("\"event\":\"e-1\",\"outcome\":\"done\",\"type\":\"t.v1\"");
        // It happened a second from now, by another clock.
        assertThat(printed.get(1)).contains("\"Lag\":0");
        assertThat(printed.get(2)).contains("\"event\":\"m-2\",\"outcome\":\"ignored\",\"type\":\"\"");
        assertThat(printed.get(3)).contains("\"Ignored\":1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWS/Lambda", "with space", "wörd"})
    void a_namespace_that_cloudwatch_refuses_stops_the_start(String namespace) {
        assertThatThrownBy(() -> new FunctionLog(
                        "bot",
                        new Environment(Map.of("METRICS_NAMESPACE", namespace)),
                        Clock.systemUTC(),
                        printed::add))
                .isInstanceOf(Environment.ConfigurationException.class)
                .hasMessageContaining("METRICS_NAMESPACE is \"" + namespace + "\"");
    }

    @Test
    void the_table_in_the_docs_has_each_metric_as_it_is() throws IOException {
        List<String> inDocs = Files.readString(Path.of("../docs/operations.md"))
                .lines()
                .dropWhile(line -> !line.startsWith("| metric |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|"))
                .map(cells -> cells[1].replace("`", "").strip() + " " + cells[2].strip() + " ["
                        + cells[3].replace("`", "").strip() + "]")
                .toList();

        assertThat(inDocs)
                .containsExactlyElementsOf(Arrays.stream(Metric.values())
                        .map(metric -> metric + " " + metric.unit() + " " + metric.dimensions())
                        .toList());
    }

    private void invocation(Runnable work) {
        log.during(context, () -> {
            work.run();
            return 1;
        });
    }

    /** The schema can't say that what a directive refers to is there. */
    private static void assertEmf(String line) {
        assertThat(EMF.validate(line, InputFormat.JSON)).isEmpty();
        JsonObject root = json(line);
        for (JsonElement each : root.getAsJsonObject("_aws").getAsJsonArray("CloudWatchMetrics")) {
            JsonObject directive = each.getAsJsonObject();
            for (JsonElement dimension :
                    directive.getAsJsonArray("Dimensions").get(0).getAsJsonArray()) {
                assertThat(root.getAsJsonPrimitive(dimension.getAsString()).isString())
                        .isTrue();
            }
            for (JsonElement metric : directive.getAsJsonArray("Metrics")) {
                JsonElement value =
                        root.get(metric.getAsJsonObject().get("Name").getAsString());
                JsonArray values = value instanceof JsonArray array ? array : array(value);
                assertThat(values).hasSizeBetween(1, 100);
                assertThat(values).allMatch(one -> one.getAsJsonPrimitive().isNumber());
            }
        }
    }

    private static JsonArray array(JsonElement value) {
        JsonArray array = new JsonArray();
        array.add(value);
        return array;
    }

    private static List<String> definitions(String line) {
        List<String> definitions = new ArrayList<>();
        for (JsonElement each : json(line).getAsJsonObject("_aws").getAsJsonArray("CloudWatchMetrics")) {
            JsonObject directive = each.getAsJsonObject();
            List<String> dimensions = directive.getAsJsonArray("Dimensions").get(0).getAsJsonArray().asList().stream()
                    .map(JsonElement::getAsString)
                    .toList();
            for (JsonElement metric : directive.getAsJsonArray("Metrics")) {
                definitions.add(metric.getAsJsonObject().get("Name").getAsString() + " "
                        + metric.getAsJsonObject().get("Unit").getAsString() + " " + dimensions);
            }
        }
        return definitions;
    }

    private static JsonObject json(String line) {
        return JsonParser.parseString(line).getAsJsonObject();
    }
}
