package dev.bellhop.lambdaprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RuntimeApiTest {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final AtomicInteger ready = new AtomicInteger();
    private final RuntimeApi api;
    private final HttpClient http = HttpClient.newHttpClient();

    RuntimeApiTest() throws IOException {
        api = new RuntimeApi("arn:aws:lambda:us-east-1:000000000000:function:bot", LONGEST, ready::incrementAndGet);
    }

    @AfterEach
    void close() {
        http.shutdownNow();
        api.close();
    }

    @Test
    void an_event_is_handed_to_whoever_asks_for_the_next_with_its_id_and_its_type() throws Exception {
        CompletableFuture<RuntimeApi.Answer> answer = invoke("{\"text\":\"hello\"}");
        HttpResponse<String> next = next();
        assertThat(next.body()).isEqualTo("{\"text\":\"hello\"}");
        assertThat(next.headers().firstValue("Content-Type")).contains("application/json");
        post("invocation/" + id(next) + "/response", "{\"statusCode\":200}");
        assertThat(answer.get().body()).isEqualTo("{\"statusCode\":200}");
    }

    @Test
    void the_process_is_ready_once_when_it_first_asks() throws Exception {
        for (int time = 0; time < 2; time++) {
            CompletableFuture<RuntimeApi.Answer> answer = invoke("{}");
            post("invocation/" + id(next()) + "/response", "{}");
            answer.get();
        }
        assertThat(ready).hasValue(1);
        assertThat(api.awaitReady(LONGEST)).isLessThanOrEqualTo(System.nanoTime());
    }

    @Test
    void an_invocation_that_fails_is_told_to_whoever_waits_for_it() throws Exception {
        CompletableFuture<RuntimeApi.Answer> answer = invoke("{}");
        post("invocation/" + id(next()) + "/error", "{\"errorMessage\":\"broken\"}");
        assertThatThrownBy(answer::get).hasStackTraceContaining("broken");
    }

    @Test
    void a_start_that_fails_is_told_to_whoever_waits_for_it() throws Exception {
        post("init/error", "{\"errorMessage\":\"SLACK_BOT_TOKEN is not set\"}");
        assertThatThrownBy(() -> api.awaitReady(LONGEST)).hasStackTraceContaining("SLACK_BOT_TOKEN is not set");
    }

    @Test
    void a_process_that_ends_is_waited_for_no_longer() throws Exception {
        CompletableFuture<RuntimeApi.Answer> answer = invoke("{}");
        next();
        api.ended("The process has ended");
        assertThatThrownBy(answer::get).hasStackTraceContaining("The process has ended");
    }

    private CompletableFuture<RuntimeApi.Answer> invoke(String event) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return api.invoke(event);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private HttpResponse<String> next() throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(url("invocation/next")).build(), HttpResponse.BodyHandlers.ofString());
    }

    private void post(String path, String body) throws IOException, InterruptedException {
        http.send(
                HttpRequest.newBuilder(url(path))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    private URI url(String path) {
        return URI.create("http://" + api.address() + "/2018-06-01/runtime/" + path);
    }

    private static String id(HttpResponse<String> next) {
        return next.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
    }
}
