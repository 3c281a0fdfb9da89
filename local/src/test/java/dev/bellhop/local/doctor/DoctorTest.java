package dev.bellhop.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.bot.Version;
import dev.bellhop.local.LocalBellhop;
import dev.bellhop.local.SlackManifest;
import dev.bellhop.local.doctor.Finding.Verdict;
import dev.bellhop.localaws.Template;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The doctor with the SDK's real clients, the real bot over HTTP, and an account and a Slack that answer as they do. */
final class DoctorTest {

    private static LocalBellhop bot;

    private Account account;
    private Services services;

    @BeforeAll
    static void startTheBot() throws IOException {
        bot = LocalBellhop.builder().environment(Map.of()).start();
    }

    @AfterAll
    static void stopTheBot() {
        bot.close();
    }

    @BeforeEach
    void open() throws IOException {
        account = new Account(bot.url());
        services = services(account.url());
    }

    @AfterEach
    void close() {
        services.close();
        account.close();
    }

    @Test
    void a_stack_that_is_right_is_all_ok() {
        List<Finding> findings = look();

        // That answers go to the stand-in is worth a note.
        assertThat(findings)
                .filteredOn(finding -> finding.verdict() != Verdict.OK)
                .singleElement()
                .isEqualTo(Finding.note(
                        "Slack", "SLACK_API_URL is set: the bot's answers go to " + account.url() + "/api/"));
        assertThat(findings)
                .extracting(Finding::what)
                .contains(
                        "stack",
                        "health",
                        "request URL",
                        "token",
                        "scopes",
                        "topic",
                        "e-mail sender",
                        "e-mail",
                        "SMS",
                        "alarms",
                        "operators",
                        "LedgerTable",
                        "MultiplierDeadLetters");
        assertThat(Main.exitCode(findings)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"ROLLBACK_COMPLETE,stack,is ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_FAILED,stack,is UPDATE_ROLLBACK_FAILED"
    })
    void a_stack_that_was_not_deployed_whole_is_wrong(String status, String what, String says) {
        Stack stack = new Stack(Account.STACK, status, account.stack().outputs(), account.physicalIds());

        assertThat(of(look(stack), what)).satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.WRONG);
            assertThat(finding.says()).contains(says);
        });
    }

    @Test
    void a_token_that_slack_refuses_is_wrong_and_not_printed() {
        account.deploy("SLACK_BOT_TOKEN", "xoxb-revoked");

        Finding token = wrong("token");

        assertThat(token.says()).contains("invalid_auth", "SlackBotToken").doesNotContain("xoxb-revoked");
    }

    @Test
    void a_missing_scope_is_named() {
        account.grant("chat:write,commands");

        assertThat(wrong("scopes").says())
                .startsWith("app_mentions:read, ")
                .contains("users:read missing", "reinstall")
                .doesNotContain("chat:write");
    }

    @Test
    void an_operator_whom_slack_does_not_know_is_named() {
        account.answer("users.info", "{\"ok\":false,\"error\":\"user_not_found\"}");

        assertThat(wrong("operators").says()).contains("U0ADA0001 (user_not_found)");
    }

    @Test
    void a_secret_that_the_bot_does_not_take_is_wrong_and_not_printed() {
        account.deploy("SLACK_SIGNING_SECRET", LocalBellhop.SIGNING_SECRET + ",another-secret");

        assertThat(wrong("request URL").says())
                .contains("does not take the secret")
                .doesNotContain("another-secret", LocalBellhop.SIGNING_SECRET);
    }

    @Test
    void a_url_where_another_answers_is_wrong() {
        account.answer("none", "<h1>This domain is for sale</h1>");
        Stack foreign = new Stack(
                Account.STACK,
                "UPDATE_COMPLETE",
                Map.of("SlackRequestUrl", account.url() + "/slack/events"),
                account.physicalIds());

        List<Finding> findings = look(foreign);

        assertThat(of(findings, "health").says()).contains("not as Bellhop does");
        assertThat(of(findings, "request URL").says()).contains("not the challenge");
        assertThat(of(findings, "signatures").says()).contains("not 401");
        assertThat(List.of("health", "request URL", "signatures"))
                .allSatisfy(what -> assertThat(of(findings, what).verdict()).isEqualTo(Verdict.WRONG));
    }

    @Test
    void a_url_where_nobody_listens_is_unknown() {
        Stack silent = new Stack(
                Account.STACK,
                "UPDATE_COMPLETE",
                Map.of("SlackRequestUrl", "http://127.0.0.1:1/slack/events"),
                account.physicalIds());

        assertThat(of(look(silent), "request URL")).isEqualTo(Finding.unknown("request URL", "nobody listens there"));
    }

    @Test
    void another_version_is_worth_a_note() {
        Doctor newer = new Doctor(
                Template.ofProject(),
                SlackManifest.botScopes(),
                "9.9",
                services,
                HttpClient.newHttpClient(),
                Clock.systemUTC());

        Finding health = of(newer.look(account.stack()), "health");

        assertThat(health.verdict()).isEqualTo(Verdict.NOTE);
        assertThat(health.says()).contains(Version.read() + " is deployed; the one here is 9.9");
    }

    @Test
    void a_variable_that_is_not_deployed_is_named() {
        account.answer("GetFunctionConfiguration", "{\"State\":\"Active\",\"LastUpdateStatus\":\"Successful\"}");

        assertThat(wrong("functions").says()).contains("LoggerFunction has no ", "EVENT_LOG_GROUP");
    }

    @Test
    void a_function_that_failed_to_deploy_is_named() {
        account.answer("GetFunctionConfiguration", """
                {"State":"Failed","StateReason":"The runtime is gone"}""");

        assertThat(wrong("functions").says()).contains("BotFunction is not active: The runtime is gone");
    }

    @Test
    void what_expires_by_nothing_and_what_is_not_recoverable_is_wrong() {
        account.answer("DescribeTimeToLive", "{\"TimeToLiveDescription\":{\"TimeToLiveStatus\":\"DISABLED\"}}");
        account.answer("DescribeContinuousBackups", """
                {"ContinuousBackupsDescription":{"PointInTimeRecoveryDescription":{"PointInTimeRecoveryStatus":"DISABLED"}}}""");

        assertThat(wrong("LedgerTable").says()).contains("nothing expires by expires", "point-in-time recovery is off");
        assertThat(wrong("WordsTable").says()).doesNotContain("TTL");
    }

    @Test
    void an_index_that_is_missing_is_named() {
        account.answer("DescribeTable", "{\"Table\":{\"TableStatus\":\"ACTIVE\"}}");

        assertThat(wrong("LedgerTable").says()).contains("its index owed is not active");
    }

    @Test
    void a_table_that_is_gone_or_was_never_there_is_wrong() {
        account.refuse("DescribeTable", 400, "ResourceNotFoundException", "Requested resource not found");
        account.physicalIds().remove("PeopleTable");

        assertThat(wrong("WordsTable").says()).contains("there is no table bellhop-WordsTable-1X");
        assertThat(wrong("PeopleTable").says()).contains("not in the stack");
    }

    @Test
    void a_subscriber_that_is_not_subscribed_is_named() {
        List<Map.Entry<String, String>> there = new ArrayList<>(account.subscribers());
        there.removeIf(each -> each.getValue().contains("LoggerFunction"));
        account.answer("ListSubscriptionsByTopic", Account.subscriptions(there));

        assertThat(wrong("topic").says()).isEqualTo("LoggerFunction is not subscribed");
    }

    @Test
    void a_subscription_that_was_not_confirmed_is_named() {
        List<Map.Entry<String, String>> there = new ArrayList<>(account.subscribers());
        there.add(Map.entry("PendingConfirmation", "grace@example.org"));
        account.answer("ListSubscriptionsByTopic", Account.subscriptions(there));

        assertThat(wrong("topic").says()).isEqualTo("email grace@example.org has not confirmed");
        assertThat(wrong("alarms").says()).contains("has not confirmed", "Subscription Confirmation");
    }

    @Test
    void a_subscriber_that_has_not_confirmed_is_not_subscribed() {
        List<Map.Entry<String, String>> there = account.subscribers().stream()
                .map(each -> each.getValue().contains("LoggerFunction")
                        ? Map.entry("PendingConfirmation", each.getValue())
                        : each)
                .toList();
        account.answer("ListSubscriptionsByTopic", Account.subscriptions(there));

        assertThat(wrong("topic").says()).startsWith("LoggerFunction is not subscribed; ");
    }

    @Test
    void whoever_is_told_of_no_alarm_hears_of_it() {
        account.answer("ListSubscriptionsByTopic", Account.subscriptions(List.of()));
        assertThat(wrong("alarms").says()).contains("unsubscribed");

        account.physicalIds().remove("AlarmTopic");
        assertThat(of(look(), "alarms"))
                .isEqualTo(Finding.note("alarms", "nobody is told of them; deploy with AlarmEmail"));
    }

    @Test
    void dead_letters_are_counted() {
        account.answer("GetQueueAttributes", "{\"Attributes\":{\"ApproximateNumberOfMessages\":\"3\"}}");

        assertThat(wrong("MultiplierDeadLetters").says()).contains("about 3 waiting", "docs/operations.md");
    }

    @Test
    void a_sender_that_is_not_verified_is_wrong() {
        account.refuse("GetEmailIdentity", 404, "NotFoundException", "There is none");

        assertThat(wrong("e-mail sender").says()).contains(Account.SENDER + " is not verified", "example.org");
    }

    @Test
    void the_sandbox_of_mail_is_wrong_for_whoever_wants_mail_sent() {
        account.answer("GetAccount", "{\"ProductionAccessEnabled\":false,\"SendingEnabled\":true}");

        assertThat(wrong("e-mail").says()).contains("sandbox", "production access");
    }

    @Test
    void paused_sending_is_wrong() {
        account.answer("GetAccount", """
                {"ProductionAccessEnabled":true,"SendingEnabled":false,"EnforcementStatus":"SHUTDOWN"}""");

        assertThat(wrong("e-mail").says()).contains("paused", "SHUTDOWN");
    }

    @Test
    void without_a_sender_ses_is_not_asked() {
        account.deploy("EMAIL_FROM", " ");
        account.refuse("GetAccount", 403, "AccessDeniedException", "no");

        assertThat(of(look(), "e-mail").verdict()).isEqualTo(Verdict.NOTE);
    }

    @Test
    void the_sandbox_of_sms_is_worth_a_note() {
        account.answer("GetSMSSandboxAccountStatus", """
                <R><GetSMSSandboxAccountStatusResult><IsInSandbox>true</IsInSandbox></GetSMSSandboxAccountStatusResult></R>""");

        assertThat(of(look(), "SMS").says()).contains("sandbox");
    }

    @Test
    void what_may_not_be_looked_at_is_unknown_and_names_the_permission() {
        account.refuse(
                "GetSMSSandboxAccountStatus",
                403,
                "AuthorizationError",
                "not authorized: SNS:GetSMSSandboxAccountStatus");

        List<Finding> findings = look();

        assertThat(of(findings, "SMS"))
                .isEqualTo(
                        Finding.unknown("SMS", "AuthorizationError: not authorized: SNS:GetSMSSandboxAccountStatus"));
        assertThat(Main.exitCode(findings)).isEqualTo(2);
    }

    @Test
    void without_the_bots_variables_what_hangs_on_them_is_unknown() {
        account.refuse("GetFunctionConfiguration", 403, "AccessDeniedException", "not for you");

        List<Finding> findings = look();

        assertThat(of(findings, "token").verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(of(findings, "functions").verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(of(findings, "LedgerTable").verdict()).isEqualTo(Verdict.OK);
    }

    private Finding wrong(String what) {
        List<Finding> findings = look();
        assertThat(of(findings, what).verdict()).as(findings.toString()).isEqualTo(Verdict.WRONG);
        assertThat(Main.exitCode(findings)).isEqualTo(1);
        return of(findings, what);
    }

    private static Finding of(List<Finding> findings, String what) {
        return findings.stream()
                .filter(finding -> finding.what().equals(what))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nothing about " + what + ": " + findings));
    }

    private List<Finding> look() {
        return look(account.stack());
    }

    private List<Finding> look(Stack stack) {
        return new Doctor(
                        Template.ofProject(),
                        SlackManifest.botScopes(),
                        Version.read(),
                        services,
                        HttpClient.newBuilder()
                                .connectTimeout(Duration.ofSeconds(5))
                                .build(),
                        Clock.systemUTC())
                .look(stack);
    }

    private static Services services(String url) {
        return new Services(
                at(url, LambdaClient.builder()),
                at(url, DynamoDbClient.builder()),
                at(url, SnsClient.builder()),
                at(url, SqsClient.builder()),
                at(url, SesV2Client.builder()));
    }

    private static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C extends SdkClient> C at(
            String url, B builder) {
        return dev.bellhop.aws.AwsClients.build(builder.endpointOverride(URI.create(url))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIA", "secret"))));
    }
}
