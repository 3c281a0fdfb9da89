package dev.bellhop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpFrontTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpFront front;

    @BeforeEach
    void open() throws IOException {
        front = HttpFront.open(0);
        front.answerWith(request -> new Http.Response(
                200,
                Map.of("x-length", List.of(Integer.toString(request.body().asByteArrayUnsafe().length))),
                request.body()));
    }

    @AfterEach
    void close() {
        front.close();
    }

    @Test
    void a_request_is_answered() throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(front.url())
                        .POST(BodyPublishers.ofString("hi"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("hi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:%d", "localhost.evil.example:%d", "localhost", "127.0.0.1:1"})
    void a_foreign_host_is_refused(String host) throws Exception {
        assertThat(status("Host: " + host.formatted(front.url().getPort()))).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:%d", "LOCALHOST:%d", "127.0.0.1:%d", "[::1]:%d"})
    void this_machine_is_served(String host) throws Exception {
        assertThat(status("Host: " + host.formatted(front.url().getPort()))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: null",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe",
                "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: document",
                "Origin: http://evil.example\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n"
                        + "Sec-Fetch-Dest: document"
            })
    void other_sites_pages_are_refused(String header) throws Exception {
        assertThat(status("Host: localhost:" + front.url().getPort() + "\r\n" + header))
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"GET /,200", "POST /,403", "GET /index.html,403", "GET /page/snapshot,403"})
    void a_link_on_another_site_leads_to_the_page_and_nowhere_else(String line, int status) throws Exception {
        assertThat(
                        status(
                                line,
                                "Host: localhost:" + front.url().getPort()
                                        + "\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document"))
                .isEqualTo(status);
    }

    @Test
    void our_own_page_is_served() throws Exception {
        String host = "localhost:" + front.url().getPort();

        assertThat(status("Host: " + host + "\r\nOrigin: http://" + host + "\r\nSec-Fetch-Site: same-origin"))
                .isEqualTo(200);
    }

    @Test
    void a_body_of_over_10_mb_is_refused() throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(front.url())
                        .POST(BodyPublishers.ofByteArray(new byte[HttpFront.MOST_BODY + 1]))
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(413);
    }

    @Test
    void a_body_of_10_mb_is_taken() throws Exception {
        HttpResponse<Void> response = client.send(
                HttpRequest.newBuilder(front.url())
                        .POST(BodyPublishers.ofByteArray(new byte[HttpFront.MOST_BODY]))
                        .build(),
                BodyHandlers.discarding());

        assertThat(response.headers().firstValue("x-length")).contains(Integer.toString(HttpFront.MOST_BODY));
    }

    @Test
    void a_taken_port_is_said() {
        assertThatThrownBy(() -> HttpFront.open(front.url().getPort())).isInstanceOf(BindException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: evil.example", "Host: localhost:%d\r\nOrigin: http://evil.example"})
    void of_a_foreign_request_no_body_is_waited_for(String headers) throws Exception {
        assertThat(status("POST /", headers.formatted(front.url().getPort()) + "\r\nContent-Length: 1000"))
                .isEqualTo(403);
    }

    @Test
    void the_usual_port_goes_unsaid() {
        assertThat(HttpFront.hosts(80))
                .containsExactlyInAnyOrder(
                        "localhost", "localhost:80", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:80");
        assertThat(HttpFront.hosts(3000)).doesNotContain("localhost");
    }

    @Test
    void a_handler_that_fails_is_a_500_that_says_nothing() throws Exception {
        List<String> failed = new CopyOnWriteArrayList<>();
        front.answerWith(
                request -> {
                    throw new IllegalStateException("secret");
                },
                (request, failure) -> failed.add(request.path() + " " + failure.getMessage()));

        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(front.url()).build(), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("secret");
        assertThat(failed).containsExactly("/ secret");
    }

    /** Java's client does not let its caller choose a Host. */
    private int status(String headers) throws IOException {
        return status("GET /", headers);
    }

    private int status(String line, String headers) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), front.url().getPort())) {
            socket.setSoTimeout(120_000);
            socket.getOutputStream()
                    .write((line + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(response.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
        }
    }
}
