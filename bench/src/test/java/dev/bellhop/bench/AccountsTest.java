package dev.bellhop.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import com.sun.net.httpserver.HttpServer;
import dev.bellhop.lambdaprocess.SlackRequest;
import dev.bellhop.local.LocalBellhop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Whether what a load run checks at its end would see what it is for. */
class AccountsTest {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final HttpServer slack;
    private final LocalBellhop bellhop;
    private final Deliveries deliveries;
    private final Messages messages = new Messages(Clock.systemUTC());
    private final Accounts accounts = new Accounts();

    AccountsTest() throws IOException {
        slack = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        slack.createContext("/", exchange -> {
            byte[] answer = "{\"ok\":true,\"ts\":\"1.1\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        slack.start();
        bellhop = LocalBellhop.builder()
                .port(0)
                .environment(Map.of(
                        "SLACK_SIGNING_SECRET",
                        SlackRequest.SECRET,
                        "SLACK_API_URL",
                        "http://127.0.0.1:" + slack.getAddress().getPort() + "/api/"))
                .timer((wait, task) -> {})
                .start();
        deliveries = new Deliveries(bellhop.url(), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        deliveries.close();
        bellhop.close();
        slack.stop(0);
    }

    @Test
    void what_was_delivered_is_there_once_even_where_it_was_delivered_twice() throws Exception {
        deliver(said());
        Messages.Said twice = said();
        deliver(twice);
        deliver(twice);

        assertThat(accounts.faults(bellhop)).isEmpty();
    }

    @Test
    void a_lost_message_is_seen() throws Exception {
        deliver(said());
        said();

        assertThat(accounts.faults(bellhop))
                .contains(
                        "\"awsadvent\" was said 2 times and counted 1 times",
                        "the bot: 1 marks of 2 messages",
                        "multiplier: 1 marks of 2 messages",
                        "logger: 1 marks of 2 messages");
    }

    @Test
    void a_word_that_was_counted_twice_is_seen() throws Exception {
        deliver(said());
        add(word(), "mentions", 1);

        assertThat(accounts.faults(bellhop)).anyMatch(fault -> fault.contains("was said 1 times and counted 2 times"));
    }

    @Test
    void a_bonus_that_was_added_twice_is_seen() throws Exception {
        deliver(said());
        add(word(), "count", 10);

        assertThat(accounts.faults(bellhop)).anyMatch(fault -> fault.contains("stands at 21 and should at 11"));
    }

    @Test
    void what_is_still_owed_is_seen() throws Exception {
        Messages.Said said = said();
        deliver(said);
        String identity = Messages.TEAM + ":" + Messages.CHANNEL + ":" + said.ts();
        update(
                "LedgerTable",
                Map.of("pk", fromS(identity), "sk", fromS("MARK")),
                "SET owesEvents = :value",
                fromS("any"));

        assertThat(accounts.faults(bellhop))
                .containsExactly("1 marks are unfinished or owe something, such as " + identity);
    }

    @Test
    void a_dead_letter_is_seen() {
        bellhop.aws()
                .queues()
                .sendMessage(request -> request.queueUrl(bellhop.template().queues().stream()
                                .filter(queue -> queue.name().equals("LoggerDeadLetters"))
                                .findFirst()
                                .orElseThrow()
                                .url())
                        .messageBody("any"));

        assertThat(accounts.faults(bellhop)).containsExactly("LoggerDeadLetters holds 1 messages");
    }

    private Messages.Said said() {
        return accounts.add(messages.said(5));
    }

    private void deliver(Messages.Said said) throws Exception {
        assertThat(deliveries.atOnce(List.of(said)).getFirst().get().heard()).isTrue();
        bellhop.awaitQuiet(LONGEST);
    }

    /** The item of a word that is no trigger. */
    private Map<String, AttributeValue> word() {
        return bellhop.dynamo().scan(scan -> scan.tableName("WordsTable").consistentRead(true)).items().stream()
                .map(item -> Map.of("pk", item.get("pk"), "sk", item.get("sk")))
                .filter(key -> key.get("sk").s().startsWith("W#word"))
                .findFirst()
                .orElseThrow();
    }

    private void add(Map<String, AttributeValue> key, String attribute, int more) {
        update("WordsTable", key, "ADD #name :value", fromN(Integer.toString(more)), attribute);
    }

    private void update(
            String table, Map<String, AttributeValue> key, String expression, AttributeValue value, String... name) {
        bellhop.dynamo().updateItem(request -> {
            request.tableName(table)
                    .key(key)
                    .updateExpression(expression)
                    .expressionAttributeValues(Map.of(":value", value));
            Stream.of(name).forEach(each -> request.expressionAttributeNames(Map.of("#name", each)));
        });
    }
}
