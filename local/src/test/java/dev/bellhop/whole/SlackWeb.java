package dev.bellhop.whole;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;

/** What is posted to Slack, by which life; and how Slack answers. */
final class SlackWeb implements AutoCloseable {

    /** @param blocks as JSON; empty where there are none */
    record Posted(String channel, String thread, String text, String blocks) {}

    /** An answer of Slack's other than {@code ok}. */
    record Answer(int status, Map<String, String> headers, String body) {}

    static final Answer TOO_MANY = new Answer(429, Map.of("Retry-After", "1"), "");
    static final Answer DOWN = new Answer(503, Map.of(), "");

    /** The bot itself answers there, whatever functions it started meanwhile. */
    private static final Set<String> OF_THE_BOT = Set.of("kept", "pressed");

    private final HttpServer server;
    private final Map<String, Life> lives = new ConcurrentHashMap<>();
    private final List<Posted> posted = new CopyOnWriteArrayList<>();
    private final List<String> views = new CopyOnWriteArrayList<>();
    private final Map<String, String> said = new ConcurrentHashMap<>();
    private final Map<String, Held> files = new ConcurrentHashMap<>();
    private final Queue<Answer> answers = new ArrayDeque<>();
    /** Functions start beside each other. */
    private final AtomicInteger processes = new AtomicInteger();

    private final AtomicInteger uploads = new AtomicInteger();
    private volatile boolean down;

    /** Of the process that answers by a response_url, which says to nobody whose it is. */
    private volatile Life responding = Life.endless();

    private volatile Life bot = Life.endless();

    private record Held(String mimetype, SdkBytes content) {}

    SlackWeb() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** The prefix of the Web API for one process. */
    String url(Life life) {
        String name = "life" + processes.incrementAndGet();
        lives.put(name, life);
        return origin() + name + "/api/";
    }

    /** A {@code response_url}, on which the answer to one press is said. */
    String responseUrl(String name) {
        return origin() + "responses/" + name;
    }

    /** From now on it is a process of {@code life} that answers on those. */
    void respondedBy(Life life) {
        responding = life;
    }

    /** From now on it is a process of {@code life} of the bot's. */
    void respondedByBot(Life life) {
        responding = life;
        bot = life;
    }

    /** From now on there is a file, and everybody is in the channel of all events. */
    void holds(String file, String mimetype, byte[] content) {
        files.put(file, new Held(mimetype, SdkBytes.fromByteArray(content)));
    }

    /** What was said there, as the JSON of a message. */
    Optional<String> said(String name) {
        return Optional.ofNullable(said.remove(name));
    }

    List<Posted> posted() {
        return posted;
    }

    /** The views that were opened or published, as JSON. */
    List<String> views() {
        return views;
    }

    /** The next calls get these answers, in this order. */
    synchronized void next(Answer... next) {
        answers.addAll(Arrays.asList(next));
    }

    void down(boolean isDown) {
        down = isDown;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().split("/", -1);
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (path[1].equals("responses")) {
                Life life = OF_THE_BOT.contains(path[2]) ? bot : responding;
                if (life.begin("response_url")) {
                    said.put(path[2], body);
                    if (life.end()) {
                        exchange.sendResponseHeaders(200, -1);
                    }
                }
                return;
            }
            Life life = lives.get(path[1]);
            Held file = path[2].equals("files") ? files.get(path[3]) : null;
            boolean upload = path[2].equals("uploads");
            if (!life.begin(upload ? BrokenCalls.UPLOAD : file == null ? path[3] : BrokenCalls.DOWNLOAD)) {
                return;
            }
            if (upload) {
                holds(path[3], "image/jpeg", body.getBytes(StandardCharsets.UTF_8));
                if (life.end()) {
                    exchange.sendResponseHeaders(200, -1);
                }
                return;
            }
            if (file != null) {
                if (life.end()) {
                    exchange.getResponseHeaders().set("Content-Type", file.mimetype());
                    byte[] content = file.content().asByteArray();
                    exchange.sendResponseHeaders(200, content.length);
                    exchange.getResponseBody().write(content);
                }
                return;
            }
            Optional<String> known = known(path[1], path[3], body);
            Answer answer = down
                    ? DOWN
                    : known.map(json -> new Answer(200, Map.of(), json)).orElseGet(this::nextAnswer);
            if (answer.status() == 200 && known.isEmpty()) {
                Map<String, String> form = form(body);
                if (form.containsKey("view")) {
                    views.add(form.get("view"));
                } else {
                    posted.add(new Posted(
                            form.get("channel"),
                            form.getOrDefault("thread_ts", ""),
                            form.get("text"),
                            form.getOrDefault("blocks", "")));
                }
            }
            if (!life.end()) {
                return;
            }
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** What Slack says of files and of who is where; empty for other methods. */
    private Optional<String> known(String life, String method, String body) {
        return switch (method) {
            case "users.conversations" -> Optional.of("{\"ok\":true,\"channels\":[{\"id\":\"C1\"}]}");
            case "conversations.info" ->
                Optional.of("{\"ok\":true,\"channel\":{\"id\":\"C1\",\"is_channel\":true,\"is_member\":true}}");
            case "files.getUploadURLExternal" -> {
                String id = "F0UPLOAD" + uploads.incrementAndGet();
                yield Optional.of("{\"ok\":true,\"file_id\":\"" + id + "\",\"upload_url\":\"" + origin() + life
                        + "/uploads/" + id + "\"}");
            }
            case "files.completeUploadExternal" -> Optional.of("{\"ok\":true,\"files\":[]}");
            case "files.delete" -> {
                files.remove(form(body).get("file"));
                yield Optional.of("{\"ok\":true}");
            }
            case "files.info" -> {
                String id = form(body).get("file");
                yield Optional.of(Optional.ofNullable(files.get(id))
                        .map(file -> info(life, id, file))
                        .orElse("{\"ok\":false,\"error\":\"file_not_found\"}"));
            }
            default -> Optional.empty();
        };
    }

    private String info(String life, String id, Held file) {
        String url = origin() + life + "/files/" + id;
        return "{\"ok\":true,\"file\":{\"id\":\"" + id + "\",\"name\":\"" + id
                + "\",\"mode\":\"hosted\",\"mimetype\":\""
                + file.mimetype() + "\",\"size\":" + file.content().asByteArray().length
                + ",\"url_private_download\":\"" + url + "\"}}";
    }

    private String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private synchronized Answer nextAnswer() {
        Answer next = answers.poll();
        return next == null ? new Answer(200, Map.of(), "{\"ok\":true}") : next;
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8), (a, b) -> b));
    }
}
