package dev.bellhop.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The project's own dashboard, and copies of it with something else in it. */
final class DashboardTest {

    private static final Path TEMPLATE = Path.of("../template.yaml");

    @TempDir
    Path folder;

    @Test
    void everything_on_the_projects_dashboard_is_understood() {
        Dashboard dashboard = Dashboard.of(Template.ofProject());

        assertThat(dashboard.widgets())
                .extracting(Dashboard.Widget::title)
                .contains("What is said", "Cold starts", "Dead letters", "What is talked about")
                .hasSize(12);
        assertThat(dashboard.widgets()).noneMatch(Dashboard.Foreign.class::isInstance);
        assertThat(dashboard.widgets().stream()
                        .filter(Dashboard.Graph.class::isInstance)
                        .flatMap(widget -> ((Dashboard.Graph) widget).lines().stream()))
                .hasSize(50)
                .noneMatch(Dashboard.NotDrawn.class::isInstance);
        dashboard.widgets().stream()
                .filter(Dashboard.Table.class::isInstance)
                .forEach(table -> LogsQuery.read(((Dashboard.Table) table).query()));
    }

    @Test
    void a_graph_has_its_lines_its_marks_and_its_unit() {
        assertThat(graph(Dashboard.of(Template.ofProject()), "How long Slack waits for an answer"))
                .satisfies(graph -> {
                    assertThat(graph.unit()).isEqualTo("ms");
                    assertThat(graph.marks()).containsExactly(new Dashboard.Mark("Slack gives up", 3_000));
                    assertThat(graph.lines()).hasSize(2);
                    assertThat(graph.lines().getFirst()).isInstanceOfSatisfying(Dashboard.One.class, line -> {
                        assertThat(line.label()).isEqualTo("half of all");
                        assertThat(line.statistic()).hasToString("p50");
                        assertThat(line.metric())
                                .isEqualTo(
                                        new LocalMetrics.Metric("AWS/ApiGateway", "Latency", Map.of("ApiId", "Api")));
                    });
                });
    }

    @Test
    void a_search_names_what_it_finds_by_its_dimensions() {
        assertThat(graph(Dashboard.of(Template.ofProject()), "Who was told").lines())
                .singleElement()
                .isInstanceOfSatisfying(Dashboard.Search.class, search -> {
                    assertThat(search.namespace()).isEqualTo("Bellhop/bellhop");
                    assertThat(search.name()).isEqualTo("Notifications");
                    assertThat(search.dimensions()).isEqualTo(Set.of("Channel", "Outcome"));
                    assertThat(search.line(new LocalMetrics.Metric(
                                            "Bellhop/bellhop",
                                            "Notifications",
                                            Map.of("Channel", "email", "Outcome", "told")))
                                    .label())
                            .isEqualTo("email told");
                });
    }

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of("'Sum', 300)", "'Sum', 300) * 2", "Cold starts", "worked out by CloudWatch alone: SEARCH"),
                Arguments.of(
                        "\"stat\": \"p50\"",
                        "\"stat\": \"tm50\"",
                        "How long Slack waits for an answer",
                        "the statistic tm50 is worked out by CloudWatch alone"),
                Arguments.of(
                        "\"AWS/Lambda\", \"Errors\"",
                        "\"AWS/Lambda\", \"Erors\"",
                        "Errors",
                        "AWS/Lambda Erors is not measured on a laptop"),
                Arguments.of(
                        "\"Bellhop/${AWS::StackName}\", \"Words\" ]",
                        "\".\", \"Words\" ]",
                        "What is said",
                        "this way to name a metric is read by CloudWatch alone"),
                Arguments.of(
                        "\"Words\" ]",
                        "\".\", \"x\" ]",
                        "What is said",
                        "this way to name a metric is read by CloudWatch alone"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("others")
    void what_is_not_understood_of_a_graph_says_so_in_its_place(String right, String other, String title, String why)
            throws IOException {
        Dashboard dashboard = Dashboard.of(changed(right, other));

        assertThat(graph(dashboard, title).lines())
                .filteredOn(Dashboard.NotDrawn.class::isInstance)
                .isNotEmpty()
                .allSatisfy(
                        line -> assertThat(((Dashboard.NotDrawn) line).why()).startsWith(why));
        assertThat(dashboard.widgets()).hasSize(12);
    }

    @Test
    void a_widget_of_another_kind_and_a_body_that_is_no_json_say_so() throws IOException {
        assertThat(Dashboard.of(changed("\"type\": \"alarm\"", "\"type\": \"explorer\""))
                        .widgets())
                .filteredOn(Dashboard.Foreign.class::isInstance)
                .extracting(widget -> ((Dashboard.Foreign) widget).why())
                .containsExactly("A widget of the type \"explorer\" is drawn by CloudWatch alone.");
        assertThat(Dashboard.of(changed("\"start\": \"-PT12H\",", "\"start\": \"-PT12H\""))
                        .widgets())
                .singleElement()
                .isInstanceOfSatisfying(
                        Dashboard.Foreign.class,
                        foreign -> assertThat(foreign.why()).startsWith("Its body is no JSON: "));
    }

    @Test
    void a_template_may_have_none() throws IOException {
        assertThat(Dashboard.of(changed("Type: AWS::CloudWatch::Dashboard", "Type: AWS::CloudWatch::NoDashboard"))
                        .widgets())
                .isEqualTo(List.of());
    }

    private Template changed(String right, String other) throws IOException {
        String template = Files.readString(TEMPLATE);
        assertThat(template).contains(right);
        Path file = folder.resolve("template.yaml");
        Files.writeString(file, template.replace(right, other));
        return Template.read(file, Map.of());
    }

    private static Dashboard.Graph graph(Dashboard dashboard, String title) {
        return dashboard.widgets().stream()
                .filter(widget -> widget.title().equals(title))
                .map(Dashboard.Graph.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
