package dev.bellhop.local;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** Slack as an app in Socket Mode knows it: the Web API, and a WebSocket with envelopes one way and acknowledgements the other. */
final class FakeSlack implements AutoCloseable {

    static final String APP_TOKEN = "xapp-1-A0-right";
    static final String BOT_TOKEN = "xoxb-right";

    /** A call of the Web API. */
    record Call(String method, Map<String, String> form) {}

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final String host;
    private final Map<String, String> errors = new ConcurrentHashMap<>();
    private final Map<String, JsonObject> acknowledgements = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<Session> sessions = new CopyOnWriteArrayList<>();
    private volatile String socketUrl;
    private volatile Runnable beforehand = () -> {};

    FakeSlack() throws Exception {
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        WebSocketUpgradeHandler sockets = WebSocketUpgradeHandler.from(server, container -> {
            container.setIdleTimeout(Duration.ZERO);
            container.addMapping("/link", (request, response, callback) -> new Socket());
        });
        sockets.setHandler(new WebApi());
        server.setHandler(sockets);
        server.start();
        host = "127.0.0.1:" + connector.getLocalPort();
        socketUrl = "ws://" + host + "/link?ticket=secret";
    }

    /** The prefix of the Web API. */
    String url() {
        return "http://" + host + "/api/";
    }

    /** From now on the method answers so. */
    void refuse(String method, String error) {
        errors.put(method, error);
    }

    /** From now on this happens before any method answers. */
    void beforeAnswering(Runnable beforehand) {
        this.beforehand = beforehand;
    }

    /** From now on connections are to be opened there. */
    void connectAt(String url) {
        socketUrl = url;
    }

    /** Sends an envelope on the newest connection. */
    void send(String id, String type, JsonObject payload, boolean acceptsResponse, int retry) {
        JsonObject envelope = new JsonObject();
        envelope.addProperty("envelope_id", id);
        envelope.addProperty("type", type);
        envelope.add("payload", payload);
        envelope.addProperty("accepts_response_payload", acceptsResponse);
        envelope.addProperty("retry_attempt", retry);
        envelope.addProperty("retry_reason", retry == 0 ? "" : "timeout");
        say(envelope);
    }

    /** Asks for a new connection, as Slack does every few hours. */
    void refresh() {
        JsonObject disconnect = new JsonObject();
        disconnect.addProperty("type", "disconnect");
        disconnect.addProperty("reason", "refresh_requested");
        say(disconnect);
    }

    /** How often a connection was opened. */
    int connections() {
        return sessions.size();
    }

    /** Breaks the newest connection, unasked. */
    void drop() {
        sessions.getLast().disconnect();
    }

    boolean isOpen(int connection) {
        return sessions.get(connection).isOpen();
    }

    boolean hasAcknowledged(String id) {
        return acknowledgements.containsKey(id);
    }

    /** Waits for the acknowledgement of an envelope. */
    JsonObject acknowledgement(String id) {
        Eventually.is(() -> hasAcknowledged(id));
        return acknowledgements.get(id);
    }

    List<Call> calls(String method) {
        return calls.stream().filter(call -> call.method().equals(method)).toList();
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }

    private void say(JsonObject message) {
        sessions.getLast().sendText(message.toString(), org.eclipse.jetty.websocket.api.Callback.NOOP);
    }

    private final class WebApi extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String method = Request.getPathInContext(request).substring("/api/".length());
            String body = Content.Source.asString(request, StandardCharsets.UTF_8);
            calls.add(new Call(method, Http.fields(body)));
            beforehand.run();
            String token = String.valueOf(request.getHeaders().get(HttpHeader.AUTHORIZATION));
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
            response.write(
                    true, ByteBuffer.wrap(answer(method, token).toString().getBytes(StandardCharsets.UTF_8)), callback);
            return true;
        }

        private JsonObject answer(String method, String token) {
            String right = method.startsWith("apps.") ? APP_TOKEN : BOT_TOKEN;
            String error = errors.getOrDefault(method, token.equals("Bearer " + right) ? "" : "invalid_auth");
            JsonObject answer = new JsonObject();
            answer.addProperty("ok", error.isEmpty());
            if (!error.isEmpty()) {
                answer.addProperty("error", error);
                return answer;
            }
            switch (method) {
                case "apps.connections.open" -> answer.addProperty("url", socketUrl);
                case "auth.test" -> {
                    answer.addProperty("team", "Acme");
                    answer.addProperty("user", "bellhop");
                }
                case "users.info" ->
                    answer.add("user", JsonParser.parseString("{\"id\":\"U1\",\"tz\":\"Europe/Berlin\"}"));
                default -> answer.addProperty("ts", "1700000000.000300");
            }
            return answer;
        }
    }

    /** Public, for Jetty calls it by reflection. */
    public final class Socket extends Session.Listener.Abstract {

        @Override
        public void onWebSocketOpen(Session session) {
            super.onWebSocketOpen(session);
            sessions.add(session);
            session.sendText(
                    "{\"type\":\"hello\",\"num_connections\":1}", org.eclipse.jetty.websocket.api.Callback.NOOP);
            session.demand();
        }

        @Override
        public void onWebSocketError(Throwable cause) {
            // A connection that a test breaks is broken.
        }

        @Override
        public void onWebSocketText(String message) {
            JsonObject acknowledgement = JsonParser.parseString(message).getAsJsonObject();
            acknowledgements.put(acknowledgement.get("envelope_id").getAsString(), acknowledgement);
            getSession().demand();
        }
    }
}
