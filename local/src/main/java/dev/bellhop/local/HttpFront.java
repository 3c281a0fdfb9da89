package dev.bellhop.local;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.SdkBytes;

/**
 * The one port, on the loopback address. Pages of other sites can't use it through someone's browser: not under a name of
 * their own that resolves to this machine (DNS rebinding), nor by a request across sites.
 */
final class HttpFront implements AutoCloseable {

    /** As API Gateway's. */
    static final int MOST_BODY = 10 * 1024 * 1024;

    private static final int NO_BODY = -1;

    /** Whoever works on an answer when it closes has so long to end. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

    static {
        // Read once by the JDK's server. Small answers would wait 40 ms for the client's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // Longer than clients here keep a connection, so that none uses one that is just being closed. In seconds.
        System.setProperty("sun.net.httpserver.idleInterval", "600");
    }

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> hosts;
    private volatile Http.Handler handler = request -> error(503, "Service Unavailable");

    private HttpFront(HttpServer server) {
        this.server = server;
        int port = server.getAddress().getPort();
        this.hosts = Set.of("localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port);
        server.createContext("/", this::serve);
        server.setExecutor(executor);
    }

    /**
     * Takes the port, and answers 503 until there is a {@linkplain #answerWith handler}.
     *
     * @param port 0 for any that is free
     * @throws BindException where the port is taken
     */
    static HttpFront open(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        HttpFront front = new HttpFront(server);
        server.start();
        return front;
    }

    void answerWith(Http.Handler handler) {
        this.handler = handler;
    }

    /** Its address for people. */
    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdown();
        try {
            executor.awaitTermination(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        }
    }

    private Http.Response answer(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY + 1);
        if (body.length > MOST_BODY) {
            return error(413, "Request Entity Too Large");
        }
        URI uri = exchange.getRequestURI();
        Http.Request request = new Http.Request(
                exchange.getRequestMethod(),
                uri.getRawPath(),
                Optional.ofNullable(uri.getRawQuery()).orElse(""),
                headers,
                SdkBytes.fromByteArrayUnsafe(body),
                exchange.getRemoteAddress().getAddress().getHostAddress());
        if (!isFromHere(request)) {
            return error(403, "Forbidden: only this machine, by the name localhost, is served.");
        }
        try {
            return handler.handle(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return error(503, "Service Unavailable");
        } catch (Exception e) {
            return error(500, "Internal Server Error");
        }
    }

    private boolean isFromHere(Http.Request request) {
        boolean ourName = hosts.contains(request.header("host").orElse("").toLowerCase(Locale.ROOT));
        boolean ourOrigin = request.header("origin")
                .map(origin -> origin.startsWith("http://") && hosts.contains(origin.substring("http://".length())))
                .orElse(true);
        boolean acrossSites = request.header("sec-fetch-site")
                .map(site -> !site.equals("same-origin") && !site.equals("none"))
                .orElse(false);
        return ourName && ourOrigin && !acrossSites;
    }

    private static void send(HttpExchange exchange, Http.Response response) throws IOException {
        response.headers()
                .forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
        byte[] body = response.body().asByteArrayUnsafe();
        exchange.sendResponseHeaders(response.status(), body.length == 0 ? NO_BODY : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    /** As API Gateway words its own errors. */
    static Http.Response error(int status, String message) {
        JsonObject body = new JsonObject();
        body.addProperty("message", message);
        return Http.Response.json(status, body);
    }
}
