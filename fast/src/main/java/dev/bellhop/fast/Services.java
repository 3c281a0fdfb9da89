package dev.bellhop.fast;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * DynamoDB, SNS and Slack as far as the bot's own classes are concerned: each call is answered, with TLS, in the form that the
 * service answers in, and nothing is kept. A build needs no database for that, and none whose licence somebody has to accept.
 */
final class Services implements AutoCloseable {

    private record Answer(int status, String type, String body) {}

    private static final String SLACK_PATH = "/api/";

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Services(SSLContext context) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    URI url() {
        return URI.create("https://localhost:" + server.getAddress().getPort());
    }

    URI slackApi() {
        return url().resolve(SLACK_PATH);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            @Nullable String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            Answer answer = target != null
                    ? dynamo(target.substring(target.indexOf('.') + 1), body)
                    : exchange.getRequestURI().getPath().startsWith(SLACK_PATH) ? slack() : sns(body);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Answer dynamo(String operation, String body) {
        // What the bot does before anybody asks has a condition that can't hold.
        boolean refused = body.contains("REHEARSAL");
        return switch (operation) {
            case "TransactWriteItems" -> refused ? dynamo(400, """
                                {"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException",\
                                "message":"Transaction cancelled, please refer cancellation reasons for specific reasons \
                                [None, ConditionalCheckFailed]",\
                                "CancellationReasons":[{"Code":"None"},{"Code":"ConditionalCheckFailed",\
                                "Message":"The conditional request failed"}]}""") : dynamo(200, "{}");
            case "UpdateItem" -> refused ? dynamo(400, """
                                {"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",\
                                "message":"The conditional request failed"}""") : dynamo(200, "{}");
            case "BatchGetItem" -> dynamo(200, "{\"Responses\":{},\"UnprocessedKeys\":{}}");
            case "Query" -> dynamo(200, "{\"Items\":[],\"Count\":0,\"ScannedCount\":0}");
            default -> dynamo(200, "{}");
        };
    }

    private static Answer dynamo(int status, String body) {
        return new Answer(status, "application/x-amz-json-1.0", body);
    }

    private static Answer slack() {
        return new Answer(
                200,
                "application/json; charset=utf-8",
                "{\"ok\":true,\"channel\":\"C1\",\"ts\":\"1700000000.000100\",\"message\":{\"type\":\"message\"},"
                        + "\"user\":{\"id\":\"U1\",\"tz\":\"Europe/Berlin\",\"real_name\":\"Ada\"}}");
    }

    private static Answer sns(String form) {
        return form.contains("&Message=&") || form.endsWith("&Message=")
                ? new Answer(400, "text/xml", """
                        <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type>\
                        <Code>InvalidParameter</Code><Message>Invalid parameter: Empty message</Message></Error>\
                        <RequestId>1</RequestId></ErrorResponse>""")
                : new Answer(200, "text/xml", """
                        <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult>\
                        <MessageId>1</MessageId></PublishResult><ResponseMetadata><RequestId>1</RequestId>\
                        </ResponseMetadata></PublishResponse>""");
    }
}
