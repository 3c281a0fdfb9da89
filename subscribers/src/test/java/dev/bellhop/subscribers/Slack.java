package dev.bellhop.subscribers;

import com.sun.net.httpserver.HttpExchange;
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
public final class Slack implements AutoCloseable {

    private final HttpServer server;
    private final List<String> posts = new CopyOnWriteArrayList<>();
    private volatile String impatientChannel = "";
    private volatile String unknownChannel = "";

    public Slack() {
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
            if (!tooMany && !form.contains("channel=" + unknownChannel + "&")) {
                posts.add(form);
            }
            answer(exchange, tooMany ? 429 : 200, answer(form, tooMany));
        });
        server.createContext("/api/users.info", exchange -> answer(exchange, 200, """
                {"ok":true,"user":{"id":"U1","name":"ada","real_name":"Ada Lovelace","tz":"Europe/London"}}"""));
        server.start();
    }

    private String answer(String form, boolean tooMany) {
        if (tooMany) {
            return "{\"ok\":false,\"error\":\"ratelimited\"}";
        }
        return form.contains("channel=" + unknownChannel + "&")
                ? "{\"ok\":false,\"error\":\"user_not_found\"}"
                : "{\"ok\":true}";
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] answer = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("Retry-After", "3");
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/";
    }

    /** Posts to {@code channel} are answered 429, to be tried again after 3 s. */
    public void askForPatience(String channel) {
        impatientChannel = channel;
    }

    /** There is nobody who is {@code channel}. */
    public void forget(String channel) {
        unknownChannel = channel;
    }

    /** Bodies of the posts that were taken. */
    public List<String> posts() {
        return posts;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
