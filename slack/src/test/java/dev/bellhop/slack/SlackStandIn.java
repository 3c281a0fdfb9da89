package dev.bellhop.slack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Slack's Web API over real HTTP: remembers what was posted, answers as it is told to, else that all is well. */
public final class SlackStandIn implements AutoCloseable {

    /**
     * One call of a method.
     *
     * @param authorization empty where there is none, as at a {@code response_url}
     * @param body as it came; a form, except at a {@code response_url}
     */
    public record Call(String method, String authorization, Map<String, String> form, String body) {}

    private record Answer(int status, Map<String, String> headers, String body) {}

    private static final Answer FINE =
            new Answer(200, Map.of(), "{\"ok\":true,\"channel\":\"C1\",\"ts\":\"1700000000.000200\"}");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Map<String, Answer> byMethod = new ConcurrentHashMap<>();
    private volatile boolean silent;

    public SlackStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** What {@code SLACK_API_URL} is to be. */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/api/";
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** The texts posted so far. */
    public List<String> texts() {
        return calls.stream().map(call -> call.form().get("text")).toList();
    }

    /** The next call that has no answer yet fails with this error of Slack's. */
    public void refuseWith(String error) {
        answers.add(new Answer(200, Map.of(), "{\"ok\":false,\"error\":\"" + error + "\"}"));
    }

    /** The next call that has no answer yet is answered so. */
    public void answerWith(int status, Map<String, String> headers, String body) {
        answers.add(new Answer(status, headers, body));
    }

    /** Calls of this method are all answered so, before any other answer. */
    public void answerMethod(String method, String body) {
        answerMethod(method, body, 200);
    }

    public void answerMethod(String method, String body, int status) {
        byMethod.put(method, new Answer(status, Map.of(), body));
    }

    /** The calls of this method so far. */
    public List<Call> calls(String method) {
        return calls.stream().filter(call -> call.method().equals(method)).toList();
    }

    public void answerNothing() {
        silent = true;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String method = exchange.getRequestURI().getPath().substring("/api/".length());
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            calls.add(new Call(method, authorization == null ? "" : authorization, form(body), body));
            if (silent) {
                closing.await();
            }
            Answer fixed = byMethod.get(method);
            Answer next = fixed == null ? answers.poll() : fixed;
            Answer answer = next == null ? FINE : next;
            answer.headers().forEach(exchange.getResponseHeaders()::add);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
    }
}
