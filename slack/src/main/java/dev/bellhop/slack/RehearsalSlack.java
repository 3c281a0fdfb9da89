package dev.bellhop.slack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Slack's Web API for work that is done before anybody asks for it: a port of this process that says ok to everything. Slack
 * itself is not called, and may be down.
 */
public final class RehearsalSlack implements AutoCloseable {

    private static final String LENGTH = "content-length:";

    private static final String BODY =
            "{\"ok\":true,\"channel\":\"C0\",\"ts\":\"1700000000.000100\",\"user\":{\"id\":\"U0\",\"tz\":\"UTC\"}}";

    private static final byte[] ANSWER = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
                    + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY)
            .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket port;

    public RehearsalSlack() throws IOException {
        port = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    /** As {@code SLACK_API_URL} names the real one. */
    public String url() {
        return "http://127.0.0.1:" + port.getLocalPort() + "/api/";
    }

    /** Ends what serves, too. */
    @Override
    public void close() throws IOException {
        port.close();
    }

    private void serve() {
        while (!port.isClosed()) {
            try (Socket caller = port.accept()) {
                passOver(caller);
                caller.getOutputStream().write(ANSWER);
            } catch (IOException e) {
                // The port is closed, or the caller is gone; whoever called sees it.
            }
        }
    }

    /** Whatever is asked has to be read, or closing would reset the connection before its answer is. */
    private static void passOver(Socket caller) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.ISO_8859_1));
        long length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Long.parseLong(line.substring(LENGTH.length()).strip());
            }
        }
        while (length > 0 && in.read() >= 0) {
            length--;
        }
    }
}
