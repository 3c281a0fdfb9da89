package dev.bellhop.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.localaws.Fault;
import dev.bellhop.localaws.Template;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each function may do what it does, and nothing else. */
final class PermissionsTest {

    /** The policy for what a function's own code calls; what Lambda does in its name is in another. */
    private static final String OF_THE_CODE = "Function";

    private static final String LONG_TEXT =
            "awsadvent " + IntStream.range(1, 150).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));

    @Test
    void what_is_granted_is_what_was_recorded() throws IOException {
        Set<String> recorded = new TreeSet<>();
        try (Rig rig = new Rig()) {
            everything(rig);
            Map<String, String> actions = actions();
            for (Recorder.Call call : rig.recorder.calls()) {
                assertThat(actions).containsKey(call.operation());
                recorded.add(call.function() + " " + actions.get(call.operation()) + " " + call.resource());
            }
        }

        assertThat(granted()).isEqualTo(recorded);
    }

    /** All that the functions ever do: the ordinary way, others' deaths, refusals, and redrives. */
    private static void everything(Rig rig) {
        SlackEvent first = SlackEvent.message("1764583200.000100", LONG_TEXT);
        rig.deliver(first);
        rig.deliver(Life.endingAfter(1), SlackEvent.message("1764583201.000100", LONG_TEXT));
        rig.sweep();
        rig.deliver(SlackEvent.message("1764583202.000100", "<@UBOT>").as(SlackEvent.Kind.APP_MENTION));
        rig.aws.logs().faults().next(Fault.FAIL_BEFORE, any -> true, 0, 3);
        rig.dynamoFaults
                .faults()
                .next(
                        Fault.FAIL_BEFORE,
                        call -> call.operation().equals("TransactWriteItems")
                                && call.body().toString().contains("multiplier"),
                        0,
                        18);
        rig.deliver(SlackEvent.message("1764583203.000100", "awsadvent poison"));
        rig.quiet();
        assertThat(rig.aws.queues().bodies("MultiplierDeadLetters")).hasSize(1);
        assertThat(rig.aws.queues().bodies("LoggerDeadLetters")).hasSize(1);
        rig.ops("logs");
        rig.ops("trace " + first.identity());
        rig.ops("dlq");
        rig.ops("dlq redrive reservation");
        rig.dynamoFaults.faults().clear();
        rig.aws.logs().faults().clear();
        rig.redrive("multiplier");
        rig.redrive("logger");
        leaderboard(rig);
        reservations(rig);
        files(rig);
        assertThat(rig.aws.queues().bodies("MultiplierDeadLetters")).isEmpty();
        assertThat(rig.aws.queues().bodies("LoggerDeadLetters")).isEmpty();
    }

    private static void files(Rig rig) {
        rig.slack.holds("F1", "text/plain", "some words".getBytes(StandardCharsets.UTF_8));
        rig.slack.holds("F2", "image/jpeg", SampleFiles.photo(600, 400));
        rig.deliver(SlackEvent.message("1764583205.000100", "awsadvent look").with("F1", "F2"));
        rig.quiet();
        for (String text : List.of("", "find words", "get F1", "forget F2")) {
            assertThat(rig.files("U1", "/files", text)).as(text).doesNotContain("did not work");
        }
        assertThat(rig.files(Rig.OPERATOR, "/words", "export")).contains("Download");
        forgottenMeanwhile(rig);
        rig.aws
                .functions()
                .faults()
                .next(Fault.FAIL_BEFORE, call -> call.function().equals("FilesFunction"), 0, 3);
        rig.deliver(SlackEvent.message("1764583207.000100", "awsadvent look").with("F1"));
        rig.quiet();
        assertThat(rig.aws.queues().bodies("FilesDeadLetters")).hasSize(1);
        rig.redrive("files");
        assertThat(rig.aws.queues().bodies("FilesDeadLetters")).isEmpty();
    }

    /** What the processor comes too late for, it takes away. */
    private static void forgottenMeanwhile(Rig rig) {
        rig.slack.holds("F3", "text/plain", "to be forgotten".getBytes(StandardCharsets.UTF_8));
        rig.aws
                .functions()
                .faults()
                .next(Fault.FAIL_BEFORE, call -> call.function().equals("ProcessorFunction"), 0, 3);
        rig.deliver(SlackEvent.message("1764583206.000100", "awsadvent look").with("F3"));
        rig.quiet();
        assertThat(rig.aws.queues().bodies("ProcessorDeadLetters")).hasSize(1);
        rig.files("U1", "/files", "forget F3");
        rig.redrive("processor");
        assertThat(rig.aws.queues().bodies("ProcessorDeadLetters")).isEmpty();
        assertThat(rig.buckets.objects()).noneMatch(object -> object.key().contains("/F3/"));
    }

    private static void leaderboard(Rig rig) {
        rig.aws
                .functions()
                .faults()
                .next(Fault.FAIL_BEFORE, call -> call.function().equals("LeaderboardFunction"), 0, 3);
        rig.deliver(SlackEvent.message("1764583204.000100", "awsadvent ranks"));
        rig.quiet();
        assertThat(rig.aws.queues().bodies("LeaderboardDeadLetters")).hasSize(1);
        rig.redrive("leaderboard");
        assertThat(rig.aws.queues().bodies("LeaderboardDeadLetters")).isEmpty();
    }

    private static void reservations(Rig rig) {
        for (String text : List.of(
                "staging for 2h -- a release",
                "staging for 1h",
                "list",
                "list mine",
                "list staging",
                "list today",
                "watch staging",
                "unwatch staging",
                "extend staging 30m",
                "cancel staging",
                "release staging",
                "notify sms +4915112345678",
                "confirm 123456",
                "notify slack")) {
            assertThat(rig.command("U1", text).status()).as(text).isEqualTo(200);
        }
        rig.command("U2", "staging");
        rig.command("U3", "staging");
        notifications(rig);
        words(rig);
    }

    private static void words(Rig rig) {
        for (String text :
                List.of("", "hello", "stop add the", "stop list", "stop remove the", "optout", "optin", "forget me")) {
            assertThat(rig.words("U7", text).body()).as(text).isNotEmpty().doesNotContain("I can't reach my records");
        }
    }

    private static void notifications(Rig rig) {
        rig.command("U4", "notify push arn:aws:sns:us-east-1:000000000000:endpoint/GCM/app/5e3e9847");
        rig.confirm("U5", "notify email grace@example.org");
        rig.confirm("U6", "notify sms +4915112345679");
        for (String user : List.of("U4", "U5", "U6", "U7")) {
            rig.command(user, "watch production");
        }
        rig.aws.mail().faults().next(Fault.FAIL_BEFORE, any -> true, 0, 3);
        rig.publish("{\"event\":\"Reservation\",\"email\":\"ada@example.org\",\"body\":\"Ready.\"}", null);
        assertThat(rig.aws.queues().bodies("ReservationDeadLetters")).hasSize(1);
        rig.redrive("reservation");
        rig.command("U1", "production for 1h");
        rig.quiet();
        rig.clock.move(Duration.ofMinutes(52));
        rig.sweep();
        assertThat(rig.directMessages("U7")).isNotEmpty();
        assertThat(rig.directMessages("U1")).isNotEmpty();
    }

    private static Set<String> granted() {
        Set<String> granted = new TreeSet<>();
        for (Template.Function function : Template.ofProject().functions()) {
            for (Template.Statement statement : function.statements()) {
                if (statement.policy().equals(OF_THE_CODE)) {
                    for (String action : statement.actions()) {
                        String may = function.name() + " " + action + " ";
                        statement.resources().forEach(arn -> granted.add(may + resource(arn)));
                        statement.allBut().forEach(arn -> granted.add(may + "all but " + topic(arn)));
                    }
                }
            }
        }
        return granted;
    }

    @Test
    void mails_are_sent_in_nobodys_name_but_the_configured() {
        String role = Template.ofProject().tree().get("Resources").toString();

        assertThat(role).contains("Condition={StringEquals={ses:FromAddress=");
    }

    @Test
    void what_lambda_does_in_a_functions_name_stays_with_its_own_log_and_dead_letters() {
        for (Template.Function function : Template.ofProject().functions()) {
            Set<String> allowed = new TreeSet<>(Set.of(
                    "logs:CreateLogStream " + function.logGroup().orElseThrow(),
                    "logs:PutLogEvents " + function.logGroup().orElseThrow()));
            for (Template.Source source : function.sources()) {
                for (String action : List.of("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")) {
                    allowed.add("sqs:" + action + " " + resource(source.queueArn()));
                }
            }
            function.onFailureArn().ifPresent(queue -> allowed.add("sqs:SendMessage " + resource(queue)));
            Set<String> rest = new TreeSet<>();
            for (Template.Statement statement : function.statements()) {
                if (!statement.policy().equals(OF_THE_CODE)) {
                    statement
                            .actions()
                            .forEach(action ->
                                    statement.resources().forEach(arn -> rest.add(action + " " + resource(arn))));
                }
            }
            assertThat(rest).as(function.name()).isEqualTo(allowed);
        }
    }

    private static String topic(String arn) {
        return arn.matches("arn:aws:sns:\\*:\\*:\\*") ? "a topic" : arn;
    }

    private static String resource(String arn) {
        return arn.replaceFirst(":\\*$", "").replaceFirst("^.*:(table/|function:)?", "");
    }

    private static Map<String, String> actions() throws IOException {
        try (InputStream table = PermissionsTest.class.getResourceAsStream("/iam-actions.txt")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" +", -1))
                    .collect(Collectors.toMap(columns -> columns[0], columns -> columns[1]));
        }
    }
}
