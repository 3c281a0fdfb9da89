package dev.bellhop.files;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.core.SdkBytes;

/** Slack over HTTP: its files, the conversations that people are in, and what is said to it. */
public final class FakeSlack implements AutoCloseable {

    public static final String TOKEN = "xoxb-1";

    /** The type of what is begun with and never ends. */
    public static final String NEVER = "never";

    private static final String UPLOAD = "/upload/";

    /** @param more to be added to what is said of it */
    private record Shared(String name, String mimetype, long size, SdkBytes bytes, String type, JsonObject more) {}

    private final HttpServer server;
    private final Map<String, Shared> files = new ConcurrentHashMap<>();
    private final Map<String, String> refusals = new ConcurrentHashMap<>();
    private final Map<String, List<String>> conversations = new ConcurrentHashMap<>();
    private final List<JsonObject> posts = new CopyOnWriteArrayList<>();
    private final List<String> responses = new CopyOnWriteArrayList<>();
    private final List<String> downloads = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final FakeUploads uploads = new FakeUploads();
    private volatile boolean down;

    public FakeSlack() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(
                "/api/files.info",
                exchange -> answer(exchange, 200, info(form(exchange).get("file"))));
        server.createContext(
                "/api/files.getUploadURLExternal",
                exchange -> answer(exchange, 200, uploads.place(form(exchange), origin() + UPLOAD)));
        server.createContext(UPLOAD, this::upload);
        server.createContext(
                "/api/files.completeUploadExternal",
                exchange -> answer(exchange, 200, uploads.complete(form(exchange))));
        server.createContext(
                "/api/files.delete",
                exchange -> answer(exchange, 200, uploads.deleted(form(exchange).get("file"))));
        server.createContext(
                "/api/users.conversations",
                exchange -> answer(exchange, 200, in(form(exchange).get("user"))));
        server.createContext("/api/chat.postMessage", this::posted);
        server.createContext("/response", exchange -> {
            responses.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, 200, "ok");
        });
        server.createContext("/files/", this::download);
        server.createContext("/elsewhere", exchange -> answer(exchange, 200, "it got " + token(exchange)));
        server.setExecutor(threads);
        server.start();
    }

    private void posted(HttpExchange exchange) throws IOException {
        if (down) {
            answer(exchange, 503, "");
            return;
        }
        JsonObject post = new JsonObject();
        form(exchange).forEach(post::addProperty);
        if (post.has("blocks") && !uploads.areThere(post.get("blocks").getAsString())) {
            answer(exchange, 200, "{\"ok\":false,\"error\":\"invalid_blocks\"}");
            return;
        }
        posts.add(post);
        answer(exchange, 200, "{\"ok\":true}");
    }

    private void upload(HttpExchange exchange) throws IOException {
        String id = exchange.getRequestURI().getPath().substring(UPLOAD.length());
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        answer(exchange, uploads.receive(id, token(exchange), bytes), "OK - " + bytes.length);
    }

    private String info(String id) {
        return uploads.info(id).orElseGet(() -> infoOfShared(id));
    }

    private String infoOfShared(String id) {
        if (refusals.containsKey(id)) {
            return "{\"ok\":false,\"error\":\"" + refusals.get(id) + "\"}";
        }
        Shared shared = files.get(id);
        if (shared == null) {
            return "{\"ok\":false,\"error\":\"file_not_found\"}";
        }
        JsonObject file = new JsonObject();
        file.addProperty("id", id);
        file.addProperty("name", shared.name());
        file.addProperty("mimetype", shared.mimetype());
        file.addProperty("size", shared.size());
        file.addProperty("mode", "hosted");
        file.addProperty("is_external", false);
        file.addProperty("url_private_download", origin() + "/files/" + id);
        shared.more().entrySet().forEach(entry -> file.add(entry.getKey(), entry.getValue()));
        JsonObject answer = new JsonObject();
        answer.addProperty("ok", true);
        answer.add("file", file);
        return answer.toString();
    }

    private String in(String user) {
        if (down) {
            return "{\"ok\":false,\"error\":\"internal_error\"}";
        }
        StringBuilder channels = new StringBuilder();
        for (String channel : conversations.getOrDefault(user, List.of())) {
            channels.append(channels.isEmpty() ? "" : ",")
                    .append("{\"id\":\"")
                    .append(channel)
                    .append("\"}");
        }
        return "{\"ok\":true,\"channels\":[" + channels + "],\"response_metadata\":{\"next_cursor\":\"\"}}";
    }

    private void download(HttpExchange exchange) throws IOException {
        String id = exchange.getRequestURI().getPath().substring("/files/".length());
        Shared shared = files.get(id);
        downloads.add(id);
        if (shared == null || !token(exchange).equals("Bearer " + TOKEN)) {
            answer(exchange, shared == null ? 404 : 403, "");
            return;
        }
        if (shared.type().startsWith("redirect ")) {
            exchange.getResponseHeaders().add("Location", shared.type().substring("redirect ".length()));
            answer(exchange, 302, "");
            return;
        }
        if (shared.type().equals(NEVER)) {
            stopped(exchange);
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", shared.type());
        byte[] bytes = shared.bytes().asByteArrayUnsafe();
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
        exchange.close();
    }

    /** Gives the first byte, and then none. */
    private void stopped(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 1_000_000);
        exchange.getResponseBody().write('x');
        exchange.getResponseBody().flush();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private static String token(HttpExchange exchange) {
        return String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        Map<String, String> form = new ConcurrentHashMap<>();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        for (String field : body.split("&", -1)) {
            String[] parts = field.split("=", 2);
            form.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(parts.length == 2 ? parts[1] : "", StandardCharsets.UTF_8));
        }
        return form;
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] answer = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
        if (answer.length > 0) {
            exchange.getResponseBody().write(answer);
        }
        exchange.close();
    }

    public String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public String url() {
        return origin() + "/api/";
    }

    public void has(String id, String name, String mimetype, byte[] bytes) {
        has(id, name, mimetype, bytes, mimetype, new JsonObject());
    }

    /**
     * @param type that it is served as
     * @param more what else is said of it
     */
    public void has(String id, String name, String mimetype, byte[] bytes, String type, JsonObject more) {
        files.put(id, new Shared(name, mimetype, bytes.length, SdkBytes.fromByteArrayUnsafe(bytes), type, more));
    }

    public void refuses(String id, String error) {
        refusals.put(id, error);
    }

    public void allows(String id) {
        refusals.remove(id);
    }

    public void isIn(String user, String... channels) {
        conversations.put(user, List.of(channels));
    }

    /** Nothing can be posted, and nobody is told where anybody is. */
    public void goDown(boolean is) {
        down = is;
    }

    /** What was posted, field by field. */
    public List<JsonObject> posts() {
        return posts;
    }

    /** What was said to the {@code response_url}. */
    public List<String> responses() {
        return responses;
    }

    /** What the bot uploads. */
    public FakeUploads uploads() {
        return uploads;
    }

    /** Which files were asked for. */
    public List<String> downloads() {
        return downloads;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
