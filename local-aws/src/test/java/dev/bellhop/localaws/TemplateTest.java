package dev.bellhop.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TemplateTest {

    @TempDir
    Path folder;

    @Test
    void a_function_has_the_globals_and_its_own_properties() {
        Template.Function bot =
                Template.ofProject(Map.of("SlackBotToken", "xoxb-1")).function("BotFunction");

        assertThat(bot.handler()).isEqualTo("dev.bellhop.bot.BotHandler::handleRequest");
        assertThat(bot.runtime()).isEqualTo("java25");
        assertThat(bot.memory()).isEqualTo(512);
        assertThat(bot.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(bot.logGroup()).contains("BotLogGroup");
        assertThat(bot.environment())
                .containsEntry(
                        "JAVA_TOOL_OPTIONS",
                        "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:MetaspaceSize=64m"
                                + " -Djdk.tls.namedGroups=x25519,ffdhe2048,secp256r1,secp384r1,secp521r1,x448,ffdhe3072,ffdhe4096,ffdhe6144,ffdhe8192")
                .containsEntry("METRICS_NAMESPACE", "Bellhop/bellhop")
                .containsEntry("SLACK_BOT_TOKEN", "xoxb-1")
                .containsEntry("SLACK_WEBHOOK_TOKEN", "")
                .containsEntry("TRIGGER_WORDS", "awsadvent")
                .containsEntry("WORDS_TABLE", "WordsTable")
                .containsEntry("SNS_TOPIC_ARN", "arn:aws:sns:us-east-1:000000000000:EventsTopic");
    }

    @Test
    void a_function_has_its_routes_and_schedules() {
        Template template = Template.ofProject();

        assertThat(template.function("BotFunction").routes())
                .containsExactlyInAnyOrder(
                        new Template.Route("POST", "/slack/events", "Api"),
                        new Template.Route("POST", "/slack/webhook", "Api"),
                        new Template.Route("GET", "/health", "Api"));
        assertThat(template.function("SweeperFunction").schedules()).containsExactly("rate(1 minute)");
    }

    @Test
    void a_folded_sub_names_queues_and_functions() {
        assertThat(Template.ofProject().function("SweeperFunction").environment())
                .containsEntry(
                        "DEAD_LETTERS",
                        "multiplier=http://localhost/000000000000/MultiplierDeadLetters=MultiplierFunction,"
                                + "logger=http://localhost/000000000000/LoggerDeadLetters=LoggerFunction,"
                                + "reservation=http://localhost/000000000000/ReservationDeadLetters=ReservationFunction,"
                                + "leaderboard=http://localhost/000000000000/LeaderboardDeadLetters=LeaderboardFunction=sqs,"
                                + "files=http://localhost/000000000000/FilesDeadLetters=FilesFunction=sqs,"
                                + "processor=http://localhost/000000000000/ProcessorDeadLetters=ProcessorFunction");
    }

    @Test
    void what_a_function_is_granted_comes_from_its_role() {
        assertThat(Template.ofProject().function("SweeperFunction").statements())
                .contains(new Template.Statement(
                        "Function",
                        List.of("dynamodb:Query"),
                        List.of(
                                "arn:aws:dynamodb:us-east-1:000000000000:table/LedgerTable/index/owed",
                                "arn:aws:dynamodb:us-east-1:000000000000:table/ReservationsTable/index/live"),
                        List.of()))
                .allSatisfy(statement -> assertThat(statement.resources()).noneMatch("*"::equals));
    }

    @Test
    void a_failed_asynchronous_invocation_has_a_destination() {
        Template.Function multiplier = Template.ofProject().function("MultiplierFunction");

        assertThat(multiplier.maxRetries()).isEqualTo(2);
        assertThat(multiplier.onFailureArn()).contains("arn:aws:sqs:us-east-1:000000000000:MultiplierDeadLetters");
    }

    @Test
    void subscriptions_are_made_of_functions_events() {
        assertThat(Template.ofProject().subscriptions())
                .contains(new Template.Subscription(
                        "MultiplierFunctionCounted",
                        "arn:aws:sns:us-east-1:000000000000:EventsTopic",
                        "lambda",
                        "arn:aws:lambda:us-east-1:000000000000:function:MultiplierFunction",
                        false,
                        Optional.of("{\"type\":[\"bellhop.message.counted.v1\"]}"),
                        Template.FilterScope.MESSAGE_BODY,
                        Optional.of("arn:aws:sqs:us-east-1:000000000000:MultiplierDeadLetters")))
                .filteredOn(subscription -> subscription.name().startsWith("Logger"))
                .singleElement()
                .satisfies(logger -> assertThat(logger.filterPolicy()).isEmpty());
    }

    @Test
    void a_function_has_the_queues_that_lambda_polls_for_it() {
        Template template = Template.ofProject();

        assertThat(template.function("LeaderboardFunction").sources())
                .containsExactly(new Template.Source(
                        "arn:aws:sqs:us-east-1:000000000000:LeaderboardQueue", 1_000, Duration.ofSeconds(20), true, 2));
        assertThat(template.function("MultiplierFunction").sources()).isEmpty();
        assertThat(template.queues())
                .filteredOn(queue -> queue.name().equals("LeaderboardQueue"))
                .singleElement()
                .satisfies(queue -> assertThat(queue.redrive())
                        .contains(
                                new Template.Redrive("arn:aws:sqs:us-east-1:000000000000:LeaderboardDeadLetters", 3)));
        assertThat(template.subscriptions())
                .filteredOn(Template.Subscription::raw)
                .extracting(Template.Subscription::endpointArn)
                .containsExactlyInAnyOrder(
                        "arn:aws:sqs:us-east-1:000000000000:LeaderboardQueue",
                        "arn:aws:sqs:us-east-1:000000000000:JobsQueue");
    }

    @Test
    void tables_come_with_their_keys_indexes_and_time_to_live() {
        assertThat(Template.ofProject().tables())
                .filteredOn(table -> table.name().equals("LedgerTable"))
                .singleElement()
                .satisfies(ledger -> {
                    assertThat(ledger.ttlAttribute()).contains("expires");
                    assertThat(ledger.request().globalSecondaryIndexes())
                            .singleElement()
                            .satisfies(index -> assertThat(index.indexName()).isEqualTo("owed"));
                });
    }

    @Test
    void queues_let_in_what_their_policies_say() {
        assertThat(Template.ofProject().queuePolicies())
                .contains(new Template.QueuePolicy(
                        "LoggerDeadLettersPolicy",
                        List.of("http://localhost/000000000000/LoggerDeadLetters"),
                        "sns.amazonaws.com",
                        "sqs:SendMessage",
                        List.of("arn:aws:sqs:us-east-1:000000000000:LoggerDeadLetters"),
                        "arn:aws:sns:us-east-1:000000000000:EventsTopic"));
    }

    @Test
    void a_resource_whose_condition_does_not_hold_is_not_there() {
        assertThat(Template.ofProject().topics()).hasSize(1);
        assertThat(Template.ofProject(Map.of("AlarmEmail", "ops@example.com")).topics())
                .hasSize(2);
    }

    @Test
    void no_value_leaves_an_entry_out() {
        Template template = Template.ofProject();
        Object alarm = ((Map<?, ?>) template.tree().get("Resources")).get("EventsParked");

        assertThat(template.resolve(((Map<?, ?>) alarm).get("Properties")))
                .extracting("AlarmActions")
                .isEqualTo(List.of());
    }

    @Test
    void outputs_are_resolved() {
        assertThat(Template.ofProject().outputs())
                .containsEntry("SlackRequestUrl", "https://Api.execute-api.us-east-1.amazonaws.com/slack/events");
    }

    @Test
    void a_function_that_is_not_understood_is_named() throws IOException {
        assertRefused("Value: !Cidr [a, b]", "Fn::Cidr");
    }

    @Test
    void a_reference_to_nothing_is_named() throws IOException {
        assertRefused("Value: !Ref Nowhere", "Nowhere");
    }

    @Test
    void a_value_that_its_pattern_refuses_is_not_taken() {
        assertThatThrownBy(() -> Template.ofProject(Map.of("SlackBotToken", "xoxp-1")))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("SlackBotToken")
                .hasMessageNotContaining("xoxp-1");
    }

    @Test
    void a_missing_function_is_named() {
        assertThatThrownBy(() -> Template.ofProject().function("Other"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("Other");
    }

    private void assertRefused(String property, String name) throws IOException {
        Path template = folder.resolve("template.yaml");
        Files.writeString(template, "Resources:\n  R:\n    Type: X\n    Properties:\n      " + property + "\n");

        assertThatThrownBy(() -> Template.read(template, Map.of()))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(name);
    }
}
