package dev.bellhop.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local, on the loopback address alone. It is put together here from the parts of its own server, which would
 * listen on every address and send telemetry.
 */
final class DynamoEngine implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Server server;
    private final LocalDynamoDBServerHandler handler;
    private final URI endpoint;

    private DynamoEngine(@Nullable Path data) throws Exception {
        // One database for all credentials, so that a later start finds the one in files.
        this.handler = new LocalDynamoDBServerHandler(
                new LocalDynamoDBRequestHandler(0, data == null, data == null ? null : data.toString(), true, false),
                "");
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setDaemon(true);
        this.server = new Server(threads);
        ServerConnector connector = new ServerConnector(server);
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        server.setHandler(handler);
        server.start();
        this.endpoint = URI.create("http://" + connector.getHost() + ":" + connector.getLocalPort() + "/");
    }

    /**
     * A database in memory, until it is closed. One engine would do for many, by their credentials, but none of them would
     * ever end: each has threads that look every second for items to expire and indexes to make, and a hundred databases
     * left behind by tests keep a processor busy.
     */
    static DynamoEngine inMemory() {
        return start(null);
    }

    static DynamoEngine in(Path data) {
        return start(data);
    }

    private static DynamoEngine start(@Nullable Path data) {
        try {
            return new DynamoEngine(data);
        } catch (Exception e) {
            // Jetty and DynamoDB Local declare nothing narrower.
            throw new IllegalStateException(
                    "DynamoDB Local does not start, with its data "
                            + Optional.ofNullable(data).map(Path::toString).orElse("in memory"),
                    e);
        }
    }

    URI endpoint() {
        return endpoint;
    }

    DynamoAnswer answer(DynamoCall call) throws IOException, InterruptedException {
        // DynamoDB Local wants an access key and a region, and checks no signature.
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "DynamoDB_20120810." + call.operation())
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=local/20260101/" + Intrinsics.REGION
                                + "/dynamodb/aws4_request, SignedHeaders=host, Signature=0")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(call.body())))
                .build();
        HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        JsonNode body = JSON.readTree(response.body());
        return new DynamoAnswer.Http(response.statusCode(), body);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            // Jetty declares nothing narrower.
            throw new IllegalStateException("DynamoDB Local does not stop", e);
        }
        handler.close();
    }
}
