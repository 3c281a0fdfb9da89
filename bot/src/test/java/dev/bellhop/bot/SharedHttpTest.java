package dev.bellhop.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bellhop.slack.SlackApi;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The AWS SDK's side of the HTTP client, against a server that remembers what it got. */
final class SharedHttpTest {

    private record Got(String method, String pathAndQuery, Map<String, List<String>> headers, String body, int port) {}

    private final List<Got> got = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final SharedHttp http = new SharedHttp(new SlackApi("http://localhost/api/", "xoxb-test").http());
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void a_request_arrives_as_the_sdk_signed_it() throws IOException {
        answer(200, "fine");

        call(request(SdkHttpMethod.POST, "/things?a=%20x%2F&b=2")
                .putHeader("Content-Type", "application/x-amz-json-1.0")
                .putHeader("Content-Length", "6")
                .putHeader("User-Agent", "aws-sdk-java/2")
                .putHeader("X-Amz-Target", "DynamoDB.Query")
                .appendHeader("X-Many", "one")
                .appendHeader("X-Many", "two")
                .contentStreamProvider(() -> stream("{\"ä\"}")));

        assertThat(got).hasSize(1);
        Got request = got.get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.pathAndQuery()).isEqualTo("/things?a=%20x%2F&b=2");
        assertThat(request.body()).isEqualTo("{\"ä\"}");
        assertThat(request.headers())
                .containsEntry("Content-type", List.of("application/x-amz-json-1.0"))
                .containsEntry("Content-length", List.of("6"))
                .containsEntry("User-agent", List.of("aws-sdk-java/2"))
                .containsEntry("X-amz-target", List.of("DynamoDB.Query"))
                .containsEntry("X-many", List.of("one", "two"))
                .doesNotContainKey("Authorization");
    }

    @Test
    void nothing_is_packed_that_a_checksum_is_of() throws IOException {
        answer(200, "fine");

        call(request(SdkHttpMethod.GET, "/"));

        assertThat(got.get(0).headers()).containsEntry("Accept-encoding", List.of("identity"));
    }

    @Test
    void a_request_without_a_body_is_sent_without_one() throws IOException {
        answer(200, "fine");

        for (SdkHttpMethod method : List.of(SdkHttpMethod.GET, SdkHttpMethod.POST, SdkHttpMethod.DELETE)) {
            call(request(method, "/"));
        }

        assertThat(got).extracting(Got::body).containsOnly("");
        assertThat(got).extracting(Got::method).containsExactly("GET", "POST", "DELETE");
    }

    @Test
    void an_answer_has_its_status_headers_and_body() throws IOException {
        answer(400, "no such table");

        HttpExecuteResponse answer = call(request(SdkHttpMethod.POST, "/"));

        assertThat(answer.httpResponse().statusCode()).isEqualTo(400);
        assertThat(answer.httpResponse().matchingHeaders("x-amz-crc32")).containsExactly("1", "2");
        assertThat(body(answer)).isEqualTo("no such table");
    }

    @Test
    void where_a_redirect_leads_is_not_asked() throws IOException {
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            remember(exchange, 301, "");
        });

        assertThat(call(request(SdkHttpMethod.GET, "/")).httpResponse().statusCode())
                .isEqualTo(301);
        assertThat(got).hasSize(1);
    }

    @Test
    void a_connection_is_kept_for_the_next_request() throws IOException {
        answer(200, "fine");

        for (int i = 0; i < 3; i++) {
            assertThat(body(call(request(SdkHttpMethod.POST, "/")))).isEqualTo("fine");
        }

        assertThat(got).extracting(Got::port).containsOnly(got.get(0).port());
    }

    @Test
    @Timeout(20)
    void an_aborted_request_fails_at_once() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        server.createContext("/", exchange -> {
            arrived.countDown();
            await(never);
        });
        ExecutableHttpRequest call = http.prepareRequest(execute(request(SdkHttpMethod.POST, "/")));
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                call.call();
            } catch (IOException e) {
                failure.set(e);
            }
        });

        arrived.await();
        call.abort();
        caller.join();

        assertThat(failure.get()).isInstanceOf(IOException.class);
        never.countDown();
    }

    @Test
    void a_call_goes_through_though_the_kept_connection_was_dropped_meanwhile() throws IOException {
        try (ServerSocket port = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerOneARequest(port));
            try (DynamoDbClient dynamo = dynamo(port.getLocalPort())) {
                for (int i = 0; i < 3; i++) {
                    assertThat(dynamo.listTables().tableNames()).isEmpty();
                }
            }
        }
    }

    @Test
    @Timeout(60)
    void a_call_that_takes_too_long_fails_as_the_sdk_has_it_and_the_next_goes_through() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean silent = new AtomicBoolean(true);
        server.createContext("/", exchange -> {
            if (silent.get()) {
                await(never);
            }
            remember(exchange, 200, "{}");
        });
        try (DynamoDbClient dynamo = dynamo(server.getAddress().getPort())) {
            assertThatThrownBy(() -> dynamo.listTables(
                            request -> request.overrideConfiguration(of -> of.apiCallTimeout(Duration.ofMillis(300)))))
                    .isInstanceOf(ApiCallTimeoutException.class);
            assertThat(Thread.interrupted()).isFalse();

            silent.set(false);
            assertThat(dynamo.listTables().tableNames()).isEmpty();
        }
        never.countDown();
    }

    @Test
    void a_service_out_of_reach_is_an_io_exception() {
        server.stop(0);

        assertThatThrownBy(() -> call(request(SdkHttpMethod.POST, "/"))).isInstanceOf(IOException.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says that it keeps the connection, and does not. */
    private static void answerOneARequest(ServerSocket port) {
        while (!port.isClosed()) {
            try (Socket caller = port.accept()) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    // The body is two bytes, and comes with the head.
                }
                in.read(new char[2]);
                caller.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The port is closed, or the caller is gone; whoever called sees it.
            }
        }
    }

    private DynamoDbClient dynamo(int port) {
        return DynamoDbClient.builder()
                .httpClient(http)
                .endpointOverride(URI.create("http://localhost:" + port))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .build();
    }

    private void answer(int status, String body) {
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("x-amz-crc32", "1");
            exchange.getResponseHeaders().add("x-amz-crc32", "2");
            remember(exchange, status, body);
        });
    }

    private void remember(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            got.add(new Got(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    exchange.getRemoteAddress().getPort()));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private SdkHttpFullRequest.Builder request(SdkHttpMethod method, String pathAndQuery) {
        return SdkHttpFullRequest.builder()
                .method(method)
                .uri(URI.create("http://localhost:" + server.getAddress().getPort() + pathAndQuery));
    }

    private HttpExecuteResponse call(SdkHttpFullRequest.Builder request) throws IOException {
        return http.prepareRequest(execute(request)).call();
    }

    private static HttpExecuteRequest execute(SdkHttpFullRequest.Builder builder) {
        SdkHttpFullRequest request = builder.build();
        HttpExecuteRequest.Builder execute = HttpExecuteRequest.builder().request(request);
        request.contentStreamProvider().ifPresent(execute::contentStreamProvider);
        return execute.build();
    }

    private static String body(HttpExecuteResponse answer) throws IOException {
        try (InputStream body = answer.responseBody().orElseThrow()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
