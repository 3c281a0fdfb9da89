package dev.bellhop.lambdaprocess;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** All that a function talks to, behind one port with TLS, for TLS is part of a cold start. Connections are kept. */
public final class ServicesFront implements AutoCloseable {

    /** What stands behind it. Each call is to be answered, in the form that the service answers in. */
    public interface Services {

        /** @param target the operation, as in {@code X-Amz-Target} */
        void dynamo(HttpExchange exchange, String target, byte[] request) throws IOException, InterruptedException;

        /** @param method of its Web API, such as {@code chat.postMessage} */
        void slack(HttpExchange exchange, String method) throws IOException, InterruptedException;

        /** @param form the request, URL-encoded */
        void sns(HttpExchange exchange, String form) throws IOException, InterruptedException;
    }

    /** Whose form an answer has. */
    public enum Form {
        DYNAMO("application/x-amz-json-1.0"),
        SLACK("application/json; charset=utf-8"),
        SNS("text/xml");

        private final String type;

        Form(String type) {
            this.type = type;
        }

        /** Answers. */
        public void send(HttpExchange exchange, int status, String body) throws IOException {
            send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
        }

        /** Answers. */
        public void send(HttpExchange exchange, int status, byte[] body) throws IOException {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static final String SLACK_PATH = "/api/";

    private final HttpsServer server;
    private final Services services;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Listens, on this machine alone. */
    public ServicesFront(Services services, Certificate certificate) throws IOException, GeneralSecurityException {
        this.services = services;
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    /** By the name that the certificate has. */
    public URI url() {
        return URI.create("https://localhost:" + server.getAddress().getPort());
    }

    /** As in {@code SLACK_API_URL}. */
    public URI slackApi() {
        return url().resolve(SLACK_PATH);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            @Nullable String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String path = exchange.getRequestURI().getPath();
            if (target != null) {
                services.dynamo(exchange, target, request);
            } else if (path.startsWith(SLACK_PATH)) {
                services.slack(exchange, path.substring(SLACK_PATH.length()));
            } else {
                services.sns(exchange, new String(request, StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
