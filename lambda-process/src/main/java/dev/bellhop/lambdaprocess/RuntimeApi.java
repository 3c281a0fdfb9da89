package dev.bellhop.lambdaprocess;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lambda's Runtime API for one process, over HTTP as there.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Using the Lambda runtime API</a>
 */
final class RuntimeApi implements AutoCloseable {

    private static final String PATH = "/2018-06-01/runtime/";
    private static final String INVOCATION = PATH + "invocation/";

    /** @param at {@link System#nanoTime()} when the process had sent it */
    record Answer(String body, long at) {}

    private record Invocation(String id, String event) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String functionArn;
    private final Duration timeout;
    private final Runnable onReady;
    private final CompletableFuture<Long> ready = new CompletableFuture<>();
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<Answer>> answers = new ConcurrentHashMap<>();

    /**
     * @param timeout of an invocation
     * @param onReady is run once, when the process asks for its first invocation, before it gets one
     */
    RuntimeApi(String functionArn, Duration timeout, Runnable onReady) throws IOException {
        this.functionArn = functionArn;
        this.timeout = timeout;
        this.onReady = onReady;
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
     * Waits until the process asks for its first invocation.
     *
     * @return {@link System#nanoTime()} of that
     */
    long awaitReady(Duration longest) throws InterruptedException {
        return await(ready, longest, "The function did not get ready");
    }

    /** Has the process handle an event, and waits for what it answers. */
    Answer invoke(String event) throws InterruptedException {
        Invocation invocation = new Invocation(UUID.randomUUID().toString(), event);
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        answers.put(invocation.id, answer);
        waiting.add(invocation);
        return await(answer, timeout, "The function did not answer");
    }

    /** Tells whoever waits for the process that it has ended. */
    void ended(String why) {
        IllegalStateException ended = new IllegalStateException(why);
        ready.completeExceptionally(ended);
        answers.values().forEach(answer -> answer.completeExceptionally(ended));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static <T> T await(CompletableFuture<T> future, Duration longest, String otherwise)
            throws InterruptedException {
        try {
            return future.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(otherwise + " within " + longest.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(otherwise, e);
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals(INVOCATION + "next")) {
                hand(exchange);
                return;
            }
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            long at = System.nanoTime();
            if (path.equals(PATH + "init/error")) {
                ready.completeExceptionally(new IllegalStateException(body));
            } else {
                String[] parts = path.substring(INVOCATION.length()).split("/", 2);
                CompletableFuture<Answer> answer = answers.remove(parts[0]);
                if (answer != null && parts[1].equals("response")) {
                    answer.complete(new Answer(body, at));
                } else if (answer != null) {
                    answer.completeExceptionally(new IllegalStateException(body));
                }
            }
            send(exchange, 202, "{\"status\":\"OK\"}");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hand(HttpExchange exchange) throws IOException, InterruptedException {
        if (!ready.isDone()) {
            long at = System.nanoTime();
            onReady.run();
            ready.complete(at);
        }
        Invocation invocation = waiting.take();
        var headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id);
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + timeout.toMillis()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
        headers.set("Lambda-Runtime-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0");
        send(exchange, 200, invocation.event);
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        // Without a type the runtime interface client crashes.
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
