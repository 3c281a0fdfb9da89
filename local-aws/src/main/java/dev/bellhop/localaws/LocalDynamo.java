package dev.bellhop.localaws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * DynamoDB on a laptop: DynamoDB Local over HTTP, on the loopback address alone, with layers in front that add what it
 * lacks (see {@link ConflictLayer}) and break what a test wants broken ({@link FaultLayer}).
 *
 * <p>Each instance is a database of its own, whatever credentials its clients use. The first takes about a second to start,
 * the others of the same JVM some milliseconds.
 */
public final class LocalDynamo implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DynamoEngine engine;
    private final DynamoLayer.Next layers;
    private final HttpServer front;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private LocalDynamo(DynamoEngine engine, int port, List<DynamoLayer> layers) {
        this.engine = engine;
        DynamoLayer.Next next = engine::answer;
        for (DynamoLayer layer : layers.reversed()) {
            DynamoLayer.Next behind = next;
            next = call -> layer.answer(call, behind);
        }
        this.layers = next;
        try {
            this.front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + port + " of the loopback address", e);
        }
        front.createContext("/", this::serve);
        front.setExecutor(threads);
        front.start();
    }

    /** A new, empty database in memory, on a free port. The first layer is the outermost. */
    public static LocalDynamo inMemory(DynamoLayer... layers) {
        return inMemory(0, layers);
    }

    /** @param port 0 for a free one */
    public static LocalDynamo inMemory(int port, DynamoLayer... layers) {
        return new LocalDynamo(DynamoEngine.inMemory(), port, List.of(layers));
    }

    /**
     * A database whose data stays in the folder {@code data}, which is made when missing.
     *
     * @param port 0 for a free one
     */
    public static LocalDynamo in(Path data, int port, DynamoLayer... layers) {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder " + data, e);
        }
        return new LocalDynamo(DynamoEngine.in(data), port, List.of(layers));
    }

    public URI endpoint() {
        return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                + front.getAddress().getPort());
    }

    /** Where DynamoDB Local itself listens, behind the layers and without the time that they take. */
    public URI engineEndpoint() {
        return engine.endpoint();
    }

    /** For a client of the SDK that reaches this database, to be built as its user wants it. */
    public DynamoDbClientBuilder clientBuilder() {
        return clientBuilder(endpoint());
    }

    /** A client of the SDK with the SDK's own defaults, retries among them. The caller closes it. */
    public DynamoDbClient client(ExecutionInterceptor... interceptors) {
        return clientBuilder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(overrides -> List.of(interceptors).forEach(overrides::addExecutionInterceptor))
                .build();
    }

    /** Makes the template's tables where they do not exist yet. Layers do not see it. */
    public void createTables(Template template) {
        try (DynamoDbClient client = direct()) {
            List<String> existing = client.listTables().tableNames();
            for (Template.Table table : template.tables()) {
                if (!existing.contains(table.name())) {
                    create(client, table);
                }
            }
        }
    }

    /** Empties the template's tables by making them anew. Layers do not see it. */
    public void clear(Template template) {
        try (DynamoDbClient client = direct()) {
            List<String> existing = client.listTables().tableNames();
            for (Template.Table table : template.tables()) {
                if (existing.contains(table.name())) {
                    client.deleteTable(request -> request.tableName(table.name()));
                }
                create(client, table);
            }
        }
    }

    /** Stops listening; what was in memory is gone. */
    @Override
    public void close() {
        front.stop(0);
        threads.shutdownNow();
        engine.close();
    }

    private static void create(DynamoDbClient client, Template.Table table) {
        client.createTable(table.request());
        table.ttlAttribute()
                .ifPresent(attribute -> client.updateTimeToLive(request -> request.tableName(table.name())
                        .timeToLiveSpecification(
                                ttl -> ttl.attributeName(attribute).enabled(true))));
    }

    /** A client whose calls layers do not see, for whoever only looks on. The caller closes it. */
    public DynamoDbClient direct() {
        return clientBuilder(engine.endpoint())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private DynamoDbClientBuilder clientBuilder(URI endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(Intrinsics.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "none")));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            switch (answer(exchange.getRequestHeaders().getFirst("X-Amz-Target"), request)) {
                case DynamoAnswer.Http(int status, JsonNode body) -> {
                    byte[] response = JSON.writeValueAsBytes(body);
                    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
                    exchange.getResponseHeaders()
                            .set("x-amzn-RequestId", UUID.randomUUID().toString());
                    exchange.sendResponseHeaders(status, response.length);
                    exchange.getResponseBody().write(response);
                }
                case DynamoAnswer.Lost() -> {
                    // Closing the exchange unanswered closes its connection.
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private DynamoAnswer answer(@Nullable String target, byte[] request) throws IOException, InterruptedException {
        if (target == null) {
            return DynamoAnswer.error(400, "MissingAuthenticationTokenException", "There is no header X-Amz-Target");
        }
        try {
            JsonNode body = JSON.readTree(request);
            return layers.answer(new DynamoCall(target.substring(target.indexOf('.') + 1), body));
        } catch (JsonProcessingException e) {
            return DynamoAnswer.error(400, "SerializationException", "The request is not JSON");
        }
    }
}
