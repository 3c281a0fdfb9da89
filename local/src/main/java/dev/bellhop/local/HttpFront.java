package dev.bellhop.local;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
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
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import software.amazon.awssdk.core.SdkBytes;

/**
 * The one port, on the loopback address. Pages of other sites can't use it through someone's browser: not under a name of
 * their own that resolves to this machine (DNS rebinding), nor by a request across sites.
 */
final class HttpFront implements AutoCloseable {

    /** As API Gateway's. */
    static final int MOST_BODY = 10 * 1024 * 1024;

    private static final int USUAL_PORT = 80;

    /** Whoever works on an answer when it closes has so long to end. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

    /** Longer than clients here keep a connection, so that none uses one that is just being closed. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final Server server;
    private final ServerConnector connector;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> hosts;
    private volatile Http.Handler handler = request -> error(503, "Service Unavailable");
    private volatile Map<String, Http.Receiver> receivers = Map.of();
    private volatile BiConsumer<Http.Request, Exception> failed = (request, failure) -> {};

    private HttpFront(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
        int port = connector.getLocalPort();
        this.hosts = hosts(port);
    }

    /** How this machine is called by a client of the port; the usual one goes unsaid. */
    static Set<String> hosts(int port) {
        Set<String> names = Set.of("localhost", "127.0.0.1", "[::1]");
        return Stream.concat(
                        names.stream().map(name -> name + ":" + port),
                        port == USUAL_PORT ? names.stream() : Stream.empty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Takes the port, and answers 503 until there is a {@linkplain #answerWith handler}.
     *
     * @param port 0 for any that is free
     * @throws BindException where the port is taken
     */
    static HttpFront open(int port) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("http");
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        Server server = new Server(threads);
        // One selector carries more than one person's browser will ever ask for.
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        connector.setPort(port);
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        bind(connector);
        HttpFront front = new HttpFront(server, connector);
        threads.setVirtualThreadsExecutor(front.executor);
        server.setHandler(front.new Entry());
        start(server);
        return front;
    }

    void answerWith(Http.Handler handler) {
        answerWith(handler, (request, failure) -> {});
    }

    /** @param failed is told why a request is answered 500, which whoever sent it is not */
    void answerWith(Http.Handler handler, BiConsumer<Http.Request, Exception> failed) {
        this.failed = failed;
        this.handler = handler;
    }

    /** Has what is posted to a path taken in as it comes, however long it is. */
    void receiveAt(String path, Http.Receiver receiver) {
        receivers = Map.of(path, receiver);
    }

    /** Its address for people. */
    URI url() {
        return URI.create("http://localhost:" + connector.getLocalPort());
    }

    @Override
    public void close() {
        try {
            server.stop();
            executor.shutdown();
            executor.awaitTermination(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // Jetty declares nothing narrower.
            throw new IllegalStateException("The port is not given back", e);
        }
    }

    private static void bind(ServerConnector connector) throws IOException {
        try {
            connector.open();
        } catch (IOException e) {
            // Jetty wraps what the caller tells apart.
            throw e.getCause() instanceof BindException taken ? taken : e;
        }
    }

    private static void start(Server server) throws IOException {
        try {
            server.start();
        } catch (Exception e) {
            // Jetty declares nothing narrower.
            throw new IOException("The server does not start", e);
        }
    }

    /** Where Jetty hands requests over, each in a virtual thread. */
    private final class Entry extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            send(answer(request), response);
            callback.succeeded();
            return true;
        }
    }

    private Http.Answer answer(Request request) throws IOException {
        Http.Request head = head(request);
        if (!isFromHere(head)) {
            // Nothing that it sends is read.
            return error(403, "Forbidden: only this machine, by the name localhost, is served.");
        }
        Http.Receiver receiver = receivers.get(head.path());
        if (receiver != null && head.method().equals("POST")) {
            try (InputStream body = Content.Source.asInputStream(request)) {
                return answer(head, with -> receiver.receive(with, body));
            }
        }
        Http.Request read = withBody(head, request);
        return read.body().asByteArrayUnsafe().length > MOST_BODY
                ? error(413, "Request Entity Too Large")
                : answer(read, handler);
    }

    private Http.Answer answer(Http.Request request, Http.Handler by) {
        try {
            return by.handle(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return error(503, "Service Unavailable");
        } catch (Exception e) {
            failed.accept(request, e);
            return error(500, "Internal Server Error");
        }
    }

    private static Http.Request head(Request request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : request.getHeaders().getFieldNamesCollection()) {
            headers.put(name.toLowerCase(Locale.ROOT), request.getHeaders().getValuesList(name));
        }
        return new Http.Request(
                request.getMethod(),
                request.getHttpURI().getPath(),
                Optional.ofNullable(request.getHttpURI().getQuery()).orElse(""),
                headers,
                SdkBytes.fromByteArrayUnsafe(new byte[0]),
                Request.getRemoteAddr(request));
    }

    /** A body that is too long is read no further than shows it. */
    private static Http.Request withBody(Http.Request head, Request request) throws IOException {
        try (InputStream body = Content.Source.asInputStream(request)) {
            return new Http.Request(
                    head.method(),
                    head.path(),
                    head.query(),
                    head.headers(),
                    SdkBytes.fromByteArrayUnsafe(body.readNBytes(MOST_BODY + 1)),
                    head.remoteAddress());
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
        return ourName && ourOrigin && (!acrossSites || isLinkToPage(request));
    }

    /** Links on other sites lead here too: to the page alone, which is the same for all and shows in no frame of theirs. */
    private static boolean isLinkToPage(Http.Request request) {
        return request.method().equals("GET")
                && request.path().equals("/")
                && request.header("sec-fetch-mode").filter("navigate"::equals).isPresent()
                && request.header("sec-fetch-dest").filter("document"::equals).isPresent();
    }

    private static void send(Http.Answer answer, Response response) throws IOException, InterruptedException {
        switch (answer) {
            case Http.Response(int status, var headers, SdkBytes body) -> {
                response.setStatus(status);
                headers.forEach(response.getHeaders()::put);
                byte[] bytes = body.asByteArrayUnsafe();
                response.getHeaders().put("content-length", bytes.length);
                try (OutputStream out = Content.Sink.asOutputStream(response)) {
                    out.write(bytes);
                }
            }
            case Http.Streamed(var headers, Http.Body body) -> {
                headers.forEach(response.getHeaders()::put);
                try (OutputStream out = Content.Sink.asOutputStream(response)) {
                    body.writeTo(out);
                }
            }
        }
    }

    /** As API Gateway words its own errors. */
    static Http.Response error(int status, String message) {
        JsonObject body = new JsonObject();
        body.addProperty("message", message);
        return Http.Response.json(status, body);
    }
}
