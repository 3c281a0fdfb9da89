package dev.bellhop.localaws;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request of S3's REST API, all but its body.
 *
 * @param path decoded
 * @param parameters of its query, decoded
 * @param headers by their names in lower case
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAPI.html">S3's REST API</a>
 */
record S3Request(String method, String path, Map<String, String> parameters, Map<String, List<String>> headers) {

    static S3Request of(HttpExchange exchange) {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return of(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
                headers);
    }

    /** @throws IllegalArgumentException where an escape is malformed */
    static S3Request of(String method, String rawPath, String rawQuery, Map<String, List<String>> headers) {
        Map<String, String> parameters = new TreeMap<>();
        for (String field : rawQuery.split("&", -1)) {
            if (!field.isEmpty()) {
                int equals = field.indexOf('=');
                String name = equals < 0 ? field : field.substring(0, equals);
                parameters.put(decoded(name), equals < 0 ? "" : decoded(field.substring(equals + 1)));
            }
        }
        // In a path a plus is a plus.
        return new S3Request(method, decoded(rawPath.replace("+", "%2B")), parameters, headers);
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    /** The bucket's name; empty where none is named. */
    String bucket() {
        int end = path.indexOf('/', 1);
        return end < 0 ? path.substring(1) : path.substring(1, end);
    }

    /** The object's key; empty where the request is of the bucket. */
    String key() {
        int end = path.indexOf('/', 1);
        return end < 0 ? "" : path.substring(end + 1);
    }

    Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** What AWS's SDK calls what is asked; empty where it is none of what is done here. */
    Optional<String> operation() {
        if (bucket().isEmpty() || header("x-amz-copy-source").isPresent() || parameters.containsKey("uploadId")) {
            return Optional.empty();
        }
        String operation = switch (key().isEmpty() ? method + " bucket" : method) {
            case "GET" -> "GetObject";
            case "HEAD" -> "HeadObject";
            case "PUT" -> "PutObject";
            case "DELETE" -> "DeleteObject";
            case "HEAD bucket" -> "HeadBucket";
            case "GET bucket" -> parameter("list-type").filter("2"::equals).isPresent() ? "ListObjectsV2" : "";
            case "POST bucket" -> parameters.containsKey("delete") ? "DeleteObjects" : "";
            default -> "";
        };
        return Optional.of(operation).filter(name -> !name.isEmpty());
    }
}
