package dev.bellhop.bot;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * A request that nobody may be let in with. Each begins as one that would be acted on, and has one thing wrong with it.
 *
 * @param event of API Gateway
 */
record Forgery(Kind kind, String event) {

    /** In everything that was made up, so that a log that quotes any of it has it. */
    static final String CANARY = "c4nary";

    private static final int MANY = 1_000_000;

    /** What is wrong. */
    enum Kind {
        ONE_BIT_OF_THE_SIGNATURE(true),
        ONE_BIT_OF_THE_BODY(true),
        ANOTHER_BODY(true),
        ANOTHER_TIME(true),
        TOO_OLD(true),
        TOO_NEW(true),
        ANOTHER_SECRET(true),
        ANOTHER_FORM_OF_SIGNATURE(true),
        NO_SIGNATURE(true),
        HEADERS_TWICE(true),
        HEADERS_AS_LISTS(true),
        HEADERS_JOINED(true),
        CONTROL_CHARACTERS(true),
        OVERSIZED(true),
        SSL_CHECK_WITH_A_COMMAND(true),
        WEBHOOK_TOKEN(true),
        METHOD(false),
        PATH(false),
        CONTENT_TYPE(false),
        CUT_OFF_BASE64(false),
        NOT_THE_ENCODING_THAT_IS_SAID(false),
        ZIPPED(false),
        DEEP_JSON(false),
        NO_BODY(false),
        BROKEN_EVENT(false);

        /** Whether some of it would be acted on by whoever looks neither at signatures nor at tokens. */
        final boolean believable;

        Kind(boolean believable) {
            this.believable = believable;
        }
    }

    /** What Slack would send, before it is signed. */
    private record Genuine(String path, String contentType, String body) {}

    /** The same one each time for the same numbers. */
    static Forgery of(long seed, int number, Instant now) {
        Kind kind = Kind.values()[number % Kind.values().length];
        Random random = new Random(seed * MANY + number);
        // The first numbers that a Random gives for neighbouring seeds are alike.
        random.nextLong();
        return new Forgery(kind, new Forger(random, number, now).event(kind));
    }

    /** Makes one. */
    private static final class Forger {
        private final Random random;
        private final int number;
        private final Instant now;
        private final String time;

        Forger(Random random, int number, Instant now) {
            this.random = random;
            this.number = number;
            this.now = now;
            this.time = Long.toString(now.getEpochSecond());
        }

        String event(Kind kind) {
            Genuine genuine = genuine();
            String right = signature(BotRig.SECRET, time, genuine.body());
            return switch (kind) {
                case ONE_BIT_OF_THE_SIGNATURE -> sent(genuine, time, flipped(right));
                case ONE_BIT_OF_THE_BODY -> {
                    byte[] body = genuine.body().getBytes(StandardCharsets.UTF_8);
                    body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
                    yield encoded(genuine, Base64.getEncoder().encodeToString(body), time, right);
                }
                case ANOTHER_BODY -> sent(genuine, time, signature(BotRig.SECRET, time, genuine.body() + " "));
                case ANOTHER_TIME ->
                    sent(genuine, Long.toString(now.getEpochSecond() + 1 - 2L * random.nextInt(2)), right);
                case TOO_OLD -> signedAt(genuine, now.minusSeconds(301 + off()));
                case TOO_NEW -> signedAt(genuine, now.plusSeconds(301 + off()));
                case ANOTHER_SECRET -> sent(genuine, time, signature(secret(), time, genuine.body()));
                case ANOTHER_FORM_OF_SIGNATURE -> otherForm(genuine, right);
                case NO_SIGNATURE -> unsigned(genuine, right);
                case HEADERS_TWICE -> twice(genuine, right);
                case HEADERS_AS_LISTS -> lists(genuine, right);
                case HEADERS_JOINED ->
                    pick(
                            sent(genuine, time, right + "," + right),
                            sent(genuine, time, right + ", " + flipped(right)),
                            sent(genuine, time, flipped(right) + "," + right),
                            sent(genuine, time + "," + time, right));
                case CONTROL_CHARACTERS -> controls(genuine, right);
                case OVERSIZED -> {
                    int size = number % 20 == 0 ? 1_000_000 : 50_000;
                    yield sent(padded(genuine, random.nextInt(size)), time, right);
                }
                case SSL_CHECK_WITH_A_COMMAND ->
                    Requests.unsigned(now, "/slack/events", Form.TYPE, "ssl_check=1&" + command());
                case WEBHOOK_TOKEN -> webhook();
                case METHOD ->
                    changed(
                            sent(genuine, time, right),
                            event -> http(event)
                                    .addProperty(
                                            "method",
                                            pick(
                                                    "GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "", "POST\n",
                                                    CANARY)));
                case PATH ->
                    changed(
                            sent(genuine, time, right),
                            event -> event.addProperty(
                                    "rawPath",
                                    pick(
                                            "/slack/events/",
                                            "/slack/events/..",
                                            "/SLACK/events",
                                            "//slack/events",
                                            "/slack/events?" + CANARY,
                                            "/slack/%65vents",
                                            "/prod/slack/events",
                                            "/" + CANARY + "\n{\"level\":\"ERROR\"}",
                                            "slack/events",
                                            "")));
                case CONTENT_TYPE ->
                    sent(
                            new Genuine(
                                    genuine.path(),
                                    pick(
                                            "",
                                            "text/plain",
                                            "multipart/form-data; boundary=x",
                                            CANARY,
                                            "application/xml"),
                                    genuine.body()),
                            time,
                            flipped(right));
                case CUT_OFF_BASE64 -> {
                    String body = base64(genuine.body());
                    yield encoded(genuine, body.substring(0, random.nextInt(body.length())), time, right);
                }
                case NOT_THE_ENCODING_THAT_IS_SAID ->
                    random.nextBoolean()
                            ? encoded(genuine, genuine.body(), time, right)
                            : sent(
                                    new Genuine(genuine.path(), genuine.contentType(), base64(genuine.body())),
                                    time,
                                    right);
                case ZIPPED ->
                    encoded(genuine, Base64.getEncoder().encodeToString(zipped(genuine.body())), time, right);
                case DEEP_JSON -> deep(genuine, right);
                case NO_BODY ->
                    changed(sent(genuine, time, right), event -> {
                        switch (random.nextInt(4)) {
                            case 0 -> event.remove("body");
                            case 1 -> event.add("body", JsonNull.INSTANCE);
                            case 2 -> event.add("body", JsonParser.parseString("[\"" + CANARY + "\"]"));
                            default -> event.add("body", JsonParser.parseString("{\"" + CANARY + "\":1}"));
                        }
                    });
                case BROKEN_EVENT -> broken(sent(genuine, time, flipped(right)));
            };
        }

        private Genuine genuine() {
            return random.nextInt(3) == 0
                    ? new Genuine("/slack/events", Form.TYPE, command())
                    : new Genuine("/slack/events", "application/json", message());
        }

        private String message() {
            Map<String, String> message = Requests.message("awsadvent " + CANARY + " " + words());
            message = Requests.with(message, "ts", time + "." + String.format(Locale.ROOT, "%06d", number % MANY));
            return Requests.callback(random.nextBoolean() ? message : Requests.with(message, "type", "app_mention"));
        }

        private String command() {
            String typed = random.nextBoolean() ? CANARY + number : "watch " + CANARY + number;
            return Requests.form(Map.of(
                    "command", "/reserve",
                    "text", typed,
                    "team_id", "T1",
                    "channel_id", "C1",
                    "user_id", "U1",
                    "trigger_id", "forged." + number,
                    "response_url", "https://hooks.slack.com/" + CANARY));
        }

        private String words() {
            return random.ints(1 + random.nextInt(8), 'a', 'z' + 1)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining(" "));
        }

        /** Beyond the five minutes: a second, or up to years. */
        private long off() {
            return random.nextInt(4) == 0
                    ? 0
                    : random.nextLong(Duration.ofDays(1L << random.nextInt(12)).toSeconds());
        }

        private String secret() {
            return pick(
                    "local-signing-secret",
                    "secret",
                    BotRig.SECRET + " ",
                    BotRig.SECRET.toUpperCase(Locale.ROOT),
                    BotRig.SECRET.substring(1),
                    BotRig.WEBHOOK_TOKEN,
                    "\0",
                    CANARY + random.nextLong());
        }

        private String otherForm(Genuine genuine, String right) {
            String hex = right.substring("v0=".length());
            return sent(
                    genuine,
                    pick(
                            time,
                            time,
                            time,
                            "0" + time,
                            "+" + time,
                            " " + time,
                            time + ".0",
                            "-" + time,
                            "١٧٩٦١١٩٢٠٠",
                            ""),
                    pick(
                            flipped(right),
                            hex,
                            "v1=" + hex,
                            "V0=" + hex,
                            "v0=" + hex.toUpperCase(Locale.ROOT),
                            "v0=" + hex.substring(random.nextInt(1, hex.length())),
                            "v0=" + hex.substring(0, random.nextInt(hex.length())),
                            "v0=" + hex + hex,
                            "v0=" + right,
                            " " + right,
                            right + "\n",
                            right + "\0",
                            "v0=" + Base64.getEncoder().encodeToString(hex.getBytes(StandardCharsets.UTF_8)),
                            "v0=" + digest("SHA-1", genuine.body()),
                            "v0=" + digest("SHA-256", BotRig.SECRET + genuine.body()),
                            "",
                            "null",
                            CANARY));
        }

        private String unsigned(Genuine genuine, String right) {
            return switch (random.nextInt(3)) {
                case 0 -> event(genuine, Map.of());
                case 1 -> event(genuine, Map.of(RequestSignature.SIGNATURE, right));
                default -> event(genuine, Map.of(RequestSignature.TIMESTAMP, time));
            };
        }

        /** HTTP knows no case in a header's name, and JSON does. */
        private String twice(Genuine genuine, String right) {
            String other = random.nextBoolean() ? right : flipped(right);
            return changed(sent(genuine, time, random.nextBoolean() ? right : flipped(right)), event -> {
                JsonObject headers = event.getAsJsonObject("headers");
                if (random.nextBoolean()) {
                    headers.addProperty("X-Slack-Signature", other);
                } else {
                    headers.addProperty("X-Slack-Request-Timestamp", random.nextBoolean() ? time : "1");
                }
            });
        }

        /** As REST APIs send them. */
        private String lists(Genuine genuine, String right) {
            JsonObject headers = new JsonObject();
            headers.add("Content-Type", list(genuine.contentType()));
            headers.add("X-Slack-Request-Timestamp", random.nextInt(4) == 0 ? list(time, time) : list(time));
            JsonArray signatures = pick(
                    list(right, flipped(right)),
                    list(flipped(right), right),
                    list(right, right),
                    list(flipped(right)),
                    list());
            if (random.nextInt(8) == 0) {
                signatures = new JsonArray();
                signatures.add(list(right));
            }
            headers.add("X-Slack-Signature", signatures);
            JsonObject context = new JsonObject();
            context.addProperty("stage", "prod");
            context.addProperty("requestTimeEpoch", now.toEpochMilli());
            JsonObject event = new JsonObject();
            event.addProperty("httpMethod", "POST");
            event.addProperty("path", genuine.path());
            // Whoever read this one would let it in.
            event.add(
                    "headers",
                    JsonParser.parseString(sent(genuine, time, right))
                            .getAsJsonObject()
                            .get("headers"));
            event.add("multiValueHeaders", headers);
            event.add("requestContext", context);
            event.addProperty("body", genuine.body());
            event.addProperty("isBase64Encoded", false);
            return event.toString();
        }

        private String controls(Genuine genuine, String right) {
            String all = IntStream.concat(IntStream.range(0, 0x20), IntStream.range(0x7f, 0xa0))
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            String forged = "\n{\"level\":\"ERROR\",\"outcome\":\"" + CANARY + "\"}\n" + all;
            return switch (random.nextInt(5)) {
                case 0 -> sent(genuine, time, right + forged);
                case 1 -> sent(genuine, time + forged, right);
                case 2 ->
                    sent(
                            new Genuine(genuine.path(), genuine.contentType() + forged, genuine.body()),
                            time,
                            flipped(right));
                case 3 -> sent(padded(genuine, 0), time, flipped(right) + all);
                default -> {
                    int at = random.nextInt(all.length());
                    String body = genuine.body().replace(CANARY, CANARY + all.charAt(at) + CANARY + all);
                    yield sent(new Genuine(genuine.path(), genuine.contentType(), body), time, right);
                }
            };
        }

        /** White space after JSON, a field more in a form: it means what it meant. */
        private static Genuine padded(Genuine genuine, int size) {
            String padding =
                    genuine.contentType().equals(Form.TYPE) ? "&x=" + CANARY.repeat(size / 6) : " ".repeat(size + 1);
            return new Genuine(genuine.path(), genuine.contentType(), genuine.body() + padding);
        }

        private String webhook() {
            String right = BotRig.WEBHOOK_TOKEN;
            String body = Requests.form(Map.of(
                    "team_id", "T1",
                    "channel_id", "C1",
                    "user_id", "U1",
                    "timestamp", time + "." + String.format(Locale.ROOT, "%06d", number % MANY),
                    "text", "awsadvent " + CANARY + " " + words()));
            String token = pick(
                    "",
                    "token=&",
                    "token=" + right.substring(1) + "&",
                    "token=" + right.substring(0, random.nextInt(right.length())) + "&",
                    "token=" + right + right.charAt(0) + "&",
                    "token=" + right + "%00&",
                    "token=%20" + right + "&",
                    "token=" + right.toUpperCase(Locale.ROOT) + "&",
                    "token=" + CANARY + "&token=" + right + "&",
                    "token[]=" + right + "&",
                    "Token=" + right + "&",
                    "token=" + BotRig.SECRET + "&",
                    "token=" + URLEncoder.encode(flipped(right), StandardCharsets.UTF_8) + "&");
            Genuine genuine = new Genuine("/slack/webhook", Form.TYPE, token + body);
            // That Slack signed it makes no difference here.
            return random.nextBoolean()
                    ? event(genuine, Map.of())
                    : sent(genuine, time, signature(BotRig.SECRET, time, genuine.body()));
        }

        private String deep(Genuine genuine, String right) {
            int depth = random.nextInt(1, 100_000);
            String nest = random.nextBoolean()
                    ? "[".repeat(depth) + "]".repeat(depth)
                    : "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
            return switch (random.nextInt(4)) {
                case 0 -> nest;
                case 1 -> sent(new Genuine(genuine.path(), genuine.contentType(), nest), time, right);
                case 2 -> inPlaceOf(sent(genuine, time, right), "\"" + right + "\"", nest);
                default -> inPlaceOf(sent(genuine, time, flipped(right)), "\"$default\"", nest);
            };
        }

        private static String inPlaceOf(String event, String part, String other) {
            int at = event.indexOf(part);
            return event.substring(0, at) + other + event.substring(at + part.length());
        }

        private String broken(String event) {
            StringBuilder text = new StringBuilder(event);
            for (int changes = random.nextInt(1, 20); changes > 0 && !text.isEmpty(); changes--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(4)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(0x20, 0x80));
                    case 1 -> text.deleteCharAt(at);
                    case 2 -> text.insert(at, (char) random.nextInt(0x10000));
                    default -> text.setLength(random.nextInt(4) == 0 ? at : text.length());
                }
            }
            return text.toString();
        }

        private String signedAt(Genuine genuine, Instant at) {
            String then = Long.toString(at.getEpochSecond());
            return sent(genuine, then, signature(BotRig.SECRET, then, genuine.body()));
        }

        private String sent(Genuine genuine, String timestamp, String signature) {
            return event(genuine, Map.of(RequestSignature.TIMESTAMP, timestamp, RequestSignature.SIGNATURE, signature));
        }

        private String encoded(Genuine genuine, String body, String timestamp, String signature) {
            return changed(
                    sent(new Genuine(genuine.path(), genuine.contentType(), body), timestamp, signature),
                    event -> event.addProperty("isBase64Encoded", true));
        }

        private String event(Genuine genuine, Map<String, String> headers) {
            String event = Requests.event("POST", genuine.path(), now, genuine.body(), headers);
            return changed(
                    event,
                    changed -> changed.getAsJsonObject("headers").addProperty("content-type", genuine.contentType()));
        }

        private String flipped(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(7));
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @SafeVarargs
        private <T> T pick(T... of) {
            return of[random.nextInt(of.length)];
        }
    }

    private interface Change {
        void of(JsonObject event);
    }

    private static String changed(String event, Change change) {
        JsonObject json = JsonParser.parseString(event).getAsJsonObject();
        change.of(json);
        return json.toString();
    }

    private static JsonObject http(JsonObject event) {
        return event.getAsJsonObject("requestContext").getAsJsonObject("http");
    }

    private static JsonArray list(String... values) {
        JsonArray list = new JsonArray();
        List.of(values).forEach(list::add);
        return list;
    }

    private static String signature(String secret, String timestamp, String body) {
        return RequestSignature.of(secret, timestamp, body);
    }

    private static String base64(String body) {
        return Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(String algorithm, String text) {
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] zipped(String body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
