package dev.bellhop.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.localaws.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TemplateTest {

    static final Map<String, String> PARAMETERS =
            Map.of("SlackSigningSecret", "secret", "SlackBotToken", "xoxb-template");

    @TempDir
    Path folder;

    @Test
    void template_and_code_agree() {
        assertThat(TemplateFaults.of(Template.ofProject(PARAMETERS))).isEmpty();
    }

    static Stream<Arguments> breaks() {
        return Stream.of(
                Arguments.of("bot.BotHandler::", "bot.BoltHandler::", "no class"),
                Arguments.of("BotHandler::handleRequest", "BotHandler::handle", "no public method handle"),
                Arguments.of("EVENT_LOG_GROUP:", "EVENTS_LOG_GROUP:", "EVENT_LOG_GROUP is not set"),
                Arguments.of("MULTIPLIER_BONUS:", "BONUS:", "BONUS is set, and nothing reads it"),
                Arguments.of("type: [bellhop.message.counted.v1]", "type: [other.v1]", "does not reach it"),
                Arguments.of(
                        "Resource: !GetAtt LoggerDeadLetters.Arn\n            Condition",
                        "Resource: !GetAtt MultiplierDeadLetters.Arn\n            Condition",
                        "no queue policy lets its topic send"),
                Arguments.of(
                        "{ aws:SourceArn: !Ref EventsTopic }",
                        "{ aws:SourceArn: !GetAtt BotFunction.Arn }",
                        "no queue policy lets its topic send"),
                Arguments.of(
                        "Value: !GetAtt LoggerDeadLetters.QueueName",
                        "Value: !GetAtt MultiplierDeadLetters.QueueName",
                        "no alarm says when it is not empty"),
                Arguments.of(
                        "Topic: !Ref EventsTopic\n            RedrivePolicy",
                        "Topic: !Ref EventsTopic\n            FilterPolicy: { team: [T1] }\n            RedrivePolicy",
                        "a filter keeps something from it"),
                Arguments.of("channelType: [channel]", "channelType: [group]", "does not reach it"),
                Arguments.of(
                        "Resource: !GetAtt LeaderboardQueue.Arn\n            Condition",
                        "Resource: !GetAtt LeaderboardDeadLetters.Arn\n            Condition",
                        "no queue policy lets its topic send to arn:aws:sqs:us-east-1:000000000000:LeaderboardQueue"),
                Arguments.of("VisibilityTimeout: 300", "VisibilityTimeout: 280", "a message comes again while"),
                Arguments.of(
                        "RedrivePolicy:\n        deadLetterTargetArn: !GetAtt LeaderboardDeadLetters.Arn\n        maxReceiveCount: 3",
                        "DelaySeconds: 0",
                        "what fails again and again has no dead-letter queue"),
                Arguments.of("[ReportBatchItemFailures]", "[]", "one bad message fails all of its batch"),
                Arguments.of("ApproximateAgeOfOldestMessage", "NumberOfMessagesSent", "when it is not polled"),
                Arguments.of("LogGroup: !Ref SweeperLogGroup", "LogGroup: elsewhere", "its log has no retention"));
    }

    /** So that the test above is known to see each kind of fault. */
    @ParameterizedTest(name = "{2}")
    @MethodSource("breaks")
    void each_kind_of_fault_is_found(String right, String wrong, String fault) throws IOException {
        String template = Files.readString(Path.of("../template.yaml"));
        assertThat(template).contains(right);
        Path broken = folder.resolve("template.yaml");
        Files.writeString(broken, template.replace(right, wrong));

        assertThat(TemplateFaults.of(Template.read(broken, PARAMETERS)))
                .anySatisfy(found -> assertThat(found).contains(fault));
    }
}
