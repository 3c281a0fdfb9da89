package dev.bellhop.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.localaws.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is seen of the system, and told of it, is of what there is. */
final class CloudWatchTest {

    private static final Path TEMPLATE = Path.of("../template.yaml");
    private static final Path OPERATIONS = Path.of("../docs/operations.md");

    @TempDir
    Path folder;

    @Test
    void alarms_dashboard_queries_and_their_description_agree_with_what_there_is() throws IOException {
        assertThat(CloudWatchFaults.of(Template.read(TEMPLATE, parameters()), Files.readString(OPERATIONS)))
                .isEmpty();
    }

    static Stream<Arguments> breaks() {
        return Stream.of(
                Arguments.of(
                        "MetricName: 5xx",
                        "MetricName: 5XXError",
                        "AWS/ApiGateway 5XXError by [ApiId] is emitted by nothing"),
                Arguments.of("MetricName: LeftOwing", "MetricName: LeftOver", "LeftOver by [] is emitted by nothing"),
                Arguments.of(
                        "{ Name: ApiId, Value: !Ref Api }",
                        "{ Name: ApiName, Value: !Ref Api }",
                        "by [ApiName] is emitted by nothing"),
                Arguments.of(
                        "{ Name: FunctionName, Value: !Ref SweeperFunction }",
                        "{ Name: FunctionName, Value: Sweeper }",
                        "makes no FunctionName Sweeper"),
                Arguments.of(
                        "{ Name: GlobalSecondaryIndexName, Value: owed }",
                        "{ Name: GlobalSecondaryIndexName, Value: user }",
                        "makes no GlobalSecondaryIndexName user"),
                Arguments.of(
                        "TreatMissingData: breaching",
                        "TreatMissingData: notBreaching",
                        "SweeperMissing: its missing data is not breaching"),
                Arguments.of(
                        "Threshold: 2500\n      ComparisonOperator: GreaterThanThreshold\n      TreatMissingData: notBreaching",
                        "Threshold: 2500\n      ComparisonOperator: GreaterThanThreshold\n      TreatMissingData: missing",
                        "BotSlow: its missing data is not notBreaching"),
                Arguments.of("!Ref AlarmTopic, !Ref", "!Ref EventsTopic, !Ref", "AlarmTopic is not told"),
                Arguments.of("\"start\": \"-PT12H\",", "\"start\": \"-PT12H\"", "Dashboard: its body is no JSON"),
                Arguments.of("\"x\": 16, \"y\": 4,", "\"x\": 17, \"y\": 4,", "does not fit into 24 columns"),
                Arguments.of("\"x\": 8, \"y\": 10,", "\"x\": 7, \"y\": 10,", "overlaps"),
                Arguments.of("\"${BotSlow.Arn}\",", "\"${AWS::StackName}\",", "makes no alarm bellhop"),
                Arguments.of("\"${BotSlow.Arn}\",", "", "Dashboard: BotSlow is not on it"),
                Arguments.of(
                        "\"Errors\", \"FunctionName\", \"${BotFunction}\"",
                        "\"Errors\", \"FunctionName\", \"${BotRole}\"",
                        "makes no FunctionName BotRole"),
                Arguments.of(
                        "[ \"AWS/Lambda\", \"Errors\", \"FunctionName\", \"${BotFunction}\", { \"label\": \"BotFunction\" } ],",
                        "",
                        "Dashboard: Errors of BotFunction is not on it"),
                Arguments.of("\"Messages\" ]", "\"Mesages\" ]", "Mesages by [] is emitted by nothing"),
                Arguments.of(
                        "MetricName=\\\"Lag\\\"",
                        "MetricName=\\\"Delay\\\"",
                        "Delay by [Function] is emitted by nothing"),
                Arguments.of("SEARCH('{", "SEARCH('", "search SEARCH"),
                Arguments.of("SOURCE '${EventLogGroup}'", "SOURCE '${EventsTopic}'", "makes no log group arn"),
                Arguments.of(
                        "LogGroupNames:\n        - !Ref EventLogGroup\n      QueryString",
                        "LogGroupNames: []\n      QueryString",
                        "TopWordsQuery: it looks at nothing"),
                Arguments.of(
                        "data.user, data.text\n", "data.usr, data.text\n", "no line of a log has a field data.usr"),
                Arguments.of(
                        "durationMs, cold, subject",
                        "duration, cold, subject",
                        "no line of a log has a field duration"),
                Arguments.of(
                        "unnest event.data.words", "unnest event.data.word", "no line of a log has a field data.word"),
                Arguments.of(
                        "- !Ref OpsLogGroup\n      QueryString",
                        "- !Ref EventLogGroup\n      QueryString",
                        "ErrorsQuery: asks several functions' logs, and not OpsLogGroup"),
                Arguments.of("!Sub ${AWS::StackName}/Errors", "Errors", "does not say of which stack"));
    }

    /** So that the test above is known to see each kind of fault. */
    @ParameterizedTest(name = "{2}")
    @MethodSource("breaks")
    void each_kind_of_fault_is_found(String right, String wrong, String fault) throws IOException {
        String template = Files.readString(TEMPLATE);
        assertThat(template).contains(right);
        Path broken = folder.resolve("template.yaml");
        Files.writeString(broken, template.replace(right, wrong));

        assertThat(CloudWatchFaults.of(Template.read(broken, parameters()), Files.readString(OPERATIONS)))
                .anySatisfy(found -> assertThat(found).contains(fault));
    }

    @ParameterizedTest
    @CsvSource({
        "BotSlow,no row for the alarm BotSlow",
        "MultiplierDeadLetters,no row for the queue MultiplierDeadLetters"
    })
    void what_is_not_described_is_found(String name, String fault) throws IOException {
        String operations = Files.readString(OPERATIONS);

        assertThat(CloudWatchFaults.of(
                        Template.read(TEMPLATE, parameters()), operations.replace("`" + name + "`", "`Something`")))
                .anySatisfy(found -> assertThat(found).contains(fault));
    }

    /** With somebody who is told of alarms. */
    static Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>(TemplateTest.PARAMETERS);
        parameters.put("AlarmEmail", "ops@example.org");
        return parameters;
    }
}
