package dev.bellhop.subscribers.sweeper;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Slack's Web API over HTTP, which takes every post, or asks for patience. */
final class Slack implements AutoCloseable {

    private final HttpServer server;
    private final List<String> posts = new CopyOnWriteArrayList<>();
    private volatile String impatientChannel = "";

    Slack() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/chat.postMessage", exchange -> {
            String form = URLDecoder.decode(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    StandardCharsets.UTF_8);
            boolean tooMany = form.contains("channel=" + impatientChannel + "&");
            if (!tooMany) {
                posts.add(form);
            }
            byte[] answer = (tooMany ? "{\"ok\":false,\"error\":\"ratelimited\"}" : "{\"ok\":true}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.getResponseHeaders().add("Retry-After", "3");
            exchange.sendResponseHeaders(tooMany ? 429 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/";
    }

    /** Posts to {@code channel} are answered 429, to be tried again after 3 s. */
    void askForPatience(String channel) {
        impatientChannel = channel;
    }

    /** Bodies of the posts that were taken. */
    List<String> posts() {
        return posts;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
