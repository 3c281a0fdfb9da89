package dev.bellhop.local;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import software.amazon.awssdk.core.SdkBytes;

/** Requests and responses, apart from the server that carries them. */
public final class Http {

    private Http() {}

    /**
     * A request.
     *
     * @param query as it stands in the URL, empty where there is none
     * @param headers by their names in lower case
     */
    public record Request(
            String method,
            String path,
            String query,
            Map<String, List<String>> headers,
            SdkBytes body,
            String remoteAddress) {

        public Optional<String> header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst();
        }

        /** The media type of the body in lower case, without parameters; empty where it is not said. */
        public String mediaType() {
            String type = header("content-type").orElse("");
            int end = type.indexOf(';');
            return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        }

        public String text() {
            return body.asUtf8String();
        }
    }

    /** What a request gets. */
    public sealed interface Answer {}

    /** A response; {@code headers} by name, several values of one as several entries of its list. */
    public record Response(int status, Map<String, List<String>> headers, SdkBytes body) implements Answer {

        public static Response json(int status, JsonElement body) {
            return new Response(
                    status,
                    Map.of("content-type", List.of("application/json; charset=utf-8")),
                    SdkBytes.fromUtf8String(body.toString()));
        }
    }

    /** A response whose body is written while it goes on; its status is 200. */
    public record Streamed(Map<String, List<String>> headers, Body body) implements Answer {}

    /** Writes a body, in a thread of its own, until it is over or whoever reads it has gone. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream out) throws IOException, InterruptedException;
    }

    /** Answers requests; may throw, which is a 500. */
    @FunctionalInterface
    public interface Handler {
        Answer handle(Request request) throws Exception;
    }

    /** Answers requests whose body may be of any length, and is read as it comes; may throw, which is a 500. */
    @FunctionalInterface
    public interface Receiver {
        /** @param request has no body */
        Answer receive(Request request, InputStream body) throws Exception;
    }

    /**
     * The fields of a query; several values of one with commas between, as API Gateway hands them on.
     *
     * @throws IllegalArgumentException where an escape is malformed
     */
    public static Map<String, String> fields(String query) {
        return fields(query, (first, second) -> first + "," + second);
    }

    /**
     * The fields of a form; the last value of one counts, as Slack reads them.
     *
     * @throws IllegalArgumentException where an escape is malformed
     */
    public static Map<String, String> form(String form) {
        return fields(form, (first, second) -> second);
    }

    private static Map<String, String> fields(String text, BinaryOperator<String> several) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : text.split("&", -1)) {
            if (!field.isEmpty()) {
                int equals = field.indexOf('=');
                String name = equals < 0 ? field : field.substring(0, equals);
                String value = equals < 0 ? "" : field.substring(equals + 1);
                fields.merge(decoded(name), decoded(value), several);
            }
        }
        return fields;
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
