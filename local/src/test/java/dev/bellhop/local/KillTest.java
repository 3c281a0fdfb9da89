package dev.bellhop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.bellhop.localaws.LocalDynamo;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * {@code bin/local --data} is killed under load (SIGKILL), again and again, and started on what is left. After each death the tables
 * are opened without it: what was acknowledged is there. In the end, when Slack has sent again what was not, all is there once.
 */
final class KillTest {

    private static final int KILLS = Integer.getInteger("kill.times", 3);
    private static final long SEED = Long.getLong("kill.seed", 1);
    private static final int SENDERS = 4;

    /** A process is killed when it has acknowledged so many, at least and at most. */
    private static final int FEWEST = 5;

    private static final int MOST = 40;

    /** Every so many messages one has more words than fit into one transaction. */
    private static final int LONG_EVERY = 10;

    private static final int WORDS_OF_LONG = 150;
    private static final int MOST_TRIES = 100;
    private static final int RESTS = 10;
    private static final Duration REST = Duration.ofSeconds(20);
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);
    private static final Pattern READY = Pattern.compile("ready (http://localhost:[0-9]+)");

    @TempDir
    private Path folder;

    /** What is sent, and what came of it. */
    private sealed interface Sent {

        /** Somebody says a word that nobody else says, among others. */
        record Message(int number) implements Sent {
            String word() {
                return "w" + number;
            }

            List<String> words() {
                return number % LONG_EVERY == 0
                        ? Stream.concat(
                                        Stream.of("awsadvent", word(), "all"),
                                        IntStream.range(0, WORDS_OF_LONG).mapToObj(i -> "w" + number + "x" + i))
                                .toList()
                        : List.of("awsadvent", word(), "all");
            }
        }

        /** Somebody books a thing; a thing is wanted by nobody else, a desk by everybody. */
        record Booking(int number, String user, String resource) implements Sent {}
    }

    private final Set<Sent.Message> messages = ConcurrentHashMap.newKeySet();
    private final Set<Sent.Message> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<Sent.Booking> bookings = ConcurrentHashMap.newKeySet();
    private final Set<Sent.Booking> toldTheirs = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Sent> unanswered = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();
    private int sentAgain;
    private final Random random = new Random(SEED);
    private final HttpClient http = HttpClient.newHttpClient();
    private final long second = Instant.now().getEpochSecond();
    private Process process;
    private URI url;

    @AfterEach
    void stop() {
        if (process != null) {
            process.destroyForcibly();
        }
        http.close();
    }

    @Test
    void nothing_acknowledged_is_lost_and_nothing_is_doubled_however_often_it_is_killed() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            start(kill);
            watch("desk" + kill);
            sendAgain(unanswered.size() / 2);
            load(kill, FEWEST + random.nextInt(MOST - FEWEST));
            assertNothingLost();
        }

        start(KILLS);
        for (int time = 0; !unanswered.isEmpty(); time++) {
            assertThat(time).as("times that all was sent again").isLessThan(MOST_TRIES);
            sendAgain(unanswered.size());
        }
        rest();

        assertAllOnce();
        System.out.println("KillTest: " + KILLS + " kills, " + messages.size() + " messages, " + bookings.size()
                + " bookings, " + sentAgain + " sent again");
    }

    private void watch(String resource) throws IOException, InterruptedException {
        for (int time = 0;
                command(SlackWorkspace.GRACE.id(), "watch " + resource).statusCode() != 200;
                time++) {
            assertThat(time).as("times that Grace asked to watch").isLessThan(MOST_TRIES);
        }
    }

    /** Sends from several threads until so many were acknowledged, and kills. */
    private void load(int kill, int enough) throws InterruptedException {
        AtomicInteger good = new AtomicInteger();
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            senders.add(Thread.ofPlatform().start(() -> {
                while (process.isAlive()) {
                    if (isAcknowledged(one(kill), 0)) {
                        good.incrementAndGet();
                    }
                }
            }));
        }
        Eventually.is(() -> good.get() >= enough);
        process.destroyForcibly().waitFor();
        for (Thread sender : senders) {
            sender.join();
        }
    }

    private Sent one(int kill) {
        int number = next.getAndIncrement();
        Sent sent = switch (number % 8) {
            case 3 -> new Sent.Booking(number, "U0USER" + number, "thing" + number);
            case 6 -> new Sent.Booking(number, "U0USER" + number, "desk" + kill);
            default -> new Sent.Message(number);
        };
        switch (sent) {
            case Sent.Message message -> messages.add(message);
            case Sent.Booking booking -> bookings.add(booking);
        }
        return sent;
    }

    private void sendAgain(int most) {
        for (int i = 0; i < most; i++) {
            Sent sent = unanswered.poll();
            if (sent != null) {
                sentAgain++;
                var unused = isAcknowledged(sent, 1);
            }
        }
    }

    /** Whether the bot took it. What it did not is sent again later: a message by Slack, a command by whoever typed it. */
    private boolean isAcknowledged(Sent sent, int retry) {
        try {
            boolean good = switch (sent) {
                case Sent.Message message -> isCounted(message, retry);
                case Sent.Booking booking -> isAnswered(booking);
            };
            if (!good) {
                unanswered.add(sent);
            }
            return good;
        } catch (IOException e) {
            // It was killed.
            unanswered.add(sent);
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isCounted(Sent.Message message, int retry) throws IOException, InterruptedException {
        if (post(event(message), "application/json", retry).statusCode() != 200) {
            return false;
        }
        acknowledged.add(message);
        return true;
    }

    private boolean isAnswered(Sent.Booking booking) throws IOException, InterruptedException {
        HttpResponse<String> answer = command(booking.user(), booking.resource() + " for 1h");
        if (answer.statusCode() != 200 || answer.body().contains("try again")) {
            return false;
        }
        if (answer.body().contains("is yours")) {
            toldTheirs.add(booking);
        }
        return true;
    }

    private HttpResponse<String> command(String user, String text) throws IOException, InterruptedException {
        Map<String, String> fields = Map.of(
                "token",
                "t",
                "team_id",
                SlackWorkspace.TEAM,
                "channel_id",
                SlackWorkspace.GENERAL.id(),
                "user_id",
                user,
                "command",
                "/reserve",
                "text",
                text,
                "trigger_id",
                "trigger" + next.incrementAndGet());
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return post(form, "application/x-www-form-urlencoded", 0);
    }

    private String event(Sent.Message message) {
        JsonObject event = new JsonObject();
        event.addProperty("type", "message");
        event.addProperty("channel", SlackWorkspace.GENERAL.id());
        event.addProperty("channel_type", "channel");
        event.addProperty("user", SlackWorkspace.ADA.id());
        event.addProperty("ts", String.format("%d.%06d", second, message.number()));
        event.addProperty("text", String.join(" ", message.words()));
        JsonObject authorization = new JsonObject();
        authorization.addProperty("team_id", SlackWorkspace.TEAM);
        authorization.addProperty("user_id", SlackWorkspace.BELLHOP.id());
        authorization.addProperty("is_bot", true);
        JsonArray authorizations = new JsonArray();
        authorizations.add(authorization);
        JsonObject body = new JsonObject();
        body.addProperty("type", "event_callback");
        body.addProperty("team_id", SlackWorkspace.TEAM);
        body.addProperty("api_app_id", SlackWorkspace.APP);
        body.addProperty("event_id", "Ev" + message.number());
        body.add("event", event);
        body.add("authorizations", authorizations);
        return body.toString();
    }

    private HttpResponse<String> post(String body, String type, int retry) throws IOException, InterruptedException {
        long now = Instant.now().getEpochSecond();
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve("/slack/events"))
                .timeout(LONGEST_ANSWER)
                .header("Content-Type", type)
                .header("X-Slack-Request-Timestamp", Long.toString(now))
                .header("X-Slack-Signature", new SlackSignature(LocalBellhop.SIGNING_SECRET).of(now, body))
                .POST(BodyPublishers.ofString(body));
        if (retry > 0) {
            request.header("X-Slack-Retry-Num", Integer.toString(retry)).header("X-Slack-Retry-Reason", "http_timeout");
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Lets the minutes pass that it takes until all is done, and stops it; as often as something is owed still. */
    private void rest() throws Exception {
        for (int time = 1; ; time++) {
            long seconds = Duration.ofMinutes(10).toSeconds() * time;
            HttpRequest advance = HttpRequest.newBuilder(url.resolve("/local/clock/advance"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"seconds\":" + seconds + "}"))
                    .build();
            assertThat(http.send(advance, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            // What failed meanwhile is tried again in a minute, or at the next start.
            Instant patience = Instant.now().plus(REST);
            while (!pending().isEmpty() && Instant.now().isBefore(patience)) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            process.destroy();
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            if (owed().isEmpty() && pending().isEmpty()) {
                return;
            }
            assertThat(time)
                    .as("still owed: " + owed() + ", under way: " + pending())
                    .isLessThan(RESTS);
            start(KILLS + time);
        }
    }

    /** After a death: what was acknowledged is there, what was not is there once or not at all. */
    private void assertNothingLost() {
        try (Tables tables = new Tables()) {
            Map<String, long[]> words = tables.words();
            for (Sent.Message message : messages) {
                long[] counted = words.getOrDefault(message.word(), new long[2]);
                assertThat(counted[0]).as(message.word()).isBetween(acknowledged.contains(message) ? 1L : 0L, 1L);
                assertThat(counted[1]).as("count of " + message.word()).isIn(counted[0], 11 * counted[0]);
            }
            assertBookedOnce(tables);
        }
    }

    private void assertBookedOnce(Tables tables) {
        Map<String, Set<String>> holders = tables.holders();
        for (Sent.Booking booking : bookings) {
            Set<String> held = holders.getOrDefault(booking.resource(), Set.of());
            assertThat(held).as(booking.resource()).hasSizeLessThanOrEqualTo(1);
            if (toldTheirs.contains(booking)) {
                assertThat(held).as(booking.resource()).allMatch(holder -> holder.endsWith(" " + booking.user()));
                assertThat(held).as(booking.resource()).hasSize(1);
            }
        }
    }

    private void assertAllOnce() throws IOException {
        try (Tables tables = new Tables()) {
            Map<String, long[]> words = tables.words();
            for (Sent.Message message : messages) {
                for (String word : message.words()) {
                    long times = word.equals("awsadvent") || word.equals("all") ? messages.size() : 1;
                    assertThat(words.get(word)).as(word).containsExactly(times, 11 * times);
                }
            }
            assertBookedOnce(tables);
            Map<String, Set<String>> holders = tables.holders();
            for (Sent.Booking booking : bookings) {
                assertThat(holders.get(booking.resource()))
                        .as(booking.resource())
                        .hasSize(1);
            }
        }
        List<JsonObject> said = said();
        for (Sent.Message message : messages) {
            assertThat(said)
                    .as("the answer to " + message.word())
                    .anyMatch(line -> Json.text(line, "text").contains(message.word() + " "));
        }
        for (int kill = 0; kill < KILLS; kill++) {
            String desk = "desk" + kill;
            if (bookings.stream().anyMatch(booking -> booking.resource().equals(desk))) {
                assertThat(said)
                        .as("what Grace is told of " + desk)
                        .anyMatch(line -> !Json.text(line, "channel").equals(SlackWorkspace.GENERAL.id())
                                && Json.text(line, "text").contains("*" + desk + "*"));
            }
        }
    }

    /** What the bot said, as Slack kept it. */
    private List<JsonObject> said() throws IOException {
        return Files.readAllLines(data().resolve("workspace.jsonl")).stream()
                .flatMap(line -> Json.parsed(line).stream())
                .flatMap(line -> Json.object(line, "said").stream())
                .filter(line -> Json.text(line, "user").equals(SlackWorkspace.BELLHOP.id()))
                .toList();
    }

    private Set<Long> pending() {
        Set<Long> pending = new HashSet<>();
        try {
            for (String line : Files.readAllLines(data().resolve("pending.jsonl"))) {
                Optional<JsonObject> json = Json.parsed(line);
                json.filter(each -> each.has("n"))
                        .ifPresent(taken -> pending.add(taken.get("n").getAsLong()));
                json.filter(each -> each.has("done"))
                        .ifPresent(done -> pending.remove(done.get("done").getAsLong()));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return pending;
    }

    private List<String> owed() {
        try (Tables tables = new Tables()) {
            return tables.owed();
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private void start(int run) throws IOException {
        Path out = folder.resolve("out" + run);
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("template.yaml"))) {
            root = root.getParent();
        }
        process = new ProcessBuilder(root.resolve("bin/local").toString(), "--port", "0", "--data", data().toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        Eventually.is(() -> {
            Matcher ready = READY.matcher(printed(out));
            if (ready.find()) {
                url = URI.create(ready.group(1));
            }
            assertThat(process.isAlive()).as(printed(out)).isTrue();
            return url != null && printed(out).contains("ready " + url);
        });
    }

    private static String printed(Path out) {
        try {
            return Files.readString(out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The tables that a dead process left, opened without it. */
    private final class Tables implements AutoCloseable {

        private final LocalDynamo dynamo = LocalDynamo.in(data(), 0);
        private final DynamoDbClient client = dynamo.direct();

        private Stream<Map<String, AttributeValue>> items(String table) {
            return client.scanPaginator(scan -> scan.tableName(table).consistentRead(true)).items().stream();
        }

        /** Mentions and count. */
        Map<String, long[]> words() {
            Map<String, long[]> words = new HashMap<>();
            items("WordsTable")
                    .filter(item -> item.get("sk").s().startsWith("W#"))
                    .forEach(item -> {
                        String key = item.get("sk").s().substring(2);
                        long[] counted =
                                words.computeIfAbsent(key.substring(0, key.lastIndexOf('#')), any -> new long[2]);
                        counted[0] += number(item, "mentions");
                        counted[1] += number(item, "count");
                    });
            return words;
        }

        private static long number(Map<String, AttributeValue> item, String name) {
            return item.containsKey(name) ? Long.parseLong(item.get(name).n()) : 0;
        }

        /** Id and user of whoever holds a resource. */
        Map<String, Set<String>> holders() {
            Map<String, Set<String>> holders = new HashMap<>();
            items("ReservationsTable")
                    .filter(item -> item.get("sk").s().startsWith("DAY#"))
                    .forEach(item -> {
                        String resource = item.get("pk").s().substring(("R#" + SlackWorkspace.TEAM + "#").length());
                        item.get("holds").l().stream()
                                .map(AttributeValue::m)
                                .forEach(hold -> holders.computeIfAbsent(resource, any -> new HashSet<>())
                                        .add(hold.get("id").s() + " "
                                                + hold.get("user").s()));
                    });
            return holders;
        }

        List<String> owed() {
            return items("LedgerTable")
                    .filter(item -> item.containsKey("owedShard") || item.containsKey("owesEvents"))
                    .map(item -> item.get("pk").s())
                    .toList();
        }

        @Override
        public void close() {
            client.close();
            dynamo.close();
        }
    }
}
