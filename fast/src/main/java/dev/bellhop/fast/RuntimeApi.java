package dev.bellhop.fast;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lambda's Runtime API for one process, which gets one event after the other.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Using the Lambda runtime API</a>
 */
final class RuntimeApi implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final String PATH = "/2018-06-01/runtime/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    RuntimeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(PATH, this::serve);
        server.setExecutor(threads);
        server.start();
    }

    /** As in {@code AWS_LAMBDA_RUNTIME_API}. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /**
     * What the process answers to {@code event}.
     *
     * @throws IllegalStateException where it answers nothing
     */
    String answer(String event) throws InterruptedException {
        events.add(event);
        String answer = answers.poll(LONGEST.toSeconds(), TimeUnit.SECONDS);
        if (answer == null) {
            throw new IllegalStateException("The bot did not answer within " + LONGEST.toSeconds() + " s");
        }
        return answer;
    }

    /** The process will answer nothing more. */
    void ended() {
        answers.add("nothing, for its process ended");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestURI().getPath().endsWith("/next")) {
                var headers = exchange.getResponseHeaders();
                String event = events.take();
                headers.set("Lambda-Runtime-Aws-Request-Id", UUID.randomUUID().toString());
                headers.set(
                        "Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + LONGEST.toMillis()));
                headers.set(
                        "Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:000000000000:function:bot");
                send(exchange, 200, event.getBytes(StandardCharsets.UTF_8));
            } else {
                // An answer, or an error of the start or of an invocation, which is no answer that anybody takes for
                // one.
                answers.add(new String(body, StandardCharsets.UTF_8));
                send(exchange, 202, "{}".getBytes(StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        // Without a type the runtime interface client crashes.
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
