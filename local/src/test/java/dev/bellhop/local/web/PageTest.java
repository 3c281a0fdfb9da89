package dev.bellhop.local.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bellhop.local.LocalBellhop;
import dev.bellhop.local.SlackWorkspace;
import dev.bellhop.local.Unhurried;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page asks for, over real HTTP, with the whole system behind it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PageTest {

    private static final Duration SOON = Duration.ofMinutes(2);

    private final LocalBellhop bellhop = start();
    private final Browser browser = new Browser(bellhop.url());

    private static LocalBellhop start() {
        try {
            return Unhurried.bellhop().start();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeAll
    void warm() {
        // The first message waits for what is only made then.
        bellhop.say(SlackWorkspace.ADA, SlackWorkspace.GENERAL, "good morning").join();
    }

    @AfterAll
    void close() {
        browser.close();
        bellhop.close();
    }

    @Test
    void a_message_is_shown_with_its_answer() throws Exception {
        try (Browser.Stream stream = browser.listen(Optional.empty())) {
            stream.next("snapshot");

            JsonObject said = browser.done(
                    "/local/messages",
                    "{\"user\":\"U0ADA0001\",\"channel\":\"C0GENERAL\",\"text\":\"awsadvent shown\"}");

            assertThat(said.get("status").getAsInt()).isEqualTo(200);
            JsonObject own = stream.next(isMessageOf("U0ADA0001")).data().getAsJsonObject("message");
            assertThat(own.get("ts")).isEqualTo(said.get("ts"));
            assertThat(own.get("thread").isJsonNull()).isTrue();
            JsonObject reply = stream.next(isMessageOf("U0BELLHOP")).data().getAsJsonObject("message");
            assertThat(reply.get("text").getAsString()).contains("shown 1");
        }
    }

    @Test
    void a_home_is_made_when_it_is_opened_and_shown_to_whoever_opened_it() throws Exception {
        browser.done(
                "/local/commands",
                "{\"user\":\"U0GRACE01\",\"channel\":\"C0GENERAL\",\"command\":\"/reserve\",\"text\":\"homely for 1h\"}");
        try (Browser.Stream stream = browser.listen(Optional.empty())) {
            assertThat(stream.next("snapshot").data().getAsJsonObject("homes").has("U0GRACE01"))
                    .isFalse();

            JsonObject opened = browser.done("/local/home/open", "{\"user\":\"U0GRACE01\"}");

            assertThat(opened.get("status").getAsInt()).isEqualTo(200);
            JsonObject home = stream.next("home").data();
            assertThat(home.get("user").getAsString()).isEqualTo("U0GRACE01");
            assertThat(home.getAsJsonObject("view").toString()).contains("*homely*", "What is said most");
        }
        assertThat(bellhop.home(SlackWorkspace.KATHERINE)).isEmpty();
    }

    @Test
    void what_is_typed_is_stored_as_text_and_never_as_markup() throws Exception {
        browser.done(
                "/local/messages",
                "{\"user\":\"U0ADA0001\",\"channel\":\"C0GENERAL\",\"text\":\"<script>alert(1)</script> @grace\"}");

        assertThat(bellhop.workspace().messages())
                .extracting(SlackWorkspace.Message::text)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; <@U0GRACE01>");
    }

    @Test
    void an_answer_in_a_thread_stays_there() throws Exception {
        String root = text(
                browser.done(
                        "/local/messages", "{\"user\":\"U0ADA0001\",\"channel\":\"C0GENERAL\",\"text\":\"a root\"}"),
                "ts");

        browser.done(
                "/local/messages",
                "{\"user\":\"U0ADA0001\",\"channel\":\"C0GENERAL\",\"text\":\"awsadvent threaded\",\"thread\":\"" + root
                        + "\"}");

        assertThat(bellhop.workspace().messages())
                .filteredOn(message -> message.text().contains("threaded 1"))
                .singleElement()
                .satisfies(message -> assertThat(message.thread()).contains(root));
    }

    @Test
    void a_form_is_opened_corrected_and_submitted() throws Exception {
        try (Browser.Stream stream = browser.listen(Optional.empty())) {
            stream.next("snapshot");
            browser.done(
                    "/local/commands",
                    "{\"user\":\"U0KATH001\",\"channel\":\"C0GENERAL\",\"command\":\"/reserve\",\"text\":\"\"}");
            JsonObject view =
                    stream.next("views").data().getAsJsonArray("views").get(0).getAsJsonObject();
            JsonObject values = initialValues(view);

            JsonObject wrong = submit("U0KATH001", view, values);
            values.add("resource", JsonParser.parseString("{\"" + actionId(view, "resource") + "\":\"printer\"}"));
            JsonObject right = submit("U0KATH001", view, values);

            assertThat(text(wrong, "outcome")).isEqualTo("errors");
            assertThat(wrong.getAsJsonObject("errors").has("resource")).isTrue();
            assertThat(text(right, "outcome")).isEqualTo("updated");
            JsonObject booked =
                    stream.next("views").data().getAsJsonArray("views").get(0).getAsJsonObject();
            assertThat(booked.get("id")).isEqualTo(view.get("id"));
            assertThat(booked.get("hash")).isNotEqualTo(view.get("hash"));
            assertThat(browser.json("/local/reservations").getAsJsonArray("bookings"))
                    .extracting(booking -> text(booking.getAsJsonObject(), "resource"))
                    .contains("printer");
        }
    }

    @Test
    void a_button_of_a_message_books_the_next_slot() throws Exception {
        command("U0ADA0001", "crane for 1h");
        command("U0GRACE01", "crane for 1h");
        SlackWorkspace.Message refused = bellhop.workspace().messages().stream()
                .filter(message ->
                        message.onlyFor().filter(SlackWorkspace.GRACE::equals).isPresent()
                                && message.blocks().orElse("").contains("crane"))
                .findFirst()
                .orElseThrow();
        JsonObject button = buttons(
                        JsonParser.parseString(refused.blocks().orElseThrow()).getAsJsonArray())
                .get(0);

        int stranger = browser.post("/local/actions", press("U0ADA0001", refused, button))
                .statusCode();
        JsonObject pressed = browser.done("/local/actions", press("U0GRACE01", refused, button));

        assertThat(stranger).isEqualTo(404);
        assertThat(pressed.get("status").getAsInt()).isEqualTo(200);
        assertThat(browser.json("/local/reservations").getAsJsonArray("bookings"))
                .filteredOn(
                        booking -> text(booking.getAsJsonObject(), "resource").equals("crane"))
                .extracting(booking -> text(booking.getAsJsonObject(), "user"))
                .containsExactly("U0ADA0001", "U0GRACE01");
    }

    @Test
    void a_button_inside_a_form_can_be_pressed_and_the_form_be_closed() throws Exception {
        command("U0ADA0001", "van for 1h");
        browser.done(
                "/local/commands",
                "{\"user\":\"U0GRACE01\",\"channel\":\"C0GENERAL\",\"command\":\"/reserve\",\"text\":\"\"}");
        JsonObject form = JsonParser.parseString(
                        bellhop.views(SlackWorkspace.GRACE).getFirst())
                .getAsJsonObject();
        JsonObject values = initialValues(form);
        values.add("resource", JsonParser.parseString("{\"" + actionId(form, "resource") + "\":\"van\"}"));

        JsonObject submitted = submit("U0GRACE01", form, values);
        List<String> stack = bellhop.views(SlackWorkspace.GRACE);
        JsonObject conflict = JsonParser.parseString(stack.getLast()).getAsJsonObject();
        JsonObject button = buttons(conflict.getAsJsonArray("blocks")).getLast();
        JsonObject pressed = browser.done(
                "/local/actions",
                "{\"user\":\"U0GRACE01\",\"view\":" + conflict.get("id") + ",\"block_id\":" + button.get("block_id")
                        + ",\"action_id\":" + button.get("action_id") + ",\"values\":{}}");
        browser.done("/local/views/close", "{\"user\":\"U0GRACE01\",\"view\":" + conflict.get("id") + ",\"all\":true}");

        assertThat(text(submitted, "outcome")).isEqualTo("pushed");
        assertThat(stack).hasSize(2);
        assertThat(pressed.get("status").getAsInt()).isEqualTo(200);
        assertThat(browser.json("/local/reservations").getAsJsonArray("watchers"))
                .extracting(watcher -> text(watcher.getAsJsonObject(), "resource"))
                .contains("van");
        assertThat(bellhop.views(SlackWorkspace.GRACE)).isEmpty();
    }

    @Test
    void who_comes_back_hears_what_happened_meanwhile() throws Exception {
        String last;
        try (Browser.Stream stream = browser.listen(Optional.empty())) {
            last = stream.next("snapshot").id();
        }

        bellhop.workspace()
                .post(SlackWorkspace.RANDOM, Optional.empty(), SlackWorkspace.ADA, "meanwhile", Optional.empty());

        try (Browser.Stream stream = browser.listen(Optional.of(last))) {
            Browser.Event message = stream.next(event ->
                    event.type().equals("snapshot") || event.data().toString().contains("meanwhile"));
            assertThat(message.type()).isEqualTo("message");
        }
    }

    @Test
    void after_a_restart_everything_is_told_anew() throws Exception {
        try (Browser.Stream stream = browser.listen(Optional.of("another-5"))) {
            Browser.Event first = stream.next();

            assertThat(first.type()).isEqualTo("snapshot");
            assertThat(first.id()).startsWith(text(first.data(), "instance") + "-");
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_browser_that_does_not_read_holds_up_nobody() throws Exception {
        try (Socket stuck = new Socket(
                        InetAddress.getLoopbackAddress(), bellhop.url().getPort());
                Browser.Stream stream = browser.listen(Optional.empty())) {
            stuck.getOutputStream()
                    .write(("GET /local/stream HTTP/1.1\r\nHost: localhost:"
                                    + bellhop.url().getPort() + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            stream.next("snapshot");

            String much = "much ".repeat(2_000);
            for (int n = 0; n < 1_500; n++) {
                bellhop.workspace()
                        .post(
                                SlackWorkspace.RANDOM,
                                Optional.empty(),
                                SlackWorkspace.ADA,
                                n + " " + much,
                                Optional.empty());
            }

            assertThat(stream.next(event -> event.data().toString().contains("1499 much"))
                            .type())
                    .isIn("message", "snapshot");
        }
    }

    @Test
    void a_channel_is_added_and_the_bot_invited() throws Exception {
        try (Browser.Stream stream = browser.listen(Optional.empty())) {
            stream.next("snapshot");

            JsonObject channel = browser.done("/local/channels", "{\"user\":\"U0ADA0001\",\"name\":\"deploys\"}")
                    .getAsJsonObject("channel");
            boolean before = stream.next("channel")
                    .data()
                    .getAsJsonObject("channel")
                    .get("botIn")
                    .getAsBoolean();
            String invite = "{\"user\":\"U0ADA0001\",\"channel\":" + channel.get("id") + "}";
            browser.done("/local/channels/invite", invite);

            assertThat(before).isFalse();
            assertThat(stream.next("channel")
                            .data()
                            .getAsJsonObject("channel")
                            .get("botIn")
                            .getAsBoolean())
                    .isTrue();
            assertThat(browser.post("/local/channels/invite", invite).statusCode())
                    .isEqualTo(400);
            assertThat(browser.post("/local/channels", "{\"user\":\"U0ADA0001\",\"name\":\"deploys\"}")
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void words_are_counted_with_what_the_multiplier_added() throws Exception {
        browser.done(
                "/local/messages", "{\"user\":\"U0ADA0001\",\"channel\":\"C0GENERAL\",\"text\":\"awsadvent a#b\"}");
        bellhop.awaitQuiet(SOON);

        JsonObject word = find(browser.json("/local/counts").getAsJsonArray("words"), "word", "a#b");

        assertThat(word.get("mentions").getAsInt()).isEqualTo(1);
        assertThat(word.get("count").getAsInt()).isEqualTo(11);
    }

    @Test
    void a_snapshot_has_all_that_the_page_draws() throws Exception {
        JsonObject snapshot = browser.json("/local/snapshot");

        assertThat(snapshot.keySet())
                .contains(
                        "id",
                        "instance",
                        "clock",
                        "users",
                        "channels",
                        "commands",
                        "triggers",
                        "messages",
                        "views",
                        "traces",
                        "queues",
                        "trouble");
        assertThat(snapshot.getAsJsonArray("users")).hasSize(4);
        assertThat(snapshot.getAsJsonArray("channels"))
                .filteredOn(channel -> text(channel.getAsJsonObject(), "kind").equals("im"))
                .hasSize(3);
        assertThat(find(snapshot.getAsJsonArray("commands"), "command", "/reserve")
                        .get("usageHint")
                        .getAsString())
                .contains("resource");
        assertThat(find(snapshot.getAsJsonArray("queues"), "name", "LoggerDeadLetters")
                        .get("function")
                        .getAsString())
                .isEqualTo("LoggerFunction");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/local/snapshot", "/local/stream", "/local/counts", "/web/app.js", "/"})
    void everything_is_sent_with_what_makes_a_browser_careful(String path) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpResponse<java.io.InputStream> response =
                client.send(HttpRequest.newBuilder(bellhop.url().resolve(path)).build(), BodyHandlers.ofInputStream());

        assertThat(response.headers().firstValue("content-security-policy"))
                .contains("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                        + " connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none';"
                        + " frame-ancestors 'none'");
        assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(response.headers().firstValue("referrer-policy")).contains("no-referrer");
        assertThat(response.headers().firstValue("cache-control").orElse("")).startsWith("no-");
        response.body().close();
        client.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({
        "Host: evil.example,               GET,  /local/stream",
        "Origin: http://evil.example,      GET,  /local/stream",
        "Sec-Fetch-Site: cross-site,       GET,  /local/stream",
        "Host: evil.example,               GET,  /local/snapshot",
        "Origin: null,                     POST, /local/messages",
        "Sec-Fetch-Site: same-site,        POST, /local/trouble/calm",
        "Host: evil.example,               GET,  /web/app.js",
    })
    void other_sites_are_refused_everywhere(String header, String method, String path) throws Exception {
        String host = "Host: localhost:" + bellhop.url().getPort();
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), bellhop.url().getPort())) {
            // Who is let in is never done hearing the stream.
            socket.setSoTimeout((int) SOON.toMillis());
            String headers = header.startsWith("Host") ? header : host + "\r\n" + header;
            socket.getOutputStream()
                    .write((method + " " + path + " HTTP/1.1\r\n" + headers
                                    + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));

            assertThat(new String(socket.getInputStream().readNBytes("HTTP/1.1 403".length()), StandardCharsets.UTF_8))
                    .isEqualTo("HTTP/1.1 403");
        }
    }

    @Test
    void what_another_page_could_post_unasked_is_refused() throws Exception {
        HttpClient client = HttpClient.newHttpClient();

        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(bellhop.url().resolve("/local/trouble/calm"))
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(415);
        client.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/local/messages        | {\"user\":\"U0ADA0001\",\"channel\":\"C0GENERAL\"}                       | 400",
                "/local/messages        | {\"user\":\"U0ADA0001\",\"channel\":\"C0GENERAL\",\"text\":\" \"}          | 400",
                "/local/messages        | {\"user\":\"U0NOBODY\",\"channel\":\"C0GENERAL\",\"text\":\"a\"}           | 404",
                "/local/messages        | {\"user\":\"U0BELLHOP\",\"channel\":\"C0GENERAL\",\"text\":\"a\"}          | 404",
                "/local/messages        | {\"user\":\"U0ADA0001\",\"channel\":\"C0NOWHERE\",\"text\":\"a\"}          | 404",
                "/local/messages        | {\"user\":\"U0ADA0001\",\"channel\":\"D0GRACE01\",\"text\":\"a\"}          | 404",
                "/local/messages        | {\"user\":\"U0ADA0001\",\"channel\":\"C0GENERAL\",\"text\":\"a\",\"thread\":\"1.1\"} | 404",
                "/local/messages        | []                                                                 | 400",
                "/local/messages        | {                                                                  | 400",
                "/local/commands        | {\"user\":\"U0ADA0001\",\"channel\":\"C0GENERAL\",\"command\":\"/x\"}      | 400",
                "/local/views/submit    | {\"user\":\"U0ADA0001\",\"view\":\"V1\",\"values\":{}}                 | 404",
                "/local/actions         | {\"user\":\"U0ADA0001\",\"view\":\"V1\",\"block_id\":\"b\",\"action_id\":\"a\"} | 404",
                "/local/channels        | {\"user\":\"U0ADA0001\",\"name\":\"No Way\"}                         | 400",
                "/local/trouble/fail    | {\"what\":\"nothing\",\"times\":1}                                   | 404",
                "/local/trouble/fail    | {\"what\":\"sns\",\"how\":\"badly\",\"times\":1}                       | 400",
                "/local/trouble/fail    | {\"what\":\"sns\",\"times\":0}                                       | 400",
                "/local/trouble/redrive | {\"queue\":\"Nowhere\"}                                            | 404",
                "/local/clock/advance   | {\"seconds\":-1}                                                 | 400",
                "/local/nothing         | {}                                                               | 404",
                "/local/counts          | {}                                                               | 405",
            })
    void what_can_not_be_done_is_said(String path, String body, int status) throws Exception {
        HttpResponse<String> response = browser.post(path, body);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(text(JsonParser.parseString(response.body()).getAsJsonObject(), "error"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/local/messages", "/local/commands"})
    void what_is_longer_than_slack_takes_is_refused(String path) throws Exception {
        String text = "a".repeat(40_001);

        HttpResponse<String> response = browser.post(
                path,
                "{\"user\":\"U0ADA0001\",\"channel\":\"C0OPS0001\",\"command\":\"/reserve\",\"text\":\"" + text
                        + "\"}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(text(JsonParser.parseString(response.body()).getAsJsonObject(), "error"))
                .isEqualTo("Slack takes 40,000 characters; these are 40,001.");
    }

    @Test
    void a_malformed_place_in_the_stream_is_refused() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), bellhop.url().getPort())) {
            // Java's client does not send such an address.
            socket.getOutputStream()
                    .write(("GET /local/stream?after=%zz HTTP/1.1\r\nHost: localhost:"
                                    + bellhop.url().getPort() + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400")
                    .contains("after");
        }
    }

    @Test
    void what_proves_who_slack_is_is_not_shown() throws Exception {
        browser.done(
                "/local/messages", "{\"user\":\"U0ADA0001\",\"channel\":\"C0GENERAL\",\"text\":\"awsadvent shown\"}");
        command("U0ADA0001", "list");
        for (String form : List.of("text=awsadvent+a&trigger_word=awsadvent", "text=%zz")) {
            postForm("/slack/webhook", "team_id=T0BELLHOP&token=" + LocalBellhop.WEBHOOK_TOKEN + "&" + form);
        }

        List<String> details = objects(browser.json("/local/snapshot").getAsJsonArray("traces")).stream()
                .flatMap(trace ->
                        Stream.of("requests", "calls").flatMap(name -> objects(trace.getAsJsonArray(name)).stream()))
                .map(part -> detail(text(part, "detail")))
                .toList();

        assertThat(details)
                .anyMatch(detail -> detail.contains("awsadvent shown"))
                .anyMatch(detail -> detail.contains("/slack/webhook") && detail.contains("%zz"))
                .noneMatch(detail -> detail.contains(LocalBellhop.WEBHOOK_TOKEN))
                .noneMatch(detail -> detail.contains("local-verification-token"))
                .noneMatch(detail -> detail.contains("\"v0="))
                .noneMatch(detail -> detail.contains(LocalBellhop.BOT_TOKEN));
    }

    private String detail(String id) {
        try {
            return browser.get("/local/details/" + id).body();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void postForm(String path, String form) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(bellhop.url().resolve(path))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(form))
                            .build(),
                    BodyHandlers.discarding());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/web/../LocalBellhop.class",
                "/web/%2e%2e/Main.class",
                "/web/Page.class",
                "/web/nothing.js",
                "/web/"
            })
    void only_the_pages_files_are_served(String path) throws Exception {
        assertThat(browser.get(path).statusCode()).isIn(400, 404);
    }

    private void command(String user, String text) throws Exception {
        browser.done(
                "/local/commands",
                "{\"user\":\"" + user + "\",\"channel\":\"C0GENERAL\",\"command\":\"/reserve\",\"text\":\"" + text
                        + "\"}");
    }

    private JsonObject submit(String user, JsonObject view, JsonObject values) throws Exception {
        return browser.done(
                "/local/views/submit",
                "{\"user\":\"" + user + "\",\"view\":" + view.get("id") + ",\"values\":" + values + "}");
    }

    private static String press(String user, SlackWorkspace.Message message, JsonObject button) {
        return "{\"user\":\"" + user + "\",\"channel\":\"" + message.channel().id() + "\",\"ts\":\"" + message.ts()
                + "\",\"block_id\":" + button.get("block_id") + ",\"action_id\":" + button.get("action_id") + "}";
    }

    /** The buttons, each with its block's id. */
    private static List<JsonObject> buttons(JsonArray blocks) {
        return objects(blocks).stream()
                .filter(block -> text(block, "type").equals("actions"))
                .flatMap(block -> objects(block.getAsJsonArray("elements")).stream()
                        .peek(element -> element.add("block_id", block.get("block_id"))))
                .toList();
    }

    private static JsonObject initialValues(JsonObject view) {
        JsonObject values = new JsonObject();
        objects(view.getAsJsonArray("blocks")).stream()
                .filter(block -> block.has("element"))
                .forEach(block -> {
                    JsonObject element = block.getAsJsonObject("element");
                    JsonObject value = new JsonObject();
                    for (String name : List.of("initial_value", "initial_date", "initial_time")) {
                        if (element.has(name)) {
                            value.add(text(element, "action_id"), element.get(name));
                        }
                    }
                    if (element.has("initial_option")) {
                        value.add(
                                text(element, "action_id"),
                                element.getAsJsonObject("initial_option").get("value"));
                    }
                    values.add(text(block, "block_id"), value);
                });
        return values;
    }

    private static String actionId(JsonObject view, String blockId) {
        return text(find(view.getAsJsonArray("blocks"), "block_id", blockId).getAsJsonObject("element"), "action_id");
    }

    private static Predicate<Browser.Event> isMessageOf(String user) {
        return event -> event.type().equals("message")
                && text(event.data().getAsJsonObject("message"), "user").equals(user);
    }

    private static JsonObject find(JsonArray array, String name, String value) {
        return objects(array).stream()
                .filter(each -> text(each, name).equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + name + " " + value + " in " + array));
    }

    private static List<JsonObject> objects(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private static String text(JsonObject json, String name) {
        return json.has(name) ? json.get(name).getAsString() : "";
    }
}
