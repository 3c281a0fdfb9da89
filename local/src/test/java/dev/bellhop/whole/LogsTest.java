package dev.bellhop.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.localaws.Happening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/** What the functions print, when all goes well and when it does not. */
final class LogsTest {

    private static final SlackEvent HELLO = SlackEvent.message("1764583200.000100", "awsadvent tr4ceable words");

    /** Where each line counts, no process may run out of time because the machine is busy. */
    private final Rig rig = new Rig(Duration.ZERO, 16);

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void every_function_can_be_asked_what_became_of_an_event_by_its_id() {
        rig.aws.topics().deliverNext(2);
        rig.deliver(HELLO);
        rig.deliver(HELLO.retried(1));
        rig.sweep();

        assertThat(outcomes("BotLogGroup", HELLO.identity()))
                .as(() -> String.join("\n", rig.notes))
                .containsExactly("settled", "answered", "duplicate", "answered");
        assertThat(outcomes("MultiplierLogGroup", HELLO.identity())).containsExactlyInAnyOrder("done", "duplicate");
        assertThat(outcomes("LoggerLogGroup", HELLO.identity())).contains("done", "duplicate");
        assertThat(outcomes("ReservationLogGroup", HELLO.identity())).isEmpty();
    }

    @Test
    void what_the_sweeper_finishes_is_found_by_the_events_id_too() {
        rig.slack.down(true);
        rig.deliver(HELLO);
        rig.slack.down(false);
        rig.sweep();

        assertThat(outcomes("BotLogGroup", HELLO.identity())).containsExactly("reply-owed", "owing", "answered");
        assertThat(outcomes("SweeperLogGroup", HELLO.identity())).containsExactly("settled");
    }

    @Test
    void who_was_told_of_a_booking_is_found_by_the_events_id() {
        rig.command("UGRACE", "watch staging");
        rig.command(Life.endless(), "UADA", "staging for 2h", "trigger-1");
        rig.quiet();

        assertThat(outcomes("BotLogGroup", "T1:trigger-1"))
                .containsExactly("user-unknown", "settled", "reserve", "answered");
        assertThat(outcomes("ReservationLogGroup", "T1:trigger-1")).containsExactly("told", "done");
    }

    @Test
    void no_line_but_the_event_logs_has_a_token_an_address_or_what_somebody_wrote() {
        everything();

        assertThat(rig.logged()).anyMatch(line -> line.contains("tr4ceable"));
        assertThat(rig.happenings).anyMatch(happening -> happening instanceof Happening.Mailed);
        assertThat(rig.printed)
                .hasSizeGreaterThan(50)
                .noneMatch(line -> line.contains("tr4ceable"))
                .noneMatch(line -> line.contains("xoxb-"))
                .noneMatch(line -> line.contains(Rig.SIGNING_SECRET) || line.contains(Rig.WEBHOOK_TOKEN))
                .noneMatch(line -> line.contains("grace@") || line.contains("@example.org"));
    }

    @Test
    void every_line_is_json_with_fields_that_the_docs_name() throws IOException {
        Set<String> documented = new TreeSet<>(Files.readString(Path.of("../docs/operations.md"))
                .lines()
                .dropWhile(line -> !line.startsWith("| field |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("`", 3)[1])
                .toList());

        everything();

        Set<String> used = new TreeSet<>();
        outcomes().forEach(line -> used.addAll(line.keySet()));
        assertThat(used).isEqualTo(documented);
        assertThat(rig.printed)
                .filteredOn(line -> line.contains("\"_aws\""))
                .isNotEmpty()
                .allMatch(line -> line.contains("\"Namespace\":\"Bellhop/bellhop\""));
    }

    /** Messages, a webhook, bookings, addresses, and each thing that can be out of reach. */
    private void everything() {
        rig.deliver(HELLO);
        rig.deliver(HELLO);
        rig.deliver(SlackEvent.message("1764583201.000100", "awsadvent tr4ceable webhook")
                .as(SlackEvent.Kind.WEBHOOK));
        rig.confirm("UGRACE", "notify email grace@example.org");
        rig.command("UGRACE", "watch staging");
        rig.command("UADA", "staging for 2h -- tr4ceable reason");
        rig.command("UGRACE", "staging for 2h -- tr4ceable reason");
        rig.command("UADA", "notify sms +4915112345678");
        rig.command("UADA", "what is tr4ceable here, at, for");
        rig.publish(
                "{\"event\":\"Reservation\",\"user_id\":\"UADA\",\"email\":\"x@example.org\",\"body\":\"tr4ceable\"}",
                null);
        rig.publish("tr4ceable, and no JSON", null);
        rig.publish("{\"event\":\"Reservation\",\"body\":\"tr4ceable without an address\"}", null);
        rig.slack.down(true);
        rig.deliver(SlackEvent.message("1764583202.000100", "awsadvent tr4ceable slack"));
        rig.command("UADA", "cancel staging");
        rig.slack.down(false);
        rig.aws.topics().faults().down();
        rig.deliver(SlackEvent.message("1764583203.000100", "awsadvent tr4ceable topic"));
        rig.sweep();
        rig.aws.topics().faults().clear();
        rig.dynamoFaults.faults().down();
        rig.deliver(SlackEvent.message("1764583204.000100", "awsadvent tr4ceable table"));
        rig.deliver(SlackEvent.message("1764583204.000100", "awsadvent tr4ceable table")
                .as(SlackEvent.Kind.WEBHOOK));
        rig.command("UADA", "staging for 1h -- tr4ceable reason");
        rig.dynamoFaults.faults().clear();
        rig.clock.move(Duration.ofMinutes(5));
        rig.sweep();
        rig.redrive("reservation");
        rig.quiet();
    }

    private List<JsonObject> outcomes() {
        return rig.printed.stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .filter(line -> !line.has("_aws"))
                .toList();
    }

    /** As an operator asks CloudWatch Logs, page by page. */
    private List<String> outcomes(String group, String event) {
        List<String> found = new ArrayList<>();
        String token = null;
        do {
            String from = token;
            var page = rig.aws
                    .logs()
                    .filterLogEvents(request -> request.logGroupName(group)
                            .filterPattern("{ $.event = \"" + event + "\" }")
                            .limit(1)
                            .nextToken(from));
            page.events().stream()
                    .map(FilteredLogEvent::message)
                    .map(line -> JsonParser.parseString(line)
                            .getAsJsonObject()
                            .get("outcome")
                            .getAsString())
                    .forEach(found::add);
            token = page.nextToken();
        } while (token != null);
        return found;
    }
}
