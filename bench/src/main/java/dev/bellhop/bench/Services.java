package dev.bellhop.bench;

import com.sun.net.httpserver.HttpExchange;
import dev.bellhop.lambdaprocess.Certificate;
import dev.bellhop.lambdaprocess.ServicesFront;
import dev.bellhop.lambdaprocess.ServicesFront.Form;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** DynamoDB Local, and of SNS and Slack what they answer. Each call takes as long as its {@link Service} is said to. */
final class Services implements ServicesFront.Services, AutoCloseable {

    private final ServicesFront front;
    private final HttpClient toDynamo =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI dynamo;
    private final AtomicLong said = new AtomicLong();

    private volatile double times;

    /** @param dynamo where DynamoDB Local listens */
    Services(URI dynamo, Certificate certificate) throws IOException, GeneralSecurityException {
        this.dynamo = dynamo;
        front = new ServicesFront(this, certificate);
    }

    ServicesFront front() {
        return front;
    }

    URI slackApi() {
        return front.slackApi();
    }

    /** @param times how often the usual time each call takes from now on */
    void take(double times) {
        this.times = times;
    }

    @Override
    public void close() {
        front.close();
        toDynamo.shutdownNow();
    }

    @Override
    public void dynamo(HttpExchange exchange, String target, byte[] request) throws IOException, InterruptedException {
        pass(Service.ofTarget(target));
        HttpResponse<byte[]> answer = askDynamo(exchange, target, request);
        answer.headers()
                .firstValue("x-amz-crc32")
                .ifPresent(sum -> exchange.getResponseHeaders().set("x-amz-crc32", sum));
        Form.DYNAMO.send(exchange, answer.statusCode(), answer.body());
    }

    @Override
    public void slack(HttpExchange exchange, String method) throws IOException {
        pass(Service.SLACK);
        Form.SLACK.send(exchange, 200, slack(method));
    }

    @Override
    public void sns(HttpExchange exchange, String form) throws IOException {
        pass(Service.SNS);
        Form.SNS.send(exchange, 200, sns(form));
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
}
