package dev.bellhop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.localaws.Pending;
import dev.bellhop.localaws.PendingFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;

final class SlackEventsTest {

    /** On a machine with much to do. */
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private final List<Http.Request> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
    private final List<Sighting> sightings = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger ids = new AtomicInteger();
    private final SlackWorkspace workspace = new SlackWorkspace(Clock.systemUTC(), message -> {});
    private volatile Http.Response answer = new Http.Response(200, Map.of(), SdkBytes.fromUtf8String(""));
    private HttpFront front;
    private SlackEvents events;

    @BeforeEach
    void open() throws IOException {
        front = HttpFront.open(0);
        front.answerWith(request -> {
            requests.add(request);
            return answer;
        });
        // No time passes here: what is to be done later is done now.
        events = events(Pending.IN_MEMORY, (wait, task) -> {
            waits.add(wait);
            task.run();
        });
    }

    private SlackEvents events(Pending pending, Timer timer) {
        return new SlackEvents(
                workspace,
                HttpClient.newHttpClient(),
                front.url().resolve("/slack/events"),
                new SlackSignature("a-secret"),
                SlackEvents.RETRIES,
                timer,
                Clock.systemUTC(),
                LONGEST_ANSWER,
                () -> "id" + ids.incrementAndGet(),
                sightings::add,
                pending);
    }

    @AfterEach
    void close() {
        front.close();
    }

    @Test
    void a_message_is_sent_signed_as_slack_does() {
        SlackWorkspace.Message message = say("hi");

        int status = events.tell(message).join();

        assertThat(status).isEqualTo(200);
        Http.Request request = requests.get(0);
        long timestamp =
                Long.parseLong(request.header("x-slack-request-timestamp").orElseThrow());
        assertThat(request.header("x-slack-signature"))
                .contains(new SlackSignature("a-secret").of(timestamp, request.text()));
        assertThat(request.header("content-type")).contains("application/json");
        JsonObject envelope = json(request);
        assertThat(envelope.get("type").getAsString()).isEqualTo("event_callback");
        assertThat(envelope.get("team_id").getAsString()).isEqualTo("T0BELLHOP");
        assertThat(envelope.getAsJsonArray("authorizations")
                        .get(0)
                        .getAsJsonObject()
                        .get("user_id")
                        .getAsString())
                .isEqualTo("U0BELLHOP");
        JsonObject event = envelope.getAsJsonObject("event");
        assertThat(event.get("type").getAsString()).isEqualTo("message");
        assertThat(event.get("channel").getAsString()).isEqualTo("C0GENERAL");
        assertThat(event.get("channel_type").getAsString()).isEqualTo("channel");
        assertThat(event.get("user").getAsString()).isEqualTo("U0ADA0001");
        assertThat(event.get("ts").getAsString()).isEqualTo(message.ts());
        assertThat(event.get("event_ts").getAsString()).isEqualTo(message.ts());
    }

    @Test
    void a_message_with_files_is_a_file_share_and_its_mention_has_them_too() {
        SlackWorkspace.File file = new SlackWorkspace.File(
                "F1",
                "plan.pdf",
                "application/pdf",
                7,
                SlackWorkspace.ADA,
                1_764_583_200,
                URI.create("http://localhost:3000/files-pri/T0BELLHOP-F1/plan.pdf"));
        SlackWorkspace.Message message = workspace.post(
                SlackWorkspace.GENERAL, Optional.empty(), SlackWorkspace.ADA, "<@U0BELLHOP>", List.of(file));

        events.tell(message).join();

        Map<String, JsonObject> byType = requests.stream()
                .map(SlackEventsTest::json)
                .map(envelope -> envelope.getAsJsonObject("event"))
                .collect(Collectors.toMap(event -> event.get("type").getAsString(), event -> event));
        assertThat(byType.get("message").get("subtype").getAsString()).isEqualTo("file_share");
        assertThat(byType.get("app_mention").has("subtype")).isFalse();
        for (JsonObject event : byType.values()) {
            assertThat(event.get("upload").getAsBoolean()).isFalse();
            JsonObject shared = event.getAsJsonArray("files").get(0).getAsJsonObject();
            assertThat(shared.get("id").getAsString()).isEqualTo("F1");
            assertThat(shared.get("name").getAsString()).isEqualTo("plan.pdf");
            assertThat(shared.get("size").getAsLong()).isEqualTo(7);
            assertThat(shared.get("mimetype").getAsString()).isEqualTo("application/pdf");
            assertThat(shared.get("url_private").getAsString())
                    .isEqualTo(file.url().toString());
        }
    }

    @Test
    void a_mention_is_sent_as_two_events_of_the_same_ts() {
        SlackWorkspace.Message message = say("<@U0BELLHOP> hi");

        events.tell(message).join();

        assertThat(requests)
                .extracting(SlackEventsTest::json)
                .extracting(envelope ->
                        envelope.getAsJsonObject("event").get("type").getAsString())
                .containsExactlyInAnyOrder("message", "app_mention");
        assertThat(requests)
                .extracting(SlackEventsTest::json)
                .extracting(envelope -> envelope.get("event_id").getAsString())
                .doesNotHaveDuplicates();
        assertThat(requests)
                .extracting(SlackEventsTest::json)
                .extracting(
                        envelope -> envelope.getAsJsonObject("event").get("ts").getAsString())
                .containsOnly(message.ts());
    }

    @Test
    void the_bots_own_messages_are_sent_to_it_and_name_it() {
        events.tell(workspace.post(
                        SlackWorkspace.GENERAL, Optional.empty(), SlackWorkspace.BELLHOP, "hi", Optional.empty()))
                .join();

        assertThat(json(requests.get(0)).getAsJsonObject("event").get("bot_id").getAsString())
                .isEqualTo("B0BELLHOP");
    }

    @Test
    void a_reply_that_is_broadcast_names_what_it_answers() {
        SlackWorkspace.Message root = say("root");
        events.tell(workspace.post(
                        SlackWorkspace.GENERAL,
                        Optional.of(root.ts()),
                        true,
                        SlackWorkspace.BELLHOP,
                        "reply",
                        Optional.empty(),
                        Optional.empty()))
                .join();

        JsonObject event = json(requests.get(0)).getAsJsonObject("event");
        assertThat(event.get("subtype").getAsString()).isEqualTo("thread_broadcast");
        assertThat(event.get("thread_ts").getAsString()).isEqualTo(root.ts());
        assertThat(event.getAsJsonObject("root").get("text").getAsString()).isEqualTo("root");
    }

    @Test
    void a_channel_without_the_bot_is_not_told_of() {
        events.tell(workspace.post(SlackWorkspace.RANDOM, Optional.empty(), SlackWorkspace.ADA, "hi", Optional.empty()))
                .join();

        assertThat(requests).isEmpty();
    }

    @Test
    void an_invited_bot_is_told_so() {
        events.invite(SlackWorkspace.RANDOM, SlackWorkspace.ADA).join();

        JsonObject event = json(requests.get(0)).getAsJsonObject("event");
        assertThat(event.get("type").getAsString()).isEqualTo("member_joined_channel");
        assertThat(event.get("user").getAsString()).isEqualTo("U0BELLHOP");
        assertThat(event.get("inviter").getAsString()).isEqualTo("U0ADA0001");
        assertThat(workspace.isBotIn(SlackWorkspace.RANDOM)).isTrue();
    }

    @Test
    void what_is_not_answered_well_is_sent_three_times_more() {
        answer = new Http.Response(500, Map.of(), SdkBytes.fromUtf8String(""));

        events.tell(say("hi")).join();

        Eventually.is(() -> sightings.size() == 4);
        assertThat(waits).containsExactly(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(5));
        assertThat(requests)
                .extracting(request -> request.header("x-slack-retry-num").orElse("none"))
                .containsExactly("none", "1", "2", "3");
        assertThat(requests.get(3).header("x-slack-retry-reason")).contains("http_error");
        assertThat(requests)
                .extracting(SlackEventsTest::json)
                .extracting(envelope -> envelope.get("event_id").getAsString())
                .containsOnly("Evid2");
        assertThat(sightings.get(3)).isEqualTo(new Sighting.Undelivered("Evid2", "http_error 500", Optional.empty()));
    }

    @Test
    void a_retry_that_is_answered_well_is_the_last() {
        answer = new Http.Response(500, Map.of(), SdkBytes.fromUtf8String(""));
        front.answerWith(request -> {
            requests.add(request);
            return new Http.Response(requests.size() == 1 ? 500 : 200, Map.of(), SdkBytes.fromUtf8String(""));
        });

        events.tell(say("hi")).join();

        Eventually.is(() -> requests.size() == 2);
        assertThat(waits).containsExactly(Duration.ZERO);
    }

    @Test
    void what_the_bot_had_not_taken_is_sent_again_by_the_next_start_and_what_it_had_is_not() throws IOException {
        Path file = folder.resolve("pending.jsonl");
        try (PendingFile pending = PendingFile.open(file)) {
            SlackEvents killed = events(pending, (wait, task) -> {});
            killed.tell(say("taken")).join();
            answer = new Http.Response(500, Map.of(), SdkBytes.fromUtf8String(""));
            killed.tell(say("not taken")).join();
        }
        requests.clear();
        answer = new Http.Response(200, Map.of(), SdkBytes.fromUtf8String(""));

        try (PendingFile pending = PendingFile.open(file)) {
            events(pending, (wait, task) -> {}).resume(pending.left());
            Eventually.is(() -> written(file).contains("\"done\""));
        }

        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.text()).contains("\"not taken\"");
            assertThat(request.header("x-slack-retry-num")).contains("1");
        });
        try (PendingFile pending = PendingFile.open(file)) {
            assertThat(pending.left()).isEmpty();
        }
    }

    private static String written(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_bot_that_wants_no_retry_gets_none() {
        answer = new Http.Response(500, Map.of("X-Slack-No-Retry", List.of("1")), SdkBytes.fromUtf8String(""));

        events.tell(say("hi")).join();

        assertThat(requests).hasSize(1);
        assertThat(waits).isEmpty();
    }

    @Test
    void a_bot_that_is_not_there_is_tried_again_too() {
        front.close();

        assertThat(events.tell(say("hi")).join()).isZero();

        Eventually.is(() -> sightings.size() == 4);
        assertThat(sightings)
                .allSatisfy(sighting ->
                        assertThat(((Sighting.Undelivered) sighting).reason()).isEqualTo("connection_failed"));
    }

    private SlackWorkspace.Message say(String text) {
        return workspace.post(SlackWorkspace.GENERAL, Optional.empty(), SlackWorkspace.ADA, text, Optional.empty());
    }

    private static JsonObject json(Http.Request request) {
        return JsonParser.parseString(request.text()).getAsJsonObject();
    }
}
