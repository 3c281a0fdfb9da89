package dev.bellhop.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a function talks to, behind one port with TLS, for TLS is part of a cold start: DynamoDB Local, and of SNS and Slack
 * what they answer. Each call takes as long as its {@link Service} is said to. Connections are kept.
 */
final class Services implements AutoCloseable {

    private static final String SLACK_PATH = "/api/";

    private final HttpsServer front;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient toDynamo =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI dynamo;
    private final AtomicLong said = new AtomicLong();

    private volatile double times;

    /** @param dynamo where DynamoDB Local listens */
    Services(URI dynamo, Certificate certificate) throws IOException, GeneralSecurityException {
        this.dynamo = dynamo;
        front = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        front.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        front.createContext("/", this::serve);
        front.setExecutor(threads);
        front.start();
    }

    /** By the name that the certificate has. */
    URI url() {
        return URI.create("https://localhost:" + front.getAddress().getPort());
    }

    URI slackApi() {
        return url().resolve(SLACK_PATH);
    }

    /** @param times how often the usual time each call takes from now on */
    void take(double times) {
        this.times = times;
    }

    @Override
    public void close() {
        front.stop(0);
        threads.shutdownNow();
        toDynamo.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            @Nullable String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String path = exchange.getRequestURI().getPath();
            if (target != null) {
                pass(Service.ofTarget(target));
                HttpResponse<byte[]> answer = askDynamo(exchange, target, request);
                answer.headers()
                        .firstValue("x-amz-crc32")
                        .ifPresent(sum -> exchange.getResponseHeaders().set("x-amz-crc32", sum));
                send(exchange, answer.statusCode(), "application/x-amz-json-1.0", answer.body());
            } else if (path.startsWith(SLACK_PATH)) {
                pass(Service.SLACK);
                send(
                        exchange,
                        200,
                        "application/json; charset=utf-8",
                        bytes(slack(path.substring(SLACK_PATH.length()))));
            } else {
                pass(Service.SNS);
                send(exchange, 200, "text/xml", bytes(sns(new String(request, StandardCharsets.UTF_8))));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(Service service) {
        LockSupport.parkNanos(service.time(times).toNanos());
    }

    private HttpResponse<byte[]> askDynamo(HttpExchange exchange, String target, byte[] request)
            throws IOException, InterruptedException {
        return toDynamo.send(
                HttpRequest.newBuilder(dynamo)
                        .header("Content-Type", "application/x-amz-json-1.0")
                        .header("X-Amz-Target", target)
                        .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private String slack(String method) {
        return switch (method) {
            case "auth.test" ->
                "{\"ok\":true,\"url\":\"https://bench.slack.com/\",\"team\":\"bench\",\"user\":\"bellhop\",\"team_id\":\""
                        + Messages.TEAM + "\",\"user_id\":\"" + Messages.BOT + "\",\"bot_id\":\"B0BENCH01\"}";
            case "chat.postMessage" ->
                "{\"ok\":true,\"channel\":\"" + Messages.CHANNEL + "\",\"ts\":\"1700000000."
                        + String.format("%06d", said.incrementAndGet() % 1_000_000)
                        + "\",\"message\":{\"type\":\"message\"}}";
            default -> "{\"ok\":false,\"error\":\"unknown_method\"}";
        };
    }

    /** SNS's answers have the action's name in their elements; the message's id is all that is read of any here. */
    private static String sns(String form) {
        String action = Arrays.stream(form.split("&", -1))
                .filter(field -> field.startsWith("Action="))
                .map(field -> URLDecoder.decode(field.substring("Action=".length()), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("Unknown");
        return "<%1$sResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><%1$sResult><MessageId>%2$s</MessageId></%1$sResult></%1$sResponse>"
                .formatted(action, UUID.randomUUID());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
