package dev.bellhop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.aws.Environment;
import dev.bellhop.localaws.Fault;
import dev.bellhop.localaws.FaultLayer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;

/** A workspace joined over a real WebSocket. */
final class SocketModeTest {

    private static final SlackSignature SIGNATURE = new SlackSignature("secret");

    private final List<Sighting> sightings = Collections.synchronizedList(new ArrayList<>());
    private final List<AutoCloseable> opened = new ArrayList<>();
    private FakeSlack slack;

    @BeforeEach
    void openSlack() throws Exception {
        slack = opened(new FakeSlack());
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : opened.reversed()) {
            part.close();
        }
    }

    @Test
    void an_event_is_counted_answered_there_and_acknowledged_with_nothing() throws IOException {
        start(builder());

        slack.send("e1", "events_api", message("awsadvent some words"), false, 0);

        assertThat(slack.acknowledgement("e1").keySet()).containsExactly("envelope_id");
        assertThat(slack.calls("chat.postMessage")).singleElement().satisfies(call -> {
            assertThat(call.form()).containsEntry("channel", "C1");
            assertThat(call.form()).containsEntry("text", "awsadvent 1 · some 1 · words 1");
        });
    }

    @Test
    void a_commands_answer_is_in_its_acknowledgement() throws IOException {
        start(builder());

        slack.send("e1", "slash_commands", command("staging for 1h"), true, 0);

        JsonObject payload = slack.acknowledgement("e1").getAsJsonObject("payload");
        assertThat(payload.get("response_type").getAsString()).isEqualTo("ephemeral");
        assertThat(payload.toString()).contains("*staging* is yours");
    }

    @Test
    void what_is_wrong_with_a_form_is_in_its_acknowledgement() throws IOException {
        start(builder());

        slack.send("e1", "interactive", form("list"), true, 0);

        JsonObject payload = slack.acknowledgement("e1").getAsJsonObject("payload");
        assertThat(payload.get("response_action").getAsString()).isEqualTo("errors");
        assertThat(payload.getAsJsonObject("errors").keySet()).containsExactly("resource");
    }

    @Test
    void what_the_bot_fails_at_is_not_acknowledged_until_slack_sends_it_again() throws IOException {
        FaultLayer dynamo = new FaultLayer();
        start(builder().dynamoLayers(dynamo));
        // Refused as invalid, which the SDK does not try again.
        dynamo.faults().next(Fault.REFUSE, call -> call.operation().equals("TransactWriteItems"));

        slack.send("e1", "events_api", message("awsadvent some words"), false, 0);
        Eventually.is(() -> noted("is not answered"));
        slack.send("e2", "events_api", message("awsadvent some words"), false, 1);

        slack.acknowledgement("e2");
        assertThat(slack.hasAcknowledged("e1")).isFalse();
        assertThat(slack.calls("chat.postMessage")).hasSize(1);
    }

    @Test
    void when_slack_asks_for_it_there_is_a_new_connection_and_then_the_old_one_is_closed() throws IOException {
        start(builder());

        slack.refresh();
        Eventually.is(() -> slack.connections() == 2 && !slack.isOpen(0));
        slack.send("e1", "events_api", message("awsadvent"), false, 0);

        slack.acknowledgement("e1");
        assertThat(slack.isOpen(1)).isTrue();
        assertThat(noted("has closed the connection")).isFalse();
    }

    @Test
    void a_connection_that_breaks_is_seen_and_opened_again() throws IOException {
        start(builder());

        slack.drop();
        Eventually.is(() -> noted("has closed the connection"));
        Eventually.is(() -> noted("is connected again"));
        slack.send("e1", "events_api", message("awsadvent"), false, 0);

        slack.acknowledgement("e1");
    }

    @Test
    void what_is_typed_is_not_sent() throws IOException {
        LocalBellhop bellhop = start(builder());
        List<String> said = new ArrayList<>();

        boolean goesOn = new Prompt(bellhop, said::add).read("awsadvent some words");

        assertThat(goesOn).isTrue();
        assertThat(said).containsExactly("Slack is Acme, the bot @bellhop: what is typed here is not sent; /quit ends");
        assertThat(bellhop.workspace().messages()).isEmpty();
    }

    @Test
    void an_event_comes_as_signed_json_with_slacks_retry_headers() throws IOException {
        AtomicReference<Http.Request> received = new AtomicReference<>();
        join(received, "");
        JsonObject payload = message("äöü <@U1> & 1.0");

        slack.send("e1", "events_api", payload, false, 2);

        slack.acknowledgement("e1");
        Http.Request request = received.get();
        assertThat(request.mediaType()).isEqualTo("application/json");
        assertThat(request.text()).isEqualTo(payload.toString());
        assertThat(request.header("x-slack-retry-num")).contains("2");
        assertThat(request.header("x-slack-retry-reason")).contains("timeout");
        long timestamp =
                Long.parseLong(request.header("x-slack-request-timestamp").orElseThrow());
        assertThat(request.header("x-slack-signature")).contains(SIGNATURE.of(timestamp, request.text()));
    }

    @Test
    void a_command_comes_as_a_form_of_all_its_fields() throws IOException {
        AtomicReference<Http.Request> received = new AtomicReference<>();
        join(received, "");
        JsonObject payload = command("a&b=c ä+1");
        payload.add("enterprise_id", null);

        slack.send("e1", "slash_commands", payload, true, 0);

        assertThat(slack.acknowledgement("e1").keySet()).containsExactly("envelope_id");
        assertThat(received.get().mediaType()).isEqualTo("application/x-www-form-urlencoded");
        Map<String, String> fields = new HashMap<>();
        payload.asMap().forEach((name, value) -> {
            if (value.isJsonPrimitive()) {
                fields.put(name, value.getAsString());
            }
        });
        assertThat(Http.fields(received.get().text())).isEqualTo(fields);
        assertThat(received.get().headers()).doesNotContainKey("x-slack-retry-num");
    }

    @Test
    void an_interaction_comes_as_the_field_payload() throws IOException {
        AtomicReference<Http.Request> received = new AtomicReference<>();
        join(received, "");

        slack.send("e1", "interactive", form("R&D"), true, 0);

        slack.acknowledgement("e1");
        assertThat(Http.fields(received.get().text()))
                .isEqualTo(Map.of("payload", form("R&D").toString()));
    }

    @Test
    void a_plain_answer_is_the_acknowledgements_text() throws IOException {
        join(new AtomicReference<>(), "plain words");

        slack.send("e1", "slash_commands", command(""), true, 0);

        assertThat(slack.acknowledgement("e1").getAsJsonObject("payload").toString())
                .isEqualTo("{\"text\":\"plain words\"}");
    }

    @Test
    void where_slack_takes_no_answer_it_gets_none() throws IOException {
        join(new AtomicReference<>(), "{\"text\":\"words\"}");

        slack.send("e1", "events_api", message("hi"), false, 0);

        assertThat(slack.acknowledgement("e1").keySet()).containsExactly("envelope_id");
    }

    @Test
    void a_bot_that_does_not_answer_within_3_s_is_not_acknowledged() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        join(
                request -> {
                    end.await();
                    return new Http.Response(200, Map.of(), SdkBytes.fromUtf8String(""));
                },
                SlackEvents.ANSWER_WITHIN);

        slack.send("e1", "events_api", message("hi"), false, 0);
        Eventually.is(() -> noted("is not answered"));
        end.countDown();

        assertThat(slack.hasAcknowledged("e1")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "auth.test,invalid_auth,SLACK_BOT_TOKEN,OAuth & Permissions",
        "auth.test,account_inactive,SLACK_BOT_TOKEN,OAuth & Permissions",
        "apps.connections.open,invalid_auth,SLACK_APP_TOKEN,connections:write",
        "apps.connections.open,not_allowed_token_type,SLACK_APP_TOKEN,app-level token",
        "apps.connections.open,missing_scope,SLACK_APP_TOKEN,connections:write"
    })
    void a_token_that_slack_refuses_is_named_with_what_to_do(
            String method, String error, String variable, String remedy) {
        slack.refuse(method, error);

        assertThatThrownBy(() -> builder().start())
                .isInstanceOf(SocketMode.NotJoinedException.class)
                .hasMessageStartingWith(variable + ": Slack says " + error)
                .hasMessageContaining(remedy);
    }

    @Test
    void until_it_has_joined_the_page_is_not_ready() throws Exception {
        int port = freePort();
        List<Integer> statuses = new CopyOnWriteArrayList<>();
        HttpClient client = opened(HttpClient.newHttpClient());
        HttpRequest say = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/local/messages"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"user\":\"U0ADA0001\",\"channel\":\"C0GENERAL\",\"text\":\"hi\"}"))
                .build();
        slack.beforeAnswering(() -> statuses.add(client.sendAsync(say, BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode)
                .join()));

        start(builder().port(port));
        slack.beforeAnswering(() -> {});

        assertThat(statuses).isNotEmpty().containsOnly(503);
        assertThat(client.send(say, BodyHandlers.discarding()).statusCode()).isEqualTo(400);
    }

    @Test
    void trouble_is_not_offered_to_a_slack_that_is_not_ours() throws Exception {
        LocalBellhop bellhop = start(builder());
        HttpClient client = opened(HttpClient.newHttpClient());

        HttpResponse<String> snapshot = client.send(
                HttpRequest.newBuilder(bellhop.url().resolve("/local/snapshot")).build(), BodyHandlers.ofString());

        assertThat(json(snapshot.body()).getAsJsonObject("trouble").getAsJsonArray("services"))
                .extracting(service -> service.getAsJsonObject().get("id").getAsString())
                .contains("sns")
                .doesNotContain("slack");
    }

    @Test
    void a_slack_that_is_not_there_is_said() {
        slack.close();

        assertThatThrownBy(() -> builder().start())
                .isInstanceOf(SocketMode.NotJoinedException.class)
                .hasMessageStartingWith("Slack can't be reached at " + slack.url());
    }

    @Test
    void a_connection_that_can_not_be_opened_is_said() {
        slack.connectAt("ws://127.0.0.1:1/link?ticket=secret");

        assertThatThrownBy(() -> builder().start())
                .isInstanceOf(SocketMode.NotJoinedException.class)
                .hasMessageContaining("WebSocket can't be opened")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({"xoxb-1,xoxb-1,SLACK_APP_TOKEN", "xapp-1,xapp-1,SLACK_BOT_TOKEN", "xapp-1,'',SLACK_BOT_TOKEN"})
    void a_token_of_the_wrong_kind_is_named_and_not_shown(String appToken, String botToken, String variable) {
        assertThatThrownBy(() -> builder(appToken, botToken).start())
                .isInstanceOf(Environment.ConfigurationException.class)
                .hasMessageStartingWith(variable + " is ")
                .hasMessageNotContainingAny("xapp-1", "xoxb-1");
    }

    private LocalBellhop.Builder builder() {
        return builder(FakeSlack.APP_TOKEN, FakeSlack.BOT_TOKEN);
    }

    private LocalBellhop.Builder builder(String appToken, String botToken) {
        return Unhurried.bellhop()
                .environment(
                        Map.of("SLACK_APP_TOKEN", appToken, "SLACK_BOT_TOKEN", botToken, "SLACK_API_URL", slack.url()))
                .watcher(sightings::add);
    }

    private LocalBellhop start(LocalBellhop.Builder builder) throws IOException {
        return opened(builder.start());
    }

    /** Joins with something in the bot's place that answers 200. */
    private void join(AtomicReference<Http.Request> received, String answer) throws IOException {
        Http.Handler handler = request -> {
            received.set(request);
            return new Http.Response(200, Map.of(), SdkBytes.fromUtf8String(answer));
        };
        // However busy the machine is.
        join(handler, Duration.ofMinutes(1));
    }

    private void join(Http.Handler handler, Duration answerWithin) throws IOException {
        HttpFront bot = opened(HttpFront.open(0));
        bot.answerWith(handler);
        SlackForm form = new SlackForm(
                opened(HttpClient.newHttpClient()), bot.url(), SIGNATURE, Clock.systemUTC(), answerWithin);
        opened(SocketMode.join(
                new SocketModeConfig(FakeSlack.APP_TOKEN, FakeSlack.BOT_TOKEN, slack.url()), form, sightings::add));
    }

    private boolean noted(String outcome) {
        synchronized (sightings) {
            return sightings.stream()
                    .anyMatch(sighting -> sighting instanceof Sighting.Noted noted
                            && noted.failed()
                            && noted.outcome().equals(outcome));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static JsonObject message(String text) {
        JsonObject envelope = json("""
                {"token":"t","team_id":"T1","api_app_id":"A1","type":"event_callback","event_id":"Ev1","event_time":1,
                 "authorizations":[{"team_id":"T1","user_id":"UBOT","is_bot":true}],
                 "event":{"type":"message","channel":"C1","channel_type":"channel","user":"U1",
                          "ts":"1700000000.000100","event_ts":"1700000000.000100"}}""");
        envelope.getAsJsonObject("event").addProperty("text", text);
        return envelope;
    }

    private static JsonObject command(String text) {
        JsonObject command = json("""
                {"token":"t","team_id":"T1","team_domain":"acme","channel_id":"C1","channel_name":"general",
                 "user_id":"U1","user_name":"ada","command":"/reserve","api_app_id":"A1",
                 "is_enterprise_install":"false","response_url":"http://127.0.0.1:1/response","trigger_id":"1.2.3"}""");
        command.addProperty("text", text);
        return command;
    }

    private static JsonObject form(String resource) {
        JsonObject payload = json("""
                {"type":"view_submission","team":{"id":"T1"},"user":{"id":"U1"},"trigger_id":"9.9.9",
                 "view":{"id":"V1","type":"modal","callback_id":"reserve_form","hash":"h1",
                 "private_metadata":"C1 Europe/Berlin","state":{"values":{
                 "resource":{"resource":{"type":"plain_text_input"}},
                 "date":{"date":{"type":"datepicker"}},"time":{"time":{"type":"timepicker"}},
                 "length":{"length":{"type":"plain_text_input","value":"1h"}},
                 "location":{"location":{"type":"plain_text_input"}},
                 "reason":{"reason":{"type":"plain_text_input"}}}}},"response_urls":[]}""");
        payload.getAsJsonObject("view")
                .getAsJsonObject("state")
                .getAsJsonObject("values")
                .getAsJsonObject("resource")
                .getAsJsonObject("resource")
                .addProperty("value", resource);
        return payload;
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.add(part);
        return part;
    }
}
