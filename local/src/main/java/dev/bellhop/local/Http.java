package dev.bellhop.local;

import com.google.gson.JsonElement;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;

/** Requests and responses, apart from the server that carries them. */
final class Http {

    private Http() {}

    /**
     * A request.
     *
     * @param query as it stands in the URL, empty where there is none
     * @param headers by their names in lower case
     */
    record Request(
            String method,
            String path,
            String query,
            Map<String, List<String>> headers,
            SdkBytes body,
            String remoteAddress) {

        Optional<String> header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst();
        }

        /** The media type of the body in lower case, without parameters; empty where it is not said. */
        String mediaType() {
            String type = header("content-type").orElse("");
            int end = type.indexOf(';');
            return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        }

        String text() {
            return body.asUtf8String();
        }
    }

    /** A response; {@code headers} by name, several values of one as several entries of its list. */
    record Response(int status, Map<String, List<String>> headers, SdkBytes body) {

        static Response json(int status, JsonElement body) {
            return new Response(
                    status,
                    Map.of("content-type", List.of("application/json; charset=utf-8")),
                    SdkBytes.fromUtf8String(body.toString()));
        }
    }

    /** Answers requests; may throw, which is a 500. */
    @FunctionalInterface
    interface Handler {
        Response handle(Request request) throws Exception;
    }

    /**
     * The fields of a form or of a query.
     *
     * @throws IllegalArgumentException where an escape is malformed
     */
    static Map<String, String> fields(String form) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : form.split("&", -1)) {
            if (!field.isEmpty()) {
                int equals = field.indexOf('=');
                String name = equals < 0 ? field : field.substring(0, equals);
                String value = equals < 0 ? "" : field.substring(equals + 1);
                fields.merge(decoded(name), decoded(value), (first, second) -> first + "," + second);
            }
        }
        return fields;
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
