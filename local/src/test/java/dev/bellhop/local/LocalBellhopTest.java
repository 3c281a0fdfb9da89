package dev.bellhop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.localaws.Fault;
import dev.bellhop.localaws.FaultLayer;
import dev.bellhop.localaws.Happening;
import dev.bellhop.localaws.LocalDynamo;
import dev.bellhop.localaws.MovableClock;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;

final class LocalBellhopTest {

    private static final Duration SOON = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Sighting> sightings = Collections.synchronizedList(new ArrayList<>());
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : opened.reversed()) {
            part.close();
        }
    }

    @Test
    void a_new_word_shows_1_then_12_then_23() throws IOException {
        LocalBellhop bellhop = start(builder());

        say(bellhop, "awsadvent some words");
        say(bellhop, "awsadvent some words");
        say(bellhop, "awsadvent some words");

        assertThat(replies(bellhop))
                .containsExactly(
                        "awsadvent 1 · some 1 · words 1",
                        "awsadvent 12 · some 12 · words 12",
                        "awsadvent 23 · some 23 · words 23");
        assertThat(sightings).noneMatch(Sighting.Undelivered.class::isInstance);
    }

    @Test
    void each_subscribers_outcome_is_seen() throws IOException {
        LocalBellhop bellhop = start(builder());

        say(bellhop, "awsadvent some words");

        assertThat(sightings)
                .filteredOn(Sighting.Done.class::isInstance)
                .map(Sighting.Done.class::cast)
                .allSatisfy(done -> assertThat(done.about()).isEqualTo("bellhop.message.counted.v1"))
                .extracting(Sighting.Done::function)
                .containsExactlyInAnyOrder("MultiplierFunction", "LoggerFunction", "LeaderboardFunction");
    }

    @Test
    void a_mention_is_answered_once() throws IOException {
        LocalBellhop bellhop = start(builder());

        say(bellhop, "@bellhop good morning");

        assertThat(replies(bellhop)).containsExactly("good 1 · morning 1");
    }

    @Test
    void small_talk_is_not_answered() throws IOException {
        LocalBellhop bellhop = start(builder());

        say(bellhop, "good morning");

        assertThat(replies(bellhop)).isEmpty();
    }

    @Test
    void a_direct_message_is_answered_directly() throws IOException {
        LocalBellhop bellhop = start(builder());
        SlackWorkspace.Channel direct = bellhop.workspace().directMessages(SlackWorkspace.ADA);

        bellhop.say(SlackWorkspace.ADA, direct, "help").join();

        assertThat(bellhop.workspace().messages().get(1).channel()).isEqualTo(direct);
    }

    @Test
    void a_reservation_is_typed_and_the_second_who_wants_it_is_told_alone() throws IOException {
        LocalBellhop bellhop = start(builder());
        Prompt prompt = new Prompt(bellhop, line -> {});

        prompt.read("/reserve staging for 1h");
        Eventually.is(() -> saidTo(bellhop, SlackWorkspace.ADA) == 1);
        prompt.read("as grace: /reserve staging for 1h");
        Eventually.is(() -> saidTo(bellhop, SlackWorkspace.GRACE) == 1);

        assertThat(sightings)
                .filteredOn(Sighting.Said.class::isInstance)
                .map(Sighting.Said.class::cast)
                .filteredOn(said -> said.message().onlyFor().equals(Optional.of(SlackWorkspace.GRACE)))
                .singleElement()
                .satisfies(said -> assertThat(said.shown()).contains("@ada", "[1] ", "[2] "));
    }

    @Test
    void a_form_is_filled_in_and_a_button_pressed() throws IOException {
        LocalBellhop bellhop = start(builder());

        bellhop.command(SlackWorkspace.ADA, SlackWorkspace.GENERAL, "/reserve", "")
                .join();
        assertThat(bellhop.fill(SlackWorkspace.ADA, Map.of("length", "1h")).join())
                .isZero();
        int submitted =
                bellhop.fill(SlackWorkspace.ADA, Map.of("resource", "staging")).join();
        bellhop.command(SlackWorkspace.GRACE, SlackWorkspace.GENERAL, "/reserve", "staging")
                .join();
        int pressed = bellhop.press(SlackWorkspace.GRACE, 1).join();

        assertThat(submitted).isEqualTo(200);
        assertThat(pressed).isEqualTo(200);
        assertThat(bellhop.press(SlackWorkspace.ADA, 1).join()).isZero();
    }

    private static long saidTo(LocalBellhop bellhop, SlackWorkspace.User user) {
        return bellhop.workspace().messages().stream()
                .filter(message -> message.onlyFor().filter(user::equals).isPresent())
                .count();
    }

    @Test
    void an_invited_bot_says_what_it_can_do() throws IOException {
        LocalBellhop bellhop = start(builder());

        bellhop.events().invite(SlackWorkspace.RANDOM, SlackWorkspace.ADA).join();

        assertThat(bellhop.workspace().messages())
                .singleElement()
                .satisfies(message -> assertThat(message.channel()).isEqualTo(SlackWorkspace.RANDOM));
    }

    @Test
    void an_outside_client_is_answered_as_slack_is() throws Exception {
        LocalBellhop bellhop = start(builder());
        String body = """
                {"type":"event_callback","team_id":"T0BELLHOP","api_app_id":"A0BELLHOP","event_id":"Ev1","event_time":1,
                 "authorizations":[{"team_id":"T0BELLHOP","user_id":"U0BELLHOP","is_bot":true}],
                 "event":{"type":"message","channel":"C0GENERAL","channel_type":"channel","user":"U0GRACE01",
                          "text":"awsadvent from outside","ts":"1700000000.000100","event_ts":"1700000000.000100"}}""";

        HttpResponse<String> response = post(bellhop, body, LocalBellhop.SIGNING_SECRET);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(replies(bellhop)).containsExactly("awsadvent 1 · from 1 · outside 1");
    }

    @Test
    void a_wrong_signature_is_refused() throws Exception {
        LocalBellhop bellhop = start(builder());

        HttpResponse<String> response = post(bellhop, "{\"type\":\"url_verification\",\"challenge\":\"c\"}", "wrong");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).doesNotContain("challenge");
    }

    @Test
    void the_webhook_answers_in_its_response() throws Exception {
        LocalBellhop bellhop = start(builder());
        String form = "token=" + LocalBellhop.WEBHOOK_TOKEN + "&team_id=T0BELLHOP&channel_id=C0GENERAL"
                + "&channel_name=general&timestamp=1700000000.000200&user_id=U0ADA0001&user_name=ada"
                + "&text=awsadvent+by+webhook&trigger_word=awsadvent";

        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(bellhop.url().resolve("/slack/webhook"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());

        assertThat(JsonParser.parseString(response.body())
                        .getAsJsonObject()
                        .get("text")
                        .getAsString())
                .isEqualTo("awsadvent 1 · by 1 · webhook 1");
    }

    @Test
    void the_page_and_health_are_answered_and_other_paths_are_not_found() throws Exception {
        LocalBellhop bellhop = start(builder());

        assertThat(get(bellhop, "/health").statusCode()).isEqualTo(200);
        assertThat(get(bellhop, "/slack/events").statusCode()).isEqualTo(404);
        assertThat(get(bellhop, "/").body()).startsWith("<!doctype html>");
        assertThat(get(bellhop, "/elsewhere").statusCode()).isEqualTo(404);
    }

    @Test
    void what_is_not_answered_is_seen_without_what_was_sent() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        LocalBellhop bellhop = start(builder().ids(() -> {
            if (broken.get()) {
                throw new IllegalStateException("a secret");
            }
            return UUID.randomUUID().toString();
        }));
        broken.set(true);

        int status = get(bellhop, "/health").statusCode();
        broken.set(false);

        assertThat(status).isEqualTo(500);
        assertThat(sightings)
                .filteredOn(Sighting.Noted.class::isInstance)
                .map(Sighting.Noted.class::cast)
                .filteredOn(noted -> noted.outcome().equals("unanswered"))
                .singleElement()
                .satisfies(noted -> {
                    assertThat(noted.failed()).isTrue();
                    assertThat(noted.subject()).isEqualTo("GET /health");
                    assertThat(noted.detail())
                            .startsWith("IllegalStateException at ")
                            .doesNotContain("secret");
                });
    }

    @Test
    void slacks_web_api_is_on_the_same_port() throws Exception {
        LocalBellhop bellhop = start(builder());

        JsonObject answer =
                JsonParser.parseString(get(bellhop, "/api/team.info").body()).getAsJsonObject();

        assertThat(answer.get("error").getAsString()).isEqualTo("unknown_method");
    }

    @Test
    void another_slack_stand_in_is_used_where_the_environment_names_one() throws IOException {
        Foreign slack = foreignSlack();
        LocalBellhop bellhop = start(builder()
                .environment(Map.of("SLACK_API_URL", slack.url + "/anywhere/", "SLACK_BOT_TOKEN", "xoxb-foreign")));

        bellhop.say(SlackWorkspace.ADA, SlackWorkspace.GENERAL, "awsadvent").join();

        assertThat(slack.requests).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/anywhere/chat.postMessage");
            assertThat(request.header("authorization")).contains("Bearer xoxb-foreign");
        });
        assertThat(replies(bellhop)).isEmpty();
    }

    @Test
    void a_variable_of_the_environment_wins_over_the_template() throws IOException {
        LocalBellhop bellhop = start(builder()
                .environment(Map.of("TRIGGER_WORDS", "hello", "MULTIPLIER_BONUS", "100", "WORDS_TABLE", "Elsewhere")));

        say(bellhop, "hello");
        say(bellhop, "hello");

        assertThat(replies(bellhop)).containsExactly("hello 1", "hello 102");
        assertThat(bellhop.dynamo()
                        .scan(request -> request.tableName("Elsewhere"))
                        .items())
                .isNotEmpty();
    }

    @Test
    void what_slack_did_not_take_is_said_by_the_sweeper_once_the_schedule_runs_it() throws Exception {
        Foreign slack = foreignSlack();
        slack.answer = new Http.Response(503, Map.of(), SdkBytes.fromUtf8String(""));
        ManualTimer timer = new ManualTimer();
        MovableClock clock = MovableClock.standing(Instant.now());
        LocalBellhop bellhop =
                start(builder().timer(timer).clock(clock).environment(Map.of("SLACK_API_URL", slack.url + "/api/")));
        bellhop.say(SlackWorkspace.ADA, SlackWorkspace.GENERAL, "awsadvent").join();
        int tries = slack.requests.size();
        slack.answer = Foreign.OK;
        clock.move(Duration.ofMinutes(1));

        timer.runAll(Duration.ofMinutes(1));
        bellhop.awaitQuiet(SOON);

        assertThat(slack.requests.size()).isEqualTo(tries + 1);
    }

    @Test
    void the_schedule_goes_on() throws Exception {
        ManualTimer timer = new ManualTimer();
        LocalBellhop bellhop = start(builder().timer(timer));

        timer.runAll(Duration.ofMinutes(1));
        timer.runAll(Duration.ofMinutes(1));
        bellhop.awaitQuiet(SOON);

        assertThat(sightings)
                .filteredOn(sighting -> sighting instanceof Sighting.Done(String function, String about, var took)
                        && function.equals("SweeperFunction")
                        && about.equals(Sighting.SCHEDULE))
                .hasSize(2);
    }

    @Test
    void what_reaches_no_subscriber_is_seen_in_its_dead_letter_queue() throws IOException {
        LocalBellhop bellhop = start(builder());
        bellhop.aws().functions().unregister("MultiplierFunction");

        say(bellhop, "awsadvent some words");

        assertThat(sightings)
                .anyMatch(
                        sighting -> sighting instanceof Sighting.Aws(Happening.DeadLettered(String queue, String body))
                                && queue.equals("MultiplierDeadLetters")
                                && body.contains("some words"));
    }

    @Test
    void another_dynamodb_is_used_where_the_environment_names_one() throws IOException {
        LocalDynamo elsewhere = LocalDynamo.inMemory();
        opened.add(elsewhere);
        LocalBellhop bellhop = start(builder()
                .environment(
                        Map.of("AWS_ENDPOINT_URL_DYNAMODB", elsewhere.endpoint().toString())));

        say(bellhop, "awsadvent some words");

        assertThat(bellhop.usesDynamoDbLocal()).isFalse();
        assertThat(elsewhere
                        .client()
                        .scan(request -> request.tableName("WordsTable"))
                        .items())
                .isNotEmpty();
    }

    @Test
    void a_bot_that_can_not_count_is_told_again_by_slack() throws Exception {
        FaultLayer dynamo = new FaultLayer();
        LocalBellhop bellhop =
                start(builder().dynamoLayers(dynamo).slackRetries(List.of(Duration.ZERO, Duration.ZERO)));
        // Refused as invalid, which the SDK does not try again.
        dynamo.faults().next(Fault.REFUSE, call -> call.operation().equals("TransactWriteItems"));

        int first = bellhop.say(SlackWorkspace.ADA, SlackWorkspace.GENERAL, "awsadvent some words")
                .join();

        assertThat(first).isEqualTo(500);
        Eventually.is(() -> !replies(bellhop).isEmpty());
        assertThat(replies(bellhop)).containsExactly("awsadvent 1 · some 1 · words 1");
    }

    @Test
    void what_was_counted_is_still_there_after_a_restart_with_the_same_folder(@TempDir Path data) throws IOException {
        try (LocalBellhop first = builder().data(data).start()) {
            say(first, "awsadvent some words");
        }
        LocalBellhop second = start(builder().data(data));

        say(second, "awsadvent some words");

        assertThat(replies(second))
                .containsExactly("awsadvent 1 · some 1 · words 1", "awsadvent 12 · some 12 · words 12");
    }

    @Test
    void what_was_said_and_where_is_still_there_too(@TempDir Path data) throws IOException {
        SlackWorkspace.Message said;
        SlackWorkspace.Message saidDirectly;
        try (LocalBellhop first = builder().data(data).start()) {
            saidDirectly = first.workspace()
                    .post(
                            first.workspace().directMessages(SlackWorkspace.ADA),
                            Optional.empty(),
                            SlackWorkspace.BELLHOP,
                            "hi, Ada",
                            Optional.empty());
            SlackWorkspace.Channel deploys =
                    first.workspace().addChannel("deploys").orElseThrow();
            first.events().invite(deploys, SlackWorkspace.ADA).join();
            said = first.workspace().post(deploys, Optional.empty(), SlackWorkspace.ADA, "hi", Optional.empty());
            first.workspace()
                    .post(
                            deploys,
                            Optional.empty(),
                            SlackWorkspace.BELLHOP,
                            "for ada alone",
                            Optional.of(SlackWorkspace.ADA));
            first.workspace()
                    .delete(first.workspace()
                            .post(deploys, Optional.empty(), SlackWorkspace.ADA, "taken back", Optional.empty()));
        }

        LocalBellhop second = start(builder().data(data));

        assertThat(second.workspace().messages())
                .contains(said, saidDirectly)
                .extracting(SlackWorkspace.Message::text)
                .doesNotContain("for ada alone", "taken back");
        assertThat(second.workspace().isBotIn(said.channel())).isTrue();
        assertThat(second.workspace().nextTs()).isGreaterThan(said.ts());
    }

    @Test
    void what_can_not_be_read_again_is_said_and_holds_up_no_start(@TempDir Path data) throws IOException {
        Files.writeString(data.resolve("workspace.jsonl"), "{\"channel\":{\"kind\":\"DREAM\"}}\n{\"said");

        start(builder().data(data));

        assertThat(sightings)
                .filteredOn(Sighting.Noted.class::isInstance)
                .map(Sighting.Noted.class::cast)
                .singleElement()
                .satisfies(noted -> {
                    assertThat(noted.failed()).isTrue();
                    assertThat(noted.subject()).endsWith("workspace.jsonl");
                    assertThat(noted.detail()).startsWith("2 can't be read").endsWith(": 1, 2");
                });
    }

    @Test
    void a_button_inside_a_form_is_pressed_at_the_prompt_and_the_form_closed() throws IOException {
        LocalBellhop bellhop = start(builder());
        Prompt prompt = new Prompt(bellhop, line -> {});
        bellhop.command(SlackWorkspace.ADA, SlackWorkspace.GENERAL, "/reserve", "staging for 1h")
                .join();
        bellhop.command(SlackWorkspace.GRACE, SlackWorkspace.GENERAL, "/reserve", "")
                .join();
        bellhop.fill(SlackWorkspace.GRACE, Map.of("resource", "staging")).join();

        int pressed = bellhop.press(SlackWorkspace.GRACE, 1).join();
        prompt.read("as grace: close");

        assertThat(pressed).isEqualTo(200);
        assertThat(sightings)
                .filteredOn(Sighting.Shown.class::isInstance)
                .map(sighting -> ((Sighting.Shown) sighting).text())
                .anyMatch(text -> text.contains("[1] "));
    }

    @Test
    void a_form_shows_times_in_the_zone_of_who_opened_it() throws IOException {
        MovableClock clock = MovableClock.standing(Instant.parse("2026-11-20T10:00:00Z"));
        LocalBellhop bellhop = start(builder().clock(clock).timer(new ManualTimer()));
        bellhop.command(SlackWorkspace.ADA, SlackWorkspace.GENERAL, "/reserve", "staging for 1h")
                .join();
        bellhop.command(SlackWorkspace.KATHERINE, SlackWorkspace.GENERAL, "/reserve", "")
                .join();

        bellhop.fill(SlackWorkspace.KATHERINE, Map.of("resource", "staging")).join();

        assertThat(sightings)
                .filteredOn(sighting -> sighting instanceof Sighting.Shown(SlackWorkspace.User to, String text)
                        && to.equals(SlackWorkspace.KATHERINE)
                        && text.contains("@ada"))
                .map(sighting -> ((Sighting.Shown) sighting).text())
                .singleElement()
                // 11:00 in London is 3 in the morning in Los Angeles.
                .satisfies(text -> assertThat(text).contains("03:00"));
    }

    @Test
    void a_taken_port_is_said() throws IOException {
        LocalBellhop bellhop = start(builder());

        assertThatThrownBy(() -> builder().port(bellhop.url().getPort()).start())
                .isInstanceOf(BindException.class);
    }

    @Test
    void a_handler_that_is_not_known_is_named(@TempDir Path folder) throws IOException {
        Path template = folder.resolve("template.yaml");
        Files.writeString(template, """
                Resources:
                  NewRole:
                    Type: AWS::IAM::Role
                    Properties: { Policies: [] }
                  NewFunction:
                    Type: AWS::Serverless::Function
                    Properties:
                      Role: !GetAtt NewRole.Arn
                      Handler: dev.bellhop.subscribers.fresh.FreshHandler::handleRequest
                      Runtime: java25
                      CodeUri: subscribers/target/bellhop-subscribers.jar
                """);

        assertThatThrownBy(() -> builder().template(template).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NewFunction")
                .hasMessageContaining("FreshHandler");
    }

    private LocalBellhop.Builder builder() {
        return Unhurried.bellhop().watcher(sightings::add);
    }

    private LocalBellhop start(LocalBellhop.Builder builder) throws IOException {
        LocalBellhop bellhop = builder.start();
        opened.add(bellhop);
        return bellhop;
    }

    /** Says it, and waits until all that comes of it is done. */
    private static void say(LocalBellhop bellhop, String text) {
        assertThat(bellhop.say(SlackWorkspace.ADA, SlackWorkspace.GENERAL, text).join())
                .isEqualTo(200);
        bellhop.awaitQuiet(SOON);
    }

    private static List<String> replies(LocalBellhop bellhop) {
        return bellhop.workspace().messages().stream()
                .filter(SlackWorkspace.Message::isOfBot)
                .map(SlackWorkspace.Message::text)
                .toList();
    }

    private HttpResponse<String> get(LocalBellhop bellhop, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(bellhop.url().resolve(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(LocalBellhop bellhop, String body, String secret) throws Exception {
        long timestamp = Instant.now().getEpochSecond();
        return client.send(
                HttpRequest.newBuilder(bellhop.url().resolve("/slack/events"))
                        .header("Content-Type", "application/json")
                        .header("X-Slack-Request-Timestamp", Long.toString(timestamp))
                        .header("X-Slack-Signature", new SlackSignature(secret).of(timestamp, body))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private Foreign foreignSlack() throws IOException {
        HttpFront front = HttpFront.open(0);
        opened.add(front);
        Foreign slack = new Foreign(front.url());
        front.answerWith(request -> {
            slack.requests.add(request);
            return slack.answer;
        });
        return slack;
    }

    /** Somebody else's Slack. */
    private static final class Foreign {
        static final Http.Response OK =
                Http.Response.json(200, JsonParser.parseString("{\"ok\":true,\"ts\":\"1700000000.000300\"}"));

        final URI url;
        final List<Http.Request> requests = Collections.synchronizedList(new ArrayList<>());
        volatile Http.Response answer = OK;

        Foreign(URI url) {
            this.url = url;
        }
    }
}
